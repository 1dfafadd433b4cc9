"""Which edition was served when: the pointer, and one file for every switch of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.publishing.clock import Clock, text_of, utc_now
from etl.publishing.durable import make_directory
from etl.publishing.lock import Lock
from etl.publishing.staging import put_new, put_over
from outcomes.editions import EDITION_ID
from outcomes.errors import BusyError, EditionUnavailable, Problem
from outcomes.pointer import POINTER_FILE, Pointer, read_pointer

HISTORY = "history"
ROLLBACK = "rollback: "


@dataclass(frozen=True, slots=True)
class Switch:
    """One entry of the history.

    Attributes:
        pointer: what ``current.json`` was to say.
        served: whether it ever did; an entry is written before the switch, and a process can
            end in between. None where the chain of entries is broken and nobody can tell.
    """

    pointer: Pointer
    served: bool | None


def served_pointer(data_dir: Path) -> Pointer | None:
    """The pointer to what is served, or None when nothing readable is there."""
    try:
        return read_pointer(data_dir)
    except EditionUnavailable:
        return None


def kept_editions(data_dir: Path) -> set[str]:
    """Identifiers of the editions that are kept; what else lies beside them is left alone."""
    entries = (data_dir / "editions").glob("*")
    return {path.name for path in entries if EDITION_ID.fullmatch(path.name) and path.is_dir()}


def switch_to(
    lock: Lock,
    staging: Path,
    target: tuple[str, str],
    reason: str,
    now: Clock = utc_now,
) -> Pointer:
    """Serve another edition. Replacing ``current.json`` is the only moment of commitment.

    Args:
        lock: of the data directory.
        staging: where to draft files.
        target: the edition's identifier, and the hash of its ``edition.json``.
        reason: ``publish`` or ``rollback: …``.
        now: the clock.

    Raises:
        BusyError: somebody took the next number in spite of the lock.
        OSError: the machine refuses.
    """
    before = served_pointer(lock.data_dir)
    pointer = Pointer(
        sequence=_last_sequence(lock.data_dir, before) + 1,
        edition=target[0],
        sha256=target[1],
        switched=text_of(now()),
        reason=reason,
        previous=before.edition if before else None,
    )
    content = pointer.to_json().encode()
    make_directory(lock.data_dir / HISTORY)
    try:
        put_new(staging, _entry(lock.data_dir, pointer.sequence), content)
    except FileExistsError as error:
        message = f"switch {pointer.sequence} was taken by another writer in spite of the lock"
        hint = "The data directory must be on a disk of one machine, not shared over a network"
        raise BusyError((Problem("BUSY", message, file=HISTORY, hint=hint),)) from error
    put_over(staging, lock.data_dir / POINTER_FILE, content)
    return pointer


def _entry(data_dir: Path, sequence: int) -> Path:
    return data_dir / HISTORY / f"{sequence:06d}.json"


def _last_sequence(data_dir: Path, pointer: Pointer | None) -> int:
    known = [int(path.stem) for path in history_files(data_dir)]
    return max([0, *known, pointer.sequence if pointer else 0])


def history_files(data_dir: Path) -> list[Path]:
    """The files of the history, oldest first, whatever is in them."""
    numbered = [
        path for path in (data_dir / HISTORY).glob("[0-9]*.json") if path.stem.isdecimal()
    ]  # fmt: skip
    return sorted(numbered, key=lambda path: int(path.stem))


def switches(data_dir: Path) -> tuple[Switch, ...]:
    """Every readable entry of the history, oldest first."""
    return tuple(reversed(list(_newest_first(data_dir))))


def _newest_first(data_dir: Path) -> Iterator[Switch]:
    """Follow the entries back from the one that is served: each names the edition before it."""
    current = served_pointer(data_dir)
    expected = current.edition if current else None
    for path in reversed(history_files(data_dir)):
        try:
            pointer = Pointer.from_json(path.read_bytes())
        except (EditionUnavailable, OSError):
            expected = None
            continue
        if current is None or pointer.sequence > current.sequence:
            yield Switch(pointer, None if current is None else False)
            continue
        served = pointer.edition == expected if expected else None
        if served:
            expected = pointer.previous
        yield Switch(pointer, served)


def rolled_back(data_dir: Path) -> frozenset[str]:
    """Editions that a rollback took away, and that nobody has published again by hand since."""
    line: list[str] = []
    blocked: set[str] = set()
    for switch in switches(data_dir):
        if switch.served is False:
            continue
        edition = switch.pointer.edition
        if switch.pointer.reason.startswith(ROLLBACK):
            blocked.update(_taken_away(line, edition))
        line.append(edition)
        blocked.discard(edition)
    return frozenset(blocked)


def _taken_away(line: list[str], target: str) -> set[str]:
    """What a rollback to a target leaves behind: everything served since it, else the last."""
    since = line[len(line) - line[::-1].index(target) :] if target in line else line[-1:]
    return set(since) - {target}
