"""What the runs of the loader left behind: their receipts, for whoever asks how things stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

RECEIPTS = "receipts"
SUCCESSES = ("published", "unchanged")
READ_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the loader.

    Attributes:
        run_id: its name; later runs have greater names.
        outcome: ``published``, ``unchanged``, ``refused``, ``failed`` or ``busy``.
        finished: when it ended (ISO 8601, UTC), or empty where not stated.
        codes: stable names of what went wrong.
    """

    run_id: str
    outcome: str
    finished: str
    codes: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Whether the edition that is served is what the source offered."""
        return self.outcome in SUCCESSES


def last_runs(data_dir: Path) -> tuple[Run, ...]:
    """The latest runs, newest first; receipts that cannot be read are left out."""
    paths = sorted((data_dir / RECEIPTS).glob("*.json"), reverse=True)[:READ_AT_MOST]
    return tuple(run for run in map(_read_run, paths) if run is not None)


def _read_run(path: Path) -> Run | None:
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(raw, dict):
        return None
    problems = raw.get("problems")
    named = [one for one in problems if isinstance(one, dict)] if isinstance(problems, list) else []
    codes = dict.fromkeys(str(one.get("code", "")) for one in named)
    finished = str(raw.get("finished") or raw.get("started") or "")
    return Run(path.stem, str(raw.get("outcome", "")), finished, tuple(filter(None, codes)))
