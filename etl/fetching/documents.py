"""Documents of the Content API, each asked for with one small conditional request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.fetching.answer import Answer
from etl.fetching.content import CONTENT_API, Json, is_gone, moved_to, parse_item
from etl.fetching.govuk import (
    RELEASE_TITLE,
    Announcement,
    Publication,
    Release,
    parse_announcement,
    parse_collection,
    parse_publication,
)
from etl.fetching.memory import Memory, Remembered
from etl.fetching.network import code_of, network_error
from etl.fetching.pace import Deadline
from etl.fetching.web import Web
from outcomes.errors import NetworkError, Problem

MOST_DOCUMENT_BYTES = 8_000_000


@dataclass
class Documents:
    """Reads collection, publications and announcements.

    Attributes:
        web: the way to the source.
        memory: of the answers before.
        deadline: of all documents together.
        notes: what was noticed on the way: pages that moved.
        unchanged: how many were as before.
    """

    web: Web
    memory: Memory
    deadline: Deadline
    notes: list[Problem] = field(default_factory=list)
    unchanged: int = 0

    def collection(self, path: str, title: re.Pattern[str] = RELEASE_TITLE) -> tuple[Release, ...]:
        """The releases that a collection lists, newest first: those whose title is like this.

        Raises:
            NetworkError: it cannot be had, or is not as known.
        """
        return parse_collection(self._item(path), CONTENT_API + path, title)

    def publication(self, path: str) -> Publication:
        """One release with its files.

        Raises:
            NetworkError: it cannot be had, or is not as known.
        """
        return parse_publication(self._item(path), CONTENT_API + path)

    def announcement(self, path: str) -> Announcement | None:
        """What is said of a release to come; None when nothing is said there.

        Raises:
            NetworkError: it cannot be had for another reason than that it is not there.
        """
        try:
            return parse_announcement(self._item(path), CONTENT_API + path)
        except NetworkError as error:
            if code_of(error) in ("SRC_NOT_FOUND", "SRC_GONE", "SRC_MOVED", "SRC_SHAPE"):
                return None
            raise

    def _item(self, path: str) -> Json:
        """A content item, found again once where its page has moved."""
        item = self._ask(path)
        target = moved_to(item, path)
        if target is not None:
            self.notes.append(_moved(path, target))
            item = self._ask(target)
            if moved_to(item, target) is not None:
                raise network_error("SRC_MOVED", "moved more than once", path, value=target)
        if is_gone(item):
            raise network_error("SRC_GONE", "was taken down", CONTENT_API + path)
        return item

    def _ask(self, path: str) -> Json:
        url = CONTENT_API + path
        known = self.memory.recall(url)
        conditional = known.headers if known and self.memory.is_fresh(known) else {}
        body = self.web.get(url, self.deadline, _read_body, conditional)
        if body is not None:
            item = parse_item(body.content, url)
            self.memory.remember(body.remembered(url, self.memory.moment()))
            return item
        if known is None or not conditional:
            raise network_error("SRC_STATUS", "answers 304 to a request without conditions", url)
        self.unchanged += 1
        return self._known(known)

    def _known(self, known: Remembered) -> Json:
        try:
            return parse_item(known.content.encode(), known.url)
        except NetworkError:
            self.memory.forget(known.url)
            raise


@dataclass(frozen=True, slots=True)
class _Body:
    content: bytes
    etag: str
    last_modified: str

    def remembered(self, url: str, moment: str) -> Remembered:
        text = self.content.decode("utf-8-sig")
        return Remembered(url, self.etag, self.last_modified, moment, text, size=len(self.content))


def _read_body(answer: Answer) -> _Body | None:
    """The body of an answer; None when it is as before."""
    if answer.not_modified:
        return None
    content = b"".join(answer.chunks(MOST_DOCUMENT_BYTES))
    return _Body(content, answer.etag, answer.last_modified)


def _moved(path: str, target: str) -> Problem:
    return Problem("SRC_MOVED", "the page has moved", "note", file=path, value=target)
