"""What a signal does before a command has begun: there is nothing to tidy up yet."""

from __future__ import annotations

import os
import signal
from types import FrameType

STOPPED_BY = 128


def end_at_once_when_told() -> None:
    """Let SIGTERM and Ctrl-C end the process with one line and its code, from now on."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    os.write(2, b"STOPPED: the run was told to stop\n")
    os._exit(STOPPED_BY + number)
