"""Counts for each 100,000 residents: a result of counts, divided by estimates of residents.

The estimate is that of the same year, at its middle; of a year ending March, that of the middle
of the year in which it began. A year without an estimate has no rate: none is carried forward.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outcomes import areas
from outcomes.measures import PER_RESIDENTS, Measure
from outcomes.neighbours import RESIDENTS, Neighbours
from outcomes.queries import answer
from outcomes.result import (
    NOT_MEANINGFUL,
    NOT_PUBLISHED,
    Notice,
    Observation,
    Result,
)
from outcomes.store import LoadedEdition
from outcomes.vocabulary import MARCH

PER = 100_000
# So few live in the City of London, beside half a million who work there, that a rate of its
# residents says nothing of them.
WITHOUT_RATE = "city-of-london"
NO_RESIDENTS, NO_AREA_CODE = "no-residents", "no-area-no-residents"
ALL_RESIDENTS = (
    "Divided by all residents, not by those of the sex or age chosen: estimates by sex and age are "
    "not loaded."
)
NO_AREA = "Cases whose area is not known have no residents to be divided by, and no rate."
_WITHOUT = ((WITHOUT_RATE,), (areas.AREA_NOT_KNOWN,))
NO_AREA_RATE = (
    "No rate is shown for the City of London: its cases are of people who work in or pass through "
    "it, and only some {residents} live there."
)


def per_residents(loaded: LoadedEdition, result: Result) -> Result:
    """A result of counts as counts for each 100,000 residents of the same areas.

    Args:
        loaded: the edition that gave the result; it may have no residents.
        result: counts, broken down by year or of one year, and by area or of areas together.

    Returns:
        The same observations; ``numerator`` is the count, ``denominator`` the residents, and the
        status says why a value is missing. A ratio is returned as it is.
    """
    if result.measure.is_ratio:
        return result
    divided = tuple(_divide(loaded.neighbours, result, one) for one in result.observations)
    rated = replace(result, measure=rate_of(result.measure), observations=divided)
    return replace(rated, notices=(*_notices(loaded, result, divided), *result.notices))


def newest_per_residents(loaded: LoadedEdition, counts: Result) -> Result:
    """Rates of the year of some counts, or of the last before it with estimates of residents."""
    last, basis = counts.selection.to_year, counts.selection.basis
    behind = estimate_year(0, basis)
    able = [one - behind for one in loaded.neighbours.years(RESIDENTS)]
    year = max((one for one in able if last and one <= last), default=last)
    if year != last:
        counts = answer(loaded, counts.selection.but(from_year=year, to_year=year))
    return per_residents(loaded, counts)


def number_per_residents(
    neighbours: Neighbours, slug: str, year: int, basis: str, number: int
) -> float | None:
    """A number for each 100,000 residents; None without an estimate, and for the City of London."""
    residents = residents_of(neighbours, slug, estimate_year(year, basis))
    if not residents or slug == WITHOUT_RATE:
        return None
    return number / residents * PER


def rate_of(measure: Measure) -> Measure:
    """The measure of a count for each 100,000 residents."""
    return replace(
        measure,
        name=f"{measure.name}_per_100000",
        label=f"{measure.label} {PER_RESIDENTS}",
        denominator="residents",
        unit=PER_RESIDENTS,
        definition=f"{measure.definition} Divided by the residents of the area, times 100,000.",
        caveat="Cases are counted where they were dealt with, whoever lives there.",
    )


def residents_of(neighbours: Neighbours, slug: str, year: int) -> int | None:
    """Residents of an area in the middle of a year; None unless all its parts have an estimate."""
    known = areas.areas()[slug]
    if known.slug == areas.AREA_NOT_KNOWN:
        return None
    names = [name for name in areas.members(slug) if name != _not_known()]
    found = [neighbours.residents.get((name, year)) for name in names]
    given = [one for one in found if one is not None]
    together = {source for _, source in given}
    if len(given) < len(names) or len(together) != 1:
        return None
    return sum(number for number, _ in given)


def estimate_year(year: int, basis: str | None) -> int:
    """The year whose middle stands for a period: for a year ending March, the one before."""
    return year - 1 if basis == MARCH else year


def _not_known() -> str:
    return areas.areas()[areas.AREA_NOT_KNOWN].name


def _divide(neighbours: Neighbours, result: Result, one: Observation) -> Observation:
    if one.value is None:
        return one
    slugs, year = _slugs(result, one), _year(result, one)
    if slugs == (areas.AREA_NOT_KNOWN,):
        return replace(one, value=None, numerator=int(one.value), status=NOT_MEANINGFUL)
    parts = [residents_of(neighbours, slug, year) for slug in slugs] if year else [None]
    count, residents = int(one.value), sum(part for part in parts if part)
    if any(part is None for part in parts) or not residents:
        return replace(one, value=None, numerator=count, status=NOT_PUBLISHED)
    if slugs == (WITHOUT_RATE,):
        return replace(one, value=None, numerator=count, denominator=residents,
                       status=NOT_MEANINGFUL)  # fmt: skip
    value = count * PER / residents
    return replace(one, value=value, numerator=count, denominator=residents)


def _slugs(result: Result, one: Observation) -> tuple[str, ...]:
    if "area" not in result.by:
        return result.selection.areas
    return (areas.area_named(str(result.key(one, "area"))).slug,)


def _year(result: Result, one: Observation) -> int | None:
    """The estimate's year; None for a period of several years."""
    chosen = result.selection
    if "year" in result.by:
        return estimate_year(int(result.key(one, "year")), chosen.basis)
    single = chosen.from_year is not None and chosen.from_year == chosen.to_year
    return estimate_year(chosen.to_year, chosen.basis) if single and chosen.to_year else None


def _notices(
    loaded: LoadedEdition, result: Result, divided: tuple[Observation, ...]
) -> Iterator[Notice]:
    covered = loaded.neighbours.of(RESIDENTS)
    if not covered:
        text = (
            "No estimates of residents are loaded, so there are no rates. The counts are published."
        )
        yield Notice(NO_RESIDENTS, text, "warning")
        return
    yield _source_notice(loaded, result)
    if result.selection.sex or result.selection.age:
        yield Notice("residents-all", ALL_RESIDENTS, "warning")
    counted = zip(result.observations, divided, strict=True)
    lost = [one for one, rate in counted if one.value is not None and rate.value is None]
    places = {_slugs(result, one) for one in result.observations}
    if lost := [one for one in lost if _slugs(result, one) not in _WITHOUT]:
        yield _missing_notice(loaded.neighbours, result, lost)
    if (areas.AREA_NOT_KNOWN,) in places:
        yield Notice(NO_AREA_CODE, NO_AREA)
    if (WITHOUT_RATE,) in places:
        year = max(loaded.neighbours.years(RESIDENTS))
        residents = residents_of(loaded.neighbours, WITHOUT_RATE, year)
        if residents is not None:
            text = NO_AREA_RATE.format(residents=f"{residents:,}")
            yield Notice("city-of-london", text, "note")


def _source_notice(loaded: LoadedEdition, result: Result) -> Notice:
    first = loaded.neighbours.of(RESIDENTS)[0]
    title = loaded.edition.source_by_id[first.source].title
    which = "the middle of the same year"
    if result.selection.basis == MARCH:
        which = "the middle of the calendar year before the one in which the year ends"
    text = (
        f"Residents: {first.publisher}, {title[:1].lower()}{title[1:]}; the estimate for {which}."
    )
    return Notice("residents-source", text, "note")


def _missing_notice(neighbours: Neighbours, result: Result, lost: list[Observation]) -> Notice:
    years = sorted({int(result.key(one, "year")) for one in lost if "year" in result.by})
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else "".join(map(str, years))
    known = neighbours.years(RESIDENTS)
    when = f" for {span}" if span else ""
    text = (
        f"No rate is published{when}: the estimates of residents that are loaded are for "
        f"{known[0]} to {known[-1]}, and none is carried to another year."
    )
    return Notice("residents-missing", text, "warning")
