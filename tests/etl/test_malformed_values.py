"""One wrong value in a sound file: refused with code, line, column and the value as it stands.

Each value stands in line 3 of three equal rows. What is served is unchanged (``refused`` looks).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from outcomes.errors import CheckError, SourceError
from tests.etl.builders import (
    Row,
    a_row,
    b_row,
    build_rows,
    c_row,
    csv_text,
    csv_zip,
    d_row,
    e_row,
    h_row,
    outcome_row,
    prosecuted_row,
    refused,
    zip_file,
)

Make = Callable[..., Row]


@dataclass(frozen=True)
class Wrong:
    """A value that may not stand in a column of a format."""

    code: str
    make: Make
    column: str
    value: str


def wrong(code: str, make: Make, column: str, *values: str) -> list[Wrong]:
    return [Wrong(code, make, column, value) for value in values]


NO_COUNTS = (
    "5 cases", "5%", "£5", "(5)", "5-", "−5", "—", "1 000", "1.000", "1'000", "1e0", "+0", "-0",
    "5.", ".5", "0x5", "0b1", "Ⅳ", "½", "፭", "5\u00a0", "\u00a05", "<5", ">5", "5*", "~5", "[low]",
    "[x]", "[z]", "[u]", "c", "x", "n/a", "#REF!", "#DIV/0!", "=1+1", "'5", "FALSE", "None", "inf",
    "-inf", "9" * 20, "0000000005", "1;2", "2019-01-01", "five", "?", "…", "5\u2009000",
)  # fmt: skip
NO_YEARS = (
    "1899", "2099", "201", "20188", "02018", "2018-19", "2018/2019", "2018-01-01", "01/01/2018",
    "2O18", "２０１８", "FY2018", "2018p", "2018*", "2018 Q1", "Q1 2018", "all", "Total", "-2018",
    "43101", "2018,0", "MMXVIII", "2018.5",
)  # fmt: skip
NO_MARCHES = (
    "2026", "March 2026", "Year ending March", "Year ending March 26", "Year ending March 1899",
    "Year ending June 2026", "Year ending December 2026", "Year ending March 2026/27",
    "Year ending March 2026 (provisional)", "12 months to March 2026",
)  # fmt: skip
NO_MONTHS = ("1e5", "nan", "-0", "12,5", "1.2.3", "1 000.5", "12 months", "1/2", "0x1", "+1")
TABLE: list[Wrong] = [
    *wrong("VALUE_NOT_COUNT", c_row, "Count", *NO_COUNTS),
    *wrong("YEAR_BAD", c_row, "Year of Appearance", *NO_YEARS),
    *wrong("YEAR_BAD", h_row, "Year ending March", *NO_MARCHES),
    *wrong("VALUE_NOT_COUNT", c_row, "acsl_months", *NO_MONTHS),
    # each measure of each format, once
    *wrong("VALUE_NOT_COUNT", a_row, "Count", "1.0"),
    *wrong("VALUE_NOT_COUNT", b_row, "Count", "1.0"),
    *wrong("VALUE_NOT_COUNT", d_row, "Proceeded against", "1.0"),
    *wrong("VALUE_NOT_COUNT", d_row, "Fine", "", "-"),
    *wrong("VALUE_NOT_COUNT", e_row, "Sentenced", "1.0"),
    *wrong("VALUE_NOT_COUNT", outcome_row, "Sentenced", ""),
    *wrong("VALUE_NOT_COUNT", prosecuted_row, "Convicted", "", "-1"),
    *wrong("VALUE_NOT_COUNT", h_row, "Convicted", "1.0"),
    # labels
    *wrong(
        "LABEL_UNKNOWN", c_row, "Sex",
        "M", "Persons", "Total", "All", "001: Male", "01 - Male", "01: Male;02: Female", "Man",
        "01: ", "1", '01: "Male"', "<b>Male</b>", "01: Mal\u0435", "Ｍale",
    ),
    *wrong("LABEL_UNKNOWN", c_row, "Age Group", "07: 25-29 (2017 onwards)", "Under 18"),
    *wrong("LABEL_UNKNOWN", c_row, "Age Range", "03: Adults", "All ages", "25–28"),
    *wrong("LABEL_UNKNOWN", c_row, "Ethnicity", "Total", "All", "01", "'; DROP TABLE offences"),
    *wrong("LABEL_UNKNOWN", c_row, "Courts", "All courts", "Total", "Magistrates Cοurt", "Appeal"),
    *wrong("LABEL_UNKNOWN", c_row, "Type of Offender", "Person Company", "Both"),
    *wrong("LABEL_UNKNOWN", c_row, "Offence Type", "02: Triable Either Way 01", "Violence"),
    *wrong("LABEL_UNKNOWN", c_row, "Offence Group", "Total", "02: Triable Either Way"),
    *wrong("LABEL_UNKNOWN", c_row, "Sentence Outcome", "Total sentenced", "Prison", "01: Fined"),
    *wrong("LABEL_UNKNOWN", c_row, "Custodial Sentence Length", "Over 6 months", "A while", "6"),
    *wrong(
        "LABEL_UNKNOWN", c_row, "Offence",
        "Total", "All offences", "8.10 Breach of a restraining order (total)",
        "8.10 8.10 Breach of a restraining order", "Breach", "8.10  ", "8,10 Breach of order",
    ),
    *wrong("LABEL_UNKNOWN", b_row, "Police Force Area", "England", "Total", "W. Mids", "E23000014"),
    *wrong("LABEL_UNKNOWN", b_row, "Convicted/Not Convicted", "", "Yes", "01"),
    *wrong("LABEL_UNKNOWN", b_row, "Outcome", "99", "Jail", "11: Fines and costs"),
    *wrong("LABEL_UNKNOWN", a_row, "Court Type", "Both courts", "03"),
    *wrong("LABEL_UNKNOWN", e_row, "Offence group", "All", "8.10 Breach of a restraining order"),
    *wrong("LABEL_UNKNOWN", h_row, "Person/Other", "Total", "02"),
    *wrong("CODE_BAD", h_row, "HO Offence Code", "831", "8.31", "00831A", "ABCDE", "008310"),
    # two columns of a row that contradict each other
    *wrong(
        "CODE_ELSEWHERE", c_row, "Offence",
        "66.4 Breach of a restraining order", "8.10 Breach of a non-molestation order",
        "8.Q Breach of a restraining order", "1 Breach of a restraining order",
    ),
    *wrong("CODE_ELSEWHERE", b_row, "Offence", "195 Breach of a restraining order"),
    *wrong("MONTHS_ALONE", c_row, "acsl_months", "12", "0.5"),
    # what cannot be seen
    *wrong("CONTROL_CHARACTER", c_row, "Sex", "01: Ma\u200ble", "\ufeff01: Male", "01: Male\u2069",
           "01: Male\u2028"),
    *wrong("CONTROL_CHARACTER", c_row, "Count", "5\u200b", "\ufeff5"),
]  # fmt: skip


def named(case: Wrong) -> str:
    return f"{case.make.__name__} {case.column} {case.value!a}"


@pytest.mark.parametrize("case", TABLE, ids=named)
def test_refused_with_its_place(tmp_path: Path, case: Wrong) -> None:
    rows = [case.make(), {**case.make(), case.column: case.value}, case.make()]
    (problem,) = refused(csv_zip(tmp_path, rows), error=SourceError)
    assert (problem.code, problem.line, problem.column) == (case.code, 3, case.column)
    assert (problem.file, problem.member, problem.count) == ("source.zip", "rows.csv", 1)
    shown = ascii(case.value) if case.code == "CONTROL_CHARACTER" else case.value
    assert problem.value == shown


NOTES = {
    "commas alone": "," * 19,
    "blanks alone": ",".join(" " * 20),
    "a footnote": '"Source: court proceedings, Ministry of Justice"' + "," * 19,
    "a total": "Total" + "," * 15 + "99,,,,",
    "a total of every column": ",".join(["All"] * 15 + ["99", "", "", "", ""]),
    "a title": "Table 1" + "," * 19,
    "a line of dashes": ",".join(["---"] * 20),
    "the end": "END" + "," * 19,
}


@pytest.mark.parametrize("place", [2, 4, 6])
@pytest.mark.parametrize("name", NOTES)
def test_a_row_that_is_none_is_told_once(tmp_path: Path, name: str, place: int) -> None:
    lines = csv_text([c_row()] * 4, newline="\n").splitlines()
    lines.insert(place - 1, NOTES[name])
    path = zip_file(tmp_path, {"rows.csv": "\n".join(lines) + "\n"})
    (problem,) = refused(path, error=SourceError)
    assert (problem.code, problem.line) == ("ROW_IS_NOTE", place)


def test_what_else_is_wrong_beside_a_note_is_told(tmp_path: Path) -> None:
    lines = csv_text([c_row(), c_row(Sex="?"), c_row()], newline="\n").splitlines()
    path = zip_file(tmp_path, {"rows.csv": "\n".join([*lines, "Total" + "," * 19])})
    problems = refused(path, error=SourceError)
    assert [(one.code, one.line) for one in problems] == [("ROW_IS_NOTE", 5), ("LABEL_UNKNOWN", 3)]


def test_columns_that_are_all_wrong_are_no_notes(tmp_path: Path) -> None:
    """As when headers were exchanged: then each column says what is wrong with it."""
    rows = [dict.fromkeys(c_row(), "?") for _ in range(30)]
    problems = refused(csv_zip(tmp_path, rows), error=SourceError)
    assert {one.code for one in problems} == {"LABEL_UNKNOWN", "VALUE_NOT_COUNT", "YEAR_BAD"}
    assert {(one.line, one.count) for one in problems} == {(2, 30)}


PAIRS = [
    ("Age Group", "Age Range"),
    ("Offence Type", "Offence Group"),
    ("Sex", "Type of Offender"),
    ("Courts", "Ethnicity"),
    ("Sentence Outcome", "Offence"),
    ("Year of Appearance", "Sex"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_exchanged_columns(tmp_path: Path, one: str, other: str) -> None:
    rows = [{**row, one: row[other], other: row[one]} for row in [c_row()] * 30]
    problems = refused(csv_zip(tmp_path, rows), error=SourceError)
    assert {problem.column for problem in problems} == {one, other}


def test_counts_exchanged_with_what_is_no_count(tmp_path: Path) -> None:
    """More were convicted than prosecuted: two headers of one kind, exchanged."""
    row = prosecuted_row(Proceeded_against=50, Convicted=100)
    (problem,) = refused(csv_zip(tmp_path, [row]), error=CheckError)
    assert (problem.code, problem.value) == ("N12_RATIO", "2024")


@pytest.mark.parametrize(
    ("column", "value", "prefix"),
    [
        ("Sex", "01: Female", "01"),
        ("Courts", "1: Crown Court", "1"),
        ("Ethnicity", "01: Black", "1"),
    ],
)
def test_a_number_before_labels_of_two_meanings_is_a_warning(
    tmp_path: Path, column: str, value: str, prefix: str
) -> None:
    """Nobody matches by these numbers; but one that changes inside a file is odd."""
    first = {**c_row(), "Courts": "1: Magistrates Court"}
    built = build_rows(tmp_path, [first, {**first, column: value}])
    (problem,) = [one for one in built.problems if one.code == "LABEL_PREFIX"]
    assert (problem.severity, problem.column) == ("warning", column)
    assert problem.message.startswith(prefix.lstrip("0"))
    assert problem.value is not None
    assert value in problem.value
