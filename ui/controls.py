"""The controls that the pages share: offence, area, years, sex, age, basis, and ways of drawing.

A page lists the fields that it wants. What can be chosen comes from the domain's registries and
from what the loaded edition covers; values are the words of addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from outcomes import areas, offences
from outcomes.editions import Edition
from outcomes.queries import published_years
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import (
    AGE_GROUPS,
    AGE_RANGES,
    NOT_APPLICABLE,
    NOT_KNOWN,
    PERIOD_BASES,
    PERIOD_BASIS_LABELS,
    SEXES,
    slugify,
)
from ui.selection_form import Field, Group, Option

FIRST_PLACES = (areas.ENGLAND_AND_WALES, "west-midlands")
ANY: Option = ("", "All")


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def offence_field(default: str) -> Field:
    """Choose one offence or family."""
    return Field("offence", "Offence", "select", default, offence_groups())


@cache
def offence_groups() -> tuple[Group, ...]:
    """Families first, then their members, then every other offence by its usual group."""
    together = [(family.slug, family.label) for family in offences.families().values()]
    together.append((offences.ALL_OFFENCES, offences.label_of(offences.ALL_OFFENCES)))
    members = dict.fromkeys(
        slug for family in offences.families().values() for slug in family.offences
    )
    single = [(slug, offences.label_of(slug)) for slug in members]
    first = (Group("Offences taken together", tuple(together)), Group("One by one", tuple(single)))
    return (*first, *_other_groups(frozenset(members)))


def _other_groups(listed: frozenset[str]) -> tuple[Group, ...]:
    grouped: dict[str, list[Option]] = {}
    for slug, offence in offences.offences().items():
        if slug not in listed:
            grouped.setdefault(offence.offence_group, []).append((slug, offence.label))
    return tuple(
        Group(capital(name), tuple(sorted(options, key=lambda one: one[1].casefold())))
        for name, options in sorted(grouped.items(), key=lambda one: (one[0] == NOT_KNOWN, one[0]))
    )


def area_field(default: str, *, aggregates: bool = True, label: str = "Area") -> Field:
    """Choose one area."""
    return Field("area", label, "select", default, area_groups(aggregates=aggregates))


def focus_field() -> Field:
    """Choose one police force area to stand out among all of them."""
    first, single = area_groups(aggregates=False)
    none = (areas.ENGLAND_AND_WALES, "None")
    groups = (Group("", (none, *first.options)), single)
    return Field("area", "Area in focus", "select", areas.ENGLAND_AND_WALES, groups)


def places_field(default: str) -> Field:
    """Choose several areas, by typing."""
    hint = "Type the first letters and choose. Untick an area to remove it."
    return Field("area", "Areas", "places", default, area_groups(), hint)


@cache
def area_groups(*, aggregates: bool = True) -> tuple[Group, ...]:
    """The most used first, then the 43, then the aggregates."""
    known = areas.areas()
    first = [slug for slug in FIRST_PLACES if aggregates or known[slug].is_police_force_area]
    single = [area.slug for area in areas.police_force_areas() if area.slug not in first]
    groups = [Group("", _named(first)), Group("Police force areas", _named(single))]
    if aggregates:
        groups.append(Group("Countries", _named([areas.ENGLAND, areas.WALES])))
        groups.append(Group("Others", _named([areas.AREA_NOT_KNOWN])))
    return tuple(groups)


def _named(slugs: Iterable[str]) -> tuple[Option, ...]:
    return tuple((slug, areas.areas()[slug].name) for slug in slugs)


def years_covered(edition: Edition, *tables: str) -> tuple[int, ...]:
    """Every year that any source of the edition covers in these tables, ascending."""
    covered = (one.years for one in edition.coverage if one.table in tables)
    return tuple(sorted({year for years in covered for year in years}))


def year_fields(years: tuple[int, ...]) -> tuple[Field, Field]:
    """Choose the first and the last year."""
    options = tuple((str(year), str(year)) for year in years)
    first = (Group("", (("", "First published"), *options)),)
    last = (Group("", (("", "Last published"), *reversed(options))),)
    return Field("from", "From", "select", "", first), Field("to", "To", "select", "", last)


def year_field(years: tuple[int, ...]) -> Field:
    """Choose one year, newest first."""
    options = tuple((str(year), str(year)) for year in reversed(years))
    return Field("to", "Year", "select", "", (Group("", (("", "Last published"), *options)),))


def earlier_field(years: tuple[int, ...]) -> Field:
    """Choose an earlier year to compare with, newest first."""
    options = tuple((str(year), str(year)) for year in reversed(years[:-1]))
    groups = (Group("", (("", "The year before"), *options)),)
    return Field("from", "Compared with", "select", "", groups)


def years_and_people(edition: Edition, *tables: str) -> tuple[Field, ...]:
    """Choose years, sex, age, and the basis of years where there are two."""
    years = year_fields(years_covered(edition, *tables))
    return (*years, sex_field(), age_field(), *basis_field(edition))


def one_year(loaded: LoadedEdition, selection: Selection) -> Selection:
    """The selection in its last year: the one chosen, or else the last that is published."""
    area = selection.areas[0]
    published = published_years(loaded, selection.measure, area, selection.basis)
    last = selection.to_year or (published[-1] if published else None)
    return selection.but(from_year=last, to_year=last)


def one_area(selection: Selection) -> Selection:
    """The selection in the first of its areas."""
    return selection.but(areas=selection.areas[:1])


def sex_field() -> Field:
    """Choose a sex, or all."""
    options = (ANY, *((slugify(word), capital(word)) for word in SEXES))
    return Field("sex", "Sex", "select", "", (Group("", options),))


def age_field() -> Field:
    """Choose an age band or age group, or all."""
    bands = [word for word in AGE_RANGES if word not in (NOT_APPLICABLE, NOT_KNOWN)]
    groups = [word for word in AGE_GROUPS if word not in (NOT_APPLICABLE, NOT_KNOWN)]
    return Field(
        "age",
        "Age",
        "select",
        "",
        (
            Group("", (ANY,)),
            Group("Age groups", tuple((slugify(word), capital(word)) for word in groups)),
            Group("Age bands", tuple((slugify(word), word) for word in bands)),
        ),
    )


def basis_field(edition: Edition) -> tuple[Field, ...]:
    """Choose calendar years or years ending March, where the edition has both."""
    held = {one.basis for one in edition.coverage}
    if len(held) < 2:
        return ()
    options = tuple((word, capital(PERIOD_BASIS_LABELS[word])) for word in PERIOD_BASES)
    return (Field("basis", "Years", "select", "", (Group("", (("", "Newest"), *options)),)),)


def fixed_area_field(selection: Selection) -> Field:
    """The area that the page's path names: part of the form's value, never of the address."""
    return Field("area", "Area", "fixed", selection.areas[0])


def radio_field(name: str, label: str, options: tuple[Option, ...], default: str = "") -> Field:
    """Choose one of a few."""
    return Field(name, label, "radio", default or options[0][0], (Group("", options),))


def edition_field(selection: Selection) -> Field:
    """Keep the edition that an address names."""
    return Field("edition", "Edition", "hidden", selection.edition or "")
