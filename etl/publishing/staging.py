"""The one place where files may be half-written: emptied before, and after, every use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.publishing.durable import make_directory, move, put_if_absent, remove_tree, write_file
from etl.publishing.lock import Lock
from outcomes.errors import HostError, Problem
from outcomes.runs import RECEIPTS

STAGING = "staging"


@contextmanager
def clean_staging(lock: Lock) -> Iterator[Path]:
    """An empty directory on the same file system as the editions, gone when the block ends."""
    path = lock.data_dir / STAGING
    remove_tree(path)
    sweep_drafts(lock.data_dir)
    make_directory(path)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep_drafts(data_dir: Path) -> None:
    """Remove drafts of receipts that ended processes left; a living one writes its draft again."""
    for draft in (data_dir / RECEIPTS).glob(".*.draft"):
        draft.unlink(missing_ok=True)


def put_new(staging: Path, target: Path, content: bytes) -> None:
    """Put a file with this content where there is none; FileExistsError where there is one."""
    make_directory(target.parent)
    draft = staging / f"new-{target.name}"
    write_file(draft, content)
    put_if_absent(draft, target)


def put_over(staging: Path, target: Path, content: bytes) -> None:
    """Put a file with this content in the place of the one that is there, at one stroke."""
    draft = staging / f"over-{target.name}"
    write_file(draft, content)
    move(draft, target)


def require_space(path: Path, needed: int) -> None:
    """Refuse before anything is written when the disk has less free than may be needed.

    Raises:
        HostError: ``HOST_DISK_FULL`` with the bytes needed and free.
    """
    free = shutil.disk_usage(path).free
    if free < needed:
        message = f"{free:,} bytes are free and up to {needed:,} are needed"
        hint = "Free some space and run the same command again; what is served is unchanged"
        raise HostError((Problem("HOST_DISK_FULL", message, file=str(path), hint=hint),))
