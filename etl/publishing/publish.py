"""Publishes a build as an edition: written aside, read back, moved into place, then served.

Readers see the edition before or the edition after, whole, whatever happens in between: nothing
that is served is ever written to, and one file, ``current.json``, is replaced at one stroke.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.checking.holds import HOLDS
from etl.checking.judged import judge_written
from etl.comparing.diff_files import keep_revision
from etl.progress import Progress, silent
from etl.publishing.clock import Clock, utc_now
from etl.publishing.durable import host_errors
from etl.publishing.edition_files import install, write_edition
from etl.publishing.history import rolled_back, served_pointer, switch_to
from etl.publishing.lock import Lock, hold_lock
from etl.publishing.staging import clean_staging, require_space
from etl.publishing.verify import sha256_of
from outcomes.editions import EDITION_FILE, Edition, edition_directory
from outcomes.errors import CheckError, EditionUnavailable, Problem
from outcomes.pointer import Pointer

if TYPE_CHECKING:
    from etl.build import Build

SPARE_BYTES = 1024 * 1024
PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is published.

    Attributes:
        reason: for the history.
        even_rolled_back: whether content that a rollback took away may be served again: yes
            where a person names the files, no in a refresh.
        now: the clock.
        progress: told what is written.
        acknowledged: names of checks against the edition before that may pass, for the reason.
    """

    reason: str = PUBLISH
    even_rolled_back: bool = True
    now: Clock = utc_now
    progress: Progress = silent
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication came to.

    Attributes:
        edition: the edition that is served now.
        pointer: the pointer to it.
        switched: False when the same edition was served already and nothing changed.
        repaired: files of the edition that were found damaged and put right.
        released: whether the edition had been rolled back before, and is served again.
        checks: what the edition before had to say of it, as editions keep checks.
    """

    edition: Edition
    pointer: Pointer
    switched: bool
    repaired: tuple[str, ...] = ()
    released: bool = False
    checks: tuple[dict[str, Any], ...] = ()


def publish(build: Build, data_dir: Path, *, reason: str = PUBLISH) -> Edition:
    """Publish a build and serve it; content that is served already stays as it is.

    Who calls this has decided: checks that would hold the edition back are noted and pass.

    Raises:
        BusyError: another process is writing.
        CheckError: what was written is not what was built, or the build is empty.
        HostError: the machine refuses; what is served is unchanged.
    """
    with hold_lock(data_dir) as lock:
        return publish_build(build, lock, Terms(reason=reason, acknowledged=HOLDS)).edition


def publish_build(build: Build, lock: Lock, terms: Terms | None = None) -> Published:
    """Publish a build under a lock that is held, and say what came of it.

    Raises:
        CheckError: as in ``publish``, and ``EDITION_ROLLED_BACK`` where the terms say so; also
            where it differs from what is served in a way that the terms do not acknowledge.
        HostError: the machine refuses.
        BusyError: somebody writes in spite of the lock.
    """
    terms = terms or Terms()
    with host_errors(lock.data_dir), clean_staging(lock) as staging:
        require_space(lock.data_dir, _most_bytes(build))
        edition = write_edition(build, staging / "edition", terms.progress)
        current = served_pointer(lock.data_dir)
        is_served = current is not None and current.edition == edition.id
        released = not is_served and _was_rolled_back(edition, lock.data_dir)
        if released and not terms.even_rolled_back:
            raise CheckError((_rolled_back_problem(edition),))
        acknowledged, reason = terms.acknowledged, terms.reason
        written = staging / "edition"
        judged = judge_written(written, edition, lock.data_dir, acknowledged, reason)
        edition = judged.edition
        with _taken_back_unless_served(edition.id, lock.data_dir):
            repaired = install(written, edition, lock.data_dir)
            target = edition.id, sha256_of(edition.to_json().encode())
            if current and (current.edition, current.sha256) == target and not repaired:
                return Published(edition, current, switched=False)
            if judged.revision:
                keep_revision(lock.data_dir, staging, judged.revision)
            pointer = switch_to(lock, staging, target, terms.reason, terms.now)
    return Published(edition, pointer, True, repaired, released, judged.checks)


@contextmanager
def _taken_back_unless_served(name: str, data_dir: Path) -> Iterator[None]:
    """Remove an edition that the block put there, if the block fails before it is served."""
    directory = edition_directory(data_dir, name)
    was_there = directory.exists()
    try:
        yield
    except BaseException:
        pointer = served_pointer(data_dir)
        if not was_there and (pointer is None or pointer.edition != name):
            shutil.rmtree(directory, ignore_errors=True)
        raise


def _most_bytes(build: Build) -> int:
    """More than the edition can take: Parquet is smaller than packed sums in memory."""
    return SPARE_BYTES + sum(table.nbytes for table in build.tables.values())


def _was_rolled_back(edition: Edition, data_dir: Path) -> bool:
    """Whether a rollback took this edition away, or one of the very same source files."""
    files = {source.sha256 for source in edition.sources}
    return any(
        name == edition.id or files == _source_hashes(data_dir, name)
        for name in rolled_back(data_dir)
    )


def _source_hashes(data_dir: Path, name: str) -> set[str] | None:
    try:
        text = (edition_directory(data_dir, name) / EDITION_FILE).read_bytes()
        return {source.sha256 for source in Edition.from_json(text).sources}
    except (OSError, EditionUnavailable):
        return None


def _rolled_back_problem(edition: Edition) -> Problem:
    names = ", ".join(source.file for source in edition.sources)
    return Problem(
        "EDITION_ROLLED_BACK",
        f"edition {edition.id} comes from files whose edition was rolled back",
        severity="hold",
        value=names,
        hint="If they are right after all, publish them by hand: python -m etl ingest FILE…",
    )
