"""Writes a receipt for every run: what was asked, what came of it, why."""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from etl import __version__
from etl.publishing.clock import Clock, text_of, utc_now
from etl.publishing.durable import host_problem, make_directory, put_if_absent, write_file
from etl.publishing.history import served_pointer
from outcomes.errors import (
    BusyError,
    CheckError,
    EditionUnavailable,
    Problem,
    ProblemsError,
    SourceError,
)
from outcomes.runs import BUSY, FAILED, RECEIPTS, REFUSED, UNCHANGED, Run, receipt_number

TRIES = 100
NO_THREAD = "can't start new thread"  # in Python's words: memory is short, or threads are many

log = logging.getLogger(__name__)


@dataclass
class Draft:
    """What a run notes while it goes on.

    Attributes:
        command: its name.
        outcome: what it will have come to if nothing is raised.
        files: the source files it was given or fetched.
        problems: warnings and notes found.
        details: other facts.
        run: the finished run, once its receipt was written.
    """

    command: str
    outcome: str = UNCHANGED
    files: tuple[dict[str, Any], ...] = ()
    problems: tuple[dict[str, Any], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    run: Run | None = None


@contextmanager
def recorded(command: str, data_dir: Path, now: Clock = utc_now) -> Iterator[Draft]:
    """Leave a receipt of the block, also when it raises; what it raises goes on.

    A receipt that cannot be written (disk full, read-only) is logged: it must not hide what the
    run came to.
    """
    draft, started, before = Draft(command), now(), served_pointer(data_dir)
    try:
        yield draft
    except BaseException as error:
        draft.outcome = outcome_of(error)
        draft.problems = (*draft.problems, *(one.to_dict() for one in problems_of(error)))
        if _is_unexpected(error):
            draft.details["traceback"] = traceback.format_exception(error)
        raise
    finally:
        draft.run = _finish(draft, data_dir, (started, now()), before.edition if before else None)
        try:
            draft.run = _write(draft.run, data_dir)
        except OSError as error:
            log.warning("no receipt could be written: %s", error)


def outcome_of(error: BaseException) -> str:
    """What a run came to that ended with this."""
    if isinstance(error, BusyError):
        return BUSY
    return REFUSED if isinstance(error, SourceError | CheckError | EditionUnavailable) else FAILED


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """The causes of an error."""
    if isinstance(error, ProblemsError):
        return error.problems
    if isinstance(error, KeyboardInterrupt):
        return (Problem("STOPPED", "the run was told to stop"),)
    if isinstance(error, OSError):
        return (host_problem(error, Path()),)
    if isinstance(error, EditionUnavailable):
        return (Problem("EDITION_UNAVAILABLE", str(error)),)
    if isinstance(error, MemoryError) or str(error) == NO_THREAD:
        message = NO_THREAD if str(error) == NO_THREAD else "there is too little memory"
        hint = "Run it where there is more: a release of full size needs half a gigabyte"
        return (Problem("HOST_MEMORY", message, hint=hint),)
    kind = type(error).__name__
    hint = "This is a fault of the program: please report it; the receipt has the details"
    return (Problem("UNEXPECTED", f"{kind}: {error}" if str(error) else kind, hint=hint),)


def _is_unexpected(error: BaseException) -> bool:
    return any(problem.code == "UNEXPECTED" for problem in problems_of(error))


def _finish(
    draft: Draft, data_dir: Path, times: tuple[datetime, datetime], before: str | None
) -> Run:
    after = served_pointer(data_dir)
    started, finished = times
    return Run(
        run_id="",
        command=draft.command,
        outcome=draft.outcome,
        started=text_of(started),
        finished=text_of(finished),
        seconds=round((finished - started).total_seconds(), 3),
        edition=after.edition if after else None,
        sequence=after.sequence if after else None,
        previous=before,
        files=draft.files,
        problems=draft.problems,
        details=draft.details,
        version=__version__,
        peak_bytes=_peak_bytes(),
    )


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _write(run: Run, data_dir: Path) -> Run:
    """Write under the next free number; several processes may do so at once."""
    directory = data_dir / RECEIPTS
    make_directory(directory)
    stamp = run.finished.replace("-", "").replace(":", "")
    draft = directory / f".{os.getpid()}.draft"
    for _ in range(TRIES):
        number = max([0, *(receipt_number(path) for path in directory.iterdir())]) + 1
        run_id = f"{number:06d}-{stamp}"
        named = Run(**{**run.to_dict(), "run_id": run_id})
        try:
            draft.unlink(missing_ok=True)
            text = json.dumps(named.to_dict(), indent=1, ensure_ascii=False) + "\n"
            write_file(draft, text.encode())
            put_if_absent(draft, directory / f"{run_id}.json")
        except (FileExistsError, FileNotFoundError):
            continue
        return named
    raise FileExistsError("no number was free")
