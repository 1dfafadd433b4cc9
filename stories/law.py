"""The law as context: which change applies, and how much of its year it was in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from outcomes import numbers, offences
from outcomes.reference import read_reference
from outcomes.vocabulary import MARCH
from stories.claims import Part, fill
from stories.counts import Draft, Lead
from stories.facts import Facts
from stories.templates import TEMPLATES
from stories.wording import date_name, year_name

EVERY_OFFENCE = "all"


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


def write_law(facts: Facts, lead: Lead) -> Draft | None:
    """The latest change of the law within the series, as context."""
    change = law_before(facts.offence, facts.year, facts.basis)
    first = facts.series(lead.measure, lead.area).selection.from_year
    if change is None or first is None or change.year < first:
        return None
    parts: dict[str, Part] = {
        "date": date_name(change.day),
        "title": change.title,
        "days": str(change.days_in_force),
        "year": year_name(change.year, facts.basis),
        "part": numbers.percent_of(change.days_in_force, change.days),
    }
    phrase = fill(TEMPLATES["law"], parts)
    return Draft("law", phrase, (), change.year, lead.area, law=change.slug)
