"""Tags by which readers and proxies know that an answer has not changed, and what to keep."""

from __future__ import annotations

import hashlib
import re

from flask import Response, request

# Grows when the same selection of the same edition is written in another way.
WRITING_VERSION = 1
KEPT_SECONDS = 60
KEPT_PINNED_SECONDS = 86_400
_ENCODING = re.compile(r":(gzip|br|zstd|deflate)$")


def tag_of(*parts: object) -> str:
    """The tag of an answer, from everything that decides its content: edition and selection."""
    text = "\n".join(str(part) for part in (WRITING_VERSION, *parts))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def not_modified(tag: str) -> Response | None:
    """The short answer (304) when the reader already has what the tag names; else None."""
    known = {_ENCODING.sub("", value) for value in request.if_none_match.as_set(include_weak=True)}
    if tag not in known and not request.if_none_match.star_tag:
        return None
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return response


def tagged(response: Response, tag: str, *, pinned: bool) -> Response:
    """Give a response its tag and say how long it may be kept.

    Args:
        response: the answer.
        tag: its tag; weak, since the same rows may be sent in several encodings.
        pinned: whether the address names the edition, so that the answer stays as it is.
    """
    response.set_etag(tag, weak=True)
    seconds = KEPT_PINNED_SECONDS if pinned else KEPT_SECONDS
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
