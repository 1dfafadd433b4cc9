"""Opens editions for reading: the one that is served, and earlier ones by name.

A request takes one loaded edition and uses it to its end, so that it never mixes two. Files are
read whole and their hash compared before anything is parsed; nothing is memory-mapped.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from outcomes.editions import (
    EDITION_FILE,
    POINTER_FILE,
    Edition,
    Pointer,
    TableFile,
    edition_directory,
    read_pointer,
)
from outcomes.errors import EditionUnavailable
from outcomes.neighbour_tables import open_neighbours
from outcomes.neighbours import Neighbours
from outcomes.schema import SCHEMA_VERSION
from outcomes.shelf import Shelf
from outcomes.slices import SHELF_BYTES, Table

KEPT_EDITIONS = 4
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 1.0, 300.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class LoadedEdition:
    """One edition, checked and ready to be asked."""

    edition: Edition
    tables: dict[str, Table]
    neighbours: Neighbours = field(default_factory=Neighbours)


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


class Store:
    """The editions of one data directory, for one process.

    Notices between requests that another edition is served. An edition that cannot be opened
    leaves the one that was served in place; ``trouble`` then says why.
    """

    def __init__(self, data_dir: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep editions of ``data_dir``; ``clock`` gives seconds for the pauses between retries."""
        self.data_dir = data_dir
        self.trouble: str | None = None
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._current: LoadedEdition | None = None
        self._loaded: OrderedDict[str, LoadedEdition] = OrderedDict()
        self._shelf = Shelf(SHELF_BYTES)
        self._pause, self._retry_at = 0.0, 0.0

    def edition(self, identifier: str | None = None) -> LoadedEdition:
        """The edition that is served, or the one named.

        Raises:
            EditionUnavailable: when there is none.
        """
        self._notice_switch()
        current = self._current
        if identifier is None or (current and current.edition.id == identifier):
            if current is None:
                raise EditionUnavailable(self.trouble or "no edition has been published")
            return current
        with self._lock:
            return self._load(identifier)

    def _notice_switch(self) -> None:
        seen = self._pointer_state()
        if seen == self._seen and self.trouble is None and self._current is not None:
            return
        if self._current is not None and not self._lock.acquire(blocking=False):
            return  # another thread is loading; this request goes on with what is served
        if self._current is None:
            self._lock.acquire()
        try:
            self._switch(seen)
        finally:
            self._lock.release()

    def _pointer_state(self) -> tuple[int, int, int] | None:
        try:
            state = (self.data_dir / POINTER_FILE).stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def _switch(self, seen: tuple[int, int, int] | None) -> None:
        if seen == self._seen and self._clock() < self._retry_at:
            return None
        self._seen = seen
        try:
            pointer = read_pointer(self.data_dir)
        except EditionUnavailable as error:
            return self._fail(str(error))
        try:
            self._serve(pointer.edition, pointer)
            self.trouble, self._pause = None, 0.0
        except EditionUnavailable as error:
            self._fail(str(error))
            self._fall_back(pointer)

    def _serve(self, identifier: str, pointer: Pointer | None = None) -> None:
        if self._current is None or self._current.edition.id != identifier:
            self._current = self._load(identifier, pointer)
            log.info("serving edition %s", identifier)

    def _fall_back(self, pointer: Pointer) -> None:
        if self._current is None and pointer.previous is not None:
            try:
                self._serve(pointer.previous)
            except EditionUnavailable as error:
                log.warning("cannot fall back either: %s", error)

    def _fail(self, reason: str) -> None:
        if reason != self.trouble:
            log.warning("cannot switch edition: %s", reason)
        self.trouble = reason
        self._pause = min(max(self._pause * 2, FIRST_RETRY_SECONDS), LAST_RETRY_SECONDS)
        self._retry_at = self._clock() + self._pause

    def _load(self, identifier: str, pointer: Pointer | None = None) -> LoadedEdition:
        loaded = self._loaded.get(identifier)
        if loaded is None:
            sha256 = pointer.sha256 if pointer else None
            loaded = load_edition(self.data_dir, identifier, sha256, self._shelf)
            self._loaded[identifier] = loaded
        self._loaded.move_to_end(identifier)
        while len(self._loaded) > KEPT_EDITIONS:
            self._loaded.popitem(last=False)
        return loaded


def open_store(data_dir: Path) -> Store:
    """A store over a data directory; nothing is read before it is asked."""
    return Store(data_dir)
