"""Compares what lies on disk with what was published: hashes, sizes, rows, names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.history import history_files, kept_editions, served_pointer
from etl.publishing.identity import identify
from outcomes.editions import EDITION_FILE, Edition, TableFile, edition_directory
from outcomes.errors import EditionUnavailable, Problem
from outcomes.pointer import POINTER_FILE, Pointer
from outcomes.schema import SCHEMA_VERSION


def sha256_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def find_damage(data_dir: Path, *, every: bool = False) -> tuple[Problem, ...]:
    """Everything that is wrong with the edition that is served, or with all that are kept.

    Args:
        data_dir: the directory of editions.
        every: check all editions and the history, not only what is served.
    """
    pointer = served_pointer(data_dir)
    if pointer is None:
        message = "no edition is served: the pointer is absent or cannot be read"
        return (Problem("POINTER_UNREADABLE", message, file=POINTER_FILE),)
    problems = list(edition_problems(data_dir, pointer.edition, pointer.sha256))
    if every:
        others = sorted(kept_editions(data_dir) - {pointer.edition})
        problems += [one for name in others for one in edition_problems(data_dir, name)]
        problems += history_problems(data_dir, pointer)
    return tuple(problems)


def edition_problems(
    data_dir: Path, identifier: str, sha256: str | None = None
) -> Iterator[Problem]:
    """What is wrong with one edition; nothing when it is whole.

    Args:
        data_dir: the directory of editions.
        identifier: the edition.
        sha256: the hash that its ``edition.json`` must have, where known.
    """
    path = edition_directory(data_dir, identifier) / EDITION_FILE
    place = f"{identifier}/{EDITION_FILE}"
    try:
        content = path.read_bytes()
        edition = Edition.from_json(content.decode("utf-8", errors="replace"))
    except (OSError, EditionUnavailable) as error:
        yield Problem("EDITION_DAMAGED", f"cannot be read: {error}", file=place)
        return
    if sha256 is not None and sha256_of(content) != sha256:
        yield Problem("EDITION_DAMAGED", "is not what was published", file=place)
    if not identifier == edition.id == identify(edition):
        yield Problem("EDITION_DAMAGED", "the identifier is not of this content", file=place)
    if edition.schema_version != SCHEMA_VERSION:
        message = f"has schema {edition.schema_version}; this version reads {SCHEMA_VERSION}"
        yield Problem("SCHEMA_VERSION", message, file=place)
    for table in edition.files:
        yield from _table_problems(path.parent, table)
    yield from _strangers(path.parent, edition)


def _table_problems(directory: Path, table: TableFile) -> Iterator[Problem]:
    place = f"{directory.name}/{table.path}"
    try:
        content = (directory / table.path).read_bytes()
    except OSError as error:
        yield Problem("EDITION_DAMAGED", f"cannot be read: {error.strerror}", file=place)
        return
    if sha256_of(content) != table.sha256:
        said = f"{table.size:,} bytes, sha256 {table.sha256[:12]}…"
        found = f"{len(content):,} bytes, sha256 {sha256_of(content)[:12]}…"
        message = f"is not what was published: found {found}"
        yield Problem("EDITION_DAMAGED", message, file=place, expected=said)
        return
    try:
        rows = pq.read_metadata(pa.BufferReader(content)).num_rows
    except MemoryError:  # Arrow's own is an ArrowException, too
        raise
    except pa.ArrowException as error:
        yield Problem("EDITION_DAMAGED", f"is not Parquet: {error}", file=place)
        return
    if rows != table.rows:
        message = f"has {rows:,} rows"
        yield Problem("EDITION_DAMAGED", message, file=place, expected=f"{table.rows:,}")


def _strangers(directory: Path, edition: Edition) -> Iterator[Problem]:
    known = {EDITION_FILE, *(table.path for table in edition.files)}
    for path in sorted(directory.iterdir()):
        if path.name not in known:
            place = f"{directory.name}/{path.name}"
            yield Problem("FILE_UNKNOWN", "does not belong to the edition", "warning", file=place)


def history_problems(data_dir: Path, pointer: Pointer) -> list[Problem]:
    """What is wrong with the history: unreadable entries, or none for what is served."""
    problems = []
    for path in history_files(data_dir):
        place = f"history/{path.name}"
        try:
            entry = Pointer.from_json(path.read_bytes())
        except (OSError, EditionUnavailable) as error:
            problems.append(Problem("HISTORY_DAMAGED", f"cannot be read: {error}", file=place))
            continue
        if entry.sequence != int(path.stem):
            message = f"says switch {entry.sequence}"
            problems.append(Problem("HISTORY_DAMAGED", message, file=place))
        if entry.sequence == pointer.sequence and entry != pointer:
            message = f"does not say what {POINTER_FILE} says"
            problems.append(Problem("HISTORY_DAMAGED", message, file=place))
    if pointer.sequence not in {int(path.stem) for path in history_files(data_dir)}:
        message = f"has no entry for switch {pointer.sequence}, which is served"
        problems.append(Problem("HISTORY_DAMAGED", message, file="history"))
    return problems
