"""What every test may ask for: real files, a demonstration edition, the app on it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent
DEMONSTRATION_ROWS = 20_000
REAL_FILES = ("outcomes-by-offence-2019.zip", "remands-magistrates-court-2018.zip")

# The same examples each time, and no judgement by the clock; HYPOTHESIS_PROFILE=search looks on.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile(
    "search", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

# All tests of a process are one client of one app; those of the limit set their own.
os.environ.setdefault("OUTCOMES_EXPORTS_PER_CLIENT", "100000 per minute")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The project's top directory."""
    return REPOSITORY


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The directory of the Ministry's own files; the test is skipped where there is none."""
    stated = os.environ.get("OUTCOMES_REAL_DATA")
    path = Path(stated) if stated else REPOSITORY.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip(f"no real files at {path}: set OUTCOMES_REAL_DATA")
    return path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a small demonstration edition, made once a run by the command line.

    Shared by all workers of a run, so nothing may be written there.
    """
    arguments = ("demo", "--rows", str(DEMONSTRATION_ROWS))
    return made_once(tmp_path_factory, "demonstration", *arguments)


@pytest.fixture(scope="session")
def real_edition(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Path:
    """A data directory with the edition of the two real files; nothing is written there."""
    files = (str(real_data / "moj" / name) for name in REAL_FILES)
    return made_once(tmp_path_factory, "real", "ingest", *files)


def made_once(factory: pytest.TempPathFactory, name: str, *arguments: str) -> Path:
    """The data directory that an etl command fills, the first time that any worker asks for it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    data_dir = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data_dir / "current.json").exists():
            run_etl(data_dir, *arguments)
    return data_dir


def run_etl(data_dir: Path, *arguments: str) -> None:
    """Run an etl command on a directory; the test fails with its output if it fails."""
    data_dir.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "OUTCOMES_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(
            f"etl {arguments[0]}: exit code {done.returncode}\n{done.stderr}", pytrace=False
        )


@pytest.fixture(scope="session")
def app(demonstration: Path) -> Any:
    """The Dash app on the demonstration edition; one a process, because Dash allows no more."""
    from app import create_app  # noqa: PLC0415 (importing it makes nothing, but it is heavy)

    return create_app(demonstration)


@pytest.fixture
def client(app: Any) -> Iterator[Any]:
    """Flask's test client of the app."""
    with app.server.test_client() as client:
        yield client
