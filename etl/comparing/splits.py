"""Splits figures by the words of a breakdown, for those figures whose rows differ at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from etl.comparing.cells import Amounts, Codes
from etl.comparing.movements import TOLERANCE
from etl.comparing.offence_rows import Rows, Words
from etl.reading.decode import MONTH_UNIT

Marks = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Axes:
    """Where rows of one series stand: ``year place * areas + area place``.

    Attributes:
        years: ascending.
        areas: names.
        sources: for each edition, the source that supplies each of the years.
    """

    years: tuple[int, ...]
    areas: tuple[str, ...]
    sources: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def size(self) -> int:
        """How many figures an offence has."""
        return len(self.years) * len(self.areas)

    def cells(self, rows: Rows, words: Words, side: int) -> Codes:
        """The figure that each row counts in; -1 for rows of other sources, years and areas."""
        sources = {name: place for place, name in enumerate(words.of("source"))}
        supplying = np.array([sources.get(name, -1) for name in self.sources[side]])
        place = {name: at for at, name in enumerate(self.areas)}
        area_place = np.array([place.get(name, -1) for name in words.of("police_force_area")])
        year_place = np.searchsorted(self.years, rows.years)
        year_place[year_place == len(self.years)] = 0
        areas = np.take(area_place, rows.codes["police_force_area"])
        belongs = np.take(np.array(self.years), year_place) == rows.years
        belongs &= np.take(supplying, year_place) == rows.codes["source"]
        belongs &= areas >= 0
        return np.where(belongs, year_place * len(self.areas) + areas, -1)


@dataclass(frozen=True)
class Placed:
    """Rows of one offence that count in figures of a series.

    Attributes:
        rows: the rows.
        cells: which of the figures, from 0, each row counts in.
    """

    rows: Rows
    cells: Codes
    _places: dict[str, Codes] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Rows, cells: Codes) -> Placed:
        """The rows that count in a figure at all: whose place is not -1."""
        return cls(rows, cells).only(cells >= 0)

    def only(self, wanted: Flags) -> Placed:
        """Some of the rows; the same object, with what is known of it, where these are all."""
        if wanted.all():
            return self
        at = np.flatnonzero(wanted)
        return Placed(self.rows.pick(at), self.cells[at])

    def places(self, column: str, figures: int) -> Codes:
        """Where each row counts in a table of a column's words by a number of figures."""
        if column not in self._places:
            self._places[column] = self.rows.codes[column] * np.int64(figures) + self.cells
        return self._places[column]

    @cached_property
    def scattered(self) -> Marks:
        """The rows' combinations of words over 64 bits, so that sums of them tell them apart."""
        mixed = self.rows.combinations.view(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return mixed ^ (mixed >> np.uint64(31))

    @cached_property
    def starts(self) -> Codes:
        """Where runs of rows of one figure begin."""
        return np.flatnonzero(np.diff(self.cells, prepend=-1))


# The rows of one offence in both editions.
Sides = tuple[Sequence[Placed], Sequence[Placed]]


def marks(pieces: Sequence[Placed], measure: str, size: int) -> Marks:
    """A mark for each figure: the same when, word by word, the same amounts stand in its rows.

    Not the other way about for certain; that two differing figures share a mark is one chance in
    2^64.
    """
    found = np.zeros(size, np.uint64)
    for piece in pieces:
        if len(piece.cells):
            worth = piece.scattered * _whole(piece.rows.amounts[measure])
            np.add.at(found, piece.cells[piece.starts], np.add.reduceat(worth, piece.starts))
    return found


def within(sides: Sides, figures: Flags) -> Sides:
    """The rows that count in some of the figures."""
    before, after = ([piece.only(figures[piece.cells]) for piece in side] for side in sides)
    return before, after


def differences(sides: Sides, measure: str, column: str, shape: tuple[int, int]) -> Amounts:
    """After less before, by word of a column and figure.

    Args:
        sides: the rows of both editions.
        measure: what is added up.
        column: the breakdown.
        shape: how many words and figures there are.
    """
    old, changed = (_split(pieces, measure, column, shape) for pieces in sides)
    larger = np.maximum(np.abs(changed), np.abs(old))
    changed -= old
    changed[np.abs(changed) <= TOLERANCE * np.maximum(1, larger)] = 0
    return changed


def moved(difference: Amounts) -> Amounts:
    """How much some words lost and others gained, figure by figure."""
    gained: Amounts = np.maximum(difference, 0).sum(0)
    lost: Amounts = np.maximum(-difference, 0).sum(0)
    return np.minimum(gained, lost)


def combined(sides: Sides, measure: str, size: int) -> Amounts:
    """How much moved between combinations of words, figure by figure."""
    pieces = [*sides[0], *sides[1]]
    signs = [-1] * len(sides[0]) + [1] * len(sides[1])
    _, combination = np.unique(
        np.concatenate([one.rows.combinations for one in pieces]), return_inverse=True
    )
    number = int(combination.max(initial=0)) + 1
    cells = np.concatenate([one.cells for one in pieces])
    keys, place = np.unique(cells * number + combination, return_inverse=True)
    amounts = [sign * one.rows.amounts[measure] for sign, one in zip(signs, pieces, strict=True)]
    changed = np.bincount(place, np.concatenate(amounts), minlength=len(keys))
    changed[np.abs(changed) <= TOLERANCE] = 0
    gained = np.bincount(keys // number, np.maximum(changed, 0), minlength=size)
    lost = np.bincount(keys // number, np.maximum(-changed, 0), minlength=size)
    return np.minimum(gained, lost)


def _split(pieces: Sequence[Placed], measure: str, column: str, shape: tuple[int, int]) -> Amounts:
    words, figures = shape
    added = np.zeros(words * figures)
    for piece in pieces:
        places = piece.places(column, figures)
        added += np.bincount(places, piece.rows.amounts[measure], minlength=len(added))
    return added.reshape(shape)


def _whole(amounts: Amounts) -> Marks:
    """Amounts as whole numbers: months in billionths, as the loader reads them."""
    unit = 1 if np.issubdtype(amounts.dtype, np.integer) else MONTH_UNIT
    return np.rint(amounts * unit).astype(np.int64).view(np.uint64)
