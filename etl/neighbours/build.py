"""What is made of neighbours' files: tables, coverage, sources, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from etl.fetching.releases import FileFacts
from etl.neighbours.family_rows import read_family
from etl.neighbours.family_sums import FamilySums
from etl.neighbours.layouts import NeighbourLayout
from etl.neighbours.made import GivenFile, Made, Sums, describe
from etl.neighbours.newness import disagreements, newest_first
from etl.neighbours.postcode_files import PostcodeFile, open_postcodes, postcode_layout
from etl.neighbours.postcodes import count_postcodes
from etl.neighbours.reading import NeighbourFile, Sheet, open_neighbour
from etl.neighbours.rows import read_rows
from etl.neighbours.sums import NeighbourSums
from etl.neighbours.writing import neighbour_table
from etl.problems import ProblemList, source_error
from outcomes.editions import SourceFile
from outcomes.errors import Problem, SourceError
from outcomes.neighbour_tables import NEIGHBOUR_TABLES
from outcomes.neighbours import FAMILY_ORDERS, POSTCODE_DISTRICTS, NeighbourCoverage

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
    taken = _Taken()
    for path in files:
        try:
            taken.take(path, (facts or {}).get(path, FileFacts()))
        except SourceError as error:
            taken.problems.extend(one.at(file=path.name) for one in error.problems)
    made = newest_first(taken.made)
    taken.problems.extend(disagreements(made))
    tables = {name: _table(name, made) for name in NEIGHBOUR_TABLES}
    return taken.others, NeighbourBuild(
        tuple({one.file.id: one.file for one in made}.values()),
        tuple(one.coverage for one in made),
        {name: table for name, table in tables.items() if table.num_rows},
        taken.problems,
        taken.demonstration,
    )


@dataclass
class _Taken:
    """What was found in the files of a load, one after the other."""

    others: list[Path] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    problems: ProblemList = field(default_factory=ProblemList)
    demonstration: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def take(self, path: Path, facts: FileFacts) -> None:
        """Read a file if it is a neighbour's, and no file before was the same."""
        opened = open_postcodes(path) or open_neighbour(path)
        if opened is None:
            self.others.append(path)
            return
        given = _hashed(opened)
        if given.sha256 in self.names:
            message = f"it is the same as {self.names[given.sha256]}"
            raise source_error("FILE_REPEATED", message)
        self.names[given.sha256] = path.name
        self.demonstration |= opened.demonstration
        self.made += _read(opened, given, self.problems, facts)


def _hashed(opened: Opened) -> GivenFile:
    with opened.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return GivenFile(opened.path, sha256, stream.tell(), opened.demonstration)


def _read(opened: Opened, given: GivenFile, problems: ProblemList, facts: FileFacts) -> list[Made]:
    """One source for each layout that stands in a file."""
    found = []
    for layout, sums, own in _sums_of(opened):
        own.extend(sums.drop_cut_years())
        own.extend(sums.problems())
        if not sums.sums and not own.errors:
            own.add(Problem("FILE_EMPTY", "there is nothing whole under its headers"))
        problems.extend(one.at(file=opened.path.name) for one in own.all)
        if not own.errors:
            found.append(describe(given, layout, sums, facts))
    return found


def _sums_of(opened: Opened) -> Iterator[tuple[NeighbourLayout, Sums, ProblemList]]:
    """The sums of each layout in a file, with what was wrong with its rows."""
    if isinstance(opened, PostcodeFile):
        own = ProblemList()
        counts = count_postcodes(opened, own)
        sums = NeighbourSums(POSTCODE_DISTRICTS)
        sums.add_all(counts.sums())
        sums.rows, sums.kept, sums.reach = counts.rows, counts.live.total(), counts.reach
        yield postcode_layout(), sums, own
        return
    for layout in dict.fromkeys(sheet.layout for sheet in opened.sheets):
        own = ProblemList()
        sheets = [sheet for sheet in opened.sheets if sheet.layout is layout]
        if layout.table == FAMILY_ORDERS:
            yield layout, _family_sums(sheets, own), own
            continue
        sums = NeighbourSums(layout.table)
        for sheet in sheets:
            with _told_of(sheet, own) as problems:
                sums.add_all(read_rows(sheet, problems))
        yield layout, sums, own


def _family_sums(sheets: Iterable[Sheet], problems: ProblemList) -> FamilySums:
    """The rows of sheets; none when one cannot be read: left out, it would look like a cut year."""
    sums = FamilySums()
    for sheet in sheets:
        with _told_of(sheet, problems) as own:
            sums.add_all(read_family(sheet, own))
    return FamilySums() if problems.errors else sums


@contextmanager
def _told_of(sheet: Sheet, problems: ProblemList) -> Iterator[ProblemList]:
    """A list for what is wrong with a sheet; at the end ``problems`` has it, with its name."""
    own = ProblemList()
    try:
        yield own
    except SourceError as error:
        own.extend(error.problems)
    problems.extend(one.at(member=sheet.name or None) for one in own.all)


def _table(name: str, made: Iterable[Made]) -> pa.Table:
    rows: list[tuple[object, ...]] = []
    for one in made:
        if one.coverage.table == name:
            for (year, area, keys), amounts in sorted(one.sums.sums.items()):
                rows.append((one.file.id, year, area, *keys, *amounts))
    return neighbour_table(name, rows)
