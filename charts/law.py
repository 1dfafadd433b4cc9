"""Dates of the law that apply to a result, with the numbers that marks and notes share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from charts.series import published_years
from outcomes import offences
from outcomes.result import Result
from outcomes.vocabulary import MARCH

CLOSURES = "court-closures"
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
    """

    number: int
    place: float
    text: str


def law_marks(result: Result, law: Iterable[Mapping[str, str]]) -> tuple[LawMark, ...]:
    """The dates that apply to a result's offences and lie within its published years.

    Args:
        result: years and offences.
        law: rows of ``data/reference/law.csv``.
    """
    years = published_years(result)
    if len(years) < 2:
        return ()
    rows = sorted((row for row in law if _applies(result, row)), key=lambda row: row["date"])
    placed = [(place_of(_day(row), result.selection.basis), row) for row in rows]
    drawn = [(place, row) for place, row in placed if years[0] - 0.5 <= place <= years[-1] + 0.5]
    return tuple(
        LawMark(number, place, f"{number}. {long_date(_day(row))}: {row['title'].rstrip('.')}.")
        for number, (place, row) in enumerate(drawn, start=1)
    )


def _applies(result: Result, row: Mapping[str, str]) -> bool:
    if row["slug"] == CLOSURES:
        return False
    subjects = {one.strip() for one in row["applies_to"].split(";")}
    chosen = result.selection.offences
    inside = {one for slug in chosen for one in members(slug)}
    return "all" in subjects or bool(subjects & ({*chosen} | inside))


def members(slug: str) -> tuple[str, ...]:
    """Single offences of a family or offence; none for all offences together."""
    return () if slug == offences.ALL_OFFENCES else offences.expand(slug)


def _day(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["date"])


def place_of(day: date, basis: str | None) -> float:
    """Where a day lies on an axis of years, each year's point being its middle."""
    start_month = 4 if basis == MARCH else 1
    start = date(day.year if day.month >= start_month else day.year - 1, start_month, 1)
    year = start.year + (1 if basis == MARCH else 0)
    length = (start.replace(year=start.year + 1) - start).days
    return year - 0.5 + (day - start).days / length


def long_date_of(row: Mapping[str, str]) -> str:
    """The day of a row of ``data/reference/law.csv``, written out."""
    return long_date(_day(row))


def long_date(day: date) -> str:
    """``30 September 2009``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
