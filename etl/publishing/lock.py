"""One writer at a time: a lock on the data directory that ends with the process holding it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.publishing.durable import host_errors, make_directory
from outcomes.errors import BusyError, Problem

LOCK_FILE = "LOCK"


@dataclass(frozen=True, slots=True)
class Lock:
    """Proof that this process alone may write to a data directory."""

    data_dir: Path


@contextmanager
def hold_lock(data_dir: Path) -> Iterator[Lock]:
    """Hold the lock of a data directory for the length of a block; the directory is made.

    The operating system frees the lock when the process ends in whatever way, so nothing is
    ever to be removed by hand. What stands in the file is for people only.

    Raises:
        BusyError: another process holds it; its number is named.
        HostError: the directory cannot be made or written to.
    """
    with host_errors(data_dir):
        make_directory(data_dir)
        descriptor = os.open(data_dir / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, data_dir)
        yield Lock(data_dir)
    finally:
        os.close(descriptor)


def _take(descriptor: int, data_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError((_busy(data_dir),)) from None
    holder = {"pid": os.getpid(), "host": socket.gethostname()}
    with host_errors(data_dir / LOCK_FILE):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)


def _busy(data_dir: Path) -> Problem:
    who = "another process"
    try:
        holder = json.loads((data_dir / LOCK_FILE).read_text(encoding="utf-8"))
        who = f"process {holder['pid']} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return Problem(
        "BUSY",
        f"{who} is writing to this data directory",
        file=str(data_dir / LOCK_FILE),
        hint="Wait for it to end; the lock goes with the process, whatever ends it",
    )
