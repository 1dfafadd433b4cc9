"""Figures that contradict themselves are refused; what is only odd is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl import build as build_module
from etl.reading.gathering import Sums
from etl.reading.keys import digit
from etl.reading.packed import PackedTable, TableSource
from etl.reading.spill import Spill
from etl.reading.sums import Run
from outcomes.errors import CheckError, Problem
from tests.etl.builders import (
    Row,
    b_row,
    build_rows,
    c_row,
    csv_zip,
    outcome_row,
    prosecuted_row,
    refused,
)

CUSTODY = {"Sentence_Outcome": "01: Immediate Custody", "Custodial_Sentence_Length": "05: 6 months"}
LIFE = {**CUSTODY, "Custodial_Sentence_Length": "23: Life sentence"}
ACQUITTED = {
    "Convicted_Not_Convicted": "02: Not convicted at the magistrates court",
    "Sentenced_Not_Sentenced": "02: Not sentenced",
    "Outcome": "05: Dismissed",
}


def errors_of(place: Path, *rows: Row) -> list[tuple[str, str | None, int]]:
    problems = refused(csv_zip(place, rows), error=CheckError)
    assert all(problem.file == "source.zip" for problem in problems)
    return [(problem.code, problem.value, problem.count) for problem in problems]


def remarks_of(place: Path, *rows: Row) -> list[Problem]:
    problems = build_rows(place, rows).problems
    return [problem for problem in problems if problem.code != "LABEL_UNUSED"]


# --- N7: lengths of custody


def test_custody_without_length(tmp_path: Path) -> None:
    row = c_row(Sentence_Outcome="01: Immediate Custody", Count=3, ascl_persons=3, acsl_months=9)
    assert errors_of(tmp_path, row) == [("N7_LENGTHS", "2019", 3)]


def test_length_without_custody(tmp_path: Path) -> None:
    row = c_row(Custodial_Sentence_Length="05: 6 months", Count=4)
    assert errors_of(tmp_path, row) == [("N7_LENGTHS", "2019", 4)]


def test_custody_of_a_length_not_known_is_a_warning(tmp_path: Path) -> None:
    row = outcome_row(**{**CUSTODY, "Custodial_Sentence_Length": "24: Not known"}, Sentenced=2)
    (remark,) = remarks_of(tmp_path, row, outcome_row(**CUSTODY))
    assert (remark.code, remark.severity, remark.count) == ("N7_LENGTHS", "warning", 2)


# --- N8: persons behind the average length


def test_persons_without_life_sentences(tmp_path: Path) -> None:
    rows = [
        c_row(**CUSTODY, Count=5, ascl_persons=5, acsl_months=30),
        c_row(**LIFE, Count=2, ascl_persons="", acsl_months=0),
    ]
    assert remarks_of(tmp_path, *rows) == []


def test_persons_that_differ(tmp_path: Path) -> None:
    rows = [c_row(**CUSTODY, Count=5, ascl_persons=4, acsl_months=24), c_row(Count=1)]
    assert errors_of(tmp_path, *rows) == [("N8_PERSONS", "2019", 1)]


def test_persons_of_life_sentences(tmp_path: Path) -> None:
    row = c_row(**LIFE, Count=2, ascl_persons=2, acsl_months=0)
    assert errors_of(tmp_path, row) == [("N8_PERSONS", "2019", 2)]


# --- N6, N10: flags and outcomes of the magistrates' courts


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"Outcome": "07: Committed for sentence"}, {"N6_SENTENCED", "N10_COMMITTED"}),
        ({"Outcome": "04: Withdrawn"}, {"N6_SENTENCED"}),
        ({"Sentenced_Not_Sentenced": "02: Not sentenced"}, {"N6_SENTENCED", "N10_COMMITTED"}),
        (
            {"Convicted_Not_Convicted": "02: Not convicted at the magistrates court"},
            {"N10_COMMITTED"},
        ),
    ],
)
def test_flags_that_contradict_the_outcome(
    tmp_path: Path, changes: dict[str, Any], codes: set[str]
) -> None:
    found = {code for code, _, _ in errors_of(tmp_path, b_row(), b_row(**changes))}
    assert found == {*codes, "FLAGS_DISAGREE"}


def test_contradictions_that_cancel_out_are_found(tmp_path: Path) -> None:
    wrong = [
        b_row(Outcome="07: Committed for sentence"),
        b_row(Sentenced_Not_Sentenced="02: Not sentenced"),
    ]
    found = {code for code, _, _ in errors_of(tmp_path, *wrong)}
    assert found == {"FLAGS_DISAGREE"}


# --- N12: convictions and prosecutions


def test_more_convictions_than_prosecutions_over_everything(tmp_path: Path) -> None:
    row = prosecuted_row(Proceeded_against=4, Convicted=5)
    assert ("N12_RATIO", "2024", 1) in errors_of(tmp_path, row)


def test_more_convictions_than_prosecutions_in_an_area_is_a_note(tmp_path: Path) -> None:
    rows = [
        prosecuted_row(Proceeded_against=4, Convicted=5),
        prosecuted_row(Police_Force_Area="Kent", Proceeded_against=9, Convicted=2),
    ]
    (remark,) = remarks_of(tmp_path, *rows)
    assert (remark.code, remark.severity, remark.count) == ("N12_RATIO", "note", 1)


# --- years


def test_a_year_left_out_is_a_warning(tmp_path: Path) -> None:
    rows = [outcome_row(Year=2020), outcome_row(Year=2022)]
    (remark,) = remarks_of(tmp_path, *rows)
    assert (remark.code, remark.severity, remark.value) == ("YEAR_GAP", "warning", "2021")


@pytest.mark.parametrize(("before", "after"), [(10_000, 20_001), (20_001, 10_000)])
def test_a_year_twice_or_half_the_year_before(tmp_path: Path, before: int, after: int) -> None:
    rows = [outcome_row(Year=2020, Sentenced=before), outcome_row(Year=2021, Sentenced=after)]
    assert [code for code, _, _ in errors_of(tmp_path, *rows)] == ["MAGNITUDE"]


@pytest.mark.parametrize(("before", "after"), [(10_000, 20_000), (30_000, 16_000), (1, 900)])
def test_growth_that_can_be(tmp_path: Path, before: int, after: int) -> None:
    rows = [outcome_row(Year=2020, Sentenced=before), outcome_row(Year=2021, Sentenced=after)]
    assert remarks_of(tmp_path, *rows) == []


# --- N1, N2: faults of the product itself, put there on purpose


def test_a_lost_row_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Sums.add
    monkeypatch.setattr(Sums, "add", lambda self, run, rows: whole(self, run, rows - 1))
    codes = {code for code, _, _ in errors_of(tmp_path, outcome_row(), outcome_row())}
    assert codes == {"ROWS_LOST"}


def test_a_changed_sum_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Sums.add

    def add(self: Sums, run: Run, rows: int) -> None:
        whole(self, Run(run.keys, tuple(value + 1 for value in run.values)), rows)

    monkeypatch.setattr(Sums, "add", add)
    codes = {code for code, _, _ in errors_of(tmp_path, outcome_row(Sentenced=5))}
    assert codes == {"TOTAL_DIFFERS"}


def test_figures_in_the_wrong_year_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build_module.make_table

    def late(name: str, sources: Sequence[TableSource], spill: Spill) -> PackedTable:
        a_year = digit(name, "year").stride
        moved = [replace(source, runs=shifted(source, a_year)) for source in sources]
        return whole(name, moved, spill)

    def shifted(source: TableSource, distance: int) -> tuple[Run, ...]:
        return tuple(Run(run.keys + distance, run.whole().values) for run in source.runs)

    monkeypatch.setattr(build_module, "make_table", late)
    found = errors_of(tmp_path, outcome_row(Year=2020))
    assert [code for code, _, _ in found] == ["TOTAL_DIFFERS", "TOTAL_DIFFERS"]


def test_every_failed_check_is_told_at_once(tmp_path: Path) -> None:
    wrong_length = c_row(Custodial_Sentence_Length="05: 6 months")
    wrong_persons = c_row(**CUSTODY, Count=5, ascl_persons=1, acsl_months=1)
    codes = {code for code, _, _ in errors_of(tmp_path, wrong_length, wrong_persons)}
    assert codes == {"N7_LENGTHS", "N8_PERSONS"}
