"""``demo``: an edition of made-up figures."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import writing
from etl.commands.summary import tell
from etl.demonstration import release as demonstration
from etl.demonstration.neighbours import write_neighbours
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Terms


def demo(
    rows: Annotated[int, typer.Option(min=1_000, help="How many rows, about.")] = (
        demonstration.DEFAULT_ROWS
    ),
    seed: Annotated[int, typer.Option(help="Another seed makes other figures.")] = (
        demonstration.DEFAULT_SEED
    ),
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make an edition of made-up figures, marked as demonstration everywhere, and serve it.

    The files are written as the Ministry writes them and loaded the usual way; residents and
    recorded crime, made up too, come with them.
    """
    with writing("demo", data_dir, as_json) as report, hold_lock(report.data_dir) as lock:
        report.draft.details.update(rows=rows, seed=seed)
        with TemporaryDirectory(prefix="outcomes-demo-") as directory:
            terms = Terms(progress=report.progress)
            terms.progress.note(f"Making up a release of about {rows:,} rows")
            release = demonstration.write_release(Path(directory), rows, seed)
            files = (*release, *write_neighbours(Path(directory), seed))
            tell(report, load(files, lock, report.draft, terms))
