"""What the loader makes of source files, before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from etl.checking.checks import Checked, run_checks
from etl.checking.remarks import remarks_on
from etl.fetching.releases import FileFacts, Source, describe, newest_first
from etl.neighbours.build import NeighbourBuild, set_apart
from etl.problems import ProblemList
from etl.progress import Progress, silent
from etl.reading.coverage import cover, is_national, measures_of
from etl.reading.give_back import give_back, keep_little
from etl.reading.members import MemberSums
from etl.reading.packed import PackedTable, TableSource
from etl.reading.sources import ReadFile, read_files
from etl.reading.spill import KeptRun, Spill
from etl.reading.tables import make_table
from etl.reading.tallies import TableView
from outcomes.editions import Coverage, SourceFile
from outcomes.errors import CheckError, Problem, SourceError
from outcomes.schema import TABLES

__all__ = ["Build", "FileFacts", "build"]

CHECKERS = 4


@dataclass(frozen=True)
class Build:
    """Source files read, mapped, summed, sorted and checked.

    Attributes:
        sources: the source files, newest first.
        coverage: one entry a source and table.
        tables: by name, with their summaries, those with rows.
        problems: warnings and notes only; errors stop a build.
        demonstration: whether any source was made by the demonstration generator.
        neighbours: the figures around the courts': residents, recorded crime.
    """

    sources: tuple[SourceFile, ...]
    coverage: tuple[Coverage, ...]
    tables: dict[str, PackedTable]
    problems: tuple[Problem, ...]
    demonstration: bool
    neighbours: NeighbourBuild = field(default_factory=NeighbourBuild)


def build(
    files: Sequence[Path],
    *,
    progress: Progress = silent,
    facts: Mapping[Path, FileFacts] | None = None,
    spill: Spill | None = None,
) -> Build:
    """Read source files into the published tables, and check them.

    Args:
        files: zips or CSVs of the courts, those of one format being one release; and files of
            residents or of recorded crime.
        progress: is told how far the reading is.
        facts: what is known of files from where they were fetched.
        spill: keeps what does not fit into memory; one in the system's directory when left out.

    Raises:
        SourceError: with every problem of the files.
        CheckError: with every check that the figures do not pass.
        HostError: a file cannot be read.
        OSError: the spill cannot be written to.
    """
    keep_little()
    spill = spill or Spill()
    others, neighbours = set_apart(files, facts)
    read, problems = _read_files(others, neighbours, progress, spill)
    sources = describe(read, facts or {})
    problems.extend(remarks_on(sources))
    tables = _make_tables(sources, spill)
    checked = _check(tables, sources, problems)
    if problems.errors:
        raise CheckError(problems.errors)
    coverage = tuple(one.coverage for one in checked)
    return Build(
        sources=_newest_first(sources, coverage),
        coverage=coverage,
        tables={table.name: table for table in tables if table.rows},
        problems=problems.remarks,
        demonstration=any(file.contents.demonstration for file in read) or neighbours.demonstration,
        neighbours=neighbours,
    )


def _read_files(
    files: Sequence[Path], neighbours: NeighbourBuild, progress: Progress, spill: Spill
) -> tuple[list[ReadFile], ProblemList]:
    """Read the courts' files; what is wrong with them and with their neighbours is told at once."""
    wrong = list(neighbours.problems.errors)
    if not files and not wrong:
        message = "residents and recorded crime stand beside the courts' figures: there are none"
        hint = "Name the Ministry's files too: every file of the edition, each time"
        wrong.append(Problem("NO_COURT_FILE", message, hint=hint))
    try:
        read, problems = read_files(files, progress, spill)
    except SourceError as error:
        raise SourceError((*error.problems, *wrong)) from error
    if wrong:
        raise SourceError(tuple(wrong))
    problems.extend(neighbours.problems.remarks)
    return read, problems


def _make_tables(sources: Sequence[Source], spill: Spill) -> list[PackedTable]:
    give_back()
    with ThreadPoolExecutor(len(TABLES), "tables") as pool:
        made = list(pool.map(lambda name: _table(name, sources, spill), TABLES))
    give_back()
    return made


def _check(
    tables: Sequence[PackedTable], sources: Sequence[Source], problems: ProblemList
) -> list[Checked]:
    """What each source covers of each table; what its checks find joins the problems."""
    pairs = [(table, one) for table in tables for one in sources if one.feeding(table.name)]
    with ThreadPoolExecutor(CHECKERS, "check") as pool:
        checked = list(pool.map(lambda pair: _checked(*pair), pairs))
        for found in pool.map(run_checks, checked):
            problems.extend(found)
    return checked


def _table(name: str, sources: Sequence[Source], spill: Spill) -> PackedTable:
    given = [
        _table_source(name, source, feeding)
        for source in sources
        if (feeding := source.feeding(name))
    ]
    return make_table(name, given, spill)


def _table_source(name: str, source: Source, members: Sequence[MemberSums]) -> TableSource:
    carried = measures_of(name, [member.understood for member in members])
    layout = members[0].layout
    return TableSource(
        id=source.file.id,
        constants={
            "period_basis": members[0].understood.rule.basis,
            "court_coverage": layout.tables[name].court_coverage,
        },
        measures=carried,
        runs=tuple(run for member in members for run in _runs(name, member, carried)),
        national=is_national([member.understood for member in members]),
    )


def _runs(name: str, member: MemberSums, carried: Sequence[str]) -> Iterator[KeptRun]:
    """A member's sums, without measures that other members of the source lack."""
    own = list(member.understood.measures(name))
    places = [own.index(measure) for measure in carried]
    for run in member.sums[name].take():
        yield run.of_measures(places)


def _checked(table: PackedTable, source: Source) -> Checked:
    members, view = source.feeding(table.name), TableView(table, source.file.id)
    coverage = cover(table.name, source.file.id, members, view)
    return Checked(source.file.file, coverage, members, view, source.file.sha256)


def _newest_first(
    sources: Sequence[Source], coverage: Sequence[Coverage]
) -> tuple[SourceFile, ...]:
    courts = {one.source: one.courts for one in coverage}
    files = [source.file for source in sources]
    files.sort(key=lambda file: newest_first(file, courts[file.id]), reverse=True)
    return tuple(files)
