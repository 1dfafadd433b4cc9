"""The figures around the courts' figures: residents, recorded crime, and which place lies where.

Each has a table of its own in an edition, from its own source; none is ever added to the courts'
figures, and each may be absent. Year by year the newest source that has the year supplies it; a
look-up of places is supplied whole by the newest source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outcomes.vocabulary import CALENDAR, MARCH

RESIDENTS, RECORDED_CRIME = "residents", "recorded_crime"
AUTHORITIES, POSTCODE_DISTRICTS = "authorities", "postcode_districts"
FAMILY_ORDERS = "family_orders"
MID_YEAR, AS_OF = "mid-year", "as of"
_BASES = {
    RESIDENTS: MID_YEAR,
    RECORDED_CRIME: MARCH,
    AUTHORITIES: AS_OF,
    POSTCODE_DISTRICTS: AS_OF,
    FAMILY_ORDERS: CALENDAR,
}
CHARGED = "charged or summonsed"
NOT_SPLIT = "not split"


@dataclass(frozen=True)
class NeighbourCoverage:
    """What one source gives to one table of neighbours.

    Attributes:
        source: identifier of the source (``SourceFile.id``).
        table: ``residents``, ``recorded_crime``, ``authorities`` or ``postcode_districts``.
        basis: ``mid-year``, ``march`` or, of a look-up, ``as of``.
        years: years that are whole for at least one area, ascending; of a look-up, the one of
            which it tells.
        areas: names of the police force areas that have at least one year; "England and Wales"
            alone where the source knows no smaller place.
        measures: the measures that the file carries.
        totals: for each measure, for each year, the sum over what the table holds.
        publisher: who publishes it.
    """

    source: str
    table: str
    basis: str
    years: tuple[int, ...]
    areas: tuple[str, ...]
    measures: tuple[str, ...]
    totals: dict[str, dict[int, int]]
    publisher: str = ""

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> NeighbourCoverage:
        """Read it from ``edition.json``."""
        tuples = {name: tuple(raw[name]) for name in ("years", "areas", "measures")}
        totals = {
            measure: {int(year): total for year, total in years.items()}
            for measure, years in raw["totals"].items()
        }
        return cls(**{**raw, **tuples, "totals": totals})


def basis_of(table: str) -> str:
    """The basis on which a table's years are counted."""
    return _BASES[table]


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One row of recorded crime; ``outcomes`` is None where the source does not carry it."""

    source: str
    offence_code: str
    outcome: str
    offences: int
    outcomes: int | None


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority in a police force area; one in two areas, or two partnerships, is two.

    Attributes:
        code: of the Office for National Statistics.
        name: as the look-up has it.
        partnership: name of its community safety partnership; empty where the file has none.
        area: name of the police force area.
    """

    code: str
    name: str
    partnership: str
    area: str


@dataclass(frozen=True, slots=True)
class FamilyOrders:
    """Orders of one kind that family courts made in England and Wales in a calendar year.

    Attributes:
        source: identifier of the source.
        made: how many were made.
        applied_for: how many were applied for; None where the source does not carry it.
    """

    source: str
    made: int
    applied_for: int | None


@dataclass(frozen=True)
class Neighbours:
    """The neighbours of one edition, ready to be asked.

    Attributes:
        coverage: what each source covers, newest first.
        residents: by area name and year, the number with its source.
        recorded: by area name and year, the rows of every source.
        authorities: local authorities, of the newest source.
        districts: by postcode district, live postcodes by area name, of the newest source.
        family_orders: by kind of order and calendar year, the number with its source.
    """

    coverage: tuple[NeighbourCoverage, ...] = ()
    residents: Mapping[tuple[str, int], tuple[int, str]] = field(default_factory=dict)
    recorded: Mapping[tuple[str, int], tuple[RecordedRow, ...]] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    districts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    family_orders: Mapping[tuple[str, int], FamilyOrders] = field(default_factory=dict)

    def of(self, table: str) -> tuple[NeighbourCoverage, ...]:
        """What covers a table, newest source first."""
        return tuple(one for one in self.coverage if one.table == table)

    def years(self, table: str) -> tuple[int, ...]:
        """Every year that any source of a table has, ascending."""
        return tuple(sorted({year for one in self.of(table) for year in one.years}))
