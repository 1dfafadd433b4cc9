"""Files in, edition out: build, publish, and keep aside what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from etl.build import build
from etl.neighbours.kept import keep_neighbours
from etl.publishing.durable import host_errors
from etl.publishing.lock import Lock
from etl.publishing.publish import Published, Terms, publish_build
from etl.publishing.quarantine import quarantine
from etl.publishing.receipts import Draft
from etl.publishing.staging import STAGING, clean_staging
from etl.reading.given import require_files
from etl.reading.spill import Spill
from outcomes.errors import CheckError, HostError, SourceError
from outcomes.runs import PUBLISHED, UNCHANGED

if TYPE_CHECKING:
    from etl.build import FileFacts


def load(
    files: Sequence[Path],
    lock: Lock,
    draft: Draft,
    terms: Terms | None = None,
    facts: Mapping[Path, FileFacts] | None = None,
) -> Published:
    """Make an edition of exactly these files and serve it.

    Args:
        files: source files, all of one load.
        lock: of the data directory.
        draft: the run's receipt, which is told files, remarks and outcome.
        terms: on what terms it is published.
        facts: what is known of files from elsewhere: address, publication time, release.

    Raises:
        SourceError: the files are bad; they and the reasons are in the quarantine, but for what
            is no file.
        CheckError: the figures do not pass; likewise.
        HostError: the machine refuses. In every case what was served is unchanged.
    """
    require_files(files)
    terms = terms or Terms()
    draft.files = tuple({"name": path.name, "size": path.stat().st_size} for path in files)
    try:
        with closing(Spill(lock.data_dir / STAGING)) as spill:
            with host_errors(lock.data_dir), clean_staging(lock):
                built = build(files, progress=terms.progress, facts=facts, spill=spill)
            draft.problems = tuple(problem.to_dict() for problem in built.problems)
            keep_neighbours(lock, built.neighbours.sources, files)
            published = publish_build(built, lock, terms)
    except (SourceError, CheckError) as error:
        raise _kept_aside(error, files, lock, draft, terms) from None
    _note(draft, published)
    return published


def _kept_aside(
    error: SourceError | CheckError, files: Sequence[Path], lock: Lock, draft: Draft, terms: Terms
) -> SourceError | CheckError:
    """The refusal, its files in the quarantine; where they cannot be kept it says that too."""
    try:
        draft.details["quarantine"] = quarantine(lock, files, error.problems, terms.now).name
    except HostError as trouble:
        told = (replace(problem, severity="warning") for problem in trouble.problems)
        return type(error)((*error.problems, *told))
    return error


def _note(draft: Draft, published: Published) -> None:
    draft.outcome = PUBLISHED if published.switched else UNCHANGED
    draft.files = tuple(
        {"name": source.file, "size": source.size, "sha256": source.sha256}
        for source in published.edition.sources
    )
    draft.problems = (*draft.problems, *published.checks)
    acknowledged = [
        {"check": check["code"], "reason": check["acknowledged"]}
        for check in published.checks
        if "acknowledged" in check
    ]
    if acknowledged:
        draft.details["acknowledged"] = acknowledged
    if published.repaired:
        draft.details["repaired"] = list(published.repaired)
    if published.released:
        draft.details["released"] = published.edition.id
