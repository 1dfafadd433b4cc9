"""``ingest``: files in, edition served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.commands.options import Acknowledge, AsJson, DataDir, Reason, acknowledged
from etl.commands.report import writing
from etl.commands.summary import tell
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import PUBLISH, Terms

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Zips or CSV files as the Ministry published them.",
        exists=True,
        dir_okay=False,
        readable=True,
        show_default=False,
    ),
]


def ingest(
    files: Files,
    reason: Reason = PUBLISH,
    acknowledge: Acknowledge = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make an edition of exactly these files and serve it.

    Each file is recognised by its headers: the Ministry's, and those that stand beside them, which
    may be absent: residents by police force area (Office for National Statistics), police recorded
    crime or its outcomes (Home Office; CSV, also packed, or ODS), local authorities and postcodes
    by police force area (Office for National Statistics; docs/operations.md says which files).

    All that is wrong is told before anything is published; then what was served before is still
    served, and the files are kept aside in the directory of editions, under quarantine. The same
    files again change nothing.

    An edition that lacks what the served one has, or whose figures moved unusually far, is held
    back until somebody says why it is right: --acknowledge CHECK --reason TEXT.

    Example: python -m etl ingest outcomes-by-offence-2019.zip remands-magistrates-court-2018.zip
    """
    passing = acknowledged(acknowledge, reason, PUBLISH)
    with writing("ingest", data_dir, as_json) as report, hold_lock(report.data_dir) as lock:
        terms = Terms(reason, progress=report.progress, acknowledged=passing)
        tell(report, load(files, lock, report.draft, terms))
