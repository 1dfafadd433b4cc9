"""Opens editions for reading: the one that is served, and earlier ones by name.

A request takes one loaded edition and uses it to its end, so that it never mixes two. Files are
read whole and their hash compared before anything is parsed; nothing is memory-mapped.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from outcomes.errors import EditionUnavailable
from outcomes.loading import LoadedEdition, load_edition
from outcomes.pointer import POINTER_FILE, Pointer, read_pointer
from outcomes.shelf import Shelf
from outcomes.slices import SHELF_BYTES

__all__ = ["LoadedEdition", "Store", "load_edition", "open_store"]

KEPT_EDITIONS = 4
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 1.0, 300.0

log = logging.getLogger(__name__)


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
