"""Formats are recognised by their headers alone."""

from __future__ import annotations

import random

import pytest

from etl.reading.formats import WIDE, Layout
from etl.reading.keys import digits
from etl.reading.labels import label_map, words_of
from etl.reading.layouts import layouts, published_columns
from etl.reading.recognise import recognise
from outcomes.errors import SourceError
from outcomes.reference import read_reference
from outcomes.schema import TABLES
from tests.etl.builders import (
    BY_GROUP,
    COURT_OUTCOMES,
    MAGISTRATES,
    OUTCOMES,
    PROSECUTED,
    SENTENCED,
    TO_MARCH,
)
from tests.etl.builders import (
    WIDE as WIDE_ROW,
)

HEADERS = {
    "format A": list(COURT_OUTCOMES),
    "format B": list(MAGISTRATES),
    "format C, sentences member": list(SENTENCED),
    "format D": list(WIDE_ROW),
    "format E, sentences member": list(BY_GROUP),
    "format G, sentences member": list(OUTCOMES),
    "format G, proceedings member": list(PROSECUTED),
    "format H": list(TO_MARCH),
}
KINDS = pytest.mark.parametrize("kind", HEADERS)


def problems_of(headers: list[str]) -> list[tuple[str, str | None, str]]:
    with pytest.raises(SourceError) as refusal:
        recognise(headers)
    return [(one.code, one.column, one.message) for one in refusal.value.problems]


@KINDS
def test_each_kind_of_member_is_told_apart(kind: str) -> None:
    assert str(recognise(HEADERS[kind]).layout) == kind


@KINDS
def test_the_order_of_headers_does_not_matter(kind: str) -> None:
    shuffled = random.Random(7).sample(HEADERS[kind], len(HEADERS[kind]))
    found = recognise(shuffled)
    assert str(found.layout) == kind
    assert shuffled[found.places["year"]] in {
        "Year", "Year of Appearance", "Year ending March",
    }  # fmt: skip


@KINDS
def test_letter_case_and_blanks_do_not_matter(kind: str) -> None:
    odd = [f"  {header.upper().replace(' ', chr(0xA0) + ' ')} " for header in HEADERS[kind]]
    assert recognise(odd).places == recognise(HEADERS[kind]).places


@pytest.mark.parametrize("header", ["Age Range", "Ethnicity"])
def test_optional_headers_may_be_missing(header: str) -> None:
    headers = [one for one in OUTCOMES if one != header]
    assert str(recognise(headers).layout) == "format G, sentences member"


@pytest.mark.parametrize(
    "measures", [["Proceeded against"], ["Convicted"], ["Proceeded against", "Convicted"]]
)
def test_a_proceedings_member_may_carry_some_measures_only(measures: list[str]) -> None:
    keys = [one for one in PROSECUTED if one not in ("Proceeded against", "Convicted", "Sentenced")]
    found = recognise([*keys, *measures])
    assert str(found.layout) == "format G, proceedings member"
    assert len(found.measures("proceedings")) == len(measures)


MISSING = dict.fromkeys(HEADERS, "Offence Group") | {
    "format D": "Proceeded against",
    "format E, sentences member": "Offence group",
}


@pytest.mark.parametrize(("kind", "header"), MISSING.items())
def test_a_missing_header_is_named(kind: str, header: str) -> None:
    headers = [one for one in HEADERS[kind] if one != header]
    assert problems_of(headers) == [("HEADER_CHANGED", header, "this header is missing")]


def test_an_unknown_header_is_named() -> None:
    assert problems_of([*OUTCOMES, "Plea"]) == [
        ("HEADER_CHANGED", "Plea", "this header is not known")
    ]


def test_a_renamed_header_is_named_twice_with_what_it_may_be() -> None:
    headers = ["Offense" if one == "Offence" else one for one in SENTENCED]
    with pytest.raises(SourceError) as refusal:
        recognise(headers)
    missing, unknown = refusal.value.problems
    assert (missing.column, unknown.column) == ("Offence", "Offense")
    assert unknown.hint == "Perhaps it is 'Offence'"
    assert unknown.expected == "the headers of format C, sentences member"


def test_a_duplicate_header_is_named() -> None:
    problems = problems_of([*SENTENCED, "count "])
    assert problems == [("HEADER_DUPLICATE", "count ", "this header stands 2 times")]


def test_headers_of_nothing_known() -> None:
    problems = problems_of(["Name", "Address", "Telephone"])
    assert problems == [("HEADER_CHANGED", None, "the headers are those of no known format")]


def test_sentences_without_any_measure_are_not_taken_for_proceedings() -> None:
    keys = [one for one in PROSECUTED if one not in ("Proceeded against", "Convicted", "Sentenced")]
    assert {code for code, _, _ in problems_of(keys)} == {"HEADER_CHANGED"}


def test_no_two_layouts_fit_the_same_headers() -> None:
    required = [(layout, {*layout.columns}) for layout in layouts()]
    for layout, headers in required:
        others = [other for other, _ in required if other is not layout]
        assert not any(fits(other, headers) for other in others)


def fits(layout: Layout, headers: set[str]) -> bool:
    columns = {layout.columns[header] for header in headers & {*layout.columns}}
    return headers <= {*layout.columns} and layout.required <= columns


def test_every_wanted_column_has_words_or_numbers() -> None:
    numbers = {"year", "count", "prosecutions", "convictions", "sentenced", "acsl_persons"}
    for layout in layouts():
        wanted = published_columns(layout) & set(layout.columns.values())
        numbers |= {column for column in wanted if column.startswith(WIDE)}
        for column in wanted - numbers - {"acsl_months", "home_office_code"}:
            assert label_map(column, layout.letter).codes


def test_every_label_means_a_word_of_the_vocabulary() -> None:
    tables = [digit.name for table in TABLES for digit in digits(table) if digit.name != "year"]
    for column in {*tables, "outcome", "convicted", "sentenced_flag"}:
        codes = label_map(column, "G").codes.values()
        assert set(codes) <= set(range(len(words_of(column))))


def test_labels_are_held_as_they_are_looked_up() -> None:
    for column in ("sex", "age_range", "sentence_outcome", "custodial_length", "offence"):
        labels = label_map(column, "G")
        name = "offence_labels" if column == "offence" else f"labels/{column}"
        texts = [row["label"] for row in read_reference(name)]
        assert {labels.normalise(text) for text in texts} <= set(labels.codes)
