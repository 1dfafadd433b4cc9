"""What is made of neighbours' files: tables, coverage, sources, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from etl.neighbours.layouts import NeighbourLayout
from etl.neighbours.postcodes import (
    PostcodeFile,
    count_postcodes,
    open_postcodes,
    postcode_layout,
)
from etl.neighbours.reading import NeighbourFile, open_neighbour
from etl.neighbours.rows import read_rows
from etl.neighbours.sums import NeighbourSums
from etl.problems import ProblemList
from outcomes.areas import police_force_areas
from outcomes.editions import SourceFile
from outcomes.errors import Problem, SourceError
from outcomes.neighbour_tables import NEIGHBOUR_MEASURES, NEIGHBOUR_TABLES, neighbour_schema
from outcomes.neighbours import POSTCODE_DISTRICTS, NeighbourCoverage, basis_of

MADE_UP = "Demonstration"
_HASH_IN_ID = 8
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
    sums: NeighbourSums


def set_apart(files: Sequence[Path]) -> tuple[list[Path], NeighbourBuild]:
    """Part files by their headers: the courts' own, and the neighbours', which are read.

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
            made += _read(opened, problems)
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


def _read(opened: Opened, problems: ProblemList) -> list[_Made]:
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
            found.append(_describe(opened, layout, sums, (sha256, size)))
    return found


def _sums_of(opened: Opened) -> Iterator[tuple[NeighbourLayout, NeighbourSums, ProblemList]]:
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
        sums, own = NeighbourSums(layout.table), ProblemList()
        for sheet in opened.sheets:
            if sheet.layout is layout:
                sums.add_all(read_rows(sheet, own))
        yield layout, sums, own


def _describe(
    opened: Opened, layout: NeighbourLayout, sums: NeighbourSums, bytes_: tuple[str, int]
) -> _Made:
    sha256, size = bytes_
    years = tuple(sorted({year for year, _, _ in sums.sums}))
    title = layout.title(years[-1])
    file = SourceFile(
        id=f"{years[-1]}-{layout.name.replace('_', '-')}-{sha256[:_HASH_IN_ID]}",
        title=f"{title} (made-up figures)" if opened.demonstration else title,
        format=layout.name,
        vintage=years[-1],
        published="",
        url="",
        file=opened.path.name,
        sha256=sha256,
        size=size,
        members=({"name": opened.path.name, "bytes": size, "rows": sums.rows, "kept": sums.kept},),
    )
    carried = _carried(layout)
    present = {area for _, area, _ in sums.sums}
    coverage = NeighbourCoverage(
        source=file.id,
        table=layout.table,
        basis=basis_of(layout.table),
        years=years,
        areas=tuple(area.name for area in police_force_areas() if area.name in present),
        measures=tuple(carried),
        totals=sums.totals(carried),
        publisher=MADE_UP if opened.demonstration else layout.publisher,
    )
    return _Made(file, coverage, sums)


def _carried(layout: NeighbourLayout) -> dict[str, int]:
    """The measures of a layout, each with its place among the table's."""
    columns = set(layout.columns.values())
    measures = NEIGHBOUR_MEASURES[layout.table]
    return {name: place for place, name in enumerate(measures) if name in columns}


def _table(name: str, made: Iterable[_Made]) -> pa.Table:
    rows = []
    for one in made:
        if one.coverage.table == name:
            for (year, area, keys), amounts in sorted(one.sums.sums.items()):
                rows.append((one.file.id, year, area, *keys, *amounts))
    schema = neighbour_schema(name)
    if not rows:
        return pa.Table.from_batches([], schema)
    columns = zip(*rows, strict=True)
    arrays = [_array(list(column), one.type) for column, one in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_dictionary(kind):
        return pa.array(values, kind)
    words = sorted({str(value) for value in values})
    places = pa.array([words.index(str(value)) for value in values], pa.int16())
    return pa.DictionaryArray.from_arrays(places, pa.array(words, pa.string()))
