"""Keeps refused input with the reasons, so that it can be looked at; within a bound."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from etl.publishing.clock import Clock, utc_now
from etl.publishing.durable import (
    host_errors,
    make_directory,
    remove_tree,
    sync_directory,
    write_file,
)
from etl.publishing.lock import Lock
from outcomes.errors import Problem

QUARANTINE = "quarantine"
ERRORS_FILE = "errors.json"
MOST_BYTES = 2 * 1024**3
MOST_ENTRIES = 50


def quarantine(
    lock: Lock, files: Sequence[Path], problems: Sequence[Problem], now: Clock = utc_now
) -> Path:
    """Keep refused files and what is wrong with them; the same files again add nothing.

    Files of the same disk are linked, not copied. Files named by no problem are left out, unless
    no problem names any. The oldest entries go when there are more than 50 or 2 GB.

    Returns:
        The directory with the files and ``errors.json``.

    Raises:
        HostError: the machine refuses.
    """
    named = {problem.file for problem in problems}
    refused = [path for path in files if path.name in named] or list(files)
    with host_errors(lock.data_dir):
        parent = lock.data_dir / QUARANTINE
        make_directory(parent)
        directory = _directory(parent, _hash_of(refused), now)
        for name, path in _named(refused).items():
            _keep(path, directory / name)
        errors = directory / ERRORS_FILE
        errors.unlink(missing_ok=True)
        text = json.dumps([problem.to_dict() for problem in problems], indent=1)
        write_file(errors, text.encode() + b"\n")
        sync_directory(directory)
        _bound(parent, directory)
    return directory


def _named(files: Sequence[Path]) -> dict[str, Path]:
    """Files by the names under which they are kept: their own, numbered where that is taken."""
    named: dict[str, Path] = {}
    for number, path in enumerate(files):
        taken = path.name in named or path.name == ERRORS_FILE
        named[f"{number}-{path.name}" if taken else path.name] = path
    return named


def _hash_of(files: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]


def _directory(parent: Path, sha12: str, now: Clock) -> Path:
    known = sorted(parent.glob(f"*-{sha12}"))
    directory = known[0] if known else parent / f"{now():%Y%m%dT%H%M%SZ}-{sha12}"
    make_directory(directory)
    return directory


def _keep(path: Path, target: Path) -> None:
    if target.exists():
        return
    try:
        target.hardlink_to(path)
    except OSError:
        if path.stat().st_size <= MOST_BYTES:
            shutil.copyfile(path, target)


def _bound(parent: Path, newest: Path) -> None:
    entries = sorted(path for path in parent.iterdir() if path != newest)
    total = sum(_size(path) for path in (*entries, newest))
    while entries and (total > MOST_BYTES or len(entries) >= MOST_ENTRIES):
        oldest = entries.pop(0)
        total -= _size(oldest)
        remove_tree(oldest)


def _size(directory: Path) -> int:
    return sum(os.path.getsize(path) for path in directory.iterdir())  # noqa: PTH202
