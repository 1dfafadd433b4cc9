"""What both maps have in common: an area's shade, and what it says when it is pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from charts.classes import ColourClass, rounded
from charts.places import Place
from charts.small_cells import hidden_text, is_small
from charts.text import escape
from charts.theme import BACKGROUND
from charts.values import with_unit
from outcomes.result import Result


def area_fill(result: Result, one: Place, classes: Sequence[ColourClass]) -> str:
    """The colour of an area's class; white where there is no value, or none to be told."""
    hidden = result.measure.is_ratio and is_small(result, one.observation)
    if one.value is None or hidden:
        return BACKGROUND
    value = rounded(one.value, share=result.measure.is_share)
    return next((each.colour for each in classes if each.holds(value)), BACKGROUND)


def area_hover(result: Result, one: Place) -> str:
    """The area's name and its value with unit."""
    written = hidden_text(result, one.observation, with_unit(result.measure, one.observation))
    return f"<b>{escape(one.area.name)}</b><br>{escape(written)}"
