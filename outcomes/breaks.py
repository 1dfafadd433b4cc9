"""Breaks in the source's own series, which no change of source shows."""

from __future__ import annotations

from outcomes import areas
from outcomes.selection import Selection
from outcomes.vocabulary import MARCH

# From this year the Ministry derived its figures anew, and assigned cases to areas anew.
METHOD_BREAK = 2017


def starts_anew(selection: Selection, year: int) -> bool:
    """Whether a year cannot be called a change from the year before.

    True at the break of 2017 for a selection of police force areas: totals of England and Wales
    do not show that break, a comparison by area does.
    """
    local = any(areas.areas()[slug].is_police_force_area for slug in selection.areas)
    return local and year == METHOD_BREAK and selection.basis != MARCH
