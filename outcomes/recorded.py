"""Crimes that the police recorded: how many, and what became of them, by area and year to March.

They stand beside the courts' figures and are never added to them: a crime is not a defendant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from outcomes import areas
from outcomes.law import LawChange, placed
from outcomes.neighbours import CHARGED, NOT_SPLIT, RECORDED_CRIME, Neighbours, RecordedRow
from outcomes.rates import number_per_residents
from outcomes.reference import read_reference
from outcomes.vocabulary import MARCH

ALL_RECORDED = "all"


@dataclass(frozen=True, slots=True)
class RecordedOffence:
    """Offences as the police record them, asked for together.

    Attributes:
        slug: its word in addresses.
        label: as a heading names it.
        codes: the Home Office's codes.
        court: slugs of the courts' offences that come nearest; empty for none.
    """

    slug: str
    label: str
    codes: tuple[str, ...]
    court: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded crime of one area and year.

    Attributes:
        offences: crimes recorded in the year.
        by_outcome: the same by what has become of them so far, the usual order; empty where the
            source does not split them.
        charges: outcomes "charged or summonsed" given in the year, whenever the crime was
            recorded; None where no source carries them.
        source: identifier of the source of the first two.
        charges_source: of the third; empty for none.
    """

    offences: int
    by_outcome: dict[str, int]
    charges: int | None
    source: str
    charges_source: str = ""

    @property
    def charged(self) -> int | None:
        """How many of the crimes recorded in the year have led to a charge so far."""
        return self.by_outcome.get(CHARGED, 0) if self.by_outcome else None


@cache
def recorded_offences() -> dict[str, RecordedOffence]:
    """What can be asked for, by slug; the last is all together."""
    rows = read_reference("recorded_offences")
    slugs = dict.fromkeys(row["slug"] for row in rows)
    found = {slug: _offence([row for row in rows if row["slug"] == slug]) for slug in slugs}
    codes = tuple(row["code"] for row in rows)
    label = "Stalking, harassment and malicious communications"
    return {**found, ALL_RECORDED: RecordedOffence(ALL_RECORDED, label, codes, ())}


def _offence(rows: Sequence[dict[str, str]]) -> RecordedOffence:
    first = rows[0]
    court = tuple(slug for slug in first["court"].split(";") if slug)
    return RecordedOffence(first["slug"], first["name"], tuple(r["code"] for r in rows), court)


@cache
def recording_changes(slug: str) -> tuple[LawChange, ...]:
    """Days from which the police recorded these offences otherwise, earliest first."""
    changes = placed(read_reference("recorded_changes"), MARCH)
    return tuple(one for one in changes if slug == ALL_RECORDED or one.touches(slug))


@cache
def outcome_order() -> tuple[str, ...]:
    """What can become of a recorded crime, in the order of the reference table."""
    return tuple(dict.fromkeys(row["word"] for row in read_reference("recorded_outcomes")))


def recorded_in(
    neighbours: Neighbours, offence: RecordedOffence, slug: str, year: int
) -> Recorded | None:
    """Recorded crime of an area in the year ending March; None unless published for all of it.

    England and Wales includes bodies without an area, such as the British Transport Police.
    """
    names = [name for name in areas.members(slug) if name != _not_known()]
    found = _supplied(neighbours, names, year, charges=False)
    if found is None:
        return None
    source, places = found
    if slug == areas.ENGLAND_AND_WALES:
        places = [*places, *_elsewhere(neighbours, source, year)]
    rows = [row for row in places if row.offence_code in offence.codes]
    counted = Counter[str]()
    for row in rows:
        counted[row.outcome] += row.offences
    split = {word: counted[word] for word in outcome_order()} if NOT_SPLIT not in counted else {}
    charges, charges_source = _charges(neighbours, offence, slug, year)
    return Recorded(sum(counted.values()), split, charges, source, charges_source)


def recorded_by_area(
    neighbours: Neighbours, offence: RecordedOffence, year: int | None
) -> dict[str, Recorded]:
    """Recorded crime of each police force area that has any in a year, by slug."""
    found = {
        area.slug: recorded_in(neighbours, offence, area.slug, year)
        for area in areas.police_force_areas()
        if year is not None
    }
    return {slug: one for slug, one in found.items() if one is not None}


def crime_rates(
    neighbours: Neighbours, found: Mapping[str, Recorded], year: int | None
) -> dict[str, float | None]:
    """Crimes recorded for each 100,000 residents, by area slug; None where there is no rate.

    Empty where no area has one, as without residents of the year.
    """
    rates = {
        slug: number_per_residents(neighbours, slug, year, MARCH, one.offences)
        for slug, one in found.items()
        if year is not None
    }
    return rates if any(rate is not None for rate in rates.values()) else {}


def _charges(
    neighbours: Neighbours, offence: RecordedOffence, slug: str, year: int
) -> tuple[int | None, str]:
    names = [name for name in areas.members(slug) if name != _not_known()]
    found = _supplied(neighbours, names, year, charges=True)
    if found is None:
        return None, ""
    source, rows = found
    if slug == areas.ENGLAND_AND_WALES:
        rows = [*rows, *_elsewhere(neighbours, source, year)]
    given = (
        row.outcomes or 0
        for row in rows
        if row.offence_code in offence.codes and row.outcome == CHARGED
    )
    return sum(given), source


def _supplied(
    neighbours: Neighbours, names: Sequence[str], year: int, *, charges: bool
) -> tuple[str, list[RecordedRow]] | None:
    """The newest source that has a year for all of some areas, with its rows for them."""
    for one in neighbours.of(RECORDED_CRIME):
        if charges and "outcomes_recorded" not in one.measures:
            continue
        rows = [_of_source(neighbours, name, year, one.source) for name in names]
        if rows and all(rows):
            return one.source, [row for each in rows for row in each]
    return None


def _of_source(neighbours: Neighbours, name: str, year: int, source: str) -> list[RecordedRow]:
    return [row for row in neighbours.recorded.get((name, year), ()) if row.source == source]


def _elsewhere(neighbours: Neighbours, source: str, year: int) -> list[RecordedRow]:
    names = (row["name"] for row in read_reference("forces_without_area"))
    return [row for name in names for row in _of_source(neighbours, name, year, source)]


def _not_known() -> str:
    return areas.areas()[areas.AREA_NOT_KNOWN].name
