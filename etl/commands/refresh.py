"""``refresh``: the newest official release, if it is not served already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.commands.options import Acknowledge, AsJson, DataDir, Reason, acknowledged
from etl.commands.releases import AllowOlder, Timeout, note_line
from etl.commands.report import Report, writing
from etl.fetching.boundaries import BoundariesTold, refresh_boundaries
from etl.fetching.family import FamilyTold, fetch_family
from etl.fetching.look import ASK_SECONDS, Asking
from etl.fetching.refresh import Refreshed
from etl.fetching.refresh import refresh as refresh_edition
from etl.publishing.history import served_pointer
from etl.publishing.lock import Lock, hold_lock
from outcomes.neighbours import FAMILY_ORDERS

PUBLISH = "publish"
Again = Annotated[
    bool, typer.Option("--again", help="Load again what was refused before, though it is the same.")
]

if TYPE_CHECKING:
    from etl.build import FileFacts
    from etl.publishing.publish import Published


def refresh(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    timeout: Timeout = ASK_SECONDS,
    allow_older: AllowOlder = False,
    reason: Reason = PUBLISH,
    acknowledge: Acknowledge = None,
    again: Again = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Ask GOV.UK for something new, and make and serve an edition of it.

    Takes the newest release with outcomes by offence, and older ones that still supply earlier
    calendar years. With nothing new it asks one small question a page and changes nothing. What
    a rollback took away stays away. After a new edition, those that nobody needs are cleaned up.
    What a check holds back waits for --acknowledge CHECK --reason TEXT, and files that were
    refused wait for others, for another version of the program, or for --again: until then
    neither is loaded again, and the same is said.

    Before that it asks GOV.UK for the newest figures of family courts' orders: something new there
    makes an edition, too; without an answer the orders that are served stay.

    Then it asks the ONS for the boundaries of areas, for the second map, when they are missing or
    a month old; without an answer the map stays as it was.
    """
    passing = acknowledged(acknowledge, reason, PUBLISH)
    with writing("refresh", data_dir, as_json) as report, hold_lock(report.data_dir) as lock:
        progress = report.progress
        family = fetch_family(lock, Asking(timeout, progress=progress))
        asking = Asking(
            timeout,
            allow_older,
            progress=progress,
            judge_again=again or bool(passing),
            beside=family.file.sha256 if family.file else "",
        )
        loading = _Loading(lock, report, family, reason, passing)
        refreshed = refresh_edition(lock, report.draft, loading, asking)
        if refreshed.published is not None and refreshed.published.switched:
            from etl.publishing.cleanup import clean_up  # noqa: PLC0415 (brings pyarrow, too)

            clean_up(lock)
        _tell(report, refreshed, lock)
        _tell_family(report, family, refreshed)
        _tell_boundaries(report, refresh_boundaries(lock))


@dataclass(frozen=True)
class _Loading:
    """Loads the files of a release with the figures around the courts' that are kept or new."""

    lock: Lock
    report: Report
    family: FamilyTold
    reason: str
    passing: tuple[str, ...]

    def __call__(self, files: Sequence[Path], facts: Mapping[Path, FileFacts]) -> Published:
        from etl.load import load  # noqa: PLC0415 (brings pyarrow; seldom needed)
        from etl.publishing.publish import Terms  # noqa: PLC0415

        terms = Terms(
            self.reason,
            even_rolled_back=False,
            progress=self.report.progress,
            acknowledged=self.passing,
        )
        known = {**facts, **self._around()}
        every = dict.fromkeys((*files, *known))
        return load(list(every), self.lock, self.report.draft, terms, known)

    def _around(self) -> dict[Path, FileFacts]:
        from etl.fetching.releases import FileFacts  # noqa: PLC0415
        from etl.neighbours.kept import kept_neighbours  # noqa: PLC0415

        new = self.family.file
        kept = kept_neighbours(self.lock.data_dir, without=FAMILY_ORDERS if new else "")
        around = {path: FileFacts(one.url, one.published) for path, one in kept.items()}
        if new is not None:
            around[new.path] = FileFacts(new.attachment.url, new.publication.updated)
        return around


def _tell(report: Report, refreshed: Refreshed, lock: Lock) -> None:
    for note in refreshed.choice.notes:
        report.say(note_line(note))
    if refreshed.published is not None:
        from etl.commands.summary import tell  # noqa: PLC0415 (brings pyarrow)

        tell(report, refreshed.published)
        return
    served = served_pointer(lock.data_dir)
    report.say(f"Nothing new. Edition {served.edition if served else 'none'} is served, as before.")


def _tell_family(report: Report, told: FamilyTold, refreshed: Refreshed) -> None:
    if told.file is not None and refreshed.published is not None:
        report.draft.details["orders"] = told.file.publication.title
        report.say(f"Orders of family courts: new, {told.file.publication.title}.")
    if told.trouble is not None:
        report.draft.problems = (*report.draft.problems, told.trouble.to_dict())
        report.say(note_line(told.trouble))


def _tell_boundaries(report: Report, told: BoundariesTold) -> None:
    if told.made is not None:
        report.draft.details["boundaries"] = told.made.source
        report.say(f"Boundaries of areas: {told.made.vintage}, from the ONS.")
    if told.trouble is not None:
        report.draft.problems = (*report.draft.problems, told.trouble.to_dict())
        report.say(note_line(told.trouble))
