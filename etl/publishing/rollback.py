"""Serves an earlier edition again; what it replaces is not published again unasked."""

from __future__ import annotations

from pathlib import Path

from etl.publishing.clock import Clock, utc_now
from etl.publishing.durable import host_errors, sync_directory
from etl.publishing.history import ROLLBACK, kept_editions, served_pointer, switch_to, switches
from etl.publishing.lock import Lock
from etl.publishing.publish import Published
from etl.publishing.staging import clean_staging
from etl.publishing.verify import edition_problems, sha256_of
from outcomes.editions import EDITION_FILE, Edition, edition_directory
from outcomes.errors import CheckError, EditionUnavailable


def roll_back(lock: Lock, identifier: str, reason: str, now: Clock = utc_now) -> Published:
    """Serve an edition that is kept, after comparing every hash.

    Args:
        lock: of the data directory.
        identifier: the edition to serve.
        reason: why, kept in the history.
        now: the clock.

    Raises:
        EditionUnavailable: no such edition is kept.
        CheckError: it is damaged.
        HostError: the machine refuses; what is served is unchanged.
    """
    data_dir = lock.data_dir
    directory = edition_directory(data_dir, identifier)
    if not directory.is_dir():
        kept = ", ".join(sorted(kept_editions(data_dir))) or "none"
        raise EditionUnavailable(f"no edition {identifier!r} is kept; kept are: {kept}")
    problems = edition_problems(data_dir, identifier, _published_hash(data_dir, identifier))
    damage = tuple(problem for problem in problems if problem.severity == "error")
    if damage:
        raise CheckError(damage)
    with host_errors(data_dir), clean_staging(lock) as staging:
        content = (directory / EDITION_FILE).read_bytes()
        edition, current = Edition.from_json(content.decode()), served_pointer(data_dir)
        target = identifier, sha256_of(content)
        if current and (current.edition, current.sha256) == target:
            return Published(edition, current, switched=False)
        sync_directory(directory.parent)
        pointer = switch_to(lock, staging, target, f"{ROLLBACK}{reason}", now)
    return Published(edition, pointer, switched=True)


def _published_hash(data_dir: Path, identifier: str) -> str | None:
    hashes = [one.pointer.sha256 for one in switches(data_dir) if one.pointer.edition == identifier]
    return hashes[-1] if hashes else None
