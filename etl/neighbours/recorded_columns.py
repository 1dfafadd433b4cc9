"""Reads recorded crime by its columns: what each different text means is judged once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from etl.neighbours.columns import Texts
from etl.neighbours.labels import plain_label, recorded_labels
from etl.neighbours.recorded import (
    MEASURES,
    check_description,
    count_of,
    financial_year,
    outcome_of,
    quarter_of,
    recording_area,
)
from etl.neighbours.row import NeighbourRow, RowFault
from etl.reading.arrays import Numbers
from outcomes.neighbours import NOT_SPLIT

_QUARTER = ("area", "year", "quarter")
_KEPT = ("area", "year", "code", "outcome")


def recorded_sums(columns: Mapping[str, Texts]) -> list[NeighbourRow] | None:
    """Rows added up: one for each quarter of an area, and one for each key of those that are kept.

    None when a value cannot be read or a row stands twice: the rows say which, and where.
    """
    try:
        read = _read(columns)
    except RowFault:
        return None
    kept = read.rows.filter(read.rows["kept"])
    once = kept.group_by([*_QUARTER, "code", "label"], use_threads=False).aggregate([])
    if once.num_rows < kept.num_rows:
        return None
    return [*_quarters(read), *_years(read, kept)]


@dataclass(frozen=True)
class _Read:
    """The rows as numbers, and the words that some of them stand for."""

    rows: pa.Table
    areas: tuple[str, ...]
    codes: tuple[str, ...]
    outcomes: tuple[str, ...]


def _read(columns: Mapping[str, Texts]) -> _Read:
    codes = columns["offence_code"]
    _check_descriptions(codes, columns["offence_description"])
    areas, area = _words(columns["force_name"], recording_area)
    outcomes: tuple[str, ...] = (NOT_SPLIT,)
    outcome = label = np.zeros_like(area)
    if "outcome_description" in columns:
        outcomes, outcome = _words(columns["outcome_description"], outcome_of)
        _, label = _words(columns["outcome_description"], plain_label)
    rows = {
        "area": area,
        "year": _numbers(columns["financial_year"], financial_year),
        "quarter": _numbers(columns["financial_quarter"], quarter_of),
        "code": codes.places,
        "outcome": outcome,
        "label": label,
        "kept": _numbers(codes, recorded_labels().__contains__).astype(np.bool_),
    }
    for name in MEASURES:
        if name in columns:
            rows[name] = _numbers(columns[name], partial(count_of, name=name))
    return _Read(pa.table(rows), areas, tuple(codes.values), outcomes)


def _quarters(read: _Read) -> Iterator[NeighbourRow]:
    """A row for each quarter of an area, which stands for those rows that are not kept."""
    counts = [("kept", "count"), ("kept", "sum")]
    for area, year, quarter, every, kept in _grouped(read.rows, _QUARTER, counts):
        yield NeighbourRow(read.areas[area], year, quarter, (), (), False, every - kept)


def _years(read: _Read, kept: pa.Table) -> Iterator[NeighbourRow]:
    """A row for each area, year, code and outcome, in its first quarter."""
    measures = [(name, "sum") for name in MEASURES if name in kept.column_names]
    absent = (None,) * (len(MEASURES) - len(measures))
    sums = [("quarter", "min"), ("quarter", "count"), *measures]
    for area, year, code, outcome, first, lines, *amounts in _grouped(kept, _KEPT, sums):
        keys = read.codes[code], read.outcomes[outcome]
        yield NeighbourRow(read.areas[area], year, first, keys, (*amounts, *absent), True, lines)


def _grouped(
    rows: pa.Table, keys: Sequence[str], sums: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, ...]]:
    """For each key its parts and then what is asked of its rows."""
    found = rows.group_by(list(keys), use_threads=False).aggregate(list(sums))
    names = [*keys, *(f"{name}_{what}" for name, what in sums)]
    return zip(*(found[name].to_pylist() for name in names), strict=True)


def _words(column: Texts, judge: Callable[[str], str]) -> tuple[tuple[str, ...], Numbers]:
    """What the texts of a column mean, and for each row which of these words it has."""
    found = [judge(text) for text in column.values]
    places = {word: place for place, word in enumerate(dict.fromkeys(found))}
    return tuple(places), np.array([places[word] for word in found], np.int64)[column.places]


def _numbers(column: Texts, judge: Callable[[str], int]) -> Numbers:
    """For each row the number that its text stands for."""
    return np.array([judge(text) for text in column.values], np.int64)[column.places]


def _check_descriptions(codes: Texts, descriptions: Texts) -> None:
    width = len(descriptions.values)
    for pair in np.unique(codes.places.astype(np.int64) * width + descriptions.places).tolist():
        check_description(codes.values[pair // width], descriptions.values[pair % width])
