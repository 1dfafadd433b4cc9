"""What is written on a funnel: the limits' names, and the areas outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.canvas import Canvas
from charts.labels import EndLabel, end_labels
from charts.places import Place
from charts.text import escape, text_width
from charts.theme import DARK_BLUE, INK, ORANGE, OTHER, QUIET, SMALL_SIZE, Part, text_colour
from outcomes import inference

LIMITS = {0.95: ("95%", "dash"), 0.998: ("99.8%", "solid")}
MOST_NAMED = 10
# Pixels: right of the plot, between a point and its name, and of a usual plot's height.
RIGHT, SHIFT, HEIGHT = 54, 10, 320.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One area on the funnel."""

    place: Place
    x: int
    y: float
    outside: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the axes go: to the right, and from the lowest to the highest share."""

    right: float
    low: float
    high: float


def spot_colour(spot: Spot, focus: str | None) -> str:
    """Dark blue in focus, orange outside the limits, grey otherwise."""
    if spot.place.area.slug == focus:
        return DARK_BLUE
    return ORANGE if spot.outside else OTHER


def curve_names(centre: float, extent: Extent) -> list[Part]:
    """The limits' names at the right ends of their upper curves."""
    tops = [
        EndLabel(name, extent.right, _upper(centre, extent, each), QUIET, False)
        for each, (name, _) in LIMITS.items()
    ]
    return end_labels(tops, SMALL_SIZE, RIGHT, HEIGHT / (extent.high - extent.low))


def spot_names(
    spots: Sequence[Spot], focus: str | None, extent: Extent, canvas: Canvas
) -> list[Part]:
    """Names of the area in focus and of the largest outside the limits, where there is room."""
    outside = sorted((spot for spot in spots if spot.outside), key=lambda spot: -spot.x)
    chosen = [spot for spot in spots if spot.place.area.slug == focus]
    named = [*chosen, *(spot for spot in outside if spot not in chosen)][:MOST_NAMED]
    taken: list[Box] = []
    found = []
    for spot in named:
        placed = _place(spot, extent, canvas, taken)
        if placed is not None:
            taken.append(placed[1])
            found.append(_name(spot, focus, canvas, placed[0]))
    return found


def _place(
    spot: Spot, extent: Extent, canvas: Canvas, taken: Sequence[Box]
) -> tuple[int, Box] | None:
    """The side, 1 for right and -1 for left, on which a name overlaps no other, and its box."""
    width = canvas.width - RIGHT - 60
    x = spot.x / extent.right * width
    y = spot.y / (extent.high - extent.low) * HEIGHT
    length = text_width(_written(spot, canvas), SMALL_SIZE) + SHIFT
    for side in (1, -1):
        ends = sorted((x, x + side * length))
        box = (ends[0], ends[1], y - SMALL_SIZE / 2, y + SMALL_SIZE / 2)
        inside = box[0] >= 0 and box[1] <= width + RIGHT
        if inside and not any(_overlap(box, other) for other in taken):
            return side, box
    return None


def _overlap(one: Box, other: Box) -> bool:
    beside = one[1] <= other[0] or other[1] <= one[0]
    return not (beside or one[3] <= other[2] or other[3] <= one[2])


def _written(spot: Spot, canvas: Canvas) -> str:
    area = spot.place.area
    return area.short_name if canvas.narrow else area.name


def _name(spot: Spot, focus: str | None, canvas: Canvas, side: int) -> Part:
    chosen = spot.place.area.slug == focus
    text = escape(_written(spot, canvas))
    return {
        "text": f"<b>{text}</b>" if chosen else text,
        "x": spot.x,
        "y": spot.y,
        "xanchor": "left" if side > 0 else "right",
        "yanchor": "middle",
        "xshift": SHIFT * side,
        "showarrow": False,
        "borderpad": 0,
        "font": {
            "size": SMALL_SIZE,
            "color": INK if chosen else text_colour(spot_colour(spot, focus)),
        },
    }


def _upper(centre: float, extent: Extent, coverage: float) -> float:
    return inference.funnel_limits(centre, max(1, round(extent.right)), coverage)[1]
