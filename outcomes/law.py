"""The law's clock: which changes of the law touch an offence, and how much of a year each held.

A change is context and never a reason: nothing here says that it moved a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from outcomes import offences
from outcomes.reference import read_reference
from outcomes.vocabulary import MARCH

EVERY_OFFENCE, BECOMES = "all", "becomes an offence"
# Drawn as a shaded year of its own, not as a date.
CLOSURES = "court-closures"
# What a change is about when it touches how long or how offenders are sentenced, and no more.
SENTENCES = "sentences"


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
        about: ``offences``, ``orders``, ``sentences`` or ``courts``.
        subjects: families and offences that it touches.
    """

    slug: str
    title: str
    day: date
    year: int
    days_in_force: int
    days: int
    about: str
    subjects: frozenset[str]

    @property
    def place(self) -> float:
        """Where the day lies on an axis of years, each year's point being its middle."""
        return self.year + 0.5 - self.days_in_force / self.days

    @property
    def begins_offence(self) -> bool:
        """Whether there was no such offence before the day."""
        return self.title.endswith(BECOMES)

    @property
    def first_full_year(self) -> int:
        """The first year in which it was in force throughout."""
        return self.year if self.days_in_force == self.days else self.year + 1

    def touches(self, offence: str) -> bool:
        """Whether it is about a family or offence by name, not about every offence."""
        named = offence not in (EVERY_OFFENCE, offences.ALL_OFFENCES)
        return named and offence in self.subjects


def placed(rows: Iterable[Mapping[str, str]], basis: str | None) -> tuple[LawChange, ...]:
    """Rows of ``data/reference/law.csv`` in the years of a basis, earliest first."""
    return tuple(sorted((_placed(row, basis) for row in rows), key=lambda change: change.day))


@cache
def law_changes(basis: str | None) -> tuple[LawChange, ...]:
    """Every change of the law that is known, in the years of a basis, earliest first."""
    return placed(read_reference("law"), basis)


def law_before(offence: str, year: int, basis: str) -> LawChange | None:
    """The latest change that touches an offence and lies in a year or before it.

    Changes of sentences alone are left out: they say nothing about who comes to court.
    """
    found = [
        one
        for one in law_changes(basis)
        if one.touches(offence) and one.year <= year and one.about != SENTENCES
    ]
    return found[-1] if found else None


def beginning(offence: str, basis: str | None) -> LawChange | None:
    """The change by which an offence came to be, where the law says when."""
    begun = [one for one in law_changes(basis) if one.begins_offence and one.touches(offence)]
    return begun[0] if begun else None


def first_full_year(offence: str, basis: str | None) -> int | None:
    """The first whole year in which an offence existed, where the law says when it began."""
    begun = beginning(offence, basis)
    return begun.first_full_year if begun else None


def _placed(row: Mapping[str, str], basis: str | None) -> LawChange:
    day = date.fromisoformat(row["date"])
    year = day.year + (day.month > 3) if basis == MARCH else day.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    if basis == MARCH:
        first, last = date(year - 1, 4, 1), date(year, 3, 31)
    in_force, days = (last - day).days + 1, (last - first).days + 1
    subjects = frozenset(one.strip() for one in row["applies_to"].split(";"))
    return LawChange(row["slug"], row["title"], day, year, in_force, days, row["about"], subjects)
