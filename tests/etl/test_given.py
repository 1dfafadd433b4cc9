"""What is named to be loaded and is no file, or not only once, or not the same at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build
from etl.publishing.quarantine import QUARANTINE
from etl.reading import sources
from outcomes.errors import HostError, SourceError
from tests.etl.builders import c_row, csv_text, csv_zip, refused, served_data

ROWS = [c_row()]


def pipe(place: Path) -> list[Path]:
    os.mkfifo(place / "source.csv")
    return [place / "source.csv"]


def link(place: Path, target: str) -> list[Path]:
    (place / "source.zip").symlink_to(target)
    return [place / "source.zip"]


def named(name: bytes) -> Callable[[Path], list[Path]]:
    def make(place: Path) -> list[Path]:
        path = Path(os.fsdecode(os.fsencode(place) + b"/" + name))
        path.write_text(csv_text(ROWS))
        return [path]

    return make


def linked_twice(place: Path) -> list[Path]:
    (place / "other.zip").symlink_to(csv_zip(place, ROWS))
    return [place / "source.zip", place / "other.zip"]


CASES: dict[str, tuple[Callable[[Path], list[Path]], str]] = {
    "a pipe": (pipe, "FILE_KIND"),
    "zeros without end": (lambda _: [Path("/dev/zero")], "FILE_KIND"),
    "nothing without end": (lambda _: [Path("/dev/null")], "FILE_KIND"),
    "a link to a device": (lambda place: link(place, "/dev/zero"), "FILE_KIND"),
    "a link to nothing": (lambda place: link(place, "gone.zip"), "FILE_MISSING"),
    "a link to itself": (lambda place: link(place, "source.zip"), "FILE_MISSING"),
    "not there": (lambda place: [place / "source.zip"], "FILE_MISSING"),
    "named twice": (lambda place: [csv_zip(place, ROWS)] * 2, "FILE_REPEATED"),
    "named in two ways": (
        lambda place: [csv_zip(place, ROWS), place / "." / ".." / place.name / "source.zip"],
        "FILE_REPEATED",
    ),
    "named through a link": (linked_twice, "FILE_REPEATED"),
    "a newline in its name": (named(b"so\nurce.csv"), "FILE_NAME"),
    "a bell in its name": (named(b"so\x07urce.csv"), "FILE_NAME"),
    "a command in its name": (named(b"\x1b[2Jsource.csv"), "FILE_NAME"),
    "no UTF-8 in its name": (named(b"so\xffurce.csv"), "FILE_NAME"),
    "a name from right to left": (named("so\u202evsc.exe".encode()), "FILE_NAME"),
    "a hidden character in its name": (named("so\u200burce.csv".encode()), "FILE_NAME"),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_without_being_opened(tmp_path: Path, name: str) -> None:
    make, code = CASES[name]
    (problem,) = refused(*make(tmp_path), error=SourceError)
    assert problem.code == code
    assert (problem.value or problem.file or "").isprintable()


def test_a_directory_is_the_hosts_trouble(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, error=HostError)
    assert problem.code == "HOST_READ"


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    csv_zip(tmp_path, ROWS, "there.zip")
    assert build(link(tmp_path, "there.zip")).sources[0].file == "source.zip"


@pytest.mark.parametrize("change", ["longer", "touched", "another", "gone"])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "source.csv"
    path.write_text(csv_text(ROWS))
    read = sources.read_members

    def read_and_change(*arguments: object) -> object:
        found = read(*arguments)  # type: ignore[arg-type]
        if change == "longer":
            path.write_text(csv_text(ROWS * 2))
        elif change == "touched":
            os.utime(path, ns=(1, 1))
        elif change == "another":
            csv_zip(tmp_path, ROWS, "new").replace(path)
        else:
            path.rename(tmp_path / "elsewhere")
            path.write_text("")
        return found

    monkeypatch.setattr(sources, "read_members", read_and_change)
    problems = refused(path, error=SourceError)
    assert [(one.code, one.file) for one in problems] == [("FILE_CHANGED", "source.csv")]


def test_two_refused_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    kept = served_data() / QUARANTINE
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        csv_zip(tmp_path / str(number), [c_row(Sex=f"?{number}")])
    refused(tmp_path / "1" / "source.zip", tmp_path / "2" / "source.zip", error=SourceError)
    newest = max(kept.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert sorted(one.name for one in newest.iterdir()) == [
        "1-source.zip", "errors.json", "source.zip",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "exit_code"),
    [(b"pipe", 3), (b"none", 2), (b"so\xffurce.csv", 3), (b"line\nbreak.csv", 3), (b".", 2)],
)
def test_the_command_line_says_so_in_a_line(
    tmp_path: Path, repository: Path, name: bytes, exit_code: int
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for one in (b"so\xffurce.csv", b"line\nbreak.csv"):
        named(one)(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "etl", "ingest", "--json", os.fsencode(tmp_path) + b"/" + name,
         "--data-dir", tmp_path / "data"],
        capture_output=True, check=False, cwd=repository, timeout=120,
    )  # fmt: skip
    assert done.returncode == exit_code
    assert b"Traceback" not in done.stderr
    facts = json.loads(done.stdout)
    assert (len(facts["problems"]), facts["exit_code"]) == (1, exit_code)
    if exit_code == 3:
        assert len(done.stderr.splitlines()) == 1
