"""Keeps runs of sums outside memory once they are many: in a file that has no name.

Such a file is gone with the process, however that ends. It is read by position and not mapped,
because mapped pages would count as memory again.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from weakref import finalize

import numpy as np

from etl.reading.keys import Numbers
from etl.reading.sums import SIGN_EVERY, Run, merge

IN_MEMORY = 32 << 20
_ITEM = 8


@dataclass(frozen=True)
class SpilledRun:
    """A run that lies in a file: its keys, then each measure.

    Attributes:
        spill: that has the file.
        start: where it begins, in bytes.
        rows: how many it has.
        columns: places of its measures among those in the file.
        signs: some of its keys, as of ``Run``.
    """

    spill: Spill
    start: int
    rows: int
    columns: tuple[int, ...]
    signs: Numbers

    @property
    def keys(self) -> Numbers:
        """All its packed keys, read now."""
        return self._read(0, 0, self.rows)

    @property
    def nbytes(self) -> int:
        """How many bytes it would take in memory."""
        return self.rows * _ITEM * (1 + len(self.columns))

    def of_measures(self, places: Sequence[int]) -> SpilledRun:
        """The run with some of its measures."""
        return replace(self, columns=tuple(self.columns[place] for place in places))

    def between(self, low: int, high: int) -> Run:
        """The part with ``low <= key < high``."""
        first, beyond = np.searchsorted(self.signs, (low, high)).tolist()
        start, end = max(0, first - 1) * SIGN_EVERY, min(beyond * SIGN_EVERY, self.rows)
        return self.part(start, end).between(low, high)

    def part(self, start: int, end: int) -> Run:
        """Some of the rows, one after the other."""
        keys = self._read(0, start, end)
        return Run(keys, tuple(self._read(1 + place, start, end) for place in self.columns))

    def whole(self) -> Run:
        """All its rows."""
        return self.part(0, self.rows)

    def _read(self, column: int, start: int, end: int) -> Numbers:
        place = self.start + _ITEM * (column * self.rows + start)
        return self.spill.read(place, max(0, end - start))


KeptRun = Run | SpilledRun


class Spill:
    """Runs of one load, the first in memory and the others in a file; for any thread."""

    def __init__(self, directory: Path | None = None) -> None:
        """Open no file yet.

        Args:
            directory: where the file will be, made if it is missing; else the system's.
        """
        self._directory = directory
        self._room = IN_MEMORY
        self._file: int | None = None
        self._end = 0
        self._lock = Lock()
        self._closing: finalize[[int], Spill] | None = None

    def keep(self, run: Run) -> KeptRun:
        """Keep a run here.

        Raises:
            OSError: the disk is full, or may not be written to.
        """
        with self._lock:
            if run.nbytes <= self._room:
                self._room -= run.nbytes
                return run
            file, start = self._opened(), self._end
            self._end += run.nbytes
        place = start
        for numbers in (run.keys, *run.values):
            place = _write(file, numbers, place)
        return SpilledRun(
            self, start, run.rows, tuple(range(len(run.values))), np.array(run.signs)
        )  # fmt: skip

    def merge(self, runs: Sequence[Run]) -> KeptRun:
        """Keep one run of several, at least one."""
        return self.keep(merge(runs))

    def read(self, place: int, count: int) -> Numbers:
        """So many numbers from a place in the file, not to be written to."""
        data = os.pread(self._opened(), count * _ITEM, place)
        if len(data) != count * _ITEM:
            raise OSError(errno.EIO, "a file of the loader's own is shorter than it was written")
        return np.frombuffer(data, np.int64)

    def close(self) -> None:
        """Give back what the file takes on the disk; what lies in it is lost."""
        if self._closing is not None:
            self._closing()

    def _opened(self) -> int:
        if self._file is None:
            if self._directory is not None:
                self._directory.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._directory) as file:
                self._file = os.dup(file.fileno())
            self._closing = finalize(self, os.close, self._file)
        return self._file


def _write(file: int, numbers: Numbers, place: int) -> int:
    """Write numbers at a place; where they end."""
    left = np.ascontiguousarray(numbers, np.int64).data.cast("B")
    while left:
        written = os.pwrite(file, left, place)
        left, place = left[written:], place + written
    return place
