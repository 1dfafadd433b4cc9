"""Dates of the law that apply to a result, with the numbers that marks and notes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from charts.series import published_years, year_of
from charts.words import capital, offence_phrase, year_name
from outcomes import law as clock
from outcomes import numbers, offences
from outcomes.law import LawChange
from outcomes.result import NOT_PUBLISHED, Result

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawMark:
    """One date of the law on a chart of years.

    Attributes:
        number: 1 for the earliest that concerns the offences and lies within the edition.
        place: position on the axis of years, where a year covers a half before and after.
        said: the day, what changed, and how much of its year that was in force.
        slug: its name in ``data/reference/law.csv``.
    """

    number: int
    place: float
    said: str
    slug: str

    @property
    def text(self) -> str:
        """What the notes say of it where it is drawn."""
        return f"Mark {self.number}, {self.said}"


def law_marks(
    result: Result, law: Iterable[Mapping[str, str]], years: Sequence[int] | None = None
) -> tuple[LawMark, ...]:
    """The dates that apply to a result's offences and lie within its years.

    A date has the same number in every chart of one edition and offence, whatever years are shown:
    those of its other years are counted too.

    Args:
        result: gives offences, measure, basis and edition.
        law: rows of ``data/reference/law.csv``.
        years: those that are shown, ascending; the published ones unless told.
    """
    shown = published_years(result) if years is None else years
    if len(shown) < 2:
        return ()
    held = [year for one in result.edition.coverage for year in one.years]
    basis = result.selection.basis
    known = [one for one in clock.placed(law, basis) if _concerns(result, one)]
    numbered = enumerate((one for one in known if _within(one, [*held, *shown])), start=1)
    return tuple(
        LawMark(number, one.place, _said(one, basis), one.slug)
        for number, one in numbered
        if _within(one, shown)
    )


def covered_years(result: Result) -> tuple[int, ...]:
    """The years that a source covers, those with nothing to divide by too; ascending."""
    found = {year_of(result, one) for one in result.observations if one.status != NOT_PUBLISHED}
    return tuple(sorted(found))


def _within(change: LawChange, years: Sequence[int]) -> bool:
    return min(years) - 0.5 <= change.place <= max(years) + 0.5


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


def _concerns(result: Result, change: LawChange) -> bool:
    """Whether a change is about the offences of a result."""
    chosen = result.selection.offences
    inside = {one for slug in chosen for one in members(slug)}
    named = clock.EVERY_OFFENCE in change.subjects or bool(change.subjects & {*chosen, *inside})
    return named and change.slug != clock.CLOSURES


def members(slug: str) -> tuple[str, ...]:
    """Single offences of a family or offence; none for all offences together."""
    return () if slug == offences.ALL_OFFENCES else offences.expand(slug)


def long_date_of(row: Mapping[str, str]) -> str:
    """The day of a row of ``data/reference/law.csv``, written out."""
    return long_date(date.fromisoformat(row["date"]))


def long_date(day: date) -> str:
    """``30 September 2009``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
