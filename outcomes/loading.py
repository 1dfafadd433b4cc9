"""Opens one edition: every file read whole and its hash compared before anything is parsed.

Nothing is memory-mapped: a file that is cut short under a mapping kills the process.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from outcomes.editions import EDITION_FILE, Edition, TableFile, edition_directory
from outcomes.errors import EditionUnavailable
from outcomes.neighbour_tables import open_neighbours
from outcomes.neighbours import Neighbours
from outcomes.schema import SCHEMA_VERSION
from outcomes.shelf import Shelf
from outcomes.slices import SHELF_BYTES, Table

# Some five megabytes.
KEPT_OBSERVATIONS = 20_000


@dataclass(frozen=True, eq=False)
class LoadedEdition:
    """One edition, checked and ready to be asked.

    Attributes:
        edition: what it says of itself.
        tables: the rows, by the table's name.
        neighbours: the figures around the courts'.
        answers: what it was asked before, as many as have so many observations together.
    """

    edition: Edition
    tables: dict[str, Table]
    neighbours: Neighbours = field(default_factory=Neighbours)
    answers: Shelf = field(default_factory=lambda: Shelf(KEPT_OBSERVATIONS))


def load_edition(
    data_dir: Path, identifier: str, sha256: str | None = None, shelf: Shelf | None = None
) -> LoadedEdition:
    """Read one edition, comparing every hash.

    Args:
        data_dir: the directory of editions.
        identifier: the edition's name.
        sha256: expected hash of its ``edition.json``, where known.
        shelf: where its tables keep what they decode; one for each edition when left out.

    Raises:
        EditionUnavailable: when it is absent, damaged, or of another schema version.
    """
    directory = edition_directory(data_dir, identifier)
    text = _read_whole(directory / EDITION_FILE, sha256)
    edition = Edition.from_json(text.decode("utf-8", errors="replace"))
    if edition.id != identifier or edition.schema_version != SCHEMA_VERSION:
        raise EditionUnavailable(
            f"edition {identifier} says {edition.id}, schema {edition.schema_version}; "
            f"this version reads schema {SCHEMA_VERSION}"
        )
    covering = {one.source for one in edition.coverage}
    sources = tuple(source.id for source in edition.sources if source.id in covering)
    shelf = shelf or Shelf(SHELF_BYTES)

    def open_file(file: TableFile) -> tuple[str, str, Table]:
        name, _, summary = file.name.partition("-")
        content = _read_whole(directory / file.path, file.sha256)
        try:
            return name, summary, Table(name, content, sources, shelf)
        except (pa.ArrowException, KeyError, IndexError) as error:
            raise EditionUnavailable(f"{file.path} of {directory.name} cannot be read") from error

    tables = {name: table for name, _, table in map(open_file, edition.tables)}
    for name, summary, table in map(open_file, edition.summaries):
        tables[name].summaries[summary] = table
    return LoadedEdition(edition, tables, _open_neighbours(directory, edition))


def _open_neighbours(directory: Path, edition: Edition) -> Neighbours:
    contents = {
        file.name: _read_whole(directory / file.path, file.sha256)
        for file in edition.neighbour_tables
    }
    try:
        return open_neighbours(edition.neighbours, contents)
    except (pa.ArrowException, KeyError) as error:
        message = f"the neighbours of {directory.name} cannot be read"
        raise EditionUnavailable(message) from error


def _read_whole(path: Path, sha256: str | None) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EditionUnavailable(f"{path.parent.name}/{path.name} cannot be read") from error
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise EditionUnavailable(f"{path.parent.name}/{path.name} is not what was published")
    return content
