"""Looks at the source: which releases are there, which of them would be taken, and what is odd."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from etl.fetching.choose import Choice, choose
from etl.fetching.documents import Documents
from etl.fetching.hosts import Hosts, source_hosts
from etl.fetching.memory import Memory
from etl.fetching.release_days import absence_note, ended_warning, overdue
from etl.fetching.taken import Taken, read_taken
from etl.fetching.web import Timing, Web
from etl.progress import Progress, silent
from outcomes.release_days import ReleaseDay, release_days

ASK_SECONDS = 900.0


@dataclass(frozen=True)
class Asking:
    """How the source is asked.

    Attributes:
        seconds: within which the documents must have been read.
        allow_older: whether releases older than those that were taken may be taken.
        hosts: what may be asked; None for what the environment says.
        timing: clocks and patience.
        days: when releases are expected.
        progress: told how far it is.
        judge_again: whether what was refused or held back before is loaded and judged again, as
            somebody asks for it or has acknowledged checks since.
        beside: SHA-256 of a new file beside the courts', or empty: with one an edition is wanted
            though the courts' files are the same; one that was made by hand stays.
    """

    seconds: float = ASK_SECONDS
    allow_older: bool = False
    hosts: Hosts | None = None
    timing: Timing = field(default_factory=Timing)
    days: tuple[ReleaseDay, ...] = field(default_factory=release_days)
    progress: Progress = silent
    judge_again: bool = False
    beside: str = ""

    def web(self) -> Web:
        """A way to the source; NetworkError when the environment names a forbidden one."""
        return Web(self.hosts or source_hosts(), self.timing)


def look(data_dir: Path, asking: Asking) -> Choice:
    """See what is at the source, without taking or writing anything.

    Raises:
        NetworkError: something cannot be had.
    """
    web, memory = asking.web(), Memory(data_dir, writes=False, now=asking.timing.now)
    try:
        documents = Documents(web, memory, web.deadline(asking.seconds))
        return look_at(documents, held(data_dir, asking), asking)
    finally:
        web.close()


def held(data_dir: Path, asking: Asking) -> Taken:
    """What was taken before, as far as it binds this time."""
    return Taken() if asking.allow_older else read_taken(data_dir)


def look_at(documents: Documents, taken: Taken, asking: Asking) -> Choice:
    """Choose releases; note it when one that was expected is not there, or none is expected.

    Raises:
        NetworkError: something cannot be had.
    """
    now = asking.timing.now()
    choice = choose(documents, taken, now)
    late = overdue(choice.releases, asking.days, now)
    if late is not None:
        choice.notes.append(absence_note(late, documents))
    ended = ended_warning(asking.days, now)
    if ended is not None:
        choice.notes.append(ended)
    return choice
