"""CSVs that are wrong: each is refused with its code, and the place and value of every cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.reading import blocks, inflate
from etl.reading.lines import MOST_FAULTS
from outcomes.errors import SourceError
from tests.etl.builders import Row, b_row, c_row, csv_text, outcome_row, refused, zip_file


@dataclass(frozen=True)
class Case:
    """A wrong CSV, and what is expected of its first problem.

    ``line`` is counted from 1 with the header as line 1; None says that none is named.
    """

    content: str | bytes
    code: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    count: int = 1


def with_value(header: str, value: str, *, row: Callable[..., Row] = c_row) -> str:
    """Three rows, the second with a wrong value: line 3 of the file."""
    return csv_text([row(), {**row(), header: value}, row()])


def edited(*changes: tuple[int, Callable[[str], str]], rows: int = 3) -> str:
    """Equal rows, with some lines (counted from 1, header included) changed."""
    lines = csv_text([c_row()] * rows, newline="\n").splitlines()
    for number, change in changes:
        lines[number - 1] = change(lines[number - 1])
    return "\n".join(lines) + "\n"


def wrong_value(code: str, header: str, value: str, row: Callable[..., Row] = c_row) -> Case:
    return Case(with_value(header, value, row=row), code, 3, header, value)


HEADER = csv_text([c_row()], newline="\n").splitlines()[0]
CASES: dict[str, Case] = {
    # counts
    "thousands separator": wrong_value("VALUE_NOT_COUNT", "Count", "1,234"),
    "blank before": wrong_value("VALUE_NOT_COUNT", "Count", " 7"),
    "blank after": wrong_value("VALUE_NOT_COUNT", "Count", "7 "),
    "decimal": wrong_value("VALUE_NOT_COUNT", "Count", "3.5"),
    "negative": wrong_value("VALUE_NOT_COUNT", "Count", "-3"),
    "plus": wrong_value("VALUE_NOT_COUNT", "Count", "+3"),
    "exponent": wrong_value("VALUE_NOT_COUNT", "Count", "1e3"),
    "true": wrong_value("VALUE_NOT_COUNT", "Count", "TRUE"),
    "full-width digits": wrong_value("VALUE_NOT_COUNT", "Count", "１２"),
    "other digits": wrong_value("VALUE_NOT_COUNT", "Count", "٣"),
    "superscript": wrong_value("VALUE_NOT_COUNT", "Count", "²"),
    "too long": wrong_value("VALUE_NOT_COUNT", "Count", "1234567890"),
    "not a number": wrong_value("VALUE_NOT_COUNT", "Count", "NaN"),
    "null text": wrong_value("VALUE_NOT_COUNT", "Count", "NULL"),
    "empty": wrong_value("VALUE_NOT_COUNT", "Count", ""),
    "dash": wrong_value("VALUE_NOT_COUNT", "Count", "-"),
    "tilde": wrong_value("VALUE_NOT_COUNT", "Count", "~"),
    "star": wrong_value("VALUE_NOT_COUNT", "Count", "*"),
    "dots": wrong_value("VALUE_NOT_COUNT", "Count", ".."),
    "confidential": wrong_value("VALUE_NOT_COUNT", "Count", "[c]"),
    "hexadecimal": wrong_value("VALUE_NOT_COUNT", "Count", "0x10"),
    "underscore": wrong_value("VALUE_NOT_COUNT", "Count", "1_000"),
    "count of another format": wrong_value("VALUE_NOT_COUNT", "Sentenced", "x", outcome_row),
    "persons": wrong_value("VALUE_NOT_COUNT", "ascl_persons", "1.5"),
    "months": wrong_value("VALUE_NOT_COUNT", "acsl_months", "six"),
    "negative months": wrong_value("VALUE_NOT_COUNT", "acsl_months", "-1"),
    "months with exponent": wrong_value("VALUE_NOT_COUNT", "acsl_months", "1e3"),
    "months without whole": wrong_value("VALUE_NOT_COUNT", "acsl_months", ".5"),
    # labels
    "unknown sex": wrong_value("LABEL_UNKNOWN", "Sex", "01: Mail"),
    "empty sex": wrong_value("LABEL_UNKNOWN", "Sex", ""),
    "unknown offence": wrong_value("LABEL_UNKNOWN", "Offence", "8.99 Wasting time"),
    "truncated offence": wrong_value("LABEL_UNKNOWN", "Offence", "8.10 Breach of a restrain"),
    "code without offence": wrong_value("LABEL_UNKNOWN", "Offence", "8.10"),
    "unknown outcome": wrong_value("LABEL_UNKNOWN", "Sentence Outcome", "09: Transportation"),
    "unknown length": wrong_value("LABEL_UNKNOWN", "Custodial Sentence Length", "Ages"),
    "unknown court": wrong_value("LABEL_UNKNOWN", "Courts", "High Court"),
    "unknown age": wrong_value("LABEL_UNKNOWN", "Age Range", "13: 71-80"),
    "unknown area": wrong_value("LABEL_UNKNOWN", "Police Force Area", "Wessex", b_row),
    "unknown flag": wrong_value("LABEL_UNKNOWN", "Convicted/Not Convicted", "Maybe", b_row),
    "unknown ethnicity": wrong_value("LABEL_UNKNOWN", "Ethnicity", "Purple", outcome_row),
    "null in a label": wrong_value("LABEL_UNKNOWN", "Offence Group", "NULL"),
    "label with a wrong letter": wrong_value("LABEL_UNKNOWN", "Sex", "01: Mаle"),
    "mojibake in a label": wrong_value("LABEL_UNKNOWN", "Offence", "8.10 Breach – of"),
    # years
    "year with words": wrong_value("YEAR_BAD", "Year of Appearance", "2018/19"),
    "other basis": wrong_value("YEAR_BAD", "Year of Appearance", "Year ending March 2019"),
    "two digits": wrong_value("YEAR_BAD", "Year of Appearance", "19"),
    "long ago": wrong_value("YEAR_BAD", "Year of Appearance", "1066"),
    "far off": wrong_value("YEAR_BAD", "Year of Appearance", "2109"),
    "decimal year": wrong_value("YEAR_BAD", "Year of Appearance", "2019.0"),
    "no year": wrong_value("YEAR_BAD", "Year of Appearance", ""),
    # the form of lines
    "extra field": Case(edited((3, lambda line: line + ",x")), "ROW_WIDTH", 3, None, "21 fields"),
    "trailing commas": Case(
        edited(*((number, lambda line: line + ",") for number in (2, 3, 4))),
        "ROW_WIDTH", 2, None, "21 fields", 3,
    ),
    "short row": Case(
        edited((4, lambda line: line.rsplit(",", 1)[0])), "ROW_WIDTH", 4, None, "19 fields"
    ),
    "footnote": Case(edited() + "Source: court data\n", "ROW_WIDTH", 5, None, "1 field"),
    "blank line inside": Case(
        edited((3, lambda line: "\n" + line)), "ROW_WIDTH", 3, None, "0 fields"
    ),
    "repeated header": Case(edited((3, lambda line: HEADER)), "ROW_IS_HEADER", 3),
    "two files in one": Case(edited() + edited(), "ROW_IS_HEADER", 5),
    "quoted newline": Case(
        edited((3, lambda line: line.replace("N/A", '"N\nA"', 1))), "ROW_QUOTED_NEWLINE", 3
    ),
    "unclosed quote": Case(
        edited((3, lambda line: line.replace("N/A", '"N/A', 1))), "ROW_QUOTED_NEWLINE", 3
    ),
    "text after a quote": Case(
        edited((3, lambda line: line.replace("01: Male", '"01: Male"x', 1))),
        "LABEL_UNKNOWN", 3, "Sex", "01: Malex",
    ),
    "semicolons": Case(
        edited((2, lambda line: line.replace(",", ";"))), "ROW_WIDTH", 2, None, "1 field"
    ),
    "CR inside": Case(edited((3, lambda line: line.replace("N/A", "N\rA", 1))), "LINE_ENDS", 3),
    "NUL": Case(edited((3, lambda line: line.replace("N/A", "N\0A", 1))), "CONTROL_CHARACTER", 3),
    "bell": Case(edited((4, lambda line: line.replace("N/A", "\x07", 1))), "CONTROL_CHARACTER", 4),
    "right to left": Case(
        with_value("Sex", "01: M\u202eale"), "CONTROL_CHARACTER", 3, "Sex", "'01: M\\u202eale'"
    ),
    "zero width": Case(
        with_value("Courts", "Crown\u200b Court"),
        "CONTROL_CHARACTER", 3, "Courts", "'Crown\\u200b Court'",
    ),
    # the file
    "nothing": Case("", "FILE_EMPTY"),
    "only blanks": Case("\r\n\r\n", "FILE_EMPTY"),
    "header alone": Case(HEADER + "\r\n", "FILE_EMPTY"),
    "CR alone": Case(csv_text([c_row()] * 3, newline="\r"), "LINE_ENDS", 1),
    "UTF-16": Case(csv_text([c_row()]).encode("utf-16"), "ENCODING"),
    "UTF-16 without mark": Case(csv_text([c_row()]).encode("utf-16-le"), "ENCODING"),
    "no encoding": Case(
        csv_text([c_row(Fine_Amount="@")] * 2).encode().replace(b"@", b"\x81"), "ENCODING", 2
    ),
    "read as Latin-1 before": Case(
        csv_text([c_row(Fine_Amount="x"), c_row(Fine_Amount="£5".encode().decode("latin-1"))]),
        "ENCODING", 3,
    ),
    "both encodings": Case(
        csv_text([c_row(Fine_Amount="£"), c_row(Fine_Amount="?")]).encode().replace(b"?", b"\xa3"),
        "ENCODING", 3,
    ),
    "web page": Case("<!DOCTYPE html>\n<html>\n", "HEADER_CHANGED"),
    "missing header": Case(
        edited((1, lambda line: line.replace("Sex,", ""))), "HEADER_CHANGED", 1, "Sex"
    ),
    "duplicate header": Case(
        edited((1, lambda line: line.replace("Courts", "Count"))), "HEADER_DUPLICATE", None, "Count"
    ),
    "very many columns": Case(
        HEADER + "," * 600_000 + "\n", "HEADER_CHANGED", 1, value=HEADER[:80]
    ),
    "very many different columns": Case(
        HEADER + "".join(f",{place}" for place in range(2_000)) + "\n",
        "HEADER_CHANGED", 1, value=HEADER[:80],
    ),
    "unclosed header": Case('"' + HEADER + "\n", "HEADER_CHANGED", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused_with_code_and_place(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    first = refused(zip_file(tmp_path, {"rows.csv": case.content}), error=SourceError)[0]
    assert (first.code, first.line, first.count) == (case.code, case.line, case.count)
    assert (first.file, first.member) == ("source.zip", "rows.csv")
    if case.column:
        assert first.column == case.column
    if case.value is not None:
        assert first.value == case.value


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 70


@pytest.mark.parametrize(
    ("header", "value", "near"),
    [
        ("Sex", "01: Mail", "'male'"),
        ("Offence", "8.10 Breach of a restrainig order", "'breach of a restraining order'"),
        ("Sentence Outcome", "06: Conditional Discha", "'conditional dischar"),
    ],
)
def test_the_nearest_known_label_is_named(
    tmp_path: Path, header: str, value: str, near: str
) -> None:
    (problem,) = refused(
        zip_file(tmp_path, {"a.csv": with_value(header, value)}), error=SourceError
    )
    assert problem.expected is not None
    assert near in problem.expected


def test_a_label_that_looks_like_nothing_has_no_near_one(tmp_path: Path) -> None:
    content = with_value("Sex", "zzzzzzz")
    (problem,) = refused(zip_file(tmp_path, {"a.csv": content}), error=SourceError)
    assert problem.expected is None


def test_every_cause_is_named_once_with_its_count(tmp_path: Path) -> None:
    rows = [
        c_row(Sex="?"),
        c_row(Sex="?", Count="x"),
        c_row(Count="y"),
        c_row(Year_of_Appearance="then", Sex="?"),
    ]
    problems = refused(zip_file(tmp_path, {"a.csv": csv_text(rows)}), error=SourceError)
    found = {(one.code, one.value): (one.line, one.count) for one in problems}
    assert found == {
        ("LABEL_UNKNOWN", "?"): (2, 3),
        ("VALUE_NOT_COUNT", "x"): (3, 1),
        ("VALUE_NOT_COUNT", "y"): (4, 1),
        ("YEAR_BAD", "then"): (5, 1),
    }


@pytest.mark.parametrize(
    ("line", "first"),
    [('"', "ROW_QUOTED_NEWLINE"), ("1,2", "ROW_WIDTH"), ("", "ROW_WIDTH")],
    ids=["quotes", "short", "blank"],
)
def test_looking_for_faults_comes_to_an_end(tmp_path: Path, line: str, first: str) -> None:
    """To explain each of a million lines would take minutes."""
    good = csv_text([c_row()], newline="\n")
    content = good + (line + "\n") * 50_000 + good.splitlines()[1] + "\n"
    found = refused(zip_file(tmp_path, {"a.csv": content}), error=SourceError)
    codes = {one.code: (one.line, one.count) for one in found}
    assert codes[first] == (3, MOST_FAULTS)
    assert codes["TOO_MANY_FAULTS"][1] == 1
    assert set(codes) == {first, "TOO_MANY_FAULTS"}


def test_every_bad_file_is_told_of(tmp_path: Path) -> None:
    files = [
        zip_file(tmp_path, {"a.csv": csv_text([c_row(Sex="?")])}, "one.zip"),
        zip_file(tmp_path, {"b.csv": csv_text([c_row(Count="?")])}, "two.zip"),
        tmp_path / "three.zip",
    ]
    files[2].write_bytes(b"not a zip")
    problems = refused(*files, error=SourceError)
    assert {one.file for one in problems} == {"one.zip", "two.zip", "three.zip"}


def test_no_more_than_a_thousand_causes_are_listed(tmp_path: Path) -> None:
    rows = [c_row(Count=f"x{number}") for number in range(1_234)]
    problems = refused(zip_file(tmp_path, {"a.csv": csv_text(rows)}), error=SourceError)
    assert len(problems) == 1_001
    assert (problems[-1].code, problems[-1].count) == ("TOO_MANY_CAUSES", 234)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "PIECE", 300)
    monkeypatch.setattr(blocks, "BLOCK", 2_000)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("line", [2, 97, 303, 500])
def test_lines_are_right_across_blocks(tmp_path: Path, line: int) -> None:
    rows = [c_row() for _ in range(499)]
    rows[line - 2] = c_row(Sex="?")
    (problem,) = refused(zip_file(tmp_path, {"a.csv": csv_text(rows)}), error=SourceError)
    assert (problem.line, problem.count) == (line, 1)


@pytest.mark.usefixtures("small_blocks")
def test_faults_of_form_are_placed_across_blocks(tmp_path: Path) -> None:
    lines = csv_text([c_row()] * 300, newline="\n").splitlines()
    lines[199] += ",x"
    lines[249] = lines[249].replace("N/A", '"N\nA"', 1)
    path = zip_file(tmp_path, {"a.csv": "\n".join(lines)})
    problems = refused(path, error=SourceError)
    assert [(one.code, one.line) for one in problems] == [
        ("ROW_WIDTH", 200),
        ("ROW_QUOTED_NEWLINE", 250),
    ]


@pytest.mark.usefixtures("small_blocks")
def test_an_encoding_that_changes_between_blocks_is_an_error(tmp_path: Path) -> None:
    head = csv_text([c_row(Fine_Amount="£")] * 50).encode("utf-8")
    tail = csv_text([c_row(Fine_Amount="£")] * 50).encode("latin-1").split(b"\r\n", 1)[1]
    (problem,) = refused(zip_file(tmp_path, {"a.csv": head + tail}), error=SourceError)
    assert (problem.code, problem.line) == ("ENCODING", 52)


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 10_000)
    monkeypatch.setattr(blocks, "LONGEST_LINE", 5_000)
    content = csv_text([c_row()]) + "x" * 40_000
    (problem,) = refused(zip_file(tmp_path, {"a.csv": content}), error=SourceError)
    assert problem.code == "LINE_TOO_LONG"
