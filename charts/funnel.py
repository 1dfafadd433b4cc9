"""Shares of areas against what they are shares of, with the limits of chance around the whole."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from charts.axes import SHARE_STEPS, value_axis, value_ticks
from charts.canvas import PAGE, Canvas, Plot
from charts.describe import caption
from charts.empty import empty
from charts.funnel_labels import LIMITS, RIGHT, Extent, Spot, curve_names, spot_colour, spot_names
from charts.furniture import draw
from charts.places import Place, places, ranked
from charts.small_cells import hidden_text, is_small
from charts.subtitle import subtitle
from charts.text import escape, widest
from charts.theme import (
    BACKGROUND,
    QUIET,
    Figure,
    Part,
)
from charts.values import PARTS, tick_text, with_unit
from outcomes import inference
from outcomes.result import Result

STEPS = 160
NOTE = (
    "Dashed and solid curves: 95% and 99.8% limits. An area between them differs from the whole "
    "by no more than chance would make it."
)


def funnel(result: Result, focus: str | None = None, *, canvas: Canvas = PAGE) -> Figure:
    """One point an area; those outside the 99.8 per cent limits are named.

    Args:
        result: a ratio or share broken down by area; its last year is drawn.
        focus: slug of an area to name in any case.
        canvas: the space and title.
    """
    found = [
        one
        for one in ranked(places(result))
        if one.observation.denominator and not is_small(result, one.observation)
    ]
    if not found or not result.measure.is_share:
        return empty(result, canvas=canvas)
    centre = common_share(found)
    spots = [_spot(one, centre) for one in found]
    plot = _plot(result, spots, centre, focus, canvas)
    below = PARTS[result.measure.name][1]
    words = caption(
        result,
        canvas,
        shown=subtitle(result, unit=f"per cent, against {below}"),
        more=[NOTE],
    )
    return draw(plot, words, canvas)


def common_share(found: Sequence[Place]) -> float:
    """The share of all areas together: numerators added up, divided by denominators added up."""
    top = sum(float(one.observation.numerator or 0) for one in found)
    return top / sum(one.observation.denominator or 0 for one in found)


def _spot(one: Place, centre: float) -> Spot:
    number = one.observation.denominator or 1
    low, high = inference.funnel_limits(centre, number, 0.998)
    value = float(one.observation.value or 0)
    return Spot(one, number, value, not low <= value <= high)


def _plot(
    result: Result, spots: Sequence[Spot], centre: float, focus: str | None, canvas: Canvas
) -> Plot:
    size = canvas.text_size
    xticks = value_ticks(max(spot.x for spot in spots), 3 if canvas.narrow else 6)
    yticks = _share_ticks_around([*(spot.y for spot in spots), centre])
    extent = Extent(xticks[-1] * 1.02, yticks[0], yticks[-1])
    yaxis = value_axis(yticks, lambda tick: tick_text(result.measure, tick))
    xaxis = value_axis(xticks, lambda tick: f"{tick:,.0f}", grid=False)
    font = {**yaxis["tickfont"], "size": size}
    title = PARTS[result.measure.name][1].capitalize()
    return Plot(
        traces=[*_curves(centre, extent), *_points(result, spots, focus)],
        xaxis={
            **xaxis,
            "range": [0, extent.right],
            "tickfont": font,
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": QUIET,
            "zeroline": False,
            "title": {"text": title, "standoff": 8, "font": dict(font)},
        },
        yaxis={**yaxis, "range": [extent.low, extent.high], "zeroline": False, "tickfont": font},
        shapes=[_floor()],
        annotations=[
            *curve_names(centre, extent),
            *spot_names(spots, focus, extent, canvas),
        ],
        left=widest(yaxis["ticktext"], size) + 14,
        right=RIGHT,
        foot=size * 2.6 + 24,
        extra={"hovermode": "closest"},
    )


def _share_ticks_around(values: Sequence[float]) -> list[float]:
    """Ticks around values that need not begin at zero: points have no length to compare."""
    low, high = min(values), max(values)
    step = next(step for step in SHARE_STEPS if step * 5 >= high - low)
    first, last = floor(low / step - 0.3), ceil(high / step + 0.3)
    return [round(place * step, 10) for place in range(max(0, first), last + 1)]


def _floor() -> Part:
    return {
        "type": "line",
        "xref": "paper",
        "yref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 0,
        "line": {"color": QUIET, "width": 1, "dash": "solid"},
        "layer": "above",
    }


def _curves(centre: float, extent: Extent) -> list[Part]:
    sizes = {max(1, round(extent.right * (step / STEPS) ** 2)) for step in range(1, STEPS + 1)}
    xs = sorted(sizes)
    curves = []
    for coverage, (_, dash) in LIMITS.items():
        limits = [inference.funnel_limits(centre, x, coverage) for x in xs]
        curves += [
            _curve([float(x) for x in xs], [pair[side] for pair in limits], dash, extent)
            for side in (0, 1)
        ]
    return [*curves, _curve([0.0, extent.right], [centre, centre], "dot", extent)]


def _curve(xs: list[float], ys: list[float], dash: str, extent: Extent) -> Part:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [round(x, 3) for x in xs],
        "y": [round(y, 5) if extent.low <= y <= extent.high else None for y in ys],
        "line": {"color": QUIET, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _points(result: Result, spots: Sequence[Spot], focus: str | None) -> list[Part]:
    ordered = sorted(spots, key=lambda spot: (spot.place.area.slug == focus, spot.outside))
    fills = [spot_colour(spot, focus) for spot in ordered]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [spot.x for spot in ordered],
            "y": [spot.y for spot in ordered],
            "cliponaxis": False,
            "marker": {
                "symbol": ["diamond" if spot.outside else "circle" for spot in ordered],
                "size": [14 if spot.place.area.slug == focus else 10 for spot in ordered],
                "color": fills,
                "opacity": 1,
                "line": {"color": BACKGROUND, "width": 1},
            },
            "customdata": [spot.place.area.slug for spot in ordered],
            "text": [_hover(result, spot) for spot in ordered],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _hover(result: Result, spot: Spot) -> str:
    one = spot.place
    said = hidden_text(result, one.observation, with_unit(result.measure, one.observation))
    where = "outside" if spot.outside else "within"
    return f"<b>{escape(one.area.name)}</b><br>{escape(said)}<br>{where} the 99.8% limits"
