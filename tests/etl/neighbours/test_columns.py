"""Reading by columns gives what reading row by row gives, and leaves to it what is not plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import etl.neighbours.postcodes
from etl.neighbours.columns import plain_texts
from etl.neighbours.csv_rows import CsvRows
from outcomes.errors import Problem
from tests.etl.neighbours.builders import OUTCOME, outcome_row, quarters, read, text_of
from tests.etl.neighbours.lookup_builders import DIRECTORY, postcode

Seen = tuple[object, object, tuple[Problem, ...]]
NUMBERS = st.sampled_from(["0", "3", "-1", "NA", "", " 7 ", "1,000", "2.5", "١", "999999999999"])
RECORDED = st.fixed_dictionaries(
    {},
    optional={
        "financial_year": st.sampled_from(["2018/19", "2019-20", "2018/20"]),
        "financial_quarter": st.sampled_from(["1", "2", "Q3", "4", "5"]),
        "force_name": st.sampled_from(["Kent", "Devon & Cornwall", " CIFAS ", "Wessex"]),
        "offence_code": st.sampled_from(["8Q", "8L", "92A"]),
        "offence_description": st.sampled_from(["Stalking", "Harassment", 'a "b", c', "a\nb"]),
        "outcome_description": st.sampled_from(["Caution – adults", "Charged/Summonsed", "?"]),
        "force_outcomes_for_offences_recorded_in_quarter": NUMBERS,
        "force_outcomes_recorded_in_quarter": NUMBERS,
    },
)
POSTCODES = st.fixed_dictionaries(
    {},
    optional={
        "pcds": st.sampled_from(["ZZ1 1AA", "ZZ11AA", "GIR 0AA", "Z1A 1AB ", "zz1 1aa", ""]),
        "dointr": st.sampled_from(["198001", "202508", "198013", "198001 "]),
        "doterm": st.sampled_from(["", "199606", "soon", " "]),
        "pfa": st.sampled_from(["E23000032", "W15000003", "S23000009", "", "E23000099"]),
        "lat": st.sampled_from(["51.2", "", 'a"b', "a,b", "a\nb", "é"]),
    },
)


def seen(path: Path) -> Seen:
    """Everything that a reader gives."""
    built = read(path)
    tables = {name: table.to_pylist() for name, table in built.tables.items()}
    return tables, (built.sources, built.coverage), built.problems.all


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Seen, Seen]:
    """What is seen by columns, and row by row."""
    by_columns = seen(path)
    with monkeypatch.context() as patch:
        patch.setattr(CsvRows, "columns", lambda *_: None)
        patch.setattr(etl.neighbours.postcodes, "count_block", lambda *_, **__: None)
        return by_columns, seen(path)


@settings(max_examples=150, deadline=None)
@given(changes=st.lists(RECORDED, max_size=4), end=st.sampled_from(["", "\n", "\n\n", "x"]))
def test_recorded_crime_is_the_same_both_ways(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]], end: str
) -> None:
    rows = [
        *quarters(),
        *(outcome_row(**change) for change in changes),
        *quarters(force_name="Kent"),
    ]
    path = tmp_path_factory.mktemp("columns") / "o.csv"
    path.write_bytes((text_of(rows) + end).encode())
    one, other = both_ways(path, pytest.MonkeyPatch())
    assert one == other


@settings(max_examples=150, deadline=None)
@given(changes=st.lists(POSTCODES, max_size=4), end=st.sampled_from(["", "\n", "\n\n", "x"]))
def test_postcodes_are_the_same_both_ways(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]], end: str
) -> None:
    rows = [postcode("ZZ1 1AD"), *({**DIRECTORY, **change} for change in changes)]
    path = tmp_path_factory.mktemp("columns") / "p.csv"
    path.write_bytes((text_of(rows) + end).encode())
    one, other = both_ways(path, pytest.MonkeyPatch())
    assert one == other


@pytest.mark.parametrize("content", ["", "\ufeff"])
def test_plain_text_is_read_by_columns(tmp_path: Path, content: str) -> None:
    """So that the quick way is not lost unseen: with the rows out of reach it still reads."""
    path = tmp_path / "o.csv"
    path.write_bytes((content + text_of(quarters())).encode())
    rows = CsvRows(text_of(quarters()).encode())
    columns = rows.columns({name: place for place, name in enumerate(OUTCOME)})
    assert columns is not None
    assert columns["financial_quarter"].values == ["1", "2", "3", "4"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.neighbours.rows._one_by_one", lambda *_: iter(()))
        assert read(path).tables["recorded_crime"].num_rows == 1


def test_plain_postcodes_are_read_by_columns(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text_of([postcode("ZZ1 1AA"), postcode("ZZ1 1AB", doterm="199606")]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.neighbours.postcodes._by_rows", lambda *_: None)
        assert read(path).tables["postcode_districts"].to_pylist()[0]["postcodes"] == 1


@pytest.mark.parametrize(
    "lines",
    [b"", b"1\n", b"1,2,3\n", b'1,"2\n3"\n', b'1,"2"3\n', b'1,2"\n', b'"1"",2\n', b"1,2\n\n3,4\n",
     b"1,2\r3,4\r", b"1,\x00\n", b'1,"a ""b"""\n', b'1,"2'],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_rows(lines: bytes) -> None:
    assert plain_texts(memoryview(lines), 2, {"one": 0, "two": 1}) is None


@pytest.mark.parametrize(
    ("lines", "values"),
    [(b"1,2\n3,2\n", ["2"]), (b'1,"2"\r\n3," 2 "\r\n', ["2", "2"]), (b'"1,1",""', [""]),
     ("1,é\n".encode(), ["é"])],
)  # fmt: skip
def test_plain_lines_are_columns(lines: bytes, values: list[str]) -> None:
    columns = plain_texts(memoryview(lines), 2, {"two": 1})
    assert columns is not None
    assert columns["two"].values == values
    assert len(columns["two"].places) == lines.count(b"\n") or 1
