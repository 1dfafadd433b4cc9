"""``python -m etl stories`` writes every area's pack, by the stories' own program."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from outcomes.areas import police_force_areas
from tests.builders import make_edition

REPOSITORY = Path(__file__).resolve().parents[2]
FORMS = {"README.txt", "story.txt", "story.md", "story.html", "story.json", "rows.csv"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the repository."""
    command = [sys.executable, "-m", "etl", *arguments]
    return subprocess.run(
        command, cwd=REPOSITORY, env=os.environ, capture_output=True, text=True, check=False
    )


def test_a_pack_for_every_area_and_the_whole(tmp_path: Path) -> None:
    edition = make_edition(tmp_path / "data", [{"year": 2019, "prosecutions": 991}])
    packs = tmp_path / "packs"
    data = ("--data-dir", str(tmp_path / "data"))
    done = run("stories", "--all", str(packs), "--json", *data)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["packs"]) == len(police_force_areas()) + 1
    assert all(edition.id in name for name in told["packs"])
    with zipfile.ZipFile(
        packs / next(one for one in told["packs"] if "west-midlands" in one)
    ) as pack:
        assert set(pack.namelist()) == FORMS
        assert "991" in pack.read("story.txt").decode()


def test_without_an_edition_or_a_known_offence_it_says_so(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path))
    assert run("stories", "--all", str(tmp_path / "x"), *data).returncode == 1
    unknown = run("stories", "--all", str(tmp_path / "x"), "--offence", "none", *data)
    assert unknown.returncode == 2
    assert "offence" in unknown.stderr
