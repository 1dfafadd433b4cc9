"""``status``: what is served, since when, and how the last runs went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from etl.commands.options import AsJson, DataDir
from etl.commands.releases import note_line
from etl.commands.report import reporting
from etl.commands.summary import edition_facts, edition_lines
from etl.fetching.release_days import ended_warning
from etl.publishing.clock import moment_of, utc_now
from etl.publishing.history import served_pointer
from outcomes.editions import EDITION_FILE, Edition, edition_directory
from outcomes.errors import EditionUnavailable
from outcomes.pointer import Pointer
from outcomes.release_days import release_days
from outcomes.runs import AGAIN, Run, last_attempt, last_success, refused_release, waiting_release


def status(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Say which edition is served, since when, from which files, and how the last runs went.

    Exit code 0 also when no edition was published yet.
    """
    with reporting(data_dir, as_json) as report:
        pointer = served_pointer(report.data_dir)
        attempt, success = last_attempt(report.data_dir), last_success(report.data_dir)
        waiting, refused = waiting_release(report.data_dir), refused_release(report.data_dir)
        ended = ended_warning(release_days(), utc_now())
        report.facts = {
            "edition": None,
            "last_attempt": attempt.to_dict() if attempt else None,
            "last_success": success.to_dict() if success else None,
            "waiting": waiting.waiting_facts() if waiting else None,
            "refused": refused.refused_facts() if refused else None,
            "warnings": [ended.message] if ended else [],
        }
        if pointer is None:
            report.say(f"No edition is served in {report.data_dir}.")
            report.say("Make one: python -m etl refresh, ingest FILE…, or demo.")
        else:
            report.facts.update(_served_facts(report.data_dir, pointer))
            report.lines += _served_lines(report.data_dir, pointer)
        report.lines += _run_lines(attempt, success)
        if waiting is not None:
            report.say(f"A release waits since {waiting.held_since}: {', '.join(waiting.holds)}.")
            report.say(f"If it is right: {waiting.acknowledgement}")
        if refused is not None:
            stopped_by = ", ".join(refused.stopped_by)
            report.say(f"A release is refused since {refused.refused_since}: {stopped_by}.")
            report.say(f"It is read again when its files or this program change, or by: {AGAIN}")
        if ended is not None:
            report.say(note_line(ended))


def _served_facts(data_dir: Path, pointer: Pointer) -> dict[str, Any]:
    facts = {
        "edition": pointer.edition,
        "sequence": pointer.sequence,
        "switched": pointer.switched,
        "age_seconds": _age(pointer).total_seconds(),
        "reason": pointer.reason,
        "previous": pointer.previous,
    }
    try:
        return {**facts, "readable": True, **edition_facts(_read(data_dir, pointer))}
    except EditionUnavailable as error:
        return {**facts, "readable": False, "trouble": str(error)}


def _served_lines(data_dir: Path, pointer: Pointer) -> Iterator[str]:
    try:
        yield from edition_lines(_read(data_dir, pointer))
    except EditionUnavailable as error:
        yield f"{pointer.edition} is served but cannot be read: {error}"
    age = _age(pointer)
    since = f"{age.days} days" if age.days else f"{age.seconds // 3600} hours"
    yield f"Served since {pointer.switched} ({since}): switch {pointer.sequence}, {pointer.reason}."


def _read(data_dir: Path, pointer: Pointer) -> Edition:
    path = edition_directory(data_dir, pointer.edition) / EDITION_FILE
    try:
        return Edition.from_json(path.read_bytes())
    except OSError as error:
        raise EditionUnavailable(f"{pointer.edition}/{EDITION_FILE}: {error}") from error


def _age(pointer: Pointer) -> timedelta:
    try:
        return max(timedelta(0), utc_now() - moment_of(pointer.switched))
    except ValueError:
        return timedelta(0)


def _run_lines(attempt: Run | None, success: Run | None) -> Iterator[str]:
    if attempt is None:
        yield "No run has left a receipt yet."
        return
    yield f"Last attempt {_told(attempt)}"
    for problem in attempt.problems if not attempt.succeeded else ():
        yield f"  {problem['code']}: {problem['message']}"
    if success is None:
        yield "No run has succeeded yet."
    elif success != attempt:
        yield f"Last success {_told(success)}"


def _told(run: Run) -> str:
    return f"{run.finished}: {run.command} {run.outcome} in {run.seconds:,.1f} s ({run.run_id})"
