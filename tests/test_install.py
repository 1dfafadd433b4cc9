"""The image without an engine: the Dockerfile's own steps, carried out in a clean directory.

The install command of its first stage, the tree that .dockerignore lets through, the environment,
the command and the health check of its second stage, as another user where root runs the tests.
Needs the package registry, or uv's cache of it.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import pytest

from tests.serving import REPOSITORY, Site, started

OTHER_USER = "nobody"
ROWS = 20_000
START_SECONDS = 60
OURS_ALONE = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "OUTCOMES_DATA_DIR")
Stage = list[tuple[str, str]]


@dataclass(frozen=True)
class Image:
    """A directory that stands for the image: its paths are those of the Dockerfile, under root.

    Attributes:
        root: what `/` is in the image.
        stages: the instructions of each stage, as keyword and text.
        python: an interpreter that the other user may run, standing for the base image's.
        as_user: arguments to `subprocess` that make a process the other user's.
    """

    root: Path
    stages: list[Stage]
    python: str
    as_user: dict[str, Any]

    def place(self, path: str) -> Path:
        """Where a path of the image is."""
        return self.root / path.lstrip("/")

    def moved(self, text: str) -> str:
        """A text of the Dockerfile with the image's paths moved under root."""
        for path in ("/opt/venv", "/srv/outcomes", "/var/lib/outcomes"):
            text = text.replace(path, str(self.place(path)))
        return text

    def said(self, keyword: str, stage: int = -1) -> str:
        """The text of a stage's last instruction of that name, with its paths moved."""
        return self.moved([text for word, text in self.stages[stage] if word == keyword][-1])

    @property
    def environment(self) -> dict[str, str]:
        """What a process in the image sees: ours without our Python, and the ENV instruction."""
        seen = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
        stated = dict(pair.split("=", 1) for pair in self.said("ENV").split())
        stated["PATH"] = stated["PATH"].replace("$PATH", "/usr/bin:/bin")
        return {**seen, **stated, "HOME": "/nonexistent"}


def read_stages(dockerfile: str) -> list[Stage]:
    """The instructions of a Dockerfile by stage; continued lines are one instruction."""
    stages: list[Stage] = []
    for line in dockerfile.replace("\\\n", " ").splitlines():
        keyword, _, text = line.partition(" ")
        if keyword == "FROM":
            stages.append([])
        elif keyword and not keyword.startswith("#"):
            stages[-1].append((keyword, " ".join(text.split())))
    return stages


@pytest.fixture
def image() -> Iterator[Image]:
    """An empty image at a place that the other user may reach, removed afterwards."""
    root = Path(tempfile.mkdtemp(prefix="outcomes-image-"))
    root.chmod(0o755)
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        other = pwd.getpwnam(OTHER_USER)
        as_user = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
    stages = read_stages((REPOSITORY / "Dockerfile").read_text("utf-8"))
    yield Image(root, stages, find_python(as_user), as_user)
    shutil.rmtree(root)


def find_python(as_user: Mapping[str, Any]) -> str:
    """A Python of at least 3.11, outside any virtual environment, that the other user may run."""
    base = Path(sys.base_prefix) / "bin" / "python3"
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (str(base), "/usr/local/bin/python3", "/usr/bin/python3", "/usr/bin/python3.11"):
        try:
            done = subprocess.run([python, "-c", question], check=False, cwd="/", **as_user)
        except OSError:
            continue
        if done.returncode == 0:
            return python
    pytest.skip(f"no Python 3.11 that the user {OTHER_USER} may run")


def run(image: Image, command: str | list[str], **options: Any) -> str:
    """Run a step of the image; the test fails with the step's own last words if it fails."""
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        shell=isinstance(command, str),
        capture_output=True,
        text=True,
        check=False,
        **{"env": image.environment, "cwd": image.place("/srv/outcomes"), **options},
    )
    if done.returncode != 0:
        words = (done.stderr or done.stdout)[-1500:]
        pytest.fail(f"{command}\nexit code {done.returncode}: {words}", pytrace=False)
    return done.stdout


def install(image: Image) -> None:
    """The first stage: a fresh Python with pip, the copied locks, the RUN instruction."""
    base = image.place("/base")
    seeded = ["uv", "venv", "--quiet", "--seed", "--python", image.python, str(base)]
    path = f"{base}/bin:{Path(sys.executable).parent}:/usr/bin:/bin"
    run(image, seeded, env={**os.environ, "PATH": path}, cwd="/")
    build = image.place("/build")
    *sources, target = image.said("COPY", stage=0).split()
    (build / target).mkdir(parents=True)
    for source in sources:
        shutil.copy(REPOSITORY / source, build / target)
    seen = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
    run(
        image,
        image.said("RUN", stage=0),
        env={**seen, "PATH": f"{base}/bin:/usr/bin:/bin"},
        cwd=build,
    )


def copy_tree(image: Image) -> None:
    """COPY . . : the files that git knows or would add, as far as .dockerignore lets them."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for name in files.stdout.split("\0"):
        if name and is_let_through(name) and (REPOSITORY / name).is_file():
            target = image.place("/srv/outcomes") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, target)


def is_let_through(name: str) -> bool:
    """Whether .dockerignore, which forbids all but some paths, lets a file into the image."""
    lines = (REPOSITORY / ".dockerignore").read_text("utf-8").splitlines()
    allowed = [line[1:] for line in lines if line.startswith("!")]
    return any(name == path or name.startswith(f"{path}/") for path in allowed)


@pytest.mark.install
@pytest.mark.slow
def test_the_dockerfile_steps_make_a_site_that_serves(image: Image, tmp_path: Path) -> None:
    install(image)
    copy_tree(image)
    data = image.place("/var/lib/outcomes")
    data.mkdir(parents=True)
    if image.as_user:
        os.chown(data, image.as_user["user"], image.as_user["group"])

    python = str(image.place("/opt/venv") / "bin" / "python")
    absent = "import importlib.util as u; print([n for n in {} if u.find_spec(n)])"
    tools = ("pytest", "mypy", "pandas", "duckdb", "playwright", "uv", "pip")
    assert run(image, [python, "-c", absent.format(tools)], **image.as_user).strip() == "[]"

    run(image, [python, "-m", "etl", "demo", "--rows", str(ROWS)], **image.as_user)
    assert (data / "current.json").is_file()

    command = json.loads(image.said("CMD"))
    command[0] = str(image.place("/opt/venv") / "bin" / command[0])
    site = Site(command, image.place("/srv/outcomes"), image.environment, image.as_user)
    with started(site, tmp_path / "log") as (process, address):
        with urlopen(f"{address}/health", timeout=START_SECONDS) as answer:  # noqa: S310 (ours)
            assert answer.status == 200
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children()]
        if image.as_user:
            assert {member.uids().real for member in family} == {image.as_user["user"]}
        check = json.loads(image.said("HEALTHCHECK").split("CMD ", 1)[1])
        check[0] = python
        run(image, check, env={**image.environment, "PORT": address.rpartition(":")[2]})
    assert process.returncode == 0
    assert not any(member.is_running() for member in family)


def test_the_image_is_made_in_two_stages_and_does_not_run_as_root() -> None:
    stages = read_stages((REPOSITORY / "Dockerfile").read_text("utf-8"))
    assert len(stages) == 2
    final = dict(stages[-1])
    assert final["USER"] not in ("", "0", "root")
    assert "/health" in final["HEALTHCHECK"]
    assert json.loads(final["CMD"])[0] == "gunicorn"


@pytest.mark.parametrize("name", ["outcomes/store.py", "data/reference/areas.csv", "app.py"])
def test_the_image_gets_what_the_site_needs(name: str) -> None:
    assert is_let_through(name)


@pytest.mark.parametrize(
    "name", ["tests/conftest.py", ".git/config", "data/raw/a.zip", "README.md"]
)
def test_the_image_gets_nothing_else(name: str) -> None:
    assert not is_let_through(name)
