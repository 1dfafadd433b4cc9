"""Sums the measures of rows with equal keys, exactly, in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from etl.reading.keys import Numbers

ROWS_PENDING = 1 << 18


@dataclass(frozen=True)
class Run:
    """Sums of some rows.

    Attributes:
        keys: packed keys, ascending, each once.
        values: for each measure, the sums, whole numbers.
    """

    keys: Numbers
    values: tuple[Numbers, ...]

    @property
    def nbytes(self) -> int:
        """How many bytes it takes in memory."""
        return int(self.keys.nbytes) + sum(int(value.nbytes) for value in self.values)

    def between(self, low: int, high: int) -> Run:
        """The part with ``low <= key < high``."""
        return self.part(*np.searchsorted(self.keys, (low, high)).tolist())

    def part(self, start: int, end: int) -> Run:
        """Some of the rows, one after the other."""
        return Run(self.keys[start:end], tuple(value[start:end] for value in self.values))


def sum_rows(keys: Numbers, values: Sequence[Numbers]) -> Run:
    """Sum rows with equal keys; the keys may come in any order."""
    if not len(keys):
        return Run(keys, tuple(values))
    # A stable sort is quick where the keys come in sorted runs, and they mostly do.
    order = np.argsort(keys, kind="stable")
    keys = np.take(keys, order)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Run(
        keys[starts], tuple(np.add.reduceat(np.take(value, order), starts) for value in values)
    )


def merge(runs: Sequence[Run]) -> Run:
    """One run of several, at least one."""
    if len(runs) == 1:
        return runs[0]
    measures = range(len(runs[0].values))
    values = [np.concatenate([run.values[measure] for run in runs]) for measure in measures]
    return sum_rows(np.concatenate([run.keys for run in runs]), values)


@dataclass
class Sums:
    """Sums of a growing number of rows; ``add`` may be called from any thread.

    What is kept depends on the number of different keys, not on the number of rows: runs are
    merged whenever some hundred thousand rows of them have come together.
    """

    rows: int = 0
    runs: list[Run] = field(default_factory=list)
    _pending: list[Run] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, run: Run, rows: int) -> None:
        """Add the run of a block that had so many rows."""
        with self._lock:
            self.rows += rows
            self._pending.append(run)
            if sum(len(one.keys) for one in self._pending) < ROWS_PENDING:
                return
            taken, self._pending = self._pending, []
        merged = merge(taken)
        with self._lock:
            self.runs.append(merged)

    def take(self) -> tuple[Run, ...]:
        """The runs, which are kept here no longer."""
        taken, self.runs = tuple(self.runs), []
        return taken

    def close(self) -> None:
        """Merge what is pending; no more is added."""
        if self._pending:
            self.runs.append(merge(self._pending))
            self._pending = []
