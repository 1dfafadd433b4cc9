"""Packs the keys of a row into one whole number, so that rows are summed and sorted as numbers.

Each key has a fixed number of words, so a row's words are the digits of one number, each of so
many bits. The digits stand in the order in which published rows are sorted.
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
MOST_BITS = 62  # so that the largest whole number is beyond every key, and ends the last range
STRETCH_BITS = 15
CONSTANT_KEYS = ("source", "period_basis", "court_coverage")
DERIVED_KEYS = ("offence_code",)


@dataclass(frozen=True)
class Digit:
    """One key's place in the packed number.

    Attributes:
        name: of the key.
        size: how many words it has.
        shift: how many bits stand behind its own.
    """

    name: str
    size: int
    shift: int

    @property
    def bits(self) -> int:
        """How many bits a word's place takes."""
        return (self.size - 1).bit_length()

    @property
    def stride(self) -> int:
        """What the next word adds to the packed number."""
        return 1 << self.shift

    @property
    def mask(self) -> int:
        """All its bits in the packed number."""
        return ((1 << self.bits) - 1) << self.shift

    def of(self, keys: Numbers) -> Numbers:
        """The word's place, for each packed key."""
        places = keys & self.mask
        places >>= self.shift
        return places


@cache
def digits(table: str) -> tuple[Digit, ...]:
    """The digits of a table's packed keys, the most important first."""
    left_out = {*CONSTANT_KEYS, *DERIVED_KEYS}
    ordered = (*SORT_ORDER, *(key for key in KEY_COLUMNS[table] if key not in SORT_ORDER))
    names = [name for name in ordered if name not in left_out]
    found: list[Digit] = []
    shift = 0
    for name in reversed(names):
        found.append(Digit(name, size_of(name), shift))
        shift += found[-1].bits
    if shift > MOST_BITS:
        raise OverflowError(f"the keys of {table} do not fit into one number")
    return tuple(reversed(found))


@cache
def stretches(table: str) -> tuple[tuple[Digit, ...], ...]:
    """The digits in few stretches of at most ``STRETCH_BITS`` together, to be read as one."""
    found: list[list[Digit]] = [[]]
    for one in digits(table):
        if sum(digit.bits for digit in found[-1]) + one.bits > STRETCH_BITS:
            found.append([])
        found[-1].append(one)
    return tuple(map(tuple, found))


def size_of(name: str) -> int:
    """How many words a key has."""
    return LAST_YEAR - FIRST_YEAR + 1 if name == "year" else len(words_of(name))


@cache
def digit(table: str, name: str) -> Digit:
    """The digit of one key."""
    return next(one for one in digits(table) if one.name == name)
