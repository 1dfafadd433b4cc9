"""Axes with their ticks worked out here, so that every renderer draws the same ones."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, log10

from charts.text import text_width
from charts.theme import RULE, Part, axis
from outcomes.vocabulary import MARCH

STEPS = (1, 2, 5, 10)
SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)


def nice_step(maximum: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, … that reaches the maximum in at most so many steps."""
    if maximum <= 0:
        return 1
    size: float = 10.0 ** floor(log10(maximum / most))
    return next(step * size for step in STEPS if step * size * most >= maximum * 0.999999)


def value_ticks(maximum: float, most: int = 5, *, whole: bool = True) -> list[float]:
    """Ticks from zero to the first one at or above the maximum.

    Args:
        maximum: the largest value drawn, at least 0.
        most: the most steps.
        whole: whether values are whole numbers, so that ticks are too.
    """
    step = nice_step(maximum, most)
    if whole:
        step = max(1, step)
    number = max(1, ceil(maximum / step - 1e-9))
    return [round(place * step, 10) for place in range(number + 1)]


def share_ticks(maximum: float, most: int = 5) -> list[float]:
    """Ticks of fractions from zero to the first one at or above the maximum."""
    step = next((step for step in SHARE_STEPS if step * most >= maximum - 1e-9), maximum / most)
    number = max(1, ceil(maximum / step - 1e-9))
    return [round(place * step, 10) for place in range(number + 1)]


def value_axis(
    ticks: list[float], write: Callable[[float], str], *, reach: float = 0.0, grid: bool = True
) -> Part:
    """A value axis from zero over given ticks, with its grid lines.

    The range goes a little beyond the last tick, so that a line drawn there is whole, and to
    ``reach`` where that is further.
    """
    end = ticks[-1] + (ticks[-1] - ticks[0]) * 0.02
    return {
        **axis(),
        "range": [ticks[0], max(end, reach)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [write(tick) for tick in ticks],
        "showgrid": grid,
        "gridcolor": RULE,
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": "#505a5f",
        "zerolinewidth": 1,
    }


def year_axis(first: int, last: int, width: float, size: float) -> Part:
    """An axis of years with as many ticks as there is room for, the last year always marked.

    Args:
        first: first year.
        last: last year.
        width: pixels between the first and the last year.
        size: type size of the ticks.
    """
    room = max(1, int(width / (text_width("2000", size) + size)))
    step = next(step for step in (1, 2, 3, 4, 5, 10, 20, 50) if (last - first) / step <= room)
    ticks = list(range(last, first - 1, -step))[::-1]
    spare = 0.5 if last > first else 1
    return {
        **axis(),
        "range": [first - spare, last + spare],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": "#505a5f",
    }


def year_axis_title(basis: str | None) -> str:
    """What stands under an axis of years: nothing for calendar years."""
    return "Year ending March" if basis == MARCH else ""
