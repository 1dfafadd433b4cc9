"""What a signal does: ends a command at once before it has begun, tidily afterwards."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED_BY = 128


def end_at_once_when_told() -> None:
    """Let SIGTERM and Ctrl-C end the process with one line and its code, from now on."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    os.write(2, b"STOPPED: the run was told to stop\n")
    os._exit(STOPPED_BY + number)


class Stopped(KeyboardInterrupt):
    """The process was told to end; its first argument is the number of the signal."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end the block by ``Stopped``, so that everything is tidied up."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise Stopped(number)

    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, stop) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
