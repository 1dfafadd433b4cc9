"""Answers that all workers share: files in memory, each written at one stroke and sealed.

One process makes the directory before the workers are forked, for itself and them alone. A file's
name is the hash of all that decides its answer, and each is sealed with a key of this very run, so
that nothing else can be sent: a file that is torn, or that another program wrote, is passed over.
Whatever goes wrong with a file, the answer is worked out.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PREFIX, LOCK = "outcomes-answers-", "LOCK"
SEAL_BYTES = 16
# The unit of ``st_blocks``.
BLOCK = 512
# Looking through the directory takes some milliseconds, so it is done once in so many files.
FILES_A_LOOK = 128
# What is left after making room, of the whole room.
LEFT = 0.75


class SharedAnswers:
    """Bytes by key, of a bounded number of bytes in all; what was asked longest ago goes first."""

    def __init__(self, parent: Path, room: int) -> None:
        """A new directory in ``parent``; directories of runs that have ended are removed.

        Args:
            parent: a directory in memory.
            room: bytes; half of what ``parent`` has is taken at most.

        Raises:
            OSError: when it cannot be made.
        """
        _remove_ended(parent)
        self.room = min(room, shutil.disk_usage(parent).total // 2)
        self._directory = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        self._key = secrets.token_bytes(32)
        # Held by this process and those forked from it, to the end of the last of them.
        self._lock = _hold(self._directory / LOCK)
        self._written = 0

    def find(self, key: str) -> bytes | None:
        """The bytes of this key, or None when they are not there, or not as they were written."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        seal, thing = content[:SEAL_BYTES], content[SEAL_BYTES:]
        return thing if secrets.compare_digest(seal, self._seal(key, thing)) else None

    def put(self, key: str, thing: bytes) -> None:
        """Keep the bytes of a key; does nothing where they cannot be written."""
        path = self._path(key)
        draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            draft.write_bytes(self._seal(key, thing) + thing)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        self._written += 1
        if self._written % FILES_A_LOOK == 0:
            self.make_room()

    def make_room(self) -> None:
        """Where there is more than there is room for, remove what was asked longest ago."""
        found = sorted(self._files())
        used = sum(size for _, size, _ in found)
        if used <= self.room:
            return
        for _, size, path in found:
            if used <= self.room * LEFT:
                return
            with suppress(OSError):
                path.unlink()
                used -= size

    def remove(self) -> None:
        """Remove all of it, when nobody is to be answered any longer."""
        shutil.rmtree(self._directory, ignore_errors=True)
        os.close(self._lock)

    def _path(self, key: str) -> Path:
        return self._directory / hashlib.sha256(key.encode()).hexdigest()

    def _seal(self, key: str, thing: bytes) -> bytes:
        seal = hashlib.blake2b(thing, digest_size=SEAL_BYTES, key=self._key)
        seal.update(key.encode())
        return seal.digest()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each was asked last, the bytes that it takes, and its path."""
        with suppress(OSError):
            for entry in os.scandir(self._directory):
                with suppress(OSError):
                    state = entry.stat()
                    if entry.name != LOCK:
                        yield state.st_mtime, state.st_blocks * BLOCK, Path(entry.path)


def _hold(path: Path) -> int:
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _remove_ended(parent: Path) -> None:
    """Remove what killed runs left: nobody holds the lock of those."""
    for directory in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            os.close(_hold(directory / LOCK))
            shutil.rmtree(directory, ignore_errors=True)
