"""Standard output or error that is full or closed: an exit code with a meaning all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from etl.commands.output import printed
from tests.etl.builders import c_row, csv_zip

BUFFERED = [pytest.param({}, id="buffered"), pytest.param({"PYTHONUNBUFFERED": "1"}, id="at once")]


def etl(repository: Path, setting: Mapping[str, str], words: list[Any], **streams: Any) -> Any:
    """Run a command line whose standard streams are as given, or else read."""
    environment = {one: value for one, value in os.environ.items() if one != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-m", "etl", *words],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        env={**environment, **setting}, check=False, cwd=repository, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("setting", BUFFERED)
def test_the_object_is_printed_though_nothing_can_be_told_beside_it(
    tmp_path: Path, repository: Path, setting: Mapping[str, str]
) -> None:
    """Standard error is a file on a disk that is full."""
    path = csv_zip(tmp_path, [c_row(Sex="?")])
    words = ["ingest", "--json", "--data-dir", tmp_path / "data", path]
    with Path("/dev/full").open("wb") as full:
        done = etl(repository, setting, words, stderr=full)
    facts = json.loads(done.stdout)
    assert (done.returncode, facts["exit_code"]) == (1, 1)
    assert [one["code"] for one in facts["problems"]] == ["HOST_DISK_FULL"]


@pytest.mark.parametrize("setting", BUFFERED)
@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
def test_what_cannot_be_printed_is_told_in_one_line(
    tmp_path: Path, repository: Path, setting: Mapping[str, str], as_json: list[str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        words = ["status", "--data-dir", tmp_path, *as_json]
        done = etl(repository, setting, words, stdout=full)
    assert done.returncode == 1
    assert done.stderr == b"HOST_OUTPUT: cannot print: No space left on device\n"


@pytest.mark.parametrize("setting", BUFFERED)
@pytest.mark.parametrize(("words", "code"), [(["status"], 1), (["ingest", "/none"], 2)])
def test_nothing_can_be_said_at_all(
    tmp_path: Path, repository: Path, setting: Mapping[str, str], words: list[str], code: int
) -> None:
    with Path("/dev/full").open("wb") as full:
        words = [*words, "--data-dir", str(tmp_path)]
        done = etl(repository, setting, words, stdout=full, stderr=full)
    assert done.returncode == code


@pytest.mark.parametrize("setting", BUFFERED)
def test_a_reader_that_has_gone_is_no_news(
    tmp_path: Path, repository: Path, setting: Mapping[str, str]
) -> None:
    read, write = os.pipe()
    os.close(read)
    done = etl(repository, setting, ["status", "--data-dir", tmp_path], stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_another_exit_code_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)

        def command() -> int:
            full.write("refused")
            return 3

        assert printed(command) == 3


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_stream_that_was_closed_before_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys, name, None)
    assert printed(lambda: 0) == 0
