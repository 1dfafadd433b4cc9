"""From "is there anything new?" to a served edition: look, fetch, load, remember."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl import __version__
from etl.fetching.choose import Choice, Sighting
from etl.fetching.documents import Documents
from etl.fetching.fetch import Fetched, Fetcher
from etl.fetching.look import Asking, held, look_at
from etl.fetching.memory import Memory
from etl.fetching.network import code_of
from etl.fetching.taken import Taken, TakenFile, write_taken
from etl.fetching.waiting import judged_once
from etl.publishing.history import rolled_back, served_pointer
from etl.publishing.lock import Lock
from etl.publishing.receipts import Draft
from outcomes.errors import CheckError, NetworkError, Problem
from outcomes.runs import UNCHANGED

if TYPE_CHECKING:
    from etl.build import FileFacts
    from etl.publishing.publish import Published

    Load = Callable[[Sequence[Path], Mapping[Path, FileFacts]], Published]

DEMONSTRATION = "demonstration-"


@dataclass(frozen=True)
class Refreshed:
    """What a refresh came to.

    Attributes:
        choice: what was seen at the source.
        published: what was published; None when there was nothing new.
    """

    choice: Choice
    published: Published | None = None


@dataclass(frozen=True)
class _Arrived:
    """One file with the release that it was fetched for."""

    sighting: Sighting
    file: Fetched

    def taken(self) -> TakenFile:
        release, file = self.sighting.release, self.file
        return TakenFile(
            release=release.path,
            year=release.year,
            month=release.month,
            title=file.attachment.title,
            name=file.path.name,
            url=file.attachment.url,
            sha256=file.sha256,
        )


def refresh(lock: Lock, draft: Draft, load: Load, asking: Asking) -> Refreshed:
    """Publish what is new at the source; nothing new is fetched, loaded or published twice.

    Args:
        lock: of the data directory.
        draft: the run's receipt.
        load: makes an edition of files and serves it, as ``etl.load.load`` does.
        asking: how the source is asked.

    Raises:
        NetworkError: the source cannot be had.
        CheckError: ``EDITION_OLDER``; or raised by ``load``.
        ProblemsError: raised by ``load``. In every case what was served is unchanged.
    """
    before = held(lock.data_dir, asking)
    choice, arrived = _ask(lock, draft, before, asking)
    notes = [*choice.notes, *_replaced(arrived, before)]
    try:
        if choice.withdrawn or _is_settled(lock.data_dir, arrived, before, asking):
            draft.outcome = UNCHANGED
            return Refreshed(choice)
        given = [one.file for one in arrived]
        with judged_once(lock, draft, given, asking):
            published = load([file.path for file in given], _facts(arrived))
        files = tuple(one.taken() for one in arrived)
        write_taken(lock.data_dir, Taken(files, published.edition.id, __version__))
        return Refreshed(choice, published)
    finally:
        draft.problems = (*(note.to_dict() for note in notes), *draft.problems)


def _ask(
    lock: Lock, draft: Draft, before: Taken, asking: Asking
) -> tuple[Choice, tuple[_Arrived, ...]]:
    """What the source has, and its files, here; the receipt is told how much was asked."""
    web, memory = asking.web(), Memory(lock.data_dir, now=asking.timing.now)
    documents = Documents(web, memory, web.deadline(asking.seconds))
    fetcher = Fetcher(lock.data_dir, web, memory, progress=asking.progress)
    arrived: tuple[_Arrived, ...] = ()
    try:
        choice = look_at(documents, before, asking)
        _require_no_older(choice, before)
        if not choice.withdrawn:
            arrived = _fetch_all(choice, fetcher, before)
    finally:
        web.close()
        draft.files = tuple(_file_facts(one.file) for one in arrived)
        draft.details["requests"] = web.requests
        draft.details["not_modified"] = documents.unchanged
        titles = [one.sighting.release.title for one in arrived]
        draft.details["releases"] = list(dict.fromkeys(titles))
    return choice, arrived


def _fetch_all(choice: Choice, fetcher: Fetcher, before: Taken) -> tuple[_Arrived, ...]:
    """Every chosen file, the same bytes once; none when one that is served was taken down."""
    arrived: dict[str, _Arrived] = {}
    for sighting in choice.chosen:
        for attachment in sighting.files:
            publication = sighting.publication
            if publication is None:
                continue
            try:
                file = fetcher.fetch(attachment, publication)
            except NetworkError as error:
                if code_of(error) != "SRC_GONE" or not before.holds(sighting.release.path):
                    raise
                choice.withdraw(sighting.release, f"{attachment} was taken down", before)
                return ()
            arrived.setdefault(file.sha256, _Arrived(sighting, file))
    return tuple(arrived.values())


def _require_no_older(choice: Choice, before: Taken) -> None:
    """Refuse to go back to older releases unasked."""
    if choice.withdrawn:
        return
    release = choice.chosen[0].release
    if (release.year, release.month) < before.newest:
        message = f"the newest release is {release.period}, older than what is served"
        hint = "If that is right, refresh with --allow-older"
        raise CheckError((Problem("EDITION_OLDER", message, file=release.path, hint=hint),))


def _is_settled(data_dir: Path, arrived: Sequence[_Arrived], before: Taken, asking: Asking) -> bool:
    """Whether an edition of these very bytes was made, and is served or was put aside by hand."""
    served = served_pointer(data_dir)
    if {one.file.sha256 for one in arrived} != before.hashes or served is None:
        return False
    if before.edition in rolled_back(data_dir):
        return True
    if asking.beside and served.edition == before.edition:
        return False
    by_hand = not served.edition.startswith(DEMONSTRATION)
    return before.code == __version__ and (served.edition == before.edition or by_hand)


def _replaced(arrived: Sequence[_Arrived], before: Taken) -> list[Problem]:
    """Files whose bytes changed though their release and title stayed."""
    known = {(one.release, one.title): one.sha256 for one in before.files}
    notes = []
    for one in arrived:
        file, release = one.file, one.sighting.release
        old = known.get((release.path, file.attachment.title), file.sha256)
        if old != file.sha256:
            message = f"{file.attachment} of {release.period} was replaced in place"
            note = Problem("SRC_REPLACED", message, "note", file.path.name, value=file.sha256)
            notes.append(note)
    return notes


def _facts(arrived: Sequence[_Arrived]) -> dict[Path, FileFacts]:
    from etl.build import FileFacts  # noqa: PLC0415 (brings pyarrow, which is slow)

    return {
        one.file.path: FileFacts(
            url=one.file.attachment.url,
            published=one.file.publication.updated,
            title=one.file.publication.title,
        )
        for one in arrived
    }


def _file_facts(file: Fetched) -> dict[str, str | int]:
    return {"name": file.path.name, "size": file.size, "sha256": file.sha256}
