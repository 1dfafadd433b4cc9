"""``python -m etl``: what it prints, how it ends, and what it leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import COMMANDS, add_commands, app
from etl.build import Build
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from outcomes.editions import edition_directory
from outcomes.errors import (
    CheckError,
    HostError,
    NetworkError,
    OutcomesError,
    Problem,
    SourceError,
)
from outcomes.pointer import read_pointer
from outcomes.runs import last_attempt
from tests.builders import build_of
from tests.etl.onlooker import look
from tests.etl.scenarios import edition_build

add_commands([])

Etl = Callable[..., Result]


@pytest.fixture
def etl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Etl:
    """Run a command on a data directory of its own."""
    monkeypatch.setenv("OUTCOMES_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file to name; what is read from it is up to ``loads``."""
    path = tmp_path / "outcomes.zip"
    path.write_text("whatever")
    return path


def loads(monkeypatch: pytest.MonkeyPatch, result: Build | Exception) -> None:
    """Let the reading of any file give a build, or fail."""

    def build(*_: Any, **__: Any) -> Build:
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr("etl.load.build", build)


def json_of(result: Result) -> dict[str, Any]:
    [line] = result.stdout.splitlines()
    return dict(json.loads(line))


def test_help_lists_the_commands_and_the_exit_codes(etl: Etl) -> None:
    result = etl("--help")
    assert result.exit_code == 0
    listed = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("│ ")]
    assert {name for name in listed if name in COMMANDS} == set(COMMANDS)
    assert "6 another run is on" in " ".join(result.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(command: str, etl: Etl) -> None:
    result = etl(command, "--help")
    assert result.exit_code == 0
    assert "--data-dir" in result.stdout
    assert ("--json" in result.stdout) == (command != "schedule")  # which never ends


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingst"],
        ["ingest"],
        ["ingest", "absent.zip"],
        ["rollback", "2019-a"],
        ["status", "--wrong"],
    ],
)
def test_bad_use_ends_with_2(arguments: list[str], etl: Etl, data_dir: Path) -> None:
    assert etl(*arguments).exit_code == 2
    assert not data_dir.exists()


def test_ingest_publishes_and_sums_up(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remark = Problem("AREA_UNKNOWN", "2 rows name no area", "note", file="outcomes.zip")
    build = build_of(
        [
            {"year": 2018, "prosecutions": 1_200, "convictions": 900},
            {"year": 2019, "police_force_area": "Kent", "prosecutions": 34, "convictions": 1},
        ],
        problems=[remark],
    )
    loads(monkeypatch, build)
    result = etl("ingest", source)
    assert result.exit_code == 0
    edition = look(data_dir)
    for told in (
        f"2019 edition ({edition})",
        "proceedings: 2 rows",
        "2018 to 2019 (calendar year), 2 areas, all courts",
        "1,234 prosecutions, 901 convictions",
        "note    2 rows name no area [outcomes.zip]",
        "Served now, as switch 1.",
    ):
        assert told in result.stdout
    run = last_attempt(data_dir)
    assert run is not None
    assert (run.command, run.outcome, run.edition) == ("ingest", "published", edition)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Kent",), "1 area, "),
        (("Kent", "Area not known"), "1 area and area not known, "),
        (("Kent", "Surrey", "Area not known"), "2 areas and area not known, "),
    ],
)
def test_an_area_that_is_not_known_is_no_area(
    etl: Etl, source: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], said: str
) -> None:
    loads(monkeypatch, build_of([{"police_force_area": one, "prosecutions": 5} for one in names]))
    assert f"2019 (calendar year), {said}" in etl("ingest", source).stdout


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1,), "1 known label stands in none of these files"),
        ((30, 12), "42 known labels stand in none of these files"),
    ],
)
def test_labels_that_are_not_used_are_one_line(
    etl: Etl, source: Path, monkeypatch: pytest.MonkeyPatch, counts: tuple[int, ...], said: str
) -> None:
    notes = [
        Problem("LABEL_UNUSED", "not used", "note", column=f"column {number}", count=count)
        for number, count in enumerate(counts)
    ]
    loads(monkeypatch, build_of([{"prosecutions": 5}], problems=notes))
    output = etl("ingest", source).stdout
    assert said in output
    assert output.count("normal for smaller") == 1
    assert "not used" not in output


def test_the_same_again_is_nothing_to_do(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads(monkeypatch, edition_build(1))
    etl("ingest", source)
    pointer = (data_dir / "current.json").read_bytes()
    result = etl("ingest", source)
    assert (result.exit_code, "Nothing to do" in result.stdout) == (0, True)
    assert (data_dir / "current.json").read_bytes() == pointer
    run = last_attempt(data_dir)
    assert run is not None
    assert run.outcome == "unchanged"


def test_json_is_one_object_on_standard_output(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads(monkeypatch, edition_build(1))
    facts = json_of(etl("ingest", source, "--json", "--reason", "first load"))
    assert facts["outcome"] == "published"
    assert facts["edition"] == look(data_dir)
    assert facts["label"] == "2019 edition"
    assert [table["rows"] for table in facts["tables"]] == [2, 1]
    assert facts["exit_code"] == 0
    assert read_pointer(data_dir).reason == "first load"


PROBLEMS = (
    Problem("VALUE_NOT_COUNT", "is no count", file="outcomes.zip", member="a.csv", line=1234,
            column="Count", value="3.5", count=2, expected="digits"),
    Problem("LABEL_UNKNOWN", "is no known label", file="outcomes.zip", column="Sex", value="X"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("error", "code", "outcome"),
    [
        (SourceError(PROBLEMS), 3, "refused"),
        (NetworkError(PROBLEMS), 4, "failed"),
        (CheckError(PROBLEMS), 5, "refused"),
        (HostError(PROBLEMS), 1, "failed"),
    ],
)
def test_what_goes_wrong_is_told_line_by_line_and_changes_nothing(  # noqa: PLR0917
    error: OutcomesError,
    code: int,
    outcome: str,
    etl: Etl,
    data_dir: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served = publish(edition_build(1), data_dir).id
    pointer = (data_dir / "current.json").read_bytes()
    loads(monkeypatch, error)
    result = etl("ingest", source)
    assert (result.exit_code, result.stdout) == (code, "")
    first, second, last = result.stderr.splitlines()
    assert first == (
        "VALUE_NOT_COUNT [outcomes.zip, a.csv, line 1,234, column 'Count']: is no count: "
        "'3.5' (2 times); expected digits"
    )
    assert second.startswith("LABEL_UNKNOWN [outcomes.zip, column 'Sex']")
    assert last == f"Edition {served} is served, as before."
    assert (data_dir / "current.json").read_bytes() == pointer
    facts = json_of(etl("ingest", source, "--json"))
    assert (facts["exit_code"], facts["outcome"]) == (code, outcome)
    assert [problem["code"] for problem in facts["problems"]] == [
        "VALUE_NOT_COUNT",
        "LABEL_UNKNOWN",
    ]


def test_refused_input_is_kept_aside(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads(monkeypatch, SourceError(PROBLEMS))
    facts = json_of(etl("ingest", source, "--json"))
    kept = data_dir / "quarantine" / facts["details"]["quarantine"]
    assert (kept / "outcomes.zip").read_text() == "whatever"
    assert len(json.loads((kept / "errors.json").read_text("utf-8"))) == 2


def test_a_file_that_is_no_source_at_all_ends_with_3(
    etl: Etl, data_dir: Path, source: Path
) -> None:
    result = etl("ingest", source)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "outcomes.zip" in result.stderr
    assert look(data_dir) is None


def test_another_run_ends_this_one_with_6(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads(monkeypatch, edition_build(1))
    with hold_lock(data_dir):
        result = etl("ingest", source)
    assert result.exit_code == 6
    assert f"BUSY [{data_dir / 'LOCK'}]: process {os.getpid()} on" in result.stderr
    run = last_attempt(data_dir)
    assert run is not None
    assert run.outcome == "busy"


def test_status_without_an_edition_says_what_to_do(etl: Etl, data_dir: Path) -> None:
    result = etl("status")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        f"No edition is served in {data_dir}.",
    )
    assert json_of(etl("status", "--json"))["edition"] is None
    assert not data_dir.exists()


def test_status_tells_edition_age_sources_and_runs(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads(monkeypatch, edition_build(1))
    etl("ingest", source)
    loads(monkeypatch, SourceError(PROBLEMS))
    etl("ingest", source)
    text = etl("status").stdout
    for told in ("2019 edition", "Served since", "ingest refused", "LABEL_UNKNOWN", "published"):
        assert told in text
    facts = json_of(etl("status", "--json"))
    assert facts["edition"] == look(data_dir)
    assert 0 <= facts["age_seconds"] < 3_600
    assert facts["last_attempt"]["outcome"] == "refused"
    assert facts["last_success"]["outcome"] == "published"
    assert facts["coverage"][0]["totals"] == {"prosecutions": 4, "convictions": 1}


def test_status_of_a_damaged_edition_still_answers(etl: Etl, data_dir: Path) -> None:
    edition = publish(edition_build(1), data_dir)
    (edition_directory(data_dir, edition.id) / "edition.json").write_text("{")
    result = etl("status")
    assert (result.exit_code, "cannot be read" in result.stdout) == (0, True)
    assert json_of(etl("status", "--json"))["readable"] is False


def test_history_and_rollback(etl: Etl, data_dir: Path) -> None:
    first = publish(edition_build(1), data_dir).id
    second = publish(edition_build(2), data_dir).id
    result = etl("rollback", first, "--reason", "Wales is wrong")
    assert result.exit_code == 0
    assert f"{first} is served now, as switch 3." in result.stdout
    assert look(data_dir) == first
    lines = etl("history").stdout.splitlines()
    assert [line[0] for line in lines] == [" ", " ", "→"]
    assert lines[2].endswith(f"{first}  rollback: Wales is wrong")
    facts = json_of(etl("history", "--json"))
    assert [entry["rolled_back"] for entry in facts["switches"]] == [False, True, False]
    assert facts["switches"][1]["edition"] == second
    assert "Nothing to do" in etl("rollback", first, "--reason", "again").stdout


def test_a_rollback_to_nothing_is_bad_use(etl: Etl, data_dir: Path) -> None:
    edition = publish(edition_build(1), data_dir).id
    result = etl("rollback", "2018-000000000000", "--reason", "none")
    assert result.exit_code == 2
    assert f"kept are: {edition}" in result.stderr
    assert json_of(etl("rollback", "../x", "--reason", "none", "--json"))["exit_code"] == 2


def test_what_was_rolled_back_is_served_again_by_hand_and_said_to(
    etl: Etl, data_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(edition_build(1), data_dir).id
    publish(edition_build(2), data_dir)
    etl("rollback", first, "--reason", "wrong")
    loads(monkeypatch, edition_build(2))
    result = etl("ingest", source)
    assert result.exit_code == 0
    assert "had been rolled back" in result.stdout


def test_verify_finds_every_damage(etl: Etl, data_dir: Path) -> None:
    first = publish(edition_build(1), data_dir).id
    second = publish(edition_build(2), data_dir).id
    assert etl("verify").stdout == f"Whole: {second}.\n"
    (edition_directory(data_dir, first) / "proceedings.parquet").write_text("PAR1")
    assert etl("verify").exit_code == 0
    (edition_directory(data_dir, second) / "sentences.parquet").unlink()
    (data_dir / "history" / "000001.json").write_text("")
    assert etl("verify").exit_code == 5
    result = etl("verify", "--all")
    assert result.exit_code == 5
    assert [line.partition("]")[0] for line in result.stderr.splitlines()] == [
        f"EDITION_DAMAGED [{second}/sentences.parquet",
        f"EDITION_DAMAGED [{first}/proceedings.parquet",
        "HISTORY_DAMAGED [history/000001.json",
    ]
    facts = json_of(etl("verify", "--all", "--json"))
    assert (facts["exit_code"], len(facts["problems"])) == (5, 3)


def test_verify_without_an_edition_is_bad_use_and_of_a_broken_pointer_damage(
    etl: Etl, data_dir: Path
) -> None:
    assert etl("verify").exit_code == 2
    publish(edition_build(1), data_dir)
    (data_dir / "current.json").write_text("")
    assert etl("verify").exit_code == 5


def test_a_stranger_in_an_edition_is_told_but_is_no_damage(etl: Etl, data_dir: Path) -> None:
    edition = publish(edition_build(1), data_dir).id
    (edition_directory(data_dir, edition) / "note.txt").write_text("mine")
    result = etl("verify")
    assert result.exit_code == 0
    assert f"FILE_UNKNOWN [{edition}/note.txt]" in result.stdout


def test_clean_says_what_is_kept(etl: Etl, data_dir: Path) -> None:
    publish(edition_build(1), data_dir)
    assert etl("clean").stdout == "Kept: 1 edition.\n"
    assert json_of(etl("clean", "--json"))["moved"] == []


def test_the_data_directory_may_be_named_before_or_after_the_command(
    etl: Etl, data_dir: Path, tmp_path: Path
) -> None:
    publish(edition_build(1), data_dir)
    other = publish(edition_build(2), tmp_path / "other").id
    for arguments in (
        ["status", "--json", "--data-dir", tmp_path / "other"],
        ["--data-dir", tmp_path / "other", "status", "--json"],
    ):
        assert json_of(etl(*arguments))["edition"] == other
    assert json_of(etl("status", "--json"))["edition"] == look(data_dir)


def test_the_demonstration_is_an_edition_like_any_other(etl: Etl, demonstration: Path) -> None:
    assert etl("verify", "--all", "--data-dir", demonstration).exit_code == 0
    facts = json_of(etl("status", "--json", "--data-dir", demonstration))
    assert facts["demonstration"]
    assert facts["label"].startswith("Demonstration edition")
    assert facts["edition"].startswith("demonstration-")


WAITING = """
import signal, sys
import etl.load
from etl.__main__ import add_commands, app
def build(*_, **__):
    sys.stderr.write("reading\\n")
    sys.stderr.flush()
    signal.pause()
etl.load.build = build
add_commands(["ingest"])
app(["ingest", *sys.argv[1:]])
"""


STARTING = """
import runpy, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "etl.commands.status":
            sys.stdout.write("starting\\n")
            sys.stdout.flush()
            signal.pause()
sys.meta_path.insert(0, Finder())
sys.argv = ["etl", "status"]
runpy.run_module("etl", run_name="__main__")
"""


def running(repository: Path, program: str, *arguments: Any) -> subprocess.Popen[str]:
    """A Python program that runs beside the test, its output to be read."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_the_command_has_begun_ends_it_in_a_line(
    number: int, repository: Path
) -> None:
    with running(repository, STARTING) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "starting\n"
        run.send_signal(number)
        _, complained = run.communicate()
    assert run.returncode == 128 + number
    assert complained == "STOPPED: the run was told to stop\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_run_cleanly(
    number: int, data_dir: Path, source: Path, repository: Path
) -> None:
    served = publish(edition_build(1), data_dir).id
    with running(repository, WAITING, source, "--data-dir", data_dir, "--json") as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "reading\n"
        run.send_signal(number)
        said, complained = run.communicate()
    assert run.returncode == 128 + number
    assert complained.splitlines()[0].startswith("STOPPED")
    assert json.loads(said)["problems"][0]["code"] == "STOPPED"
    assert look(data_dir) == served
    assert not (data_dir / "staging").exists()
    attempt = last_attempt(data_dir)
    assert attempt is not None
    assert attempt.outcome == "failed"
    assert publish(edition_build(2), data_dir).id == look(data_dir)


def test_looking_at_editions_loads_nothing_heavy(repository: Path, data_dir: Path) -> None:
    script = (
        "import sys; from etl.__main__ import add_commands; add_commands(sys.argv);"
        "print([name for name in ('pyarrow', 'numpy', 'requests') if name in sys.modules])"
    )
    for command in ("status", "history"):
        done = subprocess.run(
            [sys.executable, "-c", script, command],
            cwd=repository,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "[]\n"
