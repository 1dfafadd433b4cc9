"""The one-source rule: which source supplies which period and area of a selection.

A selection is supplied, period by period, by the newest source that covers all of it. Where no
source covers every area of a period, each area is supplied by the newest that covers it. Rows of
two sources are never added together.
"""

from __future__ import annotations

from dataclasses import dataclass

from outcomes import areas, offences
from outcomes.editions import Coverage, Edition
from outcomes.measures import MEASURES
from outcomes.selection import SENTENCES_ONLY, Selection
from outcomes.slices import Table
from outcomes.vocabulary import AGE_25_AND_OVER, AGE_GROUPS, AGES_WITHIN, ALL_COURTS

SPLIT_AGES = ("25-29", "30-39", "40-49", "50-59", "60-69", "70 and over", "60 and over")


@dataclass(frozen=True, slots=True)
class Plan:
    """Who supplies a selection.

    Attributes:
        basis: the period basis of the answer, or None when no source has any.
        years: the years of the answer, ascending.
        suppliers: for each (year, area slug), its coverage, or None where none covers it.
    """

    basis: str | None
    years: tuple[int, ...]
    suppliers: dict[tuple[int, str], Coverage | None]

    @property
    def age_words(self) -> dict[str, str]:
        """For age bands that not all years and sources split alike, the band in common."""
        pairs = {(year, id(one)): one for (year, _), one in self.suppliers.items() if one}
        found = [frozenset(one.age_ranges.get(year, ())) for (year, _), one in pairs.items()]
        for common in (AGE_25_AND_OVER, "60 and over"):
            parts = set(AGES_WITHIN[common]) - {common}
            if any(common in bands for bands in found) and any(parts & bands for bands in found):
                return dict.fromkeys(AGES_WITHIN[common], common)
        return {}

    @property
    def used(self) -> tuple[Coverage, ...]:
        """The coverages that supply something, in the order of the years."""
        found = {id(one): one for one in self.suppliers.values() if one is not None}
        return tuple(found.values())


def candidates(edition: Edition, table: str) -> list[Coverage]:
    """Coverages of a table, newest source first, ties to the wider court coverage."""
    found = [coverage for coverage in edition.coverage if coverage.table == table]
    by_id = edition.source_by_id

    def newness(coverage: Coverage) -> tuple[int, bool, str]:
        source = by_id[coverage.source]
        return source.vintage, coverage.courts == ALL_COURTS, source.published

    return sorted(found, key=newness, reverse=True)


def make_plan(edition: Edition, selection: Selection, table: Table | None) -> Plan:
    """Choose, for each period and area of a selection, the source that supplies it."""
    measure = MEASURES[selection.measure]
    of_table = candidates(edition, measure.table)
    able = [
        coverage
        for coverage in of_table
        if _carries(coverage, selection) and _has_offence(coverage, selection, table)
    ]
    basis = selection.basis or _newest_basis(able, selection)
    on_basis = [coverage for coverage in able if coverage.basis == basis]
    years = _years(selection, on_basis, of_table)
    suppliers: dict[tuple[int, str], Coverage | None] = {}
    for year in years:
        suppliers.update(_supply(year, selection, on_basis))
    return Plan(basis, years, suppliers)


def _newest_basis(able: list[Coverage], selection: Selection) -> str | None:
    for coverage in able:
        if any(covers_area(coverage, slug) for slug in selection.areas):
            return coverage.basis
    return able[0].basis if able else None


def _years(
    selection: Selection, on_basis: list[Coverage], of_table: list[Coverage]
) -> tuple[int, ...]:
    """The years of the answer; where nothing covers the selection, those of the table."""
    wanted = [
        coverage
        for coverage in on_basis
        if any(covers_area(coverage, slug) for slug in selection.areas)
    ]
    published = sorted({year for coverage in wanted or of_table for year in coverage.years})
    first = selection.from_year or (published[0] if published else selection.to_year)
    last = selection.to_year or (published[-1] if published else selection.from_year)
    if first is None or last is None:
        return ()
    if first > last:
        first = last = selection.from_year or last
    return tuple(range(first, last + 1))


def _supply(
    year: int, selection: Selection, on_basis: list[Coverage]
) -> dict[tuple[int, str], Coverage | None]:
    able = [coverage for coverage in on_basis if _covers_year(coverage, year, selection)]
    for coverage in able:
        if all(covers_area(coverage, slug) for slug in selection.areas):
            return {(year, slug): coverage for slug in selection.areas}
    return {(year, slug): _first(able, slug) for slug in selection.areas}


def _first(able: list[Coverage], slug: str) -> Coverage | None:
    return next((coverage for coverage in able if covers_area(coverage, slug)), None)


def covers_area(coverage: Coverage, slug: str) -> bool:
    """Whether a source publishes an area: for aggregates, areas that add up to it."""
    if slug == areas.ENGLAND_AND_WALES:
        return True
    if coverage.national:
        return False
    if slug in (areas.ENGLAND, areas.WALES):
        return any(name in coverage.areas for name in areas.members(slug))
    return areas.areas()[slug].name in coverage.areas


def _carries(coverage: Coverage, selection: Selection) -> bool:
    measure = MEASURES[selection.measure]
    columns = {measure.numerator, measure.denominator or measure.numerator}
    split = {name for name in selection.by if name not in ("year", "area", "offence")}
    split |= offences.keys_needed(selection.offences, apart="offence" in selection.by)
    if selection.sex:
        split.add("sex")
    if selection.age:
        split.add("age_group" if selection.age in AGE_GROUPS[:3] else "age_range")
    if measure.numerator_outcome and split & {"sentence_outcome", "custodial_length"}:
        return False
    if coverage.table == "proceedings" and split & set(SENTENCES_ONLY):
        return False
    always = {"sentence_outcome"}
    return columns <= set(coverage.measures) and split - always <= set(coverage.keys)


def _has_offence(coverage: Coverage, selection: Selection, table: Table | None) -> bool:
    """Whether any of the chosen offences stands in the source at all."""
    if table is None:
        return False
    if offences.ALL_OFFENCES in selection.offences:
        return True
    slugs = {one for chosen in selection.offences for one in offences.expand(chosen)}
    if "home_office_code" in coverage.keys:  # what is not inside a known offence is a true zero
        slugs |= {parent for one in slugs if (parent := offences.offences()[one].parent)}
    return any(table.has(offences.offences()[slug].label, coverage.source) for slug in slugs)


def _covers_year(coverage: Coverage, year: int, selection: Selection) -> bool:
    if year not in coverage.years:
        return False
    return selection.age is None or covers_age(coverage, year, selection.age)


def covers_age(coverage: Coverage, year: int, age: str) -> bool:
    """Whether a source splits an age band in a year: bands over 25 exist from 2017 only."""
    bands = coverage.age_ranges.get(year, ())
    if age in AGES_WITHIN:
        return bool(bands_within(age, bands))
    return age not in SPLIT_AGES or age in bands


def bands_within(age: str, bands: tuple[str, ...]) -> tuple[str, ...]:
    """The bands of a file that add up to an age; empty when they do not."""
    if age not in AGES_WITHIN:
        return (age,)
    if age == "60 and over" and "60 and over" not in bands:
        parts = ("60-69", "70 and over")
        return parts if set(parts) <= set(bands) else ()
    return tuple(band for band in AGES_WITHIN[age] if band in bands)
