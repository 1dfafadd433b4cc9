"""Makes Arrow columns of packed keys and sums: words for numbers."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.arrays import Numbers, array_of
from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, Digit, stretches
from etl.reading.labels import words_of
from etl.reading.packed import PackedTable, Piece
from etl.reading.sums import Run
from outcomes.offences import UNSTATED, offence_labelled
from outcomes.schema import MEASURE_COLUMNS, TABLES, arrow_schema

Places = npt.NDArray[np.int16]
Rows = tuple[Sequence[str], Run]  # the measures that are carried, and their sums


def published_rows(packed: PackedTable, pieces: Sequence[Piece]) -> pa.Table:
    """Some rows of a table, at least one, in the order of the pieces.

    Returns:
        Of the published schema; each dictionary holds the words of these rows only.
    """
    rows = [(packed.sources[piece.source].measures, piece.read()) for piece in pieces]
    keys = np.concatenate([run.keys for _, run in rows])
    of_source = [piece.source for piece in pieces]
    source = np.repeat(of_source, [piece.rows for piece in pieces])
    columns = dict(_of_sources(packed, _codes(source)))
    for stretch in stretches(packed.name):
        columns |= _of_stretch(stretch, keys, left_out=columns.keys())
    for name in MEASURE_COLUMNS[packed.name]:
        columns[name] = _measure(packed, rows, source, name)
    arrays = [columns[column.name] for column in TABLES[packed.name]]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(packed.name))


@dataclass(frozen=True)
class _Codes:
    """A small number a row, of which several columns follow.

    Attributes:
        of_rows: the rows' numbers.
        standing: those that stand in any row, ascending.
    """

    of_rows: Numbers
    standing: Numbers

    def look_up(self, values: Sequence[int] | Numbers) -> Places:
        """For each row the value of its number; values are of the standing ones."""
        if len(self.standing) == 1:
            return np.full(len(self.of_rows), values[0], np.int16)
        table = np.zeros(self.standing[-1] + 1, np.int16)
        table[self.standing] = values
        return np.take(table, self.of_rows)

    def words(self, places: Sequence[int] | Numbers, words: tuple[str, ...]) -> pa.Array:
        """A column of words, from the places of the standing numbers' words."""
        used = np.zeros(len(words), np.bool_)
        used[places] = True
        dictionary = _texts(words).take(array_of(np.flatnonzero(used), pa.int64()))
        indices = self.look_up((np.cumsum(used) - 1)[places])
        return pa.DictionaryArray.from_arrays(array_of(indices, pa.int16()), dictionary, safe=False)


def _codes(numbers: Numbers) -> _Codes:
    return _Codes(numbers, np.flatnonzero(np.bincount(numbers)))


def _of_sources(packed: PackedTable, source: _Codes) -> Iterator[tuple[str, pa.Array]]:
    """The columns that hold one word in all rows of a source."""
    standing = [packed.sources[place] for place in source.standing.tolist()]
    yield "source", source.words(source.standing, tuple(one.id for one in packed.sources))
    for name in packed.sources[0].constants:
        words = tuple(dict.fromkeys(one.constants[name] for one in packed.sources))
        yield name, source.words([words.index(one.constants[name]) for one in standing], words)


def _of_stretch(
    stretch: Sequence[Digit], keys: Numbers, left_out: Container[str]
) -> Iterator[tuple[str, pa.Array]]:
    """The columns of adjacent keys, and those that follow from them."""
    shift = stretch[-1].shift
    codes = _codes((keys & sum(one.mask for one in stretch)) >> shift)
    for one in stretch:
        places = one.of(codes.standing << shift)
        if one.name == "year":
            yield one.name, array_of(codes.look_up(places + FIRST_YEAR), pa.int16())
        elif one.name not in left_out:
            yield one.name, codes.words(places, words_of(one.name))
        if one.name == "offence" and "offence_code" not in left_out:
            yield "offence_code", codes.words(_code_places()[places], _moj_codes())


def _measure(packed: PackedTable, rows: Sequence[Rows], source: Numbers, name: str) -> pa.Array:
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
def _texts(words: tuple[str, ...]) -> pa.Array:
    texts = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    data = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    return pa.Array.from_buffers(pa.string(), len(words), data)


@cache
def _moj_codes() -> tuple[str, ...]:
    return tuple(sorted({_code_of(label) for label in words_of("offence")}))


def _code_of(label: str) -> str:
    return "" if label == UNSTATED else offence_labelled(label).moj_code


@cache
def _code_places() -> Places:
    codes = _moj_codes()
    labels = words_of("offence")
    return np.array([codes.index(_code_of(label)) for label in labels], np.int16)
