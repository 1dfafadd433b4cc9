"""``rollback``: an earlier edition is served again."""

from __future__ import annotations

from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import writing
from etl.commands.summary import edition_facts
from etl.publishing.lock import hold_lock
from etl.publishing.rollback import roll_back
from outcomes.runs import PUBLISHED


def rollback(
    edition: Annotated[
        str, typer.Argument(metavar="EDITION", help="The edition to serve; see history.")
    ],
    reason: Annotated[str, typer.Option(help="Why, for the history and for whoever comes next.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Serve an edition that is kept, once every hash was compared.

    What was served until now stays on disk. A refresh does not publish it again, nor other
    editions made of the very same files; ingest does, when you name the files yourself.
    """
    with writing("rollback", data_dir, as_json) as report, hold_lock(report.data_dir) as lock:
        report.draft.details.update(target=edition, reason=reason)
        published = roll_back(lock, edition, reason)
        report.facts.update(edition_facts(published.edition))
        if published.switched:
            report.draft.outcome = PUBLISHED
            report.say(f"{edition} is served now, as switch {published.pointer.sequence}.")
            report.say(f"Until now it was {published.pointer.previous}, which stays on disk.")
        else:
            report.say(f"Nothing to do: {edition} is served already.")
