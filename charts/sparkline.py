"""A small line without axes, for the overview: only its shape and its last value."""

from __future__ import annotations

from functools import partial

from charts.canvas import Canvas, Plot
from charts.describe import caption
from charts.furniture import draw_bare
from charts.linespec import styles
from charts.marks import line_trace
from charts.series import Point, lines
from charts.small_cells import DRAWN_AT, is_small
from charts.theme import Figure, axis
from outcomes.result import NOT_MEANINGFUL, Result

SMALL = Canvas(width=260, height=64, furniture=False)


def sparkline(result: Result, *, canvas: Canvas = SMALL) -> Figure:
    """The first line of a result by year, from zero, its last point marked.

    An empty result gives a figure without traces.
    """
    drawn = [line for line in lines(result) if line.published]
    words = caption(result, canvas)
    if not drawn:
        bare = {**axis(), "visible": False, "range": [0, 1]}
        return draw_bare(Plot([], bare, dict(bare)), words, canvas)
    line = drawn[0]

    value = partial(_height, result)
    trace = line_trace(line, styles(1)[0], value, result.breaks)
    last = line.published[-1].year
    trace["marker"]["size"] = [8 if place == last else 0 for place in trace["x"]]
    first = line.published[0].year
    highest = max([value(point) or 0.0 for point in line.published] or [1.0]) or 1.0
    xaxis = {**axis(), "visible": False, "range": [first - 0.5, last + 0.5]}
    yaxis = {**axis(), "visible": False, "range": [0, highest * 1.15]}
    return draw_bare(Plot([trace], xaxis, yaxis), words, canvas)


def _height(result: Result, point: Point) -> float | None:
    one = point.observation
    if one.status == NOT_MEANINGFUL:
        return None
    return DRAWN_AT if is_small(result, one) else one.value
