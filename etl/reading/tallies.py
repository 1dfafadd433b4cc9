"""Counts over a published table by the places of its words, for coverage and checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.keys import FIRST_YEAR, digits, size_of
from etl.reading.labels import words_of

Counts = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]
ROWS_AT_ONCE = 1 << 20
_KINDS = {pa.int16(): np.int16, pa.int64(): np.int64, pa.float64(): np.float64}


class TableView:
    """The rows of one source in a published table, as numbers."""

    def __init__(self, name: str, table: pa.Table, source: str) -> None:
        self._table = name
        self._batches = [
            batch
            for batch in table.to_batches()
            if batch.num_rows and _word(batch.column("source")) == source
        ]
        self._crossed: dict[tuple[str | None, ...], Counts] = {}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(batch.num_rows for batch in self._batches)

    def cross(self, keys: Sequence[str], measure: str | None = None) -> Counts:
        """Sums of a measure (or numbers of rows) by the places of several keys' words.

        Returns:
            An array with one axis a key, not to be written to; a year's place is its distance
            from the first year. Sums are exact up to 2**53.
        """
        asked = (*keys, measure)
        if asked not in self._crossed:
            self._crossed[asked] = self._cross(keys, measure)
        return self._crossed[asked]

    def _cross(self, keys: Sequence[str], measure: str | None) -> Counts:
        sizes = [size_of(key) for key in keys]
        total = np.zeros(int(np.prod(sizes)))
        for codes, weights in self._codes(keys, sizes, measure):
            total += np.bincount(codes, weights, minlength=len(total))
        total.setflags(write=False)
        return total.reshape(sizes)

    def words(self, key: str) -> tuple[str, ...]:
        """The words of a key that stand in the rows, in the order of sorting."""
        present = self._present[key]
        return tuple(word for word, stands in zip(words_of(key), present, strict=True) if stands)

    def years(self) -> tuple[int, ...]:
        """The years that have rows, ascending."""
        return tuple((np.flatnonzero(self._present["year"]) + FIRST_YEAR).tolist())

    @cached_property
    def _present(self) -> dict[str, npt.NDArray[np.bool_]]:
        """For each key, which of its words stand in the rows."""
        names = [digit.name for digit in digits(self._table)]
        present = {name: np.zeros(size_of(name), np.bool_) for name in names}
        for batch in self._batches:
            for name, found in present.items():
                found[_places(batch.column(name), name)] = True
        return present

    def by_year(self, measure: str) -> dict[int, float]:
        """The sum of a measure for each year that has rows."""
        sums = self.cross(["year"], measure)
        return {year: float(sums[year - FIRST_YEAR]) for year in self.years()}

    def _codes(
        self, keys: Sequence[str], sizes: Sequence[int], measure: str | None
    ) -> Iterator[tuple[Numbers, Numbers | None]]:
        """Packed places and weights of the rows, about a million at a time."""
        codes: list[Numbers] = []
        weights: list[Numbers] = []
        for batch in self._batches:
            codes.append(_packed([_places(batch.column(key), key) for key in keys], sizes))
            if measure:
                weights.append(_numbers(batch.column(measure)))
            if sum(map(len, codes)) >= ROWS_AT_ONCE:
                yield np.concatenate(codes), np.concatenate(weights) if weights else None
                codes, weights = [], []
        if codes:
            yield np.concatenate(codes), np.concatenate(weights) if weights else None


def _packed(places: Sequence[Numbers], sizes: Sequence[int]) -> Numbers:
    packed = places[0].astype(np.int64)
    for place, size in zip(places[1:], sizes[1:], strict=True):
        packed *= size
        packed += place
    return packed


def _word(column: pa.DictionaryArray) -> str:
    return str(column[0].as_py())


def _places(column: pa.Array, key: str) -> Numbers:
    if key == "year":
        return _numbers(column) - np.int16(FIRST_YEAR)
    return _numbers(column.indices)


def _numbers(column: pa.Array) -> Numbers:
    """The numbers of a column without nulls; all zero where every one is null."""
    kind = _KINDS[column.type]
    if column.null_count:
        return np.zeros(len(column), kind)
    size = np.dtype(kind).itemsize
    return np.frombuffer(column.buffers()[1], kind, len(column), column.offset * size)
