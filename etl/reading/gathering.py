"""Gathers the sums of a member's blocks, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from etl.reading.spill import KeptRun, Spill
from etl.reading.sums import Run

ROWS_PENDING = 1 << 18


@dataclass
class Sums:
    """Sums of a growing number of rows; ``add`` may be called from any thread.

    Runs are merged, and kept by the spill, whenever some hundred thousand rows have come together.
    """

    spill: Spill = field(default_factory=Spill)
    rows: int = 0
    runs: list[KeptRun] = field(default_factory=list)
    _pending: list[Run] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, run: Run, rows: int) -> None:
        """Add the run of a block that had so many rows."""
        with self._lock:
            self.rows += rows
            self._pending.append(run)
            if sum(one.rows for one in self._pending) < ROWS_PENDING:
                return
            taken, self._pending = self._pending, []
        merged = self.spill.merge(taken)
        with self._lock:
            self.runs.append(merged)

    def take(self) -> tuple[KeptRun, ...]:
        """The runs, which are kept here no longer."""
        taken, self.runs = tuple(self.runs), []
        return taken

    def close(self) -> None:
        """Merge what is pending; no more is added."""
        if self._pending:
            self.runs.append(self.spill.merge(self._pending))
            self._pending = []
