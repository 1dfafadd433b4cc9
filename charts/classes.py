"""Sorts values into a few classes whose legend states what is really in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.theme import SEQUENTIAL
from outcomes import numbers

MOST_CLASSES = len(SEQUENTIAL)
# For so many classes, which colours, lightest first: as far apart as can be.
SPREAD = {1: (2,), 2: (4, 1), 3: (4, 2, 0), 4: (4, 3, 1, 0), 5: (4, 3, 2, 1, 0)}


@dataclass(frozen=True, slots=True)
class ColourClass:
    """One class: its lowest and highest value, and its colour, darker for more."""

    low: float
    high: float
    colour: str

    def holds(self, value: float) -> bool:
        """Whether a value lies in the class."""
        return self.low <= value <= self.high


def rounded(value: float, *, share: bool) -> float:
    """A value as it is written, so that equal texts fall into one class."""
    return float(numbers.round_half_away(value, 2 if share else 1))


def colour_classes(values: Sequence[float]) -> tuple[ColourClass, ...]:
    """At most five classes of about as many values each, lowest first; equal values together.

    The limits are values that occur, so the legend says what the map shows.
    """
    ordered = sorted(values)
    if not ordered:
        return ()
    number = min(MOST_CLASSES, len(set(ordered)))
    starts = _starts(ordered, number)
    ends = [*(start - 1 for start in starts[1:]), len(ordered) - 1]
    colours = [SEQUENTIAL[place] for place in SPREAD[len(starts)]]
    return tuple(
        ColourClass(ordered[start], ordered[end], colour)
        for start, end, colour in zip(starts, ends, colours, strict=True)
    )


def _starts(ordered: Sequence[float], number: int) -> list[int]:
    """Places where a class begins: the first of its value, so that equal ones stay together."""
    wanted = (len(ordered) * place // number for place in range(number))
    return sorted({ordered.index(ordered[place]) for place in wanted})
