"""What is made of neighbours' files: tables, coverage, sources, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from etl.fetching.releases import FileFacts
from etl.neighbours.family_sums import FamilySums, sum_family
from etl.neighbours.layouts import NeighbourLayout
from etl.neighbours.postcode_files import PostcodeFile, open_postcodes, postcode_layout
from etl.neighbours.postcodes import count_postcodes
from etl.neighbours.reading import NeighbourFile, open_neighbour
from etl.neighbours.rows import read_rows
from etl.neighbours.sums import NeighbourSums
from etl.neighbours.writing import neighbour_table
from etl.problems import ProblemList
from outcomes.areas import ENGLAND_AND_WALES, areas, police_force_areas
from outcomes.editions import SourceFile
from outcomes.errors import Problem, SourceError
from outcomes.neighbour_tables import NEIGHBOUR_MEASURES, NEIGHBOUR_TABLES
from outcomes.neighbours import FAMILY_ORDERS, POSTCODE_DISTRICTS, NeighbourCoverage, basis_of

MADE_UP = "Demonstration"
_HASH_IN_ID = 8
Sums = NeighbourSums | FamilySums
Opened = NeighbourFile | PostcodeFile


@dataclass(frozen=True)
class NeighbourBuild:
    """Neighbours' files read, summed and checked.

    Attributes:
        sources: the files.
        coverage: one entry a source, newest first.
        tables: by name, of ``outcomes.neighbours.neighbour_schema``, sorted.
        problems: everything that was found, errors too.
        demonstration: whether any file says that it was made up.
    """

    sources: tuple[SourceFile, ...] = ()
    coverage: tuple[NeighbourCoverage, ...] = ()
    tables: dict[str, pa.Table] = field(default_factory=dict)
    problems: ProblemList = field(default_factory=ProblemList)
    demonstration: bool = False


@dataclass(frozen=True)
class _Made:
    file: SourceFile
    coverage: NeighbourCoverage
    sums: Sums


def set_apart(
    files: Sequence[Path], facts: Mapping[Path, FileFacts] | None = None
) -> tuple[list[Path], NeighbourBuild]:
    """Part files by their headers: the courts' own, and the neighbours', which are read.

    Args:
        files: of one load.
        facts: what is known of files from where they were fetched.

    Returns:
        The files that are not neighbours, and what was made of those that are.

    Raises:
        HostError: a file cannot be read.
    """
    problems, others, made = ProblemList(), [], []
    demonstration = False
    for path in files:
        try:
            opened = open_postcodes(path) or open_neighbour(path)
            if opened is None:
                others.append(path)
                continue
            demonstration |= opened.demonstration
            made += _read(opened, problems, (facts or {}).get(path, FileFacts()))
        except SourceError as error:
            problems.extend(one.at(file=path.name) for one in error.problems)
    made.sort(key=lambda one: (one.file.vintage, one.file.id), reverse=True)
    tables = {name: _table(name, made) for name in NEIGHBOUR_TABLES}
    build = NeighbourBuild(
        tuple({one.file.id: one.file for one in made}.values()),
        tuple(one.coverage for one in made),
        {name: table for name, table in tables.items() if table.num_rows},
        problems,
        demonstration,
    )
    return others, build


def _read(opened: Opened, problems: ProblemList, facts: FileFacts) -> list[_Made]:
    """One source for each layout that stands in a file."""
    with opened.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.tell()
    found = []
    for layout, sums, own in _sums_of(opened):
        own.extend(sums.drop_cut_years())
        own.extend(sums.problems())
        if not sums.sums and not own.errors:
            own.add(Problem("FILE_EMPTY", "there is nothing whole under its headers"))
        problems.extend(one.at(file=opened.path.name) for one in own.all)
        if not own.errors:
            found.append(_describe(opened, layout, sums, (sha256, size), facts))
    return found


def _sums_of(opened: Opened) -> Iterator[tuple[NeighbourLayout, Sums, ProblemList]]:
    """The sums of each layout in a file, with what was wrong with its rows."""
    if isinstance(opened, PostcodeFile):
        own = ProblemList()
        counts = count_postcodes(opened, own)
        sums = NeighbourSums(POSTCODE_DISTRICTS)
        sums.add_all(counts.sums())
        sums.rows, sums.kept = counts.rows, counts.live.total()
        yield postcode_layout(), sums, own
        return
    for layout in dict.fromkeys(sheet.layout for sheet in opened.sheets):
        own = ProblemList()
        sheets = [sheet for sheet in opened.sheets if sheet.layout is layout]
        if layout.table == FAMILY_ORDERS:
            yield layout, sum_family(sheets, own), own
            continue
        sums = NeighbourSums(layout.table)
        for sheet in sheets:
            sums.add_all(read_rows(sheet, own))
        yield layout, sums, own


def _describe(
    opened: Opened,
    layout: NeighbourLayout,
    sums: Sums,
    bytes_: tuple[str, int],
    facts: FileFacts,
) -> _Made:
    sha256, size = bytes_
    years = tuple(sorted({year for year, _, _ in sums.sums}))
    title = layout.title(years[-1])
    file = SourceFile(
        id=f"{years[-1]}-{layout.name.replace('_', '-')}-{sha256[:_HASH_IN_ID]}",
        title=f"{title} (made-up figures)" if opened.demonstration else title,
        format=layout.name,
        vintage=years[-1],
        published=facts.published,
        url=facts.url,
        file=opened.path.name,
        sha256=sha256,
        size=size,
        members=({"name": opened.path.name, "bytes": size, "rows": sums.rows, "kept": sums.kept},),
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
        publisher=MADE_UP if opened.demonstration else layout.publisher,
    )
    return _Made(file, coverage, sums)


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


def _table(name: str, made: Iterable[_Made]) -> pa.Table:
    rows: list[tuple[object, ...]] = []
    for one in made:
        if one.coverage.table == name:
            for (year, area, keys), amounts in sorted(one.sums.sums.items()):
                rows.append((one.file.id, year, area, *keys, *amounts))
    return neighbour_table(name, rows)
