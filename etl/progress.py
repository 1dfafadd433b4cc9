"""Tells a person how far a load is: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Lock
from typing import Protocol, TextIO, cast

MEGABYTE = 1_000_000
STEPS_TOLD = 4


class Progress(Protocol):
    """What a load tells while it runs; methods may be called from any thread."""

    def start(self, title: str, total_bytes: int) -> None:
        """A step begins that will go through so many bytes (0 when not known)."""

    def advance(self, size: int) -> None:
        """So many more bytes are done."""

    def note(self, text: str) -> None:
        """One line of news."""

    def finish(self) -> None:
        """The step is over, well or not."""


class Silent:
    """Tells nothing."""

    def start(self, title: str, total_bytes: int) -> None:
        """Tells nothing."""

    def advance(self, size: int) -> None:
        """Tells nothing."""

    def note(self, text: str) -> None:
        """Tells nothing."""

    def finish(self) -> None:
        """Tells nothing."""


class Lines:
    """Plain lines: where a step begins, each quarter of it, and news."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = Lock()
        self._title, self._total, self._done, self._told = "", 0, 0, 0

    def start(self, title: str, total_bytes: int) -> None:
        """A line with the title and the size."""
        with self._lock:
            self._title, self._total, self._done, self._told = title, total_bytes, 0, 0
        size = f" ({total_bytes / MEGABYTE:,.0f} MB)" if total_bytes else ""
        self.note(f"{title}{size}")

    def advance(self, size: int) -> None:
        """A line at each quarter."""
        with self._lock:
            self._done += size
            step = STEPS_TOLD * self._done // self._total if self._total else 0
            if step <= self._told:
                return
            self._told = step
        self.note(f"{self._title}: {min(100, 100 * step // STEPS_TOLD)}%")

    def note(self, text: str) -> None:
        """One line."""
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def finish(self) -> None:
        """No line: what follows tells that the step is over."""


silent: Progress = Silent()


def progress_on(stream: TextIO | None = None) -> Progress:
    """A bar when the stream (standard error if none is given) is a terminal, else lines."""
    stream = stream or sys.stderr
    if not stream.isatty():
        return Lines(stream)
    bars = import_module(
        "etl.progress_bar"
    )  # a seventh of a second, and nobody looks at a cron job
    return cast("Progress", bars.Bar(stream))
