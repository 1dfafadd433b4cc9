"""``diff``: what changed from one edition to another."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.comparing.diff import compare_editions
from etl.comparing.diff_files import keep_revision
from etl.comparing.diff_report import markdown as as_markdown
from etl.publishing.lock import hold_lock
from etl.publishing.staging import clean_staging

EditionName = Annotated[str, typer.Argument(show_default=False)]


def diff(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    before: EditionName,
    after: EditionName,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="A Markdown report; so it is without --json too.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it for the API, as a publication does.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Compare two kept editions, by the names that history lists.

    What came, went and changed by measure, year, area and offence: areas that moved most come
    first, each by the change within the area, however little the total moved.
    """
    if markdown and as_json:
        raise typer.BadParameter("choose one of --json and --markdown")
    with reporting(data_dir, as_json) as report:
        revision = compare_editions(report.data_dir, before, after)
        if keep:
            with hold_lock(report.data_dir) as lock, clean_staging(lock) as staging:
                keep_revision(report.data_dir, staging, revision)
        report.facts = revision.to_dict()
        report.say(as_markdown(revision).rstrip("\n"))
