"""The police force areas within their boundaries: the second map, beside the equal tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.canvas import PAGE, Canvas, Plot
from charts.classes import ColourClass, colour_classes, rounded
from charts.describe import caption
from charts.empty import empty, quiet
from charts.furniture import draw
from charts.keyline import key_rows
from charts.map_words import area_fill, area_hover
from charts.places import Place, places
from charts.theme import BACKGROUND, INK, QUIET, Figure, Part, axis
from charts.tile_side import GAP, WIDTH, key_entries, side_column
from outcomes.boundaries import Boundaries, Ring
from outcomes.result import Result

# The plane is scaled to so many units from north to south, which are those of the side column.
UNITS = 9.0
NONE = (
    "The boundaries of the areas are not loaded here, so there is no second map. The map of "
    "squares and the table have every figure."
)
CHOOSE = "Choose an area from the list to open its page."
ATTRIBUTION = (
    "Boundaries ({vintage}): Office for National Statistics licensed under the Open Government "
    "Licence v3.0. Contains OS data © Crown copyright and database right {vintage}."
)
UNIT = 78
WIDE = 900


def boundary_map(
    result: Result, shapes: Boundaries | None, *, focus: str | None = None, canvas: Canvas = PAGE
) -> Figure:
    """Areas of one period within their boundaries, darker for more.

    Args:
        result: broken down by area; of several years the last is drawn.
        shapes: the boundaries; without them a quiet panel says so.
        focus: slug of an area to outline.
        canvas: the space and title; it grows in height so that the map keeps its shape.
    """
    if shapes is None:
        return quiet(NONE, caption(result, canvas), canvas)
    found = [one for one in places(result) if one.area.slug in shapes.rings]
    share = result.measure.is_share
    values = [rounded(one.value, share=share) for one in found if one.value is not None]
    if not values:
        return empty(result, canvas=canvas)
    classes = colour_classes(values)
    across = UNITS * shapes.width / shapes.height
    plot = _plot(result, _ordered(found, shapes, focus), shapes, classes, focus)
    plot.xaxis["range"] = [-0.1, across + 0.1]
    columns = across
    if canvas.width >= WIDE:
        plot.annotations += side_column(result, found, classes, (0.6, across))
        plot.xaxis["range"][1] += GAP + WIDTH
        columns += GAP + WIDTH
    else:
        key, plot.head = key_rows(key_entries(result, classes), plot.left, canvas)
        plot.annotations += key
    words = caption(result, canvas)
    margin = draw(plot, words, canvas)["layout"]["margin"]
    unit = min(UNIT, (canvas.width - 12) / columns)
    height = round(margin["t"] + margin["b"] + UNITS * unit)
    return draw(plot, words, replace(canvas, height=height))


def boundary_caption(shapes: Boundaries | None) -> str:
    """What stands under the map: how it leads on, and whose boundaries they are."""
    if shapes is None:
        return CHOOSE
    return f"{CHOOSE} {ATTRIBUTION.format(vintage=shapes.vintage)}"


def _ordered(found: Sequence[Place], shapes: Boundaries, focus: str | None) -> list[Place]:
    """Large areas first, so that one inside another is seen; the one in focus last."""

    def size(one: Place) -> tuple[bool, float]:
        corners = [corner for ring in shapes.rings[one.area.slug] for corner in ring]
        wide = max(x for x, _ in corners) - min(x for x, _ in corners)
        high = max(y for _, y in corners) - min(y for _, y in corners)
        return one.area.slug == focus, -float(wide * high)

    return sorted(found, key=size)


def _plot(
    result: Result,
    found: Sequence[Place],
    shapes: Boundaries,
    classes: Sequence[ColourClass],
    focus: str | None,
) -> Plot:
    scale = UNITS / shapes.height
    fills = [_fill_trace(result, one, shapes, classes, focus) for one in found]
    tied = {"constrain": "domain", "visible": False}
    return Plot(
        traces=[*fills, _points(result, found, shapes, scale)],
        xaxis={**axis(), **tied, "constraintoward": "left"},
        yaxis={
            **axis(),
            **tied,
            "range": [UNITS, 0],
            "scaleanchor": "x",
            "scaleratio": 1,
            "constraintoward": "top",
        },
        left=6,
        right=6,
        foot=8,
        extra={"hovermode": "closest"},
    )


def _fill_trace(
    result: Result,
    one: Place,
    shapes: Boundaries,
    classes: Sequence[ColourClass],
    focus: str | None,
) -> Part:
    chosen, fill = one.area.slug == focus, area_fill(result, one, classes)
    edge = QUIET if fill == BACKGROUND else BACKGROUND
    x, y = _outline(shapes.rings[one.area.slug], UNITS / shapes.height)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": one.area.slug,
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": INK if chosen else edge, "width": 3 if chosen else 1},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": area_hover(result, one),
        "customdata": [one.area.slug],
    }


def _outline(rings: Sequence[Ring], scale: float) -> tuple[list[float | None], list[float | None]]:
    """Closed rings one after the other, a gap between each two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        gap: list[float | None] = [None] if x else []
        x += [*gap, *(round(corner[0] * scale, 2) for corner in (*ring, ring[0]))]
        y += [*gap, *(round(corner[1] * scale, 2) for corner in (*ring, ring[0]))]
    return x, y


def _points(result: Result, found: Sequence[Place], shapes: Boundaries, scale: float) -> Part:
    """Unseen points within the areas, west to east, for readers who walk by keyboard."""
    middles = sorted(
        ((_middle(shapes.rings[one.area.slug][0], scale), one) for one in found),
        key=lambda pair: pair[0],
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle[0] for middle, _ in middles],
        "y": [middle[1] for middle, _ in middles],
        "marker": {"symbol": "circle", "size": 6, "opacity": 0, "color": BACKGROUND},
        "customdata": [one.area.slug for _, one in middles],
        "hovertext": [area_hover(result, one) for _, one in middles],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _middle(ring: Ring, scale: float) -> tuple[float, float]:
    across, down = zip(*ring, strict=True)
    return (
        round((min(across) + max(across)) / 2 * scale, 2),
        round((min(down) + max(down)) / 2 * scale, 2),
    )
