"""What is written on a funnel: the limits' names, and the areas outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.canvas import Canvas
from charts.places import Place
from charts.text import escape, text_width
from charts.theme import DARK_BLUE, INK, ORANGE, OTHER, QUIET, SMALL_SIZE, Part, text_colour
from outcomes import inference

LIMITS = {0.95: ("95%", "dash"), 0.998: ("99.8%", "solid")}
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """One area on the funnel."""

    place: Place
    x: int
    y: float
    outside: bool


def spot_colour(spot: Spot, focus: str | None) -> str:
    """Dark blue in focus, orange outside the limits, grey otherwise."""
    if spot.place.area.slug == focus:
        return DARK_BLUE
    return ORANGE if spot.outside else OTHER


def curve_names(centre: float, reach: float) -> list[Part]:
    """The limits' names at the right ends of their upper curves."""
    tops = [
        (inference.funnel_limits(centre, reach, coverage)[1], name)
        for coverage, (name, _) in LIMITS.items()
    ]
    return [_at((reach, y), name, QUIET, 4) for y, name in tops]


def spot_names(
    spots: Sequence[Spot], focus: str | None, reach: float, canvas: Canvas
) -> list[Part]:
    """Names of the area in focus and of the largest outside the limits."""
    outside = sorted((spot for spot in spots if spot.outside), key=lambda spot: -spot.x)
    chosen = [spot for spot in spots if spot.place.area.slug == focus]
    named = [*chosen, *(spot for spot in outside if spot not in chosen)][:MOST_NAMED]
    return [_name(spot, focus, reach, canvas) for spot in named]


def _name(spot: Spot, focus: str | None, reach: float, canvas: Canvas) -> Part:
    area = spot.place.area
    name = area.short_name if canvas.narrow else area.name
    room = (reach - spot.x) / reach * (canvas.width - 120)
    fits = text_width(name, canvas.text_size) + 12 < room
    colour = INK if area.slug == focus else text_colour(spot_colour(spot, focus))
    return _at((spot.x, spot.y), escape(name), colour, 9 if fits else -9)


def _at(place: tuple[float, float], text: str, colour: str, shift: int) -> Part:
    return {
        "text": text,
        "x": place[0],
        "y": place[1],
        "xanchor": "left" if shift > 0 else "right",
        "yanchor": "middle",
        "xshift": shift,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE, "color": colour},
    }
