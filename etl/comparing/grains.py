"""Figures of two editions added up over years, areas or offences: what is held side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.comparing.cells import Amounts

Marks = npt.NDArray[np.bool_]
Places = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Axis:
    """The areas or the offences of a grain.

    Attributes:
        names: what stands along the axis.
        places: for each, the places of the areas or offences that it adds up.
    """

    names: tuple[str, ...]
    places: Places

    @classmethod
    def whole(cls, name: str, size: int) -> Axis:
        """Everything added up under one name."""
        return cls((name,), [range(size)])

    @classmethod
    def each(cls, names: Sequence[str]) -> Axis:
        """Every name by itself."""
        return cls(tuple(names), [range(at, at + 1) for at in range(len(names))])


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Figures of two editions by year, area and offence, or by sums over those.

    Attributes:
        areas: names along the second axis.
        offences: labels along the third.
        before: amounts by year, area and offence.
        after: likewise.
        had: for each area and offence, whether the edition before had it at all.
        has: likewise for the edition after.
    """

    areas: tuple[str, ...]
    offences: tuple[str, ...]
    before: Amounts
    after: Amounts
    had: Marks
    has: Marks


@dataclass(frozen=True, kw_only=True)
class Grain(SideBySide):
    """Figures of one grain.

    Attributes:
        name: ``national``, ``country``, ``area``, ``offence``, ``family``, ``area and offence``
            or ``area and family``.
    """

    name: str


def added(values: Amounts, areas: Axis, offences: Axis) -> Amounts:
    """Amounts by year, area and offence, added up along the last two axes."""
    some = values if _is_each(areas.places, values.shape[1]) else _sum(values, areas.places, 1)
    return some if _is_each(offences.places, values.shape[2]) else _sum(some, offences.places, 2)


def _sum(values: Amounts, groups: Places, axis: int) -> Amounts:
    return np.stack([values.take(group, axis).sum(axis) for group in groups], axis)


def any_of(marks: Marks, areas: Axis, offences: Axis) -> Marks:
    """For each name on both axes, whether one of the marks that it stands for is set."""
    some = np.stack([marks[group].any(0) for group in areas.places])
    if _is_each(offences.places, marks.shape[1]):
        return some
    return np.stack([some[:, group].any(1) for group in offences.places], 1)


def _is_each(groups: Places, size: int) -> bool:
    return len(groups) == size and all(list(group) == [at] for at, group in enumerate(groups))
