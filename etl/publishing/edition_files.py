"""An edition's files: written aside and read back, then moved to their place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.neighbours.writing import write_neighbours
from etl.progress import Progress
from etl.publishing.durable import make_directory, move, sync_directory, write_file
from etl.publishing.identity import describe_build
from etl.publishing.parquet import Encoded, encode_table
from etl.publishing.read_back import read_back
from etl.publishing.summaries import summarise
from etl.reading.give_back import give_back
from outcomes.editions import EDITION_FILE, Coverage, Edition, TableFile, edition_directory
from outcomes.schema import ALL_OFFENCES

ENCODERS, READERS = 4, 3

if TYPE_CHECKING:
    import pyarrow as pa

    from etl.build import Build


@dataclass(frozen=True)
class _File:
    """A Parquet file before it is written.

    Attributes:
        name: without suffix.
        encoded: what it holds.
        coverage: of the sources that are in it.
    """

    name: str
    encoded: Encoded
    coverage: tuple[Coverage, ...]


def write_edition(build: Build, directory: Path, progress: Progress) -> Edition:
    """Write an edition into a new directory, on disk and read back when this returns.

    Raises:
        CheckError: what was read is not what was built, or the build is empty.
        OSError: the machine refuses.
    """
    make_directory(directory)
    tables = {name: table for name, table in sorted(build.tables.items()) if table.num_rows}
    encoded, summaries = _encode_all(tables, build.coverage, progress)
    for one in (*encoded, *summaries):
        write_file(directory / f"{one.name}.parquet", one.encoded.content)
    give_back()
    with ThreadPoolExecutor(READERS, "read-back") as pool:
        files, sums = (
            tuple(pool.map(lambda one: _read_back(one, directory), few))
            for few in (encoded, summaries)
        )
    around = write_neighbours(build.neighbours.tables, directory)
    edition = describe_build(build, files, sums, around)
    write_file(directory / EDITION_FILE, edition.to_json().encode())
    sync_directory(directory)
    return edition


def _read_back(one: _File, directory: Path) -> TableFile:
    return read_back(directory / f"{one.name}.parquet", one.encoded.profile, one.coverage)


def _encode_all(
    tables: dict[str, pa.Table], coverage: tuple[Coverage, ...], progress: Progress
) -> tuple[list[_File], list[_File]]:
    """Tables and their summaries, encoded side by side."""
    progress.start("Writing the edition", sum(table.nbytes for table in tables.values()))
    with ThreadPoolExecutor(ENCODERS, "encode") as pool:
        sums = [pool.submit(_encode_sums, name, table, coverage) for name, table in tables.items()]
        contents = [
            pool.submit(encode_table, table, name, progress) for name, table in tables.items()
        ]
        encoded = [
            _File(name, content.result(), coverage)
            for name, content in zip(tables, contents, strict=True)
        ]
        summaries = [one for future in sums for one in future.result()]
    progress.finish()
    return encoded, summaries


def _encode_sums(name: str, table: pa.Table, coverage: tuple[Coverage, ...]) -> list[_File]:
    """The summaries of a table; sums over areas are held to the totals of sources by area."""
    local = tuple(one for one in coverage if not one.national)
    return [
        _File(
            f"{name}-{summary}",
            encode_table(sums, name),
            coverage if summary == ALL_OFFENCES else local,
        )
        for summary, sums in summarise(name, table, coverage)
    ]


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
