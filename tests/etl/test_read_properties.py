"""Whatever rows a file has, its published sums are the plain sums of its text."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.build import build
from etl.reading import blocks, gathering, inflate, spill
from etl.reading.keys import FIRST_YEAR, digit, digits
from etl.reading.labels import words_of
from etl.reading.packed import TableSource
from etl.reading.spill import Spill
from etl.reading.sums import Run, merge, sum_rows
from etl.reading.tables import make_table
from outcomes.errors import SourceError
from outcomes.schema import MEASURE_COLUMNS
from tests.builders import arrow_of
from tests.etl.builders import Row, csv_text, outcome_row, prosecuted_row, zip_file

SEXES = {
    "01: Male": "male",
    "02: Female": "female",
    "01: Female": "female",
    "Not known": "not known",
}
AREAS = {"Kent": "Kent", "Metropolitan": "Metropolitan Police", "Dyfed Powys": "Dyfed-Powys"}
OUTCOMES = {"04: Fine": "fine", "01: Total Fine": "fine", "Compensation": "compensation"}
OFFENCES = ("Murder", "Stalking", "Breach of a restraining order")
Case = tuple[str, str, str, str, int, int]

cases = st.lists(
    st.tuples(
        st.sampled_from(sorted(SEXES)),
        st.sampled_from(sorted(AREAS)),
        st.sampled_from(sorted(OUTCOMES)),
        st.sampled_from(OFFENCES),
        st.integers(2010, 2013),
        st.integers(0, 999_999_999),
    ),
    min_size=1,
    max_size=60,
)


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks of few lines, so that a tiny file has many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inflate, "PIECE", 200)
        patch.setattr(blocks, "BLOCK", 900)
        patch.setattr(gathering, "ROWS_PENDING", 7)
        patch.setattr(spill, "IN_MEMORY", 500)
        patch.setattr("etl.checking.magnitude.JUDGED_FROM", 10**18)
        yield


def sentence(case: Case) -> Row:
    sex, area, outcome, offence, year, count = case
    return outcome_row(
        Sex=sex, Police_Force_Area=area, Sentence_Outcome=outcome, Offence=offence,
        Year=year, Sentenced=count,
    )  # fmt: skip


@given(cases=cases, newline=st.sampled_from(["\n", "\r\n"]))
def test_sums_by_every_key(cases: list[Case], newline: str) -> None:
    expected: Counter[tuple[object, ...]] = Counter()
    for sex, area, outcome, offence, year, count in cases:
        expected[SEXES[sex], AREAS[area], OUTCOMES[outcome], offence, year] += count
    text = csv_text([sentence(case) for case in cases], newline=newline)
    with tempfile.TemporaryDirectory() as place:
        built = build([zip_file(Path(place), {"a.csv": text})])
    keys = ("sex", "police_force_area", "sentence_outcome", "offence", "year")
    rows = arrow_of(built.tables["sentences"]).to_pylist()
    assert {tuple(row[key] for key in keys): row["sentenced"] for row in rows} == expected
    assert len(rows) == len(expected)
    assert built.sources[0].members[0]["rows"] == len(cases)


@given(cases=cases, place=st.integers(0), text=st.text(min_size=1, max_size=12))
def test_a_count_is_digits_or_it_is_refused(cases: list[Case], place: int, text: str) -> None:
    rows = [prosecuted_row(Proceeded_against=case[-1], Convicted=0) for case in cases]
    place %= len(rows)
    rows[place] = {**rows[place], "Proceeded against": text}
    content = csv_text(rows, newline="\n").encode("utf-8", "surrogatepass")
    is_count = text.isascii() and text.isdigit() and len(text) <= 9
    with tempfile.TemporaryDirectory() as directory:
        path = zip_file(Path(directory), {"a.csv": content})
        if is_count:
            assert build([path]).coverage[0].totals["prosecutions"]
            return
        with pytest.raises(SourceError) as refusal:
            build([path])
    assert refusal.value.problems[0].line is not None


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10**12)), max_size=80))
def test_runs_merge_to_the_same_sums_however_they_are_cut(pairs: list[tuple[int, int]]) -> None:
    expected = Counter[int]()
    for key, value in pairs:
        expected[key] += value
    parts = [part for part in (pairs[:11], pairs[11:30], pairs[30:]) if part]
    if not parts:
        return
    merged = merge([run_of(part) for part in parts])
    assert dict(zip(merged.keys.tolist(), merged.values[0].tolist(), strict=True)) == expected
    assert merged.keys.tolist() == sorted(expected)


def run_of(pairs: list[tuple[int, int]]) -> Run:
    keys, values = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    return sum_rows(keys, [values])


@pytest.mark.parametrize("table", ["proceedings", "sentences"])
@given(data=st.data())
def test_packed_keys_come_back_as_words(table: str, data: st.DataObject) -> None:
    codes = {one.name: data.draw(st.integers(0, one.size - 1)) for one in digits(table)}
    key = sum(code * digit(table, name).stride for name, code in codes.items())
    run = run_of([(key, 7)])
    source = TableSource(
        "2019-c-0", {"period_basis": "calendar", "court_coverage": "all courts"},
        MEASURE_COLUMNS[table][:1], (run,),
    )  # fmt: skip
    (row,) = arrow_of(make_table(table, [source], Spill())).to_pylist()
    assert row[MEASURE_COLUMNS[table][0]] == 7
    assert row["year"] == codes["year"] + FIRST_YEAR
    for name in codes.keys() - {"year"}:
        assert row[name] == words_of(name)[codes[name]]
