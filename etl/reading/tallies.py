"""Counts over a published table by the places of its words, for coverage and checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, digit, size_of
from etl.reading.labels import words_of
from etl.reading.packed import PackedTable, TableSource
from etl.reading.tables import SUMMED_KEYS
from outcomes.schema import ALL_OFFENCES

Counts = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]
# By these keys a table's measures are added up in any case: its checks ask for them.
CROSSED = {
    "proceedings": ("year", "police_force_area", "offence"),
    "sentences": ("year", "sentence_outcome", "custodial_length"),
}


class TableView:
    """The rows of one source in a published table, as numbers."""

    def __init__(self, table: PackedTable, source: str) -> None:
        self._table = table.name
        self._source: TableSource = table.source(source)
        self._over_offences = table.summaries[ALL_OFFENCES].source(source)
        self._crossed: dict[tuple[str, ...], Counts] = {}

    def cross(self, keys: Sequence[str], measure: str) -> Counts:
        """Sums of a measure by the places of several keys' words.

        Returns:
            An array with one axis a key, not to be written to; a year's place is its distance
            from the first year. Sums are exact up to 2**53.
        """
        asked = (*keys, measure)
        if asked not in self._crossed:
            self._crossed[asked] = self._cross(keys, measure)
        return self._crossed[asked]

    def _cross(self, keys: Sequence[str], measure: str) -> Counts:
        sizes = [size_of(key) for key in keys]
        total = np.zeros(int(np.prod(sizes)))
        if measure in self._source.measures:
            place = self._source.measures.index(measure)
            for run in (kept.whole() for kept in self._source.runs):
                codes = _codes(self._table, run.keys, keys)
                total += np.bincount(codes, run.values[place], minlength=len(total))
        total /= MONTH_UNIT if measure == "acsl_months" else 1
        total.setflags(write=False)
        return total.reshape(sizes)

    def stand(self, keys: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which words of several keys, none of them of offences, stand together in a row.

        Returns:
            An array with one axis a key, as of ``cross``.
        """
        if set(keys) & set(SUMMED_KEYS["offence"]):
            raise ValueError("the sums over all offences tell no offences")
        sizes = [size_of(key) for key in keys]
        found = np.zeros(int(np.prod(sizes)), np.bool_)
        for run in self._over_offences.runs:
            found[_codes(self._table, run.keys, keys)] = True
        return found.reshape(sizes)

    def words(self, key: str) -> tuple[str, ...]:
        """The words of a key that stand in the rows, in the order of sorting."""
        pairs = zip(words_of(key), self.stand([key]), strict=True)
        return tuple(word for word, stands in pairs if stands)

    def years(self) -> tuple[int, ...]:
        """The years that have rows, ascending."""
        return tuple((np.flatnonzero(self.stand(["year"])) + FIRST_YEAR).tolist())

    def by_year(self, measure: str) -> dict[int, float]:
        """The sum of a measure for each year that has rows."""
        sums = self.cross(CROSSED[self._table], measure).sum((1, 2))
        places = np.flatnonzero(self.stand(["year"]) | (sums != 0)).tolist()
        return {place + FIRST_YEAR: float(sums[place]) for place in places}


def _codes(table: str, packed: Numbers, keys: Sequence[str]) -> Numbers:
    """The places of the rows' words, packed into one number a row."""
    codes = digit(table, keys[0]).of(packed)
    for key in keys[1:]:
        codes *= size_of(key)
        codes += digit(table, key).of(packed)
    return codes
