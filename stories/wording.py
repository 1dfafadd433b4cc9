"""The phrases that sentences are put together from: offences, areas, periods, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outcomes import areas
from outcomes.vocabulary import MARCH

# Areas whose names have an article.
WITH_ARTICLE = {"west-midlands", "city-of-london", "metropolitan-police"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def place_name(slug: str) -> str:
    """The area's usual name: ``West Midlands``."""
    return areas.areas()[slug].name


def place_in_sentence(slug: str) -> str:
    """The name as a sentence has it: ``the West Midlands``, ``Kent``."""
    return f"the {place_name(slug)}" if slug in WITH_ARTICLE else place_name(slug)


def where_dealt_with(slug: str) -> str:
    """Where the cases were dealt with, which is not where the offence happened."""
    area = areas.areas()[slug]
    if slug == areas.ENGLAND_AND_WALES:
        return "in England and Wales"
    if slug == areas.AREA_NOT_KNOWN:
        return "in cases whose police force area is not known"
    if area.is_police_force_area:
        name = area.name.removesuffix(" Police")
        return f"in cases dealt with in the {name} police force area"
    return f"in cases dealt with in {area.name}"


def where_again(slug: str) -> str:
    """The area for a second mention: ``in West Midlands cases``, ``across England and Wales``."""
    if slug == areas.ENGLAND_AND_WALES:
        return "across England and Wales"
    if areas.areas()[slug].is_police_force_area:
        return f"in {place_name(slug)} cases"
    return where_dealt_with(slug)


def year_name(year: int, basis: str) -> str:
    """``2017``, or ``the year ending March 2018``."""
    return f"the year ending March {year}" if basis == MARCH else str(year)


def years_name(first: int, last: int, basis: str) -> str:
    """Years taken together: ``2007 and 2008 together``, ``2010 to 2014``."""
    if first == last:
        return year_name(first, basis)
    ends = f"{first} and {last}" if last == first + 1 else f"{first} to {last}"
    together = " together" if last == first + 1 else ""
    return f"the years ending March {ends}{together}" if basis == MARCH else f"{ends}{together}"


def date_name(day: date) -> str:
    """``30 September 2009``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def initial_capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
