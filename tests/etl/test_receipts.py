"""Every run leaves a receipt; refused input is kept aside."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.publishing import quarantine as quarantine_module
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.quarantine import quarantine
from etl.publishing.receipts import recorded
from outcomes.errors import (
    BusyError,
    CheckError,
    HostError,
    NetworkError,
    Problem,
    SourceError,
)
from outcomes.runs import Run, last_attempt, last_success, read_runs, receipt_files
from tests.etl.scenarios import edition_build
from tests.etl.watched import Step, watching

MOMENT = datetime(2025, 5, 15, 8, 30, tzinfo=UTC)
PROBLEM = Problem("ROW_WIDTH", "a field is missing", file="a.csv", line=7)


def test_a_receipt_says_what_a_run_came_to(tmp_path: Path) -> None:
    edition = publish(edition_build(1), tmp_path)
    with recorded("ingest", tmp_path, lambda: MOMENT) as draft:
        draft.outcome = "published"
        draft.files = ({"name": "a.zip", "size": 5},)
        draft.details["colour"] = "blue"
    [path] = receipt_files(tmp_path)
    assert path.name == "000001-20250515T083000Z.json"
    run = Run.from_json(path.read_text("utf-8"))
    assert run == draft.run
    assert (run.command, run.outcome, run.edition) == ("ingest", "published", edition.id)
    assert (run.started, run.seconds, run.sequence) == ("2025-05-15T08:30:00Z", 0.0, 1)
    assert run.files == ({"name": "a.zip", "size": 5},)
    assert run.details == {"colour": "blue"}
    assert run.peak_bytes > 1_000_000


@pytest.mark.parametrize(
    ("error", "outcome", "code"),
    [
        (SourceError((PROBLEM,)), "refused", "ROW_WIDTH"),
        (CheckError((PROBLEM,)), "refused", "ROW_WIDTH"),
        (NetworkError((PROBLEM,)), "failed", "ROW_WIDTH"),
        (HostError((PROBLEM,)), "failed", "ROW_WIDTH"),
        (BusyError((PROBLEM,)), "busy", "ROW_WIDTH"),
        (KeyboardInterrupt(), "failed", "STOPPED"),
        (RuntimeError("a fault of ours"), "failed", "UNEXPECTED"),
        (MemoryError(), "failed", "HOST_MEMORY"),
        (RuntimeError("can't start new thread"), "failed", "HOST_MEMORY"),
    ],
)
def test_a_run_that_ends_badly_says_why_and_how(
    error: BaseException, outcome: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(type(error)), recorded("refresh", tmp_path):
        raise error
    run = last_attempt(tmp_path)
    assert run is not None
    assert (run.outcome, run.problems[0]["code"]) == (outcome, code)
    assert last_success(tmp_path) is None


def test_runs_are_in_the_order_in_which_they_ended_whatever_the_clock(tmp_path: Path) -> None:
    years = (2025, 1999, 2038)
    for year in years:
        with recorded("refresh", tmp_path, lambda year=year: MOMENT.replace(year=year)):  # type: ignore[misc]
            pass
    assert [run.started[:4] for run in read_runs(tmp_path)] == ["2038", "1999", "2025"]


def test_the_last_success_is_found_behind_failures(tmp_path: Path) -> None:
    with recorded("refresh", tmp_path) as good:
        pass
    for _ in range(2):
        with pytest.raises(NetworkError), recorded("refresh", tmp_path):
            raise NetworkError((PROBLEM,))
    success, attempt = last_success(tmp_path), last_attempt(tmp_path)
    assert success == good.run
    assert attempt is not None
    assert attempt.outcome == "failed"


def test_an_unreadable_receipt_is_passed_over(tmp_path: Path) -> None:
    with recorded("refresh", tmp_path) as good:
        pass
    for number, text in enumerate(["{", "[]", '{"run_id": 1}']):
        (tmp_path / "receipts" / f"00001{number}-x.json").write_text(text)
    assert last_attempt(tmp_path) == good.run


def test_a_number_taken_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "receipts").mkdir()
    rival = tmp_path / "receipts" / "000001-20250515T083000Z.json"

    def tell(step: Step) -> None:
        if step.kind == "link" and not rival.exists():
            rival.write_text("rival")

    with watching(tell), recorded("refresh", tmp_path, lambda: MOMENT) as draft:
        pass
    assert rival.read_text() == "rival"
    assert draft.run is not None
    assert draft.run.run_id == "000002-20250515T083000Z"


def test_a_draft_swept_away_meanwhile_is_written_again(tmp_path: Path) -> None:
    swept: list[Path] = []

    def tell(step: Step) -> None:
        if step.kind == "link" and not swept:
            assert step.source is not None
            swept.append(step.source)
            step.source.unlink()

    with watching(tell), recorded("refresh", tmp_path) as draft:
        pass
    assert len(swept) == 1
    assert last_attempt(tmp_path) == draft.run


def test_a_receipt_that_cannot_be_written_hides_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def tell(step: Step) -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(SourceError),
        watching(tell),
        recorded("ingest", tmp_path) as draft,
    ):
        raise SourceError((PROBLEM,))
    assert draft.run is not None
    assert draft.run.outcome == "refused"
    assert "no receipt could be written" in caplog.text


@pytest.fixture
def refused(tmp_path: Path) -> list[Path]:
    """Two source files."""
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in files:
        path.write_text(f"content of {path.name}")
    return files


def test_refused_files_are_kept_with_the_reasons(tmp_path: Path, refused: list[Path]) -> None:
    with hold_lock(tmp_path / "data") as lock:
        kept = quarantine(lock, refused, [PROBLEM], lambda: MOMENT)
    assert kept.parent == tmp_path / "data" / "quarantine"
    assert kept.name.startswith("20250515T083000Z-")
    assert sorted(path.name for path in kept.iterdir()) == ["a.csv", "errors.json"]
    assert (kept / "a.csv").read_text() == "content of a.csv"
    assert json.loads((kept / "errors.json").read_text("utf-8")) == [PROBLEM.to_dict()]


def test_all_files_are_kept_when_no_file_is_named(tmp_path: Path, refused: list[Path]) -> None:
    with hold_lock(tmp_path / "data") as lock:
        kept = quarantine(lock, refused, [Problem("TOTAL", "does not add up")])
    assert sorted(path.name for path in kept.iterdir()) == ["a.csv", "b.csv", "errors.json"]


def test_a_file_of_another_disk_is_copied(
    tmp_path: Path, refused: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_disk(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", other_disk)
    with hold_lock(tmp_path / "data") as lock:
        kept = quarantine(lock, refused, [PROBLEM])
    assert (kept / "a.csv").read_text() == "content of a.csv"
    assert (kept / "a.csv").stat().st_ino != refused[0].stat().st_ino


def test_the_same_files_again_take_no_more_room(tmp_path: Path, refused: list[Path]) -> None:
    with hold_lock(tmp_path / "data") as lock:
        first = quarantine(lock, refused, [PROBLEM], lambda: MOMENT)
        again = quarantine(lock, refused, [PROBLEM, PROBLEM])
    assert first == again
    assert len(json.loads((again / "errors.json").read_text("utf-8"))) == 2


def test_the_oldest_go_when_there_are_too_many_or_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine_module, "MOST_ENTRIES", 3)
    kept = []
    with hold_lock(tmp_path / "data") as lock:
        for number in range(5):
            path = tmp_path / f"{number}.csv"
            path.write_text(f"{number}" * 1_000)
            moment = MOMENT.replace(minute=number)
            kept.append(quarantine(lock, [path], [], lambda moment=moment: moment))  # type: ignore[misc]
        assert [path.is_dir() for path in kept] == [False, False, True, True, True]
        monkeypatch.setattr(quarantine_module, "MOST_BYTES", 2_100)
        quarantine(lock, [tmp_path / "4.csv"], [], lambda: MOMENT)
    assert [path.is_dir() for path in kept] == [False, False, False, True, True]
