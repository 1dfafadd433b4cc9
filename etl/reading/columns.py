"""Makes Arrow columns of packed keys and sums: words for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.arrays import Numbers, array_of
from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, digit, digits
from etl.reading.labels import words_of
from etl.reading.packed import PackedTable, Piece
from etl.reading.sums import Run
from outcomes.offences import UNSTATED, offence_labelled
from outcomes.schema import MEASURE_COLUMNS, TABLES, arrow_schema

Places = npt.NDArray[np.int16]
Rows = tuple[Sequence[str], Run]  # the measures that are carried, and their sums


@dataclass(frozen=True)
class PublishedRows:
    """Rows as they are published.

    Attributes:
        table: of the published schema; each dictionary holds the words of these rows only.
        counts: for each column of words, how many rows have each word of its dictionary.
    """

    table: pa.Table
    counts: Mapping[str, Numbers]


def published_rows(packed: PackedTable, pieces: Sequence[Piece]) -> PublishedRows:
    """Some rows of a table, at least one, in the order of the pieces."""
    rows = [(packed.sources[piece.source].measures, piece.read()) for piece in pieces]
    keys = np.concatenate([run.keys for _, run in rows])
    sizes = [piece.rows for piece in pieces]
    source = np.repeat(np.array([piece.source for piece in pieces], np.int16), sizes)
    columns: dict[str, pa.Array] = {}
    counts: dict[str, Numbers] = {}
    for name, places, words in _worded(packed, keys, source):
        columns[name], counts[name] = _with_words_used(places, words)
    years = digit(packed.name, "year").of(keys) + FIRST_YEAR
    columns["year"] = array_of(years.astype(np.int16), pa.int16())
    for name in MEASURE_COLUMNS[packed.name]:
        columns[name] = _measure(packed, rows, source, name)
    arrays = [columns[column.name] for column in TABLES[packed.name]]
    return PublishedRows(pa.Table.from_arrays(arrays, schema=arrow_schema(packed.name)), counts)


def _worded(
    packed: PackedTable, keys: Numbers, source: Places
) -> Iterator[tuple[str, Places, tuple[str, ...]]]:
    """For each column of words, the places of the rows' words, and the words."""
    yield "source", source, tuple(one.id for one in packed.sources)
    constants = packed.sources[0].constants
    for name in constants:
        each = [one.constants[name] for one in packed.sources]
        words = tuple(dict.fromkeys(each))
        yield name, np.array([words.index(word) for word in each], np.int16)[source], words
    for one in digits(packed.name):
        if one.name != "year" and one.name not in constants:
            yield one.name, one.of(keys).astype(np.int16), words_of(one.name)
    if "offence_code" not in constants:
        yield "offence_code", _code_places()[digit(packed.name, "offence").of(keys)], _codes()


def _with_words_used(places: Places, words: tuple[str, ...]) -> tuple[pa.DictionaryArray, Numbers]:
    """A column whose dictionary holds the words that have rows, and how many each has."""
    counts = _count(places, len(words))
    used = np.flatnonzero(counts)
    place = np.zeros(len(words), np.int16)
    place[used] = np.arange(len(used), dtype=np.int16)
    indices = array_of(np.take(place, places), pa.int16())
    dictionary = _words(words).take(array_of(used, pa.int64()))
    return pa.DictionaryArray.from_arrays(indices, dictionary, safe=False), counts[used]


def _count(places: Places, size: int) -> Numbers:
    """How many rows have each place; quick where all have the same."""
    if places.min() != places.max():
        return np.bincount(places, minlength=size)
    counts = np.zeros(size, np.int64)
    counts[places[0]] = len(places)
    return counts


def _measure(packed: PackedTable, rows: Sequence[Rows], source: Places, name: str) -> pa.Array:
    """A measure's column, null in the rows of sources that do not carry it."""
    kind = arrow_schema(packed.name).field(name).type
    carried = np.array([name in one.measures for one in packed.sources])
    if not carried.any():
        return pa.nulls(len(source), kind)
    sums = np.concatenate([_sums(*each, name) for each in rows])
    values = sums / MONTH_UNIT if pa.types.is_floating(kind) else sums
    return array_of(values, kind, None if carried.all() else carried[source])


def _sums(carried: Sequence[str], run: Run, name: str) -> Numbers:
    if name not in carried:
        return np.zeros(run.rows, np.int64)
    return run.values[carried.index(name)]


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
def _code_places() -> Places:
    codes = _codes()
    labels = words_of("offence")
    return np.array([codes.index(_code_of(label)) for label in labels], np.int16)
