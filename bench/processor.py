"""How much of the processor each party takes while readers read."""

from __future__ import annotations

import time
from collections.abc import Iterable

import psutil


class Cores:
    """Cores that the site, the readers' program and the whole machine took, on average."""

    def __init__(self) -> None:
        """From now on."""
        self._began = time.monotonic()
        self._own = time.process_time()
        self._machine = _busy()
        self._first: dict[int, float] = {}
        self._last: dict[int, float] = {}

    def look(self, site: Iterable[psutil.Process]) -> None:
        """Note what the site's processes have taken so far; those that ended since are kept."""
        before = bool(self._last)
        for process in site:
            try:
                spent = _seconds(process)
            except psutil.Error:
                continue
            self._first.setdefault(process.pid, 0.0 if before else spent)
            self._last[process.pid] = spent

    def taken(self) -> dict[str, float]:
        """Cores by party; ``others`` is every other program, refreshes among them."""
        passed = time.monotonic() - self._began
        site = sum(self._last[pid] - self._first[pid] for pid in self._last) / passed
        readers = (time.process_time() - self._own) / passed
        return {
            "site": site,
            "readers": readers,
            "others": max(0.0, (_busy() - self._machine) / passed - site - readers),
        }


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _busy() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))
