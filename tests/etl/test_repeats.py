"""A block of lines that stands twice is found with its places; lines that are only alike pass."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from etl.build import build
from etl.reading import blocks
from etl.reading.repeats import SMALLEST_BLOCK
from outcomes.errors import SourceError
from tests.etl.builders import c_row, csv_text, outcome_row, refused, zip_file

HEADER, *ROWS = csv_text(
    [outcome_row(Sentenced=number, Year=2010 + number % 9) for number in range(1, 4_001)],
    newline="\n",
).splitlines()


def places_of(place: Path, rows: list[str], newline: str = "\n") -> tuple[int | None, str, int]:
    """Line, message and count of the one problem of a file of these rows."""
    text = newline.join([HEADER, *rows, ""])
    (problem,) = refused(zip_file(place, {"a.csv": text}), error=SourceError)
    assert (problem.code, problem.member) == ("ROWS_REPEATED", "a.csv")
    return problem.line, problem.message, problem.count


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_appended_to_itself(tmp_path: Path, newline: str) -> None:
    line, message, count = places_of(tmp_path, [*ROWS, *ROWS], newline)
    assert message == "lines 2 to 4,001 stand again as lines 4,002 to 8,001"
    assert (line, count) == (4_002, 4_000)


def test_a_file_three_times(tmp_path: Path) -> None:
    _, message, _ = places_of(tmp_path, ROWS * 3)
    assert message == "lines 2 to 4,001 stand again as lines 4,002 to 8,001"


@pytest.mark.parametrize("start", [0, 7, 1_500, 3_000])
def test_the_smallest_block_anywhere(tmp_path: Path, start: int) -> None:
    again = ROWS[start : start + SMALLEST_BLOCK]
    rows = [*ROWS[:start], *again, *ROWS[start + SMALLEST_BLOCK :], "x", *again]
    rows[-SMALLEST_BLOCK - 1] = ROWS[0].replace("Male", "Female")
    _, message, count = places_of(tmp_path, rows)
    assert count == SMALLEST_BLOCK
    assert message.startswith(f"lines {start + 2:,} to {start + 1_001:,} stand again")


def test_one_line_less_is_no_block(tmp_path: Path) -> None:
    rows = [*ROWS[: SMALLEST_BLOCK - 1], *ROWS]
    built = build([zip_file(tmp_path, {"a.csv": "\n".join([HEADER, *rows])})])
    assert built.sources[0].members[0]["rows"] == len(rows)


def test_a_block_that_crosses_the_pieces_of_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 10_000)
    _, message, _ = places_of(tmp_path, [*ROWS, *ROWS[100:1_200]])
    assert message == "lines 102 to 1,201 stand again as lines 4,002 to 5,101"


def test_rows_that_differ_in_a_passed_over_column_are_no_repeat(tmp_path: Path) -> None:
    """The prints of the rows are alike, their lines are not."""
    rows = [
        c_row(Count=number % 1_500 + 1, Plea_at_Crown_Court=plea)
        for plea in ("N/A", "Guilty")
        for number in range(1_500)
    ]
    built = build([zip_file(tmp_path, {"a.csv": csv_text(rows)})])
    assert built.sources[0].members[0]["rows"] == 3_000


def test_many_equal_rows_are_no_fault(tmp_path: Path) -> None:
    """The Ministry's own files have rows that are alike in every column."""
    chance = random.Random(8)
    rows = [one for row in ROWS for one in [row] * chance.randint(1, 4)] + [ROWS[5]] * 3_000
    built = build([zip_file(tmp_path, {"a.csv": "\n".join([HEADER, *rows])})])
    assert built.sources[0].members[0]["rows"] == len(rows)
