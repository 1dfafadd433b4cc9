"""The figures around the courts' figures: residents, and crimes that the police recorded.

Each has a table of its own in an edition, from its own source; none is ever added to the courts'
figures, and each may be absent. Year by year the newest source that has the year supplies it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outcomes.vocabulary import MARCH

RESIDENTS, RECORDED_CRIME = "residents", "recorded_crime"
MID_YEAR = "mid-year"
CHARGED = "charged or summonsed"
NOT_SPLIT = "not split"


@dataclass(frozen=True)
class NeighbourCoverage:
    """What one source gives to one table of neighbours.

    Attributes:
        source: identifier of the source (``SourceFile.id``).
        table: ``residents`` or ``recorded_crime``.
        basis: ``mid-year`` or ``march``.
        years: years that are whole for at least one area, ascending.
        areas: names of the police force areas that have at least one year.
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
    return MID_YEAR if table == RESIDENTS else MARCH


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One row of recorded crime; ``outcomes`` is None where the source does not carry it."""

    source: str
    offence_code: str
    outcome: str
    offences: int
    outcomes: int | None


@dataclass(frozen=True)
class Neighbours:
    """The neighbours of one edition, ready to be asked.

    Attributes:
        coverage: what each source covers, newest first.
        residents: by area name and year, the number with its source.
        recorded: by area name and year, the rows of every source.
    """

    coverage: tuple[NeighbourCoverage, ...] = ()
    residents: Mapping[tuple[str, int], tuple[int, str]] = field(default_factory=dict)
    recorded: Mapping[tuple[str, int], tuple[RecordedRow, ...]] = field(default_factory=dict)

    def of(self, table: str) -> tuple[NeighbourCoverage, ...]:
        """What covers a table, newest source first."""
        return tuple(one for one in self.coverage if one.table == table)

    def years(self, table: str) -> tuple[int, ...]:
        """Every year that any source of a table has, ascending."""
        return tuple(sorted({year for one in self.of(table) for year in one.years}))
