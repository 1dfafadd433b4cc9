"""Makes published tables of summed keys: words for numbers, sorted, one run of rows an offence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, digit, digits
from etl.reading.labels import words_of
from etl.reading.sums import Run, merge
from outcomes.offences import UNSTATED, offence_labelled
from outcomes.schema import MEASURE_COLUMNS, TABLES, arrow_schema

PARTS = 16
WORKERS = 4
COMMON_ZEROS = 1 << 26


@dataclass(frozen=True)
class TableSource:
    """What one source gives to one table.

    Attributes:
        id: of the source.
        constants: words that stand in all its rows: period_basis, court_coverage.
        measures: the measures that the runs carry, in order.
        runs: sums of its rows; they may overlap.
    """

    id: str
    constants: Mapping[str, str]
    measures: tuple[str, ...]
    runs: tuple[Run, ...]


def make_table(table: str, sources: Sequence[TableSource]) -> pa.Table:
    """One row for each key, sorted by offence, source, area, year and the other keys.

    Args:
        table: ``proceedings`` or ``sentences``.
        sources: in the order of their identifiers.
    """
    bounds = _offence_bounds(table, [run for source in sources for run in source.runs])
    with ThreadPoolExecutor(WORKERS, "table") as pool:
        parts = pool.map(lambda bound: _make_part(table, sources, *bound), bounds)
        pieces = [piece for part in parts for piece in part]
    return pa.concat_tables(pieces) if pieces else pa.Table.from_batches([], arrow_schema(table))


def _offence_bounds(table: str, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Ranges of keys that hold whole offences, and about equally many rows."""
    offence = digit(table, "offence")
    limits = np.arange(offence.size + 1) * offence.stride
    before = np.zeros(len(limits), np.int64)
    for run in runs:
        before += np.searchsorted(run.keys, limits)
    shares = np.linspace(0, before[-1], PARTS + 1)
    places = np.unique(np.concatenate(([0], np.searchsorted(before, shares), [offence.size])))
    chosen = limits[places].tolist()
    return list(pairwise(chosen))


def _make_part(table: str, sources: Sequence[TableSource], low: int, high: int) -> list[pa.Table]:
    offence = digit(table, "offence")
    runs = [merge([run.between(low, high) for run in source.runs]) for source in sources]
    made = [
        _decode(table, run, source, [one.id for one in sources])
        for run, source in zip(runs, sources, strict=True)
    ]
    pieces = []
    for start in range(low, high, offence.stride):
        for run, part in zip(runs, made, strict=True):
            first, end = np.searchsorted(run.keys, (start, start + offence.stride)).tolist()
            if end > first:
                pieces.append(part.slice(first, end - first))
    return pieces


def _decode(table: str, run: Run, source: TableSource, ids: Sequence[str]) -> pa.Table:
    rows = len(run.keys)
    columns: dict[str, pa.Array] = {"source": constant(rows, source.id, tuple(ids))}
    for name, word in source.constants.items():
        columns[name] = constant(rows, word, (word,))
    for one in digits(table):
        places = one.of(run.keys).astype(np.int16)
        if one.name == "year":
            columns["year"] = _array(places + np.int16(FIRST_YEAR), pa.int16())
        else:
            columns[one.name] = _dictionary(places, words_of(one.name))
        if one.name == "offence":
            columns["offence_code"] = _dictionary(_code_places()[places], _codes())
    columns |= _measures(table, run, source.measures)
    arrays = [columns[column.name] for column in TABLES[table]]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def _measures(table: str, run: Run, carried: Sequence[str]) -> dict[str, pa.Array]:
    values = dict(zip(carried, run.values, strict=True))
    found: dict[str, pa.Array] = {}
    for name in MEASURE_COLUMNS[table]:
        if name not in values:
            found[name] = _nulls(len(run.keys), arrow_schema(table).field(name).type)
        elif name == "acsl_months":
            found[name] = _array(values[name] / MONTH_UNIT, pa.float64())
        else:
            found[name] = _array(values[name], pa.int64())
    return found


def _array(values: npt.NDArray[np.generic], kind: pa.DataType) -> pa.Array:
    """What ``pa.array`` gives, without the import of pandas that it tries."""
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def _dictionary(places: npt.NDArray[np.int16], words: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(_array(places, pa.int16()), _words(words), safe=False)


def constant(rows: int, word: str, words: tuple[str, ...]) -> pa.DictionaryArray:
    """A column that holds one of some words in all its rows."""
    place = words.index(word)
    places = np.full(rows, place, np.int16) if place else _zeros(2 * rows).view(np.int16)
    return _dictionary(places, words)


def _nulls(rows: int, kind: pa.DataType) -> pa.Array:
    known, values = _zeros(rows // 8 + 1), _zeros(8 * rows)
    return pa.Array.from_buffers(kind, rows, [pa.py_buffer(known), pa.py_buffer(values)])


def _zeros(size: int) -> npt.NDArray[np.uint8]:
    """Bytes that nobody writes to: the same for all, they take no memory."""
    return _common_zeros()[:size] if size <= COMMON_ZEROS else np.zeros(size, np.uint8)


@cache
def _common_zeros() -> npt.NDArray[np.uint8]:
    return np.zeros(COMMON_ZEROS, np.uint8)


@cache
def _words(words: tuple[str, ...]) -> pa.Array:
    texts = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    data = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    return pa.Array.from_buffers(pa.string(), len(words), data)


@cache
def _codes() -> tuple[str, ...]:
    return tuple(sorted({_code_of(label) for label in words_of("offence")}))


def _code_of(label: str) -> str:
    return "" if label == UNSTATED else offence_labelled(label).moj_code


@cache
def _code_places() -> npt.NDArray[np.int16]:
    codes = _codes()
    labels = words_of("offence")
    return np.array([codes.index(_code_of(label)) for label in labels], np.int16)
