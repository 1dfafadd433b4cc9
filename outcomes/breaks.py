"""Breaks in the source's own series, which no change of source shows."""

from __future__ import annotations

from collections.abc import Collection

from outcomes import areas
from outcomes.law import first_full_year
from outcomes.reference import read_reference
from outcomes.result import Notice
from outcomes.selection import Selection
from outcomes.vocabulary import MARCH

# From this year the Ministry derived its figures anew, and assigned cases to areas anew.
METHOD_BREAK = 2017
# The notice's code, and the note's slug.
METHOD_BREAK_CODE = f"break-{METHOD_BREAK}"


def method_breaks(years: Collection[int], basis: str | None) -> tuple[int, ...]:
    """The year from which a series was derived anew, where it has years on both sides; or none.

    Years ending March are published from files derived in the new way only.
    """
    crossed = bool(years) and min(years) < METHOD_BREAK <= max(years) and basis != MARCH
    return (METHOD_BREAK,) if crossed else ()


def break_notice() -> Notice:
    """What the break means, as charts and stories say it too."""
    texts = {row["slug"]: row["text"] for row in read_reference("notes")}
    return Notice(METHOD_BREAK_CODE, texts[METHOD_BREAK_CODE])


def starts_anew(selection: Selection, year: int) -> bool:
    """Whether a year cannot be called a change from the year before.

    True at the break of 2017 for a selection of police force areas: totals of England and Wales
    do not show that break, a comparison by area does. True also where an offence chosen was not
    in force throughout the year before: there were fewer days on which it could be committed.
    """
    local = any(areas.areas()[slug].is_police_force_area for slug in selection.areas)
    at_break = local and year == METHOD_BREAK and selection.basis != MARCH
    begun = (first_full_year(slug, selection.basis) for slug in selection.offences)
    return at_break or any(first is not None and year <= first for first in begun)
