"""Reads fields of GOV.UK's content items, and says which field is not what it should be."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from etl.fetching.network import network_error
from outcomes.errors import NetworkError

CONTENT_API = "/api/content"
SHOWN_BYTES = 60
# Control characters, surrogates, and marks that turn the direction of writing.
ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_PATH = re.compile(r"/(?!/)[A-Za-z0-9/._~%()!,+-]*")

Json = dict[str, Any]


def parse_item(body: bytes, url: str) -> Json:
    """The content item that a body holds.

    Raises:
        NetworkError: ``SRC_NOT_JSON``: it is something else, for example a page of HTML.
    """
    try:
        item = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        item = None
    if not isinstance(item, dict):
        shown = repr(body[:SHOWN_BYTES])
        expected = "a content item of GOV.UK"
        raise network_error("SRC_NOT_JSON", "is not JSON", url, value=shown, expected=expected)
    return item


def shape_error(url: str, field: str, found: object) -> NetworkError:
    """The refusal of a content item that is not built as known."""
    return network_error(
        "SRC_SHAPE",
        f"{field} is not as known",
        url,
        value=repr(found)[:SHOWN_BYTES],
        hint="GOV.UK may have changed its Content API; what is served is unchanged",
    )


def read_mapping(raw: object, url: str, field: str) -> Json:
    """An object of the item; ``SRC_SHAPE`` if it is none."""
    if not isinstance(raw, dict):
        raise shape_error(url, field, raw)
    return raw


def read_list(raw: object, url: str, field: str) -> list[Any]:
    """A list of the item; ``SRC_SHAPE`` if it is none."""
    if not isinstance(raw, list):
        raise shape_error(url, field, raw)
    return raw


def read_text(item: Json, field: str, url: str) -> str:
    """A text that must be there; ``SRC_SHAPE`` if it is not."""
    found = read_optional(item, field, url)
    if not found.strip():
        raise shape_error(url, field, item.get(field))
    return found


def read_optional(item: Json, field: str, url: str) -> str:
    """A text that may be absent: then empty; ``SRC_SHAPE`` if it is no plain text."""
    found = item.get(field)
    if not isinstance(found, str | None) or ODD.search(found or ""):
        raise shape_error(url, field, found)
    return found or ""


def read_moment(item: Json, field: str, url: str) -> datetime:
    """A time with its zone, in UTC; ``SRC_SHAPE`` if it is none."""
    text = read_text(item, field, url)
    try:
        moment = datetime.fromisoformat(text)
        in_utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise shape_error(url, field, text) from None
    if moment.tzinfo is None:
        raise shape_error(url, field, text)
    return in_utc


def read_page(item: Json, field: str, url: str) -> str:
    """The path of a page of GOV.UK; ``SRC_SHAPE`` if it is none."""
    found = item.get(field)
    if not isinstance(found, str) or not _PATH.fullmatch(found) or "/../" in f"{found}/":
        raise shape_error(url, field, found)
    return found


def moved_to(item: Json, url: str) -> str | None:
    """Where a page moved to, if the item says so: GOV.UK answers 200 with a redirect inside.

    Raises:
        NetworkError: ``SRC_MOVED``: it moved to no page of GOV.UK; ``SRC_SHAPE``.
    """
    if item.get("schema_name") != "redirect":
        return None
    redirects = read_list(item.get("redirects"), url, "redirects")
    first = read_mapping(redirects[0] if redirects else None, url, "redirects[]")
    target = read_text(first, "destination", url)
    path = target.removeprefix("https://www.gov.uk").partition("#")[0].partition("?")[0]
    if not _PATH.fullmatch(path):
        raise network_error("SRC_MOVED", "moved away from GOV.UK", url, value=target)
    return path


def is_gone(item: Json) -> bool:
    """Whether the item stands for a page that was taken down."""
    return item.get("schema_name") == "gone"
