"""A bar on a terminal that tells a person how far a load is."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)


class Bar:
    """A bar with size, speed and time left."""

    def __init__(self, stream: TextIO) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=Console(file=stream),
        )
        self._task: TaskID | None = None

    def start(self, title: str, total_bytes: int) -> None:
        """A new bar."""
        self._bar.start()
        self._task = self._bar.add_task(title, total=total_bytes or None)

    def advance(self, size: int) -> None:
        """The bar grows."""
        if self._task is not None:
            self._bar.advance(self._task, size)

    def note(self, text: str) -> None:
        """A line above the bar."""
        self._bar.console.print(text, markup=False, highlight=False)

    def finish(self) -> None:
        """The bar stands still."""
        self._bar.stop()
