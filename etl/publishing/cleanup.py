"""Removes editions that nobody needs any more, in two steps and never one that is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from etl.publishing.clock import Clock, moment_of, utc_now
from etl.publishing.durable import host_errors, make_directory, move, remove_tree, sync_directory
from etl.publishing.history import Switch, kept_editions, rolled_back, served_pointer, switches
from etl.publishing.lock import Lock
from etl.publishing.staging import sweep_drafts
from outcomes.runs import Run, receipt_files

TRASH, PINS = "trash", "pins"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long things are kept.

    Attributes:
        previous: editions served before the one that is served.
        unused: editions that are not served, counted from their last service.
        trash: editions in the trash, before they are deleted.
        receipts: receipts.
    """

    previous: int = 8
    unused: timedelta = timedelta(days=90)
    trash: timedelta = timedelta(days=7)
    receipts: timedelta = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Names of the editions moved to the trash, and of what was deleted from it."""

    moved: tuple[str, ...]
    deleted: tuple[str, ...]
    receipts: int


def clean_up(lock: Lock, now: Clock = utc_now, keeping: Keeping | None = None) -> Cleaned:
    """Move unneeded editions to the trash, and delete what has lain there long enough.

    Kept whatever their age: what is served, the eight editions served before it, editions that a
    rollback took away, and every edition that a file of its name in ``pins/`` asks for. Without
    a readable pointer nothing is removed. Ended at any point it has only removed less.

    Raises:
        HostError: the machine refuses.
    """
    keeping, data_dir = keeping or Keeping(), lock.data_dir
    if served_pointer(data_dir) is None:
        return Cleaned((), (), 0)
    moment = now()
    with host_errors(data_dir):
        deleted = _empty_trash(data_dir / TRASH, moment - keeping.trash)
        unneeded = sorted(kept_editions(data_dir) - _needed(data_dir, moment, keeping))
        for name in unneeded:
            make_directory(data_dir / TRASH)
            move(data_dir / "editions" / name, data_dir / TRASH / f"{name}~{moment:{STAMP}}")
        sweep_drafts(data_dir)
        receipts = _remove_receipts(data_dir, moment - keeping.receipts)
    return Cleaned(tuple(unneeded), deleted, receipts)


def _needed(data_dir: Path, moment: datetime, keeping: Keeping) -> set[str]:
    history = [switch for switch in switches(data_dir) if switch.served is not False]
    current = served_pointer(data_dir)
    served = [current.edition] if current else []
    latest = list(dict.fromkeys([*served, *(one.pointer.edition for one in reversed(history))]))
    last = _last_served(history)
    recent = {
        name
        for name in kept_editions(data_dir)
        if last.get(name, _made(data_dir, name)) > moment - keeping.unused
    }
    pinned = {path.name for path in (data_dir / PINS).glob("*")}
    return {*latest[: keeping.previous + 1], *recent, *pinned, *rolled_back(data_dir)}


def _last_served(history: list[Switch]) -> dict[str, datetime]:
    """When each edition was last replaced by another."""
    return {old.pointer.edition: _moment(new.pointer.switched) for old, new in pairwise(history)}


def _moment(text: str) -> datetime:
    """A moment of the history; an unreadable one counts as yet to come, which keeps things."""
    try:
        return moment_of(text)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _made(data_dir: Path, name: str) -> datetime:
    """For an edition that was never served only the file system knows."""
    return datetime.fromtimestamp((data_dir / "editions" / name).stat().st_mtime, UTC)


def _empty_trash(trash: Path, before: datetime) -> tuple[str, ...]:
    old = [path for path in sorted(trash.glob("*~*")) if _stamped(path) <= before]
    for path in old:
        remove_tree(path)
    if old:
        sync_directory(trash)
    return tuple(path.name for path in old)


def _stamped(path: Path) -> datetime:
    """When it was moved; never, as it were, when its name does not say."""
    try:
        return datetime.strptime(path.name.rpartition("~")[2], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _remove_receipts(data_dir: Path, before: datetime) -> int:
    """Remove old receipts, oldest first, up to the first that is young; the newest stays."""
    removed = 0
    for path in receipt_files(data_dir)[:-1]:
        try:
            finished = moment_of(Run.from_json(path.read_text(encoding="utf-8")).finished)
        except ValueError:
            finished = before
        if finished > before:
            break
        path.unlink()
        removed += 1
    return removed
