"""The 43 police force areas as equal tiles, laid out like the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.canvas import PAGE, Canvas, Plot
from charts.classes import ColourClass, colour_classes, rounded
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw
from charts.keyline import key_rows
from charts.map_words import area_fill, area_hover
from charts.places import Place, places
from charts.small_cells import hidden_text
from charts.text import escape
from charts.theme import BACKGROUND, Figure, Part, axis, ink_on
from charts.tile_names import tile_lines
from charts.tile_shapes import tile_shapes
from charts.tile_side import GAP, WIDTH, key_entries, side_column
from charts.values import value_text
from outcomes.result import NOT_MEANINGFUL, Result

TILE = 86
WIDE = 900
NAME_SIZE, NARROW_NAME_SIZE = 14, 13
MISSING = "–"


def tilemap(result: Result, *, focus: str | None = None, canvas: Canvas = PAGE) -> Figure:
    """One square an area with its name and value, darker for more.

    A click on a square gives the area's slug (``customdata``). Areas without published figures
    are crossed, white, and show a dash.

    Args:
        result: broken down by area; its last year is drawn.
        focus: slug of an area to outline.
        canvas: the space and title; it grows in height so that tiles stay square.
    """
    found = [one for one in places(result) if one.area.tile is not None]
    share = result.measure.is_share
    values = [rounded(one.value, share=share) for one in found if one.value is not None]
    if not values:
        return empty(result, canvas=canvas)
    classes = colour_classes(values)
    plot = _plot(result, found, classes, focus, canvas)
    rows, columns = _size(found)
    if canvas.width >= WIDE:
        corner = (min(_rows(found)), max(_columns(found)))
        plot.annotations += side_column(result, found, classes, corner)
        plot.xaxis["range"][1] += GAP + WIDTH
        columns += GAP + WIDTH
    else:
        key, plot.head = key_rows(key_entries(result, classes), plot.left, canvas)
        plot.annotations += key
    side = min(TILE, (canvas.width - 12) / columns)
    words = caption(result, canvas)
    margin = draw(plot, words, canvas)["layout"]["margin"]
    height = round(margin["t"] + margin["b"] + rows * side)
    return draw(plot, words, replace(canvas, height=height))


def _rows(found: Sequence[Place]) -> list[int]:
    return [one.area.tile[0] for one in found if one.area.tile is not None]


def _columns(found: Sequence[Place]) -> list[int]:
    return [one.area.tile[1] for one in found if one.area.tile is not None]


def _size(found: Sequence[Place]) -> tuple[int, float]:
    rows, columns = _rows(found), _columns(found)
    return max(rows) - min(rows) + 1, max(columns) - min(columns) + 1


def _plot(
    result: Result,
    found: Sequence[Place],
    classes: Sequence[ColourClass],
    focus: str | None,
    canvas: Canvas,
) -> Plot:
    rows, columns = _rows(found), _columns(found)
    fills = [area_fill(result, one, classes) for one in found]
    return Plot(
        traces=[_trace(result, found, fills, canvas)],
        xaxis={
            **axis(),
            "visible": False,
            "range": [min(columns) - 0.5, max(columns) + 0.5],
            "constrain": "domain",
            "constraintoward": "left",
        },
        yaxis={
            **axis(),
            "visible": False,
            "range": [max(rows) + 0.5, min(rows) - 0.5],
            "scaleanchor": "x",
            "scaleratio": 1,
            "constrain": "domain",
            "constraintoward": "top",
        },
        shapes=tile_shapes(found, fills, focus),
        left=6,
        right=6,
        foot=8,
        extra={"hovermode": "closest"},
    )


def _trace(result: Result, found: Sequence[Place], fills: Sequence[str], canvas: Canvas) -> Part:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [(one.area.tile or (0, 0))[1] for one in found],
        "y": [(one.area.tile or (0, 0))[0] for one in found],
        "text": [_text(result, one, canvas) for one in found],
        "textposition": "middle center",
        "textfont": {
            "size": NARROW_NAME_SIZE if canvas.narrow else NAME_SIZE,
            "color": [ink_on(fill) for fill in fills],
        },
        "marker": {"symbol": "square", "size": 40, "opacity": 0, "color": BACKGROUND},
        "customdata": [one.area.slug for one in found],
        "hovertext": [area_hover(result, one) for one in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _text(result: Result, one: Place, canvas: Canvas) -> str:
    names = "<br>".join(escape(line) for line in tile_lines(one.area, narrow=canvas.narrow))
    return f"{names}<br><b>{escape(_value(result, one))}</b>"


def _value(result: Result, one: Place) -> str:
    if one.observation.value is None:
        return MISSING
    if one.observation.status == NOT_MEANINGFUL:
        return f"{value_text(result.measure, one.observation)} [m]"
    written = value_text(result.measure, one.observation)
    hidden = hidden_text(result, one.observation, written)
    return hidden if hidden == written else "<5"
