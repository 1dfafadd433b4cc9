"""Areas in two years: a point for each year, and the line between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas
from charts.describe import caption
from charts.empty import quiet
from charts.furniture import draw
from charts.text import escape
from charts.theme import BACKGROUND, DARK_BLUE, OTHER, QUIET, Figure, Part
from charts.two_years import (
    Pair,
    describe_two_years,
    pairs,
    period,
    two_years_finding,
    written,
)
from outcomes.result import Result

ROW_HEIGHT = 25
POINT = 10


def dumbbell(
    earlier: Result, later: Result, *, focus: str | None = None, canvas: Canvas = PAGE
) -> Figure:
    """A row an area: hollow for the earlier year, full for the later, dark where it changed.

    Args:
        earlier: broken down by area, of one period.
        later: the same of a later period; it gives order, title and source.
        focus: slug of an area whose name is bold.
        canvas: the space and title; it grows in height with the number of areas.
    """
    found = pairs(earlier, later)
    title = canvas.title or two_years_finding(earlier, later)
    titled = replace(canvas, title=title)
    words = replace(caption(later, titled), description=describe_two_years(earlier, later))
    if not found:
        return quiet(two_years_finding(earlier, later), words, titled)
    bars = [_bar(earlier, later, one, focus) for one in found]
    plot = bar_plot(bars, max(bar.value or 0.0 for bar in bars), canvas)
    for label in plot.annotations:
        label["xshift"] = POINT + 3
    plot.extra = {"hovermode": "closest"}
    plot.traces = [*_lines(found), _points(found, bars, later=False), _points(found, bars)]
    framed = draw(plot, words, titled)["layout"]["margin"]
    height = ROW_HEIGHT * len(bars) + framed["t"] + framed["b"]
    return draw(plot, words, replace(titled, height=round(height)))


def _bar(earlier: Result, later: Result, one: Pair, focus: str | None) -> Bar:
    old, new = written(earlier, one.before.observation), written(later, one.after.observation)
    span = f"{period(earlier)}: {old}, {period(later)}: {new}"
    changed = f"<br>{escape(one.change)}" if one.change else ""
    return Bar(
        name=one.after.area.name,
        value=max(one.before.value or 0.0, one.after.value or 0.0),
        text=f"{old} to {new}",
        key=one.after.area.slug,
        hover=f"<b>{escape(one.after.area.name)}</b><br>{escape(span)}{changed}",
        strong=one.changed or one.after.area.slug == focus,
    )


def _lines(found: Sequence[Pair]) -> list[Part]:
    """Lines of areas that changed, and of those that did not, as two traces."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for one in chosen for x in (one.before.value, one.after.value, None)],
            "y": [
                None if end is None else place
                for place, one in enumerate(found)
                if one in chosen
                for end in (0, 1, None)
            ],
            "line": {"color": colour, "width": 3},
            "hoverinfo": "skip",
        }
        for colour, chosen in (
            (OTHER, [one for one in found if not one.changed]),
            (DARK_BLUE, [one for one in found if one.changed]),
        )
        if chosen
    ]


def _points(found: Sequence[Pair], bars: Sequence[Bar], *, later: bool = True) -> Part:
    colours = [DARK_BLUE if one.changed else QUIET for one in found]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(one.after if later else one.before).value for one in found],
        "y": list(range(len(found))),
        "cliponaxis": False,
        "marker": {
            "symbol": "circle",
            "size": POINT,
            "color": colours if later else [BACKGROUND] * len(found),
            "line": {"color": colours, "width": 2},
        },
        "customdata": [bar.key for bar in bars],
        "hovertext": [bar.hover for bar in bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
