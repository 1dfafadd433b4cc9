"""Runs things several times, in turn, and says how long they took and what they held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
LOOK_SECONDS = 0.02
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    def percentile(self, share: int) -> float:
        """The value that so many in a hundred do not exceed."""
        if len(self.values) < 2:
            return self.values[0]
        return quantiles(self.values, n=100, method="inclusive")[share - 1]

    def over(self, other: Spread) -> Spread:
        """The ratios of measurements that were made in turn."""
        pairs = zip(self.values, other.values, strict=True)
        return Spread(tuple(one / another for one, another in pairs))

    def text(self, digits: int = 1) -> str:
        """The median with the lowest and highest value."""
        low, high = min(self.values), max(self.values)
        if len(self.values) == 1:
            return f"{self.middle:,.{digits}f}"
        return f"{self.middle:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of a process took: seconds, seconds of processor, most bytes held."""

    wall: float
    processor: float
    peak: float
    output: str = ""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command to its end.

    The most memory is read from the process itself while it runs: what the system reports
    afterwards includes the process that started it.

    Raises:
        RuntimeError: it failed; with what it wrote.
    """
    stated = {**os.environ, **(environment or {})}
    started, before, peak = time.perf_counter(), os.times(), 0.0
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(
            list(command), cwd=ROOT, env=stated, stdout=said, stderr=subprocess.DEVNULL
        ) as process,
    ):
        while process.poll() is None:
            peak = max(peak, peak_bytes(process.pid))
            time.sleep(LOOK_SECONDS)
        wall, after = time.perf_counter() - started, os.times()
        said.seek(0)
        output = said.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {process.returncode}:\n{output}")
    used = after.children_user - before.children_user
    used += after.children_system - before.children_system
    return Spent(wall, used, peak, output)


def peak_bytes(pid: int) -> float:
    """The most memory that a process has held so far; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    lines = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(line.split()[1]) * 1024.0 for line in lines), 0.0)


def python(*arguments: str) -> tuple[str, ...]:
    """The command line of this Python."""
    return (sys.executable, *arguments)


def in_child(module: str, *arguments: str, **environment: str) -> Any:
    """What a module of this package prints as JSON, run in a process of its own."""
    spent = run(python("-m", f"bench.{module}", *arguments), environment)
    return json.loads(spent.output.splitlines()[-1])


def in_turn(ways: Mapping[str, Callable[[], Made]], rounds: int) -> dict[str, list[Made]]:
    """Each way once a round, so that what slows the machine slows all of them."""
    found: dict[str, list[Made]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return found


def milliseconds(task: Callable[[], object]) -> float:
    """How long a task takes once."""
    started = time.perf_counter()
    task()
    return (time.perf_counter() - started) * 1_000
