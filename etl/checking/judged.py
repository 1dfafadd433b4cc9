"""An edition that is written and not yet in place, held against the one that is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.checking.against import judge
from etl.checking.holds import recorded_check, refuse
from etl.comparing.diff import Comparison, compare, hold, read_edition, revision_of
from etl.comparing.moves import Held
from etl.publishing.durable import sync_directory, write_file
from etl.publishing.history import served_pointer
from etl.publishing.identity import identify
from outcomes.editions import EDITION_FILE, Edition
from outcomes.errors import EditionUnavailable, Problem
from outcomes.revisions import Revision


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it.

    Attributes:
        edition: with the checks against the edition before; those it was first published with
            where it is kept already.
        checks: what was found now, as the edition keeps it.
        revision: what changed; None where there is nothing to compare with.
    """

    edition: Edition
    checks: tuple[dict[str, Any], ...] = ()
    revision: Revision | None = None


def judge_written(
    written: Path, edition: Edition, data_dir: Path, acknowledged: Sequence[str], reason: str
) -> Judged:
    """Compare an edition with the one that is served, and write the findings into its statement.

    Args:
        written: directory of its files; ``edition.json`` is written anew when checks are added.
        edition: what it states.
        data_dir: the directory of editions.
        acknowledged: names of the holds that may pass.
        reason: why they may.

    Raises:
        CheckError: errors, or holds that are not acknowledged.
        OSError: the machine refuses.
    """
    served = served_pointer(data_dir)
    if served is None or served.edition == edition.id:
        return Judged(_restate(written, edition, data_dir, ()))
    problems: tuple[Problem, ...] = ()
    revision: Revision | None = None
    try:
        comparison = _compare(written, edition, data_dir, served.edition)
        problems = judge(comparison)
        refuse(problems, acknowledged)
        revision = revision_of(comparison)
    except EditionUnavailable as error:
        message = f"the edition that is served could not be compared with: {error}"
        problems = (*problems, Problem("NOT_COMPARED", message, "warning"))
    checks = tuple(recorded_check(problem, served.edition, reason) for problem in problems)
    return Judged(_restate(written, edition, data_dir, checks), checks, revision)


def _compare(written: Path, edition: Edition, data_dir: Path, served: str) -> Comparison:
    return compare(hold(data_dir, served), Held(edition, written))


def _restate(
    written: Path, edition: Edition, data_dir: Path, checks: tuple[dict[str, Any], ...]
) -> Edition:
    """The edition with its checks, on disk; one that is kept already says what it always said."""
    kept = _kept(edition.id, data_dir)
    stated = kept.checks if kept else (*edition.checks, *checks)
    if stated == edition.checks:
        return edition
    edition = replace(edition, checks=stated)
    (written / EDITION_FILE).unlink()
    write_file(written / EDITION_FILE, edition.to_json().encode())
    sync_directory(written)
    return edition


def _kept(identifier: str, data_dir: Path) -> Edition | None:
    try:
        kept = read_edition(data_dir, identifier)
    except EditionUnavailable:
        return None
    return kept if kept.id == identify(kept) == identifier else None
