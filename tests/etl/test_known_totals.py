"""Totals that are known from elsewhere, held against what was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.checking.known_totals import known_total_problems, known_totals
from etl.reading.tallies import TableView
from outcomes.errors import Problem
from tests.etl.builders import Row, build_rows, c_row, outcome_row

FILE = {
    "sha256": "f" * 64, "file": "a.zip", "table": "sentences", "measure": "sentenced", "year": "",
    "court": "", "sentence_outcome": "", "area": "", "defendant_kind": "", "expected": "10",
    "citation": "Table 1",
}  # fmt: skip
ROWS = [
    outcome_row(Year=2018, Police_Force_Area="Gwent", Sentenced=3),
    outcome_row(Sentenced=5),
    outcome_row(
        Sentence_Outcome="01: Immediate Custody",
        Custodial_Sentence_Length="Custody - Over 6 months and up to and including 9 months",
        Sentenced=2,
    ),
]
LENGTHS = [
    c_row(Count=5),
    c_row(
        Sentence_Outcome="07: Immediate Custody",
        Custodial_Sentence_Length="Custody - Over 6 months and up to and including 9 months",
        Count=2,
        ascl_persons=2,
        acsl_months="12.25",
    ),
]


def problems(place: Path, rows: Sequence[Row] = ROWS, **row: str) -> list[Problem]:
    """What a known total says of the table of these rows."""
    built, sha256 = build_rows(place, rows), row.pop("of_file", "f" * 64)
    view = TableView(built.tables["sentences"], built.sources[0].id)
    return list(known_total_problems(sha256, "sentences", view, known_totals([{**FILE, **row}])))


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"year": "2024", "expected": "7"},
        {"year": "2024", "sentence_outcome": "immediate custody", "expected": "2"},
        {"area": "Wales", "expected": "3"},
        {"area": "Gwent", "expected": "3"},
        {"area": "England", "expected": "7"},
        {"table": "proceedings", "expected": "99"},
    ],
)
def test_a_total_that_is_given_passes(row: dict[str, str], tmp_path: Path) -> None:
    assert problems(tmp_path, ROWS, **row) == []


@pytest.mark.parametrize("expected", ["6", "6.1", "6.13", "6.125"])
def test_an_average_agrees_to_the_decimals_that_are_stated(expected: str, tmp_path: Path) -> None:
    total = {"measure": "acsl_months", "year": "2019"}
    assert problems(tmp_path, LENGTHS, **total, expected=expected) == []
    assert problems(tmp_path, LENGTHS, **total, expected=f"{expected}1") != []


def test_another_total_is_an_error_that_cites_where_it_is_from(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, year="2024", sentence_outcome="fine", expected="6")
    assert (problem.code, problem.severity) == ("TOTAL_UNEXPECTED", "error")
    assert problem.message == "sentenced of 2024 (fine): 5 and not 6"
    assert problem.expected == "6 (Table 1)"


def test_the_totals_of_another_file_say_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, of_file="0" * 64, expected="99") == []


def test_every_total_of_the_list_has_a_citation_and_a_file() -> None:
    known = known_totals()
    assert len(known) >= 15
    assert all(re.fullmatch(r"[0-9a-f]{64}", one.sha256) and one.citation for one in known)
    with pytest.raises(ValueError, match="no citation"):
        known_totals([{**FILE, "citation": " "}])
