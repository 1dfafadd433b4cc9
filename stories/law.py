"""The law as context: which change applies, and how much of its year it was in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from outcomes import offences
from outcomes.reference import read_reference
from outcomes.vocabulary import MARCH

EVERY_OFFENCE, BECOMES = "all", "becomes an offence"


@dataclass(frozen=True, slots=True)
class LawChange:
    """One change of the law, placed in the years of a basis.

    Attributes:
        slug: its name in ``data/reference/law.csv``.
        title: what changed.
        day: the first day in force.
        year: the calendar year or year ending March that the day lies in.
        days_in_force: days of that year from the day on.
        days: days of that year.
    """

    slug: str
    title: str
    day: date
    year: int
    days_in_force: int
    days: int


@cache
def law_before(offence: str, year: int, basis: str) -> LawChange | None:
    """The latest change that touches an offence and lies in a year or before it."""
    found = [
        placed
        for row in read_reference("law")
        if _touches(row["applies_to"], offence) and (placed := _placed(row, basis)).year <= year
    ]
    return max(found, key=lambda change: change.day, default=None)


def _touches(applies_to: str, offence: str) -> bool:
    named = set(applies_to.split(";")) - {EVERY_OFFENCE}
    return offence in named and offence != offences.ALL_OFFENCES


def _placed(row: dict[str, str], basis: str) -> LawChange:
    day = date.fromisoformat(row["date"])
    if basis == MARCH:
        year = day.year + (day.month > 3)
        first, last = date(year - 1, 4, 1), date(year, 3, 31)
    else:
        year = day.year
        first, last = date(year, 1, 1), date(year, 12, 31)
    in_force, days = (last - day).days + 1, (last - first).days + 1
    return LawChange(row["slug"], row["title"], day, year, in_force, days)


@cache
def first_full_year(offence: str, basis: str) -> int | None:
    """The first whole year in which an offence existed, where the law says when it began."""
    begun = [
        _placed(row, basis)
        for row in read_reference("law")
        if _touches(row["applies_to"], offence) and row["title"].endswith(BECOMES)
    ]
    first = min(begun, key=lambda change: change.day, default=None)
    if first is None:
        return None
    return first.year if first.days_in_force == first.days else first.year + 1
