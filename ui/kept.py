"""Keeps finished answers as they were sent, compressed, for the next reader who asks the same.

What a page, a change of controls, a picture or a download says depends on the edition and on the
request alone, but for the map of boundaries. A switch of the edition makes all of them anew, and
so do other boundaries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

from flask import Flask, Response, g, request

from outcomes.boundaries import boundaries_mark
from outcomes.errors import EditionUnavailable
from outcomes.shelf import Shelf
from ui.context import current_store
from ui.headers import is_page

ROOM = 24 * 1024 * 1024
LARGEST = 512 * 1024
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


class KeptAnswers:
    """The answers that one process keeps."""

    def __init__(self, room: int = ROOM) -> None:
        """Nothing is kept yet."""
        self._shelf = Shelf(room)

    def find(self) -> Response | None:
        """The answer to this request, if the same was answered before; before it is worked on."""
        g.kept_key = _key() if _may_be_kept() else None
        g.kept_answer = self._shelf.find(g.kept_key) if g.kept_key else None
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

    def _put(self, key: Hashable, response: Response) -> None:
        body = response.get_data()
        if len(body) <= LARGEST:
            headers = tuple(response.headers)
            self._shelf.put(key, _Kept(body, headers), len(body) + sum(map(_weight, headers)))


def _weight(header: tuple[str, str]) -> int:
    return len(header[0]) + len(header[1])


def _may_be_kept() -> bool:
    if any(name in request.headers for name in CONDITIONS):
        return False
    if request.method == "POST":
        return request.path == CALLBACK_PATH
    if request.method != "GET" or request.path in NOT_KEPT:
        return False
    return request.path.startswith(PATHS) or is_page()


def _key() -> Hashable | None:
    """What decides the answer; None while there is no edition."""
    store = current_store()
    try:
        edition = store.edition().edition.id
    except EditionUnavailable:
        return None
    if store.trouble is not None:
        return None
    body = request.get_data(cache=True) if request.method == "POST" else b""
    asked = hashlib.sha256(b"\0".join((request.full_path.encode(), body))).digest()
    shapes = boundaries_mark(store.data_dir)
    return edition, shapes, request.method, request.host_url, _encodings(), asked


def _encodings() -> str:
    return request.headers.get("Accept-Encoding", "")


def install_kept(server: Flask) -> None:
    """Keep the answers of a server; installed before all else, so that it sees them finished."""
    kept = KeptAnswers()
    server.before_request(kept.find)
    server.after_request(kept.keep)
