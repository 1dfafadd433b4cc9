"""``verify``: is what lies on disk what was published."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.publishing.history import kept_editions, served_pointer
from etl.publishing.verify import find_damage
from outcomes.errors import CheckError, EditionUnavailable


def verify(
    every: Annotated[
        bool, typer.Option("--all", help="All editions that are kept, and the history.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Read the edition that is served again and compare every hash with what was published.

    Exit code 5 when anything is wrong, with one line a cause; then ingest the same files again,
    which puts damaged files right, or roll back.
    """
    with reporting(data_dir, as_json) as report:
        pointer = served_pointer(report.data_dir)
        if pointer is None and not (report.data_dir / "current.json").exists():
            raise EditionUnavailable(f"no edition is served in {report.data_dir}")
        problems = find_damage(report.data_dir, every=every)
        checked = sorted(kept_editions(report.data_dir)) if every else []
        checked = checked or ([pointer.edition] if pointer else [])
        report.facts = {"editions": checked, "problems": [one.to_dict() for one in problems]}
        if any(problem.severity == "error" for problem in problems):
            raise CheckError(problems)
        report.lines = [str(problem) for problem in problems]
        report.say(f"Whole: {', '.join(checked)}.")
