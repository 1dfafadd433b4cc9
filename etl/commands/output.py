"""What a command prints when there is nowhere to print it: a full disk, a pipe that was closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

import typer

HOST_TROUBLE = 1


def printed(command: Callable[[], int]) -> int:
    """Run a command until all that it printed has left the process; the exit code.

    Success that could not be printed is trouble of the machine, told in one line where there
    is somebody left to tell; any other exit code stays as it is.
    """
    code = 0
    try:
        code = command()
        _flush(sys.stdout)
    except BrokenPipeError:  # the reader has gone, as head does: no news
        code = code or HOST_TROUBLE
    except OSError as error:
        code = code or HOST_TROUBLE
        with suppress(OSError):
            typer.echo(f"HOST_OUTPUT: cannot print: {error.strerror}", err=True)
    for stream in (sys.stdout, sys.stderr):
        _let_go(stream)
    return code


def _flush(stream: TextIO | None) -> None:
    if stream is not None:  # as it is when the process began with it closed
        stream.flush()


def _let_go(stream: TextIO | None) -> None:
    """Drop what cannot be written: Python tries again as it ends, and makes the exit code 120."""
    try:
        _flush(stream)
    except OSError:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
