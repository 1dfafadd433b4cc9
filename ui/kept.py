"""Keeps finished answers as they were sent, compressed, for the next reader who asks the same.

What a page, a change of controls, a picture or a download says depends on the edition and on the
request alone, but for the map of boundaries. A switch of the edition makes all of them anew, and
so do other boundaries. Each worker keeps some; where there is a directory for it, the workers
share what any of them has worked out.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, g, request

from outcomes.boundaries import boundaries_mark
from outcomes.errors import EditionUnavailable
from outcomes.shelf import Shelf
from ui.context import current_store, pinned_edition
from ui.headers import is_page
from ui.kept_files import SharedAnswers

ROOM, SHARED_ROOM = 24 * 1024 * 1024, 96 * 1024 * 1024
LARGEST = 512 * 1024
# Names a directory in memory, in which the workers share answers; none is shared when it is empty.
SHARED_VARIABLE = "OUTCOMES_SHARED_ANSWERS"
EXTENSION = "outcomes-kept-answers"
log = logging.getLogger(__name__)
CALLBACK_PATH = "/_dash-update-component"
# Beside the pages: what else is made of an edition and an address alone.
PATHS = (
    "/api/v1/observations.",
    "/areas/",
    "/charts/",
    "/embed/",
    "/_dash-dependencies",
    "/_dash-layout",
)
# The page of the editions names those that are kept, which can change without a switch.
NOT_KEPT = frozenset({"/data"})
CONDITIONS = ("If-None-Match", "If-Modified-Since", "If-Match", "Range")


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes of body and headers."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    def to_bytes(self) -> bytes:
        """The headers as a line of JSON, then the body."""
        return json.dumps(self.headers).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, written: bytes) -> _Kept:
        """What ``to_bytes`` wrote."""
        headers, _, body = written.partition(b"\n")
        return cls(body, tuple((name, value) for name, value in json.loads(headers)))


class KeptAnswers:
    """The answers that one process keeps, and those that it shares with others."""

    def __init__(self, shared: SharedAnswers | None = None, room: int = ROOM) -> None:
        """Nothing is kept yet."""
        self.shared = shared
        self._shelf = Shelf(room)

    def find(self) -> Response | None:
        """The answer to this request, if the same was answered before; before it is worked on."""
        g.kept_key = _key() if _may_be_kept() else None
        g.kept_answer = self._find(g.kept_key) if g.kept_key else None
        if g.kept_answer is None:
            return None
        # With its encoding stated, so that nothing compresses it a second time.
        return Response(g.kept_answer.body, headers=list(g.kept_answer.headers))

    def keep(self, response: Response) -> Response:
        """Send a kept answer as it was sent before, or keep one that is whole and good."""
        key, answer = g.pop("kept_key", None), g.pop("kept_answer", None)
        if answer is not None:
            response.headers.clear()
            response.headers.extend(answer.headers)
        elif key is not None and response.status_code == 200 and not response.is_streamed:
            self._put(key, response)
        return response

    def _find(self, key: str) -> _Kept | None:
        kept: _Kept | None = self._shelf.find(key)
        written = self.shared.find(key) if kept is None and self.shared else None
        if written is not None:
            kept = _Kept.from_bytes(written)
            self._shelf.put(key, kept, kept.size)
        return kept

    def _put(self, key: str, response: Response) -> None:
        made = _Kept(response.get_data(), tuple(response.headers))
        if made.size > LARGEST:
            return
        self._shelf.put(key, made, made.size)
        if self.shared:
            self.shared.put(key, made.to_bytes())


def _may_be_kept() -> bool:
    if any(name in request.headers for name in CONDITIONS):
        return False
    if request.method == "POST":
        return request.path == CALLBACK_PATH
    if request.method != "GET" or request.path in NOT_KEPT:
        return False
    return request.path.startswith(PATHS) or is_page()


def _key() -> str | None:
    """All that decides the answer; None while there is no edition.

    The request keeps to the edition that it is looked up for, even if another is published now.
    """
    try:
        edition = pinned_edition().edition.id
    except EditionUnavailable:
        return None
    store = current_store()
    if store.trouble is not None:
        return None
    body = request.get_data(cache=True) if request.method == "POST" else b""
    asked = hashlib.sha256(b"\0".join((request.full_path.encode(), body))).hexdigest()
    shapes = boundaries_mark(store.data_dir)
    parts = (edition, shapes, request.method, request.host_url, _encodings(), asked)
    return json.dumps(parts)


def _encodings() -> str:
    return request.headers.get("Accept-Encoding", "")


def install_kept(server: Flask) -> None:
    """Keep the answers of a server; installed before all else, so that it sees them finished."""
    kept = KeptAnswers(_share())
    server.extensions[EXTENSION] = kept
    server.before_request(kept.find)
    server.after_request(kept.keep)


def forget_shared(server: Flask) -> None:
    """Remove what the workers of a server shared, when it ends."""
    kept: KeptAnswers = server.extensions[EXTENSION]
    if kept.shared:
        kept.shared.remove()


def _share() -> SharedAnswers | None:
    parent = os.environ.get(SHARED_VARIABLE)
    if not parent:
        return None
    try:
        return SharedAnswers(Path(parent), SHARED_ROOM)
    except OSError as error:
        log.warning("workers share no answers: %s", error)
        return None
