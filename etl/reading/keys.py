"""Packs the keys of a row into one whole number, so that rows are summed and sorted as numbers.

Each key has a fixed number of words, so a row's words are the digits of one number. The digits
stand in the order in which published rows are sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from etl.reading.labels import words_of
from outcomes.schema import KEY_COLUMNS, SORT_ORDER

Numbers = npt.NDArray[np.int64]
FIRST_YEAR = 1990
LAST_YEAR = 2053
CONSTANT_KEYS = ("source", "period_basis", "court_coverage")
DERIVED_KEYS = ("offence_code",)


@dataclass(frozen=True)
class Digit:
    """One key's place in the packed number.

    Attributes:
        name: of the key.
        size: how many words it has.
        stride: what the next word adds to the packed number.
    """

    name: str
    size: int
    stride: int

    def of(self, keys: Numbers) -> Numbers:
        """The word's place, for each packed key."""
        places = keys // self.stride
        above = places // self.size  # a remainder by itself takes three times as long
        above *= self.size
        places -= above
        return places


@cache
def digits(table: str) -> tuple[Digit, ...]:
    """The digits of a table's packed keys, the most important first."""
    left_out = {*CONSTANT_KEYS, *DERIVED_KEYS}
    ordered = (*SORT_ORDER, *(key for key in KEY_COLUMNS[table] if key not in SORT_ORDER))
    names = [name for name in ordered if name not in left_out]
    found: list[Digit] = []
    stride = 1
    for name in reversed(names):
        found.append(Digit(name, size_of(name), stride))
        stride *= size_of(name)
    if stride > np.iinfo(np.int64).max:
        raise OverflowError(f"the keys of {table} do not fit into one number")
    return tuple(reversed(found))


def size_of(name: str) -> int:
    """How many words a key has."""
    return LAST_YEAR - FIRST_YEAR + 1 if name == "year" else len(words_of(name))


@cache
def digit(table: str, name: str) -> Digit:
    """The digit of one key."""
    return next(one for one in digits(table) if one.name == name)
