"""Runs refreshes as processes of their own, one at a time, and tells only what is new.

A process of its own gives its memory back, and nothing of it lingers in what waits for the next.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outcomes.runs import PUBLISHED

RUN_SECONDS = 4 * 3_600
STOP_SECONDS = 30
BUSY_CODE = 6

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a refresh came to, as far as it is news.

    Attributes:
        exit_code: of the command.
        outcome: as its receipt says it.
        edition: that is served, or None.
        causes: a line for each thing that was found, notes too.
    """

    exit_code: int
    outcome: str
    edition: str | None
    causes: tuple[str, ...]

    @classmethod
    def of(cls, exit_code: int, output: str) -> Seen:
        """Read the JSON object that a refresh prints; without one the exit code must do."""
        try:
            facts: dict[str, Any] = json.loads(output)
            problems = [f"{one['code']}: {one['message']}" for one in facts.get("problems", [])]
            outcome, edition = str(facts.get("outcome", "")), facts.get("edition")
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(exit_code, "", None, ("it said nothing that can be read",))
        return cls(exit_code, outcome, edition, tuple(problems))


def news(before: Seen | None, now: Seen) -> tuple[int, str] | None:
    """Level and line of what is worth telling; None when all is as it was.

    Args:
        before: the refresh before, or None for the first.
        now: the refresh that just ended.
    """
    causes = "; ".join(now.causes)
    if now.exit_code:
        served = f" Edition {now.edition} is served." if now.edition else ""
        line = f"Refresh failed (exit code {now.exit_code}): {causes}.{served}"
        return None if now == before else (logging.WARNING, line)
    remarks = f" ({causes})" if causes else ""
    if now.outcome == PUBLISHED:
        return logging.INFO, f"Edition {now.edition} is served now.{remarks}"
    if before is None:
        return logging.INFO, f"Nothing new; edition {now.edition} is served.{remarks}"
    if before.exit_code:
        return logging.INFO, f"Refreshes succeed again.{remarks}"
    over = "What was remarked is over."
    return (logging.INFO, causes or over) if now.causes != before.causes else None


def refresh_command(data_dir: Path) -> tuple[str, ...]:
    """The command line of one refresh."""
    return (sys.executable, "-m", "etl", "refresh", "--json", "--data-dir", str(data_dir))


class Refresher:
    """Runs one refresh at a time as a process, and tells news."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._child: subprocess.Popen[str] | None = None
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._last: Seen | None = None

    def run(self) -> None:
        """Refresh once and tell what is new."""
        child = self._start()
        if child is None:
            return
        try:
            output, _ = child.communicate(timeout=RUN_SECONDS)
        except subprocess.TimeoutExpired:
            self._end(child)
            output = ""
        if not self._stopping.is_set():
            self._tell(Seen.of(child.returncode, output))

    def stop(self) -> None:
        """End a refresh that is under way, and begin no other."""
        with self._guard:
            self._stopping.set()
            child = self._child
        if child is not None:
            self._end(child)

    def _start(self) -> subprocess.Popen[str] | None:
        with self._guard:
            if self._stopping.is_set():
                return None
            self._child = subprocess.Popen(  # noqa: S603 (our own command line)
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            return self._child

    def _end(self, child: subprocess.Popen[str]) -> None:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _tell(self, seen: Seen) -> None:
        if seen.exit_code == BUSY_CODE:
            log.debug("another run is on")
            return
        found = news(self._last, seen)
        self._last = seen
        if found:
            log.log(*found)
