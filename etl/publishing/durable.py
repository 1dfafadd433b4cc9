"""File-system steps that outlast a crash: each returns only when the disk has the result.

An entry of a directory is as little on disk as bytes are until it was synchronised, so every
step that makes, renames or links a file synchronises the directories concerned too.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from outcomes.errors import HostError, Problem

if TYPE_CHECKING:
    from typing_extensions import Buffer

FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
APART = "Keep editions, history, diffs, trash and staging on one file system"


@contextmanager
def host_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a HostError with a stable name.

    Args:
        path: the directory to name when the system names no file.

    Raises:
        HostError: ``HOST_DISK_FULL``, ``HOST_READONLY`` or ``HOST_IO``.
    """
    try:
        yield
    except OSError as error:
        raise HostError((host_problem(error, path),)) from error


def host_problem(error: OSError, path: Path) -> Problem:
    """The refusal of the operating system as a problem with a stable name."""
    place = str(error.filename or path)
    reason = (error.strerror or str(error)).lower()
    if error.errno in FULL:
        hint = "Free some space and run the same command again; what is served is unchanged"
        return Problem("HOST_DISK_FULL", f"cannot write: {reason}", file=place, hint=hint)
    if error.errno in READ_ONLY:
        hint = "Give the user that runs this the right to write to the data directory"
        return Problem("HOST_READONLY", f"may not write: {reason}", file=place, hint=hint)
    apart = APART if error.errno == errno.EXDEV else None
    return Problem("HOST_IO", f"the machine refuses: {reason}", file=place, hint=apart)


def sync_directory(path: Path) -> None:
    """Put a directory's entries on disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_directory(path: Path) -> None:
    """Make a directory and its missing parents, each entry on disk; nothing if it is there."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write to, on disk when the block ends without an error.

    Its entry in the directory is not: ``sync_directory`` follows when all files are there.
    """
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_file(path: Path, content: Buffer) -> None:
    """Write a new file whole; its directory is left to be synchronised."""
    with new_file(path) as file:
        file.write(content)


def move(source: Path, target: Path) -> None:
    """Rename a file or directory, replacing a file of that name at one stroke."""
    source.replace(target)
    sync_directory(target.parent)
    if source.parent != target.parent:
        sync_directory(source.parent)


def replace_file(path: Path, content: Buffer) -> None:
    """Replace a file at one stroke, or make it, with its directory.

    Raises:
        HostError: the machine refuses; the file is as it was.
    """
    draft = path.with_name(f"{path.name}.draft")
    with host_errors(path.parent):
        make_directory(path.parent)
        draft.unlink(missing_ok=True)
        write_file(draft, content)
        move(draft, path)


def put_if_absent(source: Path, target: Path) -> None:
    """Give a finished file its final name unless that name is taken.

    Raises:
        FileExistsError: when it is; whoever was first stays.
    """
    target.hardlink_to(source)
    source.unlink(missing_ok=True)
    sync_directory(target.parent)


def remove_tree(path: Path) -> None:
    """Remove a directory with all that is in it; nothing if it is not there.

    Raises:
        OSError: the machine refuses; also where it is a link, since that leads to others' files.
    """
    if path.is_symlink():
        raise OSError(errno.ENOTDIR, "a link stands in the place of a directory", str(path))
    if path.is_dir():
        shutil.rmtree(path)
