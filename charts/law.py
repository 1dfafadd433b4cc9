"""Dates of the law that apply to a result, with the numbers that marks and notes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from charts.series import published_years
from charts.words import capital, offence_phrase, year_name
from outcomes import law as clock
from outcomes import numbers, offences
from outcomes.law import LawChange
from outcomes.result import Result

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawMark:
    """One date of the law on a chart of years.

    Attributes:
        number: 1 for the earliest that is drawn.
        place: position on the axis of years, where a year covers a half before and after.
        text: what the notes say of it.
        slug: its name in ``data/reference/law.csv``.
    """

    number: int
    place: float
    text: str
    slug: str


def law_marks(result: Result, law: Iterable[Mapping[str, str]]) -> tuple[LawMark, ...]:
    """The dates that apply to a result's offences and lie within its published years.

    Args:
        result: years and offences.
        law: rows of ``data/reference/law.csv``.
    """
    years = published_years(result)
    if len(years) < 2:
        return ()
    basis = result.selection.basis
    found = [one for one in clock.placed(law, basis) if _applies(result, one)]
    drawn = [one for one in found if years[0] - 0.5 <= one.place <= years[-1] + 0.5]
    return tuple(
        LawMark(number, one.place, f"{number}. {_said(one, basis)}", one.slug)
        for number, one in enumerate(drawn, start=1)
    )


def beginnings(result: Result, told: Iterable[LawMark] = ()) -> Iterator[str]:
    """When each offence of a result came to be, where the law says when; one sentence each.

    Args:
        result: years and offences.
        told: dates that the notes tell already; those are left out.
    """
    basis, slugs = result.selection.basis, {mark.slug for mark in told}
    for offence in result.selection.offences:
        begun = clock.beginning(offence, basis)
        if begun is None or begun.slug in slugs:
            continue
        whole = begun.first_full_year
        since = f"{capital(offence_phrase([offence]))} has been an offence since"
        first = f"the first whole year is {year_name(whole, basis)}"
        yield f"{since} {long_date(begun.day)}; {first}."


def _said(change: LawChange, basis: str | None) -> str:
    """The day, what changed, and how much of that year it was in force."""
    told = f"{long_date(change.day)}: {change.title.rstrip('.')}."
    if change.days_in_force == change.days:
        return told
    part = numbers.percent_of(change.days_in_force, change.days)
    days = f"{change.days_in_force} day{'' if change.days_in_force == 1 else 's'}"
    return f"{told} In force for {days} of {year_name(change.year, basis)} ({part} of it)."


def _applies(result: Result, change: LawChange) -> bool:
    of_sentences = result.measure.table == "sentences"
    if change.slug == clock.CLOSURES or (change.about == clock.SENTENCES and not of_sentences):
        return False
    chosen = result.selection.offences
    inside = {one for slug in chosen for one in members(slug)}
    return clock.EVERY_OFFENCE in change.subjects or bool(change.subjects & ({*chosen} | inside))


def members(slug: str) -> tuple[str, ...]:
    """Single offences of a family or offence; none for all offences together."""
    return () if slug == offences.ALL_OFFENCES else offences.expand(slug)


def long_date_of(row: Mapping[str, str]) -> str:
    """The day of a row of ``data/reference/law.csv``, written out."""
    return long_date(date.fromisoformat(row["date"]))


def long_date(day: date) -> str:
    """``30 September 2009``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
