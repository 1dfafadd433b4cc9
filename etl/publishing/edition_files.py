"""An edition's files: written aside and read back, then moved to their place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from etl.neighbours.writing import write_neighbours
from etl.progress import Progress
from etl.publishing.durable import make_directory, move, sync_directory, write_file
from etl.publishing.identity import describe_build
from etl.publishing.parquet import encode_table
from etl.publishing.profile import profile
from etl.publishing.read_back import read_back
from etl.publishing.summaries import summarise
from outcomes.editions import EDITION_FILE, Coverage, Edition, TableFile, edition_directory
from outcomes.schema import ALL_OFFENCES

if TYPE_CHECKING:
    import pyarrow as pa

    from etl.build import Build


def write_edition(build: Build, directory: Path, progress: Progress) -> Edition:
    """Write an edition into a new directory, on disk and read back when this returns.

    Raises:
        CheckError: what was read is not what was built, or the build is empty.
        OSError: the machine refuses.
    """
    make_directory(directory)
    tables = {name: table for name, table in sorted(build.tables.items()) if table.num_rows}
    with ThreadPoolExecutor(1, "summaries") as aside:
        summarised = aside.submit(_write_summaries, tables, build.coverage, directory)
        files = _write_tables(tables, build.coverage, directory, progress)
        summaries = summarised.result()
    around = write_neighbours(build.neighbours.tables, directory)
    edition = describe_build(build, files, summaries, around)
    write_file(directory / EDITION_FILE, edition.to_json().encode())
    sync_directory(directory)
    return edition


def _write_tables(
    tables: dict[str, pa.Table],
    coverage: tuple[Coverage, ...],
    directory: Path,
    progress: Progress,
) -> tuple[TableFile, ...]:
    """Write the tables and read them back: they are encoded and compared side by side."""
    progress.start("Writing the edition", sum(table.nbytes for table in tables.values()))
    paths = [directory / f"{name}.parquet" for name in tables]
    with ThreadPoolExecutor() as pool:
        encoded = pool.map(encode_table, tables.values(), tables, repeat(progress))
        profiles = pool.map(profile, tables.values(), tables)
        for path, content in zip(paths, encoded, strict=True):
            write_file(path, content)
        progress.finish()
        return tuple(pool.map(read_back, paths, profiles, repeat(coverage)))


def _write_summaries(
    tables: dict[str, pa.Table], coverage: tuple[Coverage, ...], directory: Path
) -> tuple[TableFile, ...]:
    """Write the tables' sums over everything and read them back, held to the same totals."""
    local = tuple(one for one in coverage if not one.national)
    written = []
    for name, table in tables.items():
        for summary, sums in summarise(name, table, coverage).items():
            path = directory / f"{name}-{summary}.parquet"
            write_file(path, encode_table(sums, name))
            covered = coverage if summary == ALL_OFFENCES else local
            written.append(read_back(path, profile(sums, name), covered))
    return tuple(written)


def install(written: Path, edition: Edition, data_dir: Path) -> tuple[str, ...]:
    """Move an edition to its place. One that is there already stays, its damaged files replaced.

    Returns:
        Names of the files that were replaced.
    """
    target = edition_directory(data_dir, edition.id)
    make_directory(target.parent)
    if not target.exists():
        move(written, target)
        return ()
    damaged = sorted(path.name for path in written.iterdir() if not _same(path, target / path.name))
    for name in damaged:
        (written / name).replace(target / name)
    sync_directory(target)
    sync_directory(target.parent)
    return tuple(damaged)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False
