"""Tells of every step a process takes on the file system, before it is taken.

``watching(tell)`` calls ``tell(Step(...))`` for each file opened to write, each write, each
fsync, and each directory made, entry renamed, linked, shortened or removed. What ``tell`` raises
is raised in place of the step, and it may end the process.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, to which path, from which path (renames and links), and where.

    ``inode`` is that of the file written to or synchronised.
    """

    kind: str
    path: Path
    source: Path | None = None
    inode: int = 0


Tell = Callable[[Step], None]
_telling: list[Tell] = []
_hooked: list[bool] = []


@contextmanager
def watching(tell: Tell) -> Iterator[None]:
    """Call ``tell`` for every step within the block."""
    if not _hooked:
        sys.addaudithook(_heard)
        _hooked.append(True)
    before = os.fsync, io.open
    os.fsync, io.open = _fsync, _open  # type: ignore[assignment]
    _telling.append(tell)
    try:
        yield
    finally:
        _telling.pop()
        os.fsync, io.open = before


def _tell(step: Step) -> None:
    for tell in _telling[-1:]:
        tell(step)


def _path(value: Any) -> Path:
    return Path(os.fsdecode(value)) if isinstance(value, str | bytes | os.PathLike) else Path()


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _telling:
        return
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        _tell(Step("open", _path(arguments[0])))
    elif event in ("os.rename", "os.link"):
        _tell(Step(event.removeprefix("os."), _path(arguments[1]), _path(arguments[0])))
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.truncate"):
        _tell(Step(event.removeprefix("os."), _path(arguments[0])))


_real_fsync, _real_open = os.fsync, io.open


def _fsync(descriptor: int) -> None:
    place = Path(f"/proc/self/fd/{descriptor}").readlink()
    _tell(Step("fsync", place, inode=os.fstat(descriptor).st_ino))
    _real_fsync(descriptor)


class _Watched(io.FileIO):
    """A file whose every write to the system is told, before it and half-way."""

    def write(self, content: Any) -> int:
        place, inode = _path(self.name), os.fstat(self.fileno()).st_ino
        _tell(Step("write", place, inode=inode))
        half = len(memoryview(content).cast("B")) // 2
        super().write(memoryview(content).cast("B")[:half])
        _tell(Step("write", place, inode=inode))
        return half + (super().write(memoryview(content).cast("B")[half:]) or 0)


def _open(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
    if "b" in mode and set(mode) & set("wxa"):
        return io.BufferedWriter(_Watched(file, mode.replace("b", "")))
    return _real_open(file, mode, *arguments, **options)
