"""What is made of one layout in one file: its source, its coverage and its sums."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.fetching.releases import FileFacts
from etl.neighbours.family_sums import FamilySums
from etl.neighbours.layouts import NeighbourLayout
from etl.neighbours.sums import NeighbourSums
from outcomes.areas import ENGLAND_AND_WALES, areas, police_force_areas
from outcomes.editions import SourceFile
from outcomes.neighbour_tables import NEIGHBOUR_MEASURES
from outcomes.neighbours import FAMILY_ORDERS, NeighbourCoverage, basis_of

MADE_UP = "Demonstration"
_HASH_IN_ID = 8
Sums = NeighbourSums | FamilySums


@dataclass(frozen=True)
class GivenFile:
    """A file as it was given: where it lies, its hash and size, and whether it was made up."""

    path: Path
    sha256: str
    size: int
    demonstration: bool


@dataclass(frozen=True)
class Made:
    """One source of one table.

    Attributes:
        file: the source.
        coverage: what it gives.
        sums: its figures, by year, area and further keys.
    """

    file: SourceFile
    coverage: NeighbourCoverage
    sums: Sums


def describe(given: GivenFile, layout: NeighbourLayout, sums: Sums, facts: FileFacts) -> Made:
    """The source that the sums of one layout in a file are; they are not empty."""
    years = tuple(sorted({year for year, _, _ in sums.sums}))
    title = layout.title(years[-1])
    name = given.path.name
    file = SourceFile(
        id=f"{years[-1]}-{layout.name.replace('_', '-')}-{given.sha256[:_HASH_IN_ID]}",
        title=f"{title} (made-up figures)" if given.demonstration else title,
        format=layout.name,
        vintage=years[-1],
        published=facts.published,
        url=facts.url,
        file=name,
        sha256=given.sha256,
        size=given.size,
        members=({"name": name, "bytes": given.size, "rows": sums.rows, "kept": sums.kept},),
    )
    carried = _carried(layout)
    coverage = NeighbourCoverage(
        source=file.id,
        table=layout.table,
        basis=basis_of(layout.table),
        years=years,
        areas=_places({area for _, area, _ in sums.sums}),
        measures=tuple(carried),
        totals=sums.totals(carried),
        publisher=MADE_UP if given.demonstration else layout.publisher,
    )
    return Made(file, coverage, sums)


def _places(present: set[str]) -> tuple[str, ...]:
    """The police force areas that have a figure; England and Wales where it alone has."""
    whole = areas()[ENGLAND_AND_WALES].name
    known = (whole, *(area.name for area in police_force_areas()))
    return tuple(name for name in known if name in present)


def _carried(layout: NeighbourLayout) -> dict[str, int]:
    """The measures of a layout, each with its place among the table's."""
    measures = NEIGHBOUR_MEASURES[layout.table]
    # The layouts of orders have a column for each kind of order, or none for a measure.
    columns = measures if layout.table == FAMILY_ORDERS else tuple(layout.columns.values())
    return {name: place for place, name in enumerate(measures) if name in columns}
