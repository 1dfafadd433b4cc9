"""Story packs with pictures: the same from the site and from ``python -m etl stories``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.context import PUBLIC_ROOT_VARIABLE
from api.write_stories import app
from outcomes.areas import police_force_areas
from stories import formats
from stories.story import build_story
from tests.api.conftest import MakeClient
from tests.stories.west_midlands import AREA, FAMILY, load

REPOSITORY = Path(__file__).resolve().parents[2]
WORDS = {"README.txt", "story.txt", "story.md", "story.html", "story.json", "rows.csv"}
ROOT = "https://example.org"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the repository."""
    command = [sys.executable, "-m", "etl", *arguments]
    environment = {**os.environ, PUBLIC_ROOT_VARIABLE: ROOT}
    return subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_pack_for_every_area_as_the_site_gives_it(
    tmp_path: Path, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, packs = tmp_path / "data", tmp_path / "packs"
    loaded = load(data)
    options = ("--all", str(packs), "--json", "--year", "2017", "--data-dir", str(data))
    done = run("stories", *options)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["packs"]) == len(police_force_areas()) + 1
    assert all(loaded.edition.id in name for name in told["packs"])
    monkeypatch.setenv(PUBLIC_ROOT_VARIABLE, ROOT)
    pictures = {f"{view}.{kind}" for view in ("trend", "ratio", "mix") for kind in ("svg", "png")}
    for area in ("west-midlands", "england-and-wales", "surrey"):
        name = next(one for one in told["packs"] if f"_{area}_" in one)
        address = f"/api/v1/story?area={area}&offence={FAMILY}&year=2017&format=zip"
        answer = make_client(data).get(address)
        assert name in answer.headers["Content-Disposition"]
        written = (packs / name).read_bytes()
        assert written == answer.data, area
        with zipfile.ZipFile(packs / name) as pack:
            assert set(pack.namelist()) == {*WORDS, *pictures}


def test_without_an_edition_or_a_known_offence_it_says_so(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path))
    without = run("stories", "--all", str(tmp_path / "x"), *data)
    assert without.returncode == 1
    [why] = without.stderr.splitlines()
    assert why.startswith("There is no edition to write from: no edition has been published in ")
    unknown = run("stories", "--all", str(tmp_path / "x"), "--offence", "none", *data)
    assert unknown.returncode == 2
    assert "offence" in unknown.stderr


def test_the_program_prints_one_story(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    done = CliRunner().invoke(app, ["--area", AREA, "--data-dir", str(tmp_path)])
    assert done.exit_code == 0
    assert done.output == formats.to_text(build_story(loaded, AREA, FAMILY))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 2),
        (["--area", AREA, "--all", "out"], 2),
        (["--area", "atlantis"], 2),
        (["--area", AREA, "--offence", "piracy"], 2),
        (["--area", AREA], 1),
    ],
)
def test_the_program_says_what_is_wrong(tmp_path: Path, options: list[str], code: int) -> None:
    done = CliRunner().invoke(app, [*options, "--data-dir", str(tmp_path)])
    assert done.exit_code == code
    assert done.stderr.strip()
