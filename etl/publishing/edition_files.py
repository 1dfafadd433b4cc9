"""An edition's files: written aside and read back, then moved to their place."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.neighbours.writing import write_neighbours
from etl.progress import Progress
from etl.publishing.durable import make_directory, move, sync_directory, write_file
from etl.publishing.identity import describe_build
from etl.publishing.parquet import encode_table
from etl.publishing.read_back import read_back
from outcomes.editions import EDITION_FILE, Coverage, Edition, TableFile, edition_directory
from outcomes.schema import ALL_OFFENCES

ENCODERS, READERS = 2, 3

if TYPE_CHECKING:
    from etl.build import Build
    from etl.reading.packed import PackedTable


@dataclass(frozen=True)
class _File:
    """A Parquet file of an edition, not written yet.

    Attributes:
        name: without suffix.
        table: what it will hold.
        coverage: of the sources that are in it.
    """

    name: str
    table: PackedTable
    coverage: tuple[Coverage, ...]


def write_edition(build: Build, directory: Path, progress: Progress) -> Edition:
    """Write an edition into a new directory, on disk and read back when this returns.

    Raises:
        CheckError: what was read is not what was built, or the build is empty.
        OSError: the machine refuses.
    """
    make_directory(directory)
    tables, summaries = _files_of(build)
    written = _write(sorted((*tables, *summaries), key=_size, reverse=True), directory, progress)
    around = write_neighbours(build.neighbours.tables, directory)
    files, sums = ([written[one.name] for one in few] for few in (tables, summaries))
    edition = describe_build(build, tuple(files), tuple(sums), around)
    write_file(directory / EDITION_FILE, edition.to_json().encode())
    sync_directory(directory)
    return edition


def _files_of(build: Build) -> tuple[list[_File], list[_File]]:
    """The tables and their summaries; sums over areas are held to totals of sources by area."""
    local = tuple(one for one in build.coverage if not one.national)
    tables = sorted(build.tables.items())
    return [_File(name, table, build.coverage) for name, table in tables], [
        _File(f"{name}-{summary}", sums, build.coverage if summary == ALL_OFFENCES else local)
        for name, table in tables
        for summary, sums in table.summaries.items()
        if sums.rows
    ]


def _size(file: _File) -> int:
    return file.table.nbytes


def _write(files: Sequence[_File], directory: Path, progress: Progress) -> dict[str, TableFile]:
    """Files by name, encoded side by side; each is read back while others are being encoded."""
    progress.start("Writing the edition", sum(map(_size, files)))
    with (
        ThreadPoolExecutor(ENCODERS, "encode") as encoders,
        ThreadPoolExecutor(READERS, "read-back") as readers,
    ):
        encoded = {encoders.submit(encode_table, one.table, progress): one for one in files}
        read = {}
        try:
            for future in as_completed(encoded):
                file, made = encoded[future], future.result()
                path = directory / f"{file.name}.parquet"
                write_file(path, made.content)
                read[file.name] = readers.submit(read_back, path, made.checksums, file.coverage)
        finally:
            encoders.shutdown(wait=False, cancel_futures=True)  # those left after a failure
        written = {name: future.result() for name, future in read.items()}
    progress.finish()
    return written


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
