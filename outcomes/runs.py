"""Receipts: what every run of the loader came to, for the status page and the command line.

Each run leaves ``receipts/<run_id>.json``. The number in front of a ``run_id`` grows by one with
every receipt, so that runs have an order even when the clock was wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

RECEIPTS = "receipts"
PUBLISHED, UNCHANGED = "published", "unchanged"
REFUSED, FAILED, BUSY = "refused", "failed", "busy"
SUCCESSES = (PUBLISHED, UNCHANGED)
REFRESH = "refresh"
HELD_SINCE, REFUSED_SINCE = "held_since", "refused_since"
AGAIN = "python -m etl refresh --again"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the loader.

    Attributes:
        run_id: its name: a growing number and the time.
        command: ``ingest``, ``refresh``, ``demo`` or ``rollback``.
        outcome: ``published``; ``unchanged`` (nothing new); ``refused`` (source or figures are
            bad); ``failed`` (network or machine, or stopped); ``busy`` (another run was on).
        started: ISO 8601, UTC.
        finished: ISO 8601, UTC.
        seconds: how long it took.
        edition: what was served when it ended, or None.
        sequence: number of the switch to it, or None.
        previous: what was served when it began, or None.
        files: for each source file: name, size, and sha256 where it was read.
        problems: what was found, as ``Problem.to_dict`` gives it.
        details: other facts of the command, for example of a refresh's requests.
        version: of the software.
        peak_bytes: most memory that the process had.
    """

    run_id: str
    command: str
    outcome: str
    started: str
    finished: str
    seconds: float
    edition: str | None
    sequence: int | None
    previous: str | None
    files: tuple[dict[str, Any], ...]
    problems: tuple[dict[str, Any], ...]
    details: dict[str, Any]
    version: str
    peak_bytes: int

    @property
    def succeeded(self) -> bool:
        """Whether it did what it was for, or had nothing to do."""
        return self.outcome in SUCCESSES

    @property
    def held_since(self) -> str | None:
        """Since when the release that it found waits for a person; None when none does."""
        since = self.details.get(HELD_SINCE)
        return str(since) if since and self.outcome == REFUSED else None

    @property
    def refused_since(self) -> str | None:
        """Since when the files that it found are refused; None when they are not."""
        since = self.details.get(REFUSED_SINCE)
        return str(since) if since and self.outcome == REFUSED else None

    @property
    def stopped_by(self) -> tuple[str, ...]:
        """Names of what stopped it, once each; warnings and notes stop none."""
        found = (one for one in self.problems if one.get("severity") in ("error", "hold"))
        return tuple(dict.fromkeys(str(one.get("code", "")) for one in found))

    @property
    def holds(self) -> tuple[str, ...]:
        """Names of the checks that held a release back, once each."""
        found = (str(one.get("code")) for one in self.problems if one.get("severity") == "hold")
        return tuple(dict.fromkeys(found))

    @property
    def acknowledgement(self) -> str:
        """The command that lets the holds pass."""
        named = " ".join(f"--acknowledge {check}" for check in self.holds)
        return f'python -m etl refresh {named} --reason "…"'

    def waiting_facts(self) -> dict[str, Any]:
        """For JSON: since when its release waits, for which checks, and what lets it pass."""
        return {
            "since": self.held_since,
            "checks": list(self.holds),
            "command": self.acknowledgement,
        }

    def refused_facts(self) -> dict[str, Any]:
        """For JSON: since when its files are refused, for what, and what has them read again."""
        return {"since": self.refused_since, "problems": list(self.stopped_by), "command": AGAIN}

    def to_dict(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, text: str) -> Run:
        """Read a receipt; ValueError when it is none."""
        try:
            raw = json.loads(text)
            known = {field.name: raw[field.name] for field in fields(cls)}
            listed = {name: tuple(known[name]) for name in ("files", "problems")}
            told = all({"code", "message"} <= {*one} for one in listed["problems"])
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"not a receipt: {error}") from error
        objects = (*listed["files"], *listed["problems"], known["details"])
        words = (known[name] for name in ("run_id", "command", "outcome", "started", "finished"))
        if not all(isinstance(one, dict) for one in objects) or not told:
            raise ValueError("not a receipt: it is of another kind")
        if not all(isinstance(word, str) for word in words):
            raise ValueError("not a receipt: its words are of another kind")
        return cls(**{**known, **listed})


def receipt_files(data_dir: Path) -> list[Path]:
    """The receipts' files, oldest first."""
    return sorted((data_dir / RECEIPTS).glob("[0-9]*-*.json"), key=receipt_number)


def receipt_number(path: Path) -> int:
    """The growing number in a receipt's name; 0 when the name has none."""
    number = path.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def read_runs(data_dir: Path) -> Iterator[Run]:
    """Every run that left a readable receipt, newest first; none when nothing ran yet."""
    for path in reversed(receipt_files(data_dir)):
        try:
            yield Run.from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue


def last_attempt(data_dir: Path) -> Run | None:
    """The newest run, whatever it came to."""
    return next(read_runs(data_dir), None)


def last_success(data_dir: Path) -> Run | None:
    """The newest run that published, or found nothing new."""
    return next((run for run in read_runs(data_dir) if run.succeeded), None)


def waiting_release(data_dir: Path) -> Run | None:
    """The refresh whose release a check holds back until a person says that it is right.

    None when the newest refresh that reached a judgement let it pass or refused it, and once
    anything was published since.
    """
    run = _judged_last(data_dir)
    return run if run and run.held_since else None


def refused_release(data_dir: Path) -> Run | None:
    """The refresh whose files are refused, and are not read again until something changes.

    None when the newest refresh that reached a judgement let them pass or held them back, and
    once anything was published since.
    """
    run = _judged_last(data_dir)
    return run if run and run.refused_since else None


def _judged_last(data_dir: Path) -> Run | None:
    for run in read_runs(data_dir):
        if run.command == REFRESH and (run.held_since or run.refused_since):
            return run
        if run.outcome == PUBLISHED or (run.command == REFRESH and run.outcome == UNCHANGED):
            return None
    return None
