"""Sums rows that have the same words in every column that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np
import numpy.typing as npt

from outcomes.row_groups import Coded, Codes, Numbers

# Up to so many combinations of words, a place for each is quicker than sorting the rows.
MOST_CELLS = 1 << 20

Amounts = npt.NDArray[np.float64]
Packed = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one offence, one for each combination of words that occurs in some columns.

    Attributes:
        codes: for each of these key columns, the position of each row's word in its list of
            words (``Table.words``); ``year`` counts from 1900.
        amounts: for each measure asked for, each row's number; absent measures are zero here,
            since coverage, not the row, says what a source carries.
    """

    codes: dict[str, Codes]
    amounts: dict[str, Amounts]

    @property
    def size(self) -> int:
        """Bytes held."""
        columns: list[Numbers] = [*self.codes.values(), *self.amounts.values()]
        return sum(column.nbytes for column in columns)


@dataclass(frozen=True)
class Rows:
    """Some rows as they are decoded, not yet summed."""

    number: int
    codes: dict[str, Coded]
    amounts: dict[str, Numbers | None] = field(default_factory=dict)


def join(parts: Sequence[Slice]) -> Rows:
    """Slices under each other."""
    codes = {name: _coded([part.codes[name] for part in parts]) for name in parts[0].codes}
    amounts: dict[str, Numbers | None] = {
        name: np.concatenate([part.amounts[name] for part in parts]) for name in parts[0].amounts
    }
    return Rows(sum(len(next(iter(part.codes.values()))) for part in parts), codes, amounts)


def _coded(parts: Sequence[Codes]) -> Coded:
    places = np.concatenate(parts)
    return Coded(np.arange(int(places.max()) + 1, dtype=np.uint8), places)


def sum_equal(rows: Rows) -> Slice:
    """One row for each combination of words that occurs."""
    split = {
        name: (coded.words, coded.places)
        for name, coded in rows.codes.items()
        if coded.places is not None
    }
    sizes = [len(words) for words, _ in split.values()]
    packed = np.zeros(rows.number, np.int64)
    for words, column in split.values():
        packed *= len(words)
        packed += column
    found, sums = _sum_cells(packed, rows.amounts, prod(sizes))
    places = dict(zip(split, np.unravel_index(found, sizes) if sizes else (), strict=True))
    codes = {
        name: coded.words[places[name]] if name in places else np.repeat(coded.words, len(found))
        for name, coded in rows.codes.items()
    }
    return Slice(codes, sums)


def _sum_cells(
    packed: Packed, amounts: Mapping[str, Numbers | None], cells: int
) -> tuple[Packed, dict[str, Amounts]]:
    """The packed numbers that occur, ascending, and for each the sums of its rows."""
    found: Packed
    places, number = packed, cells
    if cells <= MOST_CELLS:
        found = np.flatnonzero(np.bincount(packed, minlength=cells)).astype(np.int64)
    else:
        found, places = np.unique(packed, return_inverse=True)
        number = len(found)
    sums: dict[str, Amounts] = {}
    for name, numbers in amounts.items():
        whole = np.zeros(number)
        if numbers is not None:
            whole += np.bincount(places, numbers, number)
        sums[name] = whole[found] if cells <= MOST_CELLS else whole
    return found, sums
