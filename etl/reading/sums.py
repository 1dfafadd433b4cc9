"""Sums the measures of rows with equal keys, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from etl.reading.keys import Numbers

SIGN_EVERY = 1024


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
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.keys)

    @property
    def signs(self) -> Numbers:
        """One key of every ``SIGN_EVERY``, from the first."""
        return self.keys[::SIGN_EVERY]

    @property
    def nbytes(self) -> int:
        """How many bytes it takes in memory."""
        return int(self.keys.nbytes) + sum(int(value.nbytes) for value in self.values)

    def of_measures(self, places: Sequence[int]) -> Run:
        """The run with some of its measures."""
        return Run(self.keys, tuple(self.values[place] for place in places))

    def between(self, low: int, high: int) -> Run:
        """The part with ``low <= key < high``."""
        return self.part(*np.searchsorted(self.keys, (low, high)).tolist())

    def part(self, start: int, end: int) -> Run:
        """Some of the rows, one after the other."""
        return Run(self.keys[start:end], tuple(value[start:end] for value in self.values))

    def whole(self) -> Run:
        """All its rows."""
        return self


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
