"""Content items as bytes: moved pages, announcements, and anything else that may come."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.fetching.content import moved_to, parse_item
from etl.fetching.govuk import parse_announcement, parse_collection, parse_publication
from etl.fetching.network import code_of
from outcomes.errors import NetworkError
from tests.etl.govuk_builders import (
    Item,
    announcement,
    attachment,
    code_or_none,
    collection,
    document,
    moved,
    publication,
    refusal,
)

URL = "/api/content/page"
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def test_a_moved_page_names_its_new_path() -> None:
    assert (
        moved_to(moved("/old", "/government/statistics/new"), URL) == "/government/statistics/new"
    )
    assert moved_to(moved("/old", "https://www.gov.uk/new?x=1#y"), URL) == "/new"
    assert moved_to(publication("March 2024", []), URL) is None


@pytest.mark.parametrize("target", ["https://elsewhere.example/new", "//elsewhere.example/x", "x"])
def test_a_page_that_moved_away_from_govuk_is_refused(target: str) -> None:
    assert refusal(moved_to, moved("/old", target), URL) == "SRC_MOVED"


@pytest.mark.parametrize("redirects", [None, [], [7], [{}], [{"destination": 7}]])
def test_a_redirect_of_another_shape_is_refused(redirects: object) -> None:
    item = {"schema_name": "redirect", "redirects": redirects}
    assert refusal(moved_to, item, URL) == "SRC_SHAPE"


def test_an_announcement_says_when_or_why_not() -> None:
    found = parse_announcement(announcement("cancelled", cancellation_reason="Faulty data"), URL)
    assert found is not None
    assert (found.state, found.reason) == ("cancelled", "Faulty data")
    assert parse_announcement(publication("March 2024", []), URL) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html>",
        b"[]",
        b"null",
        b'{"a": ',
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xe9"}',
        b"[" * 200_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_body_that_is_no_content_item_is_refused_with_its_first_bytes(body: bytes) -> None:
    with pytest.raises(NetworkError) as caught:
        parse_item(body, URL)
    assert code_of(caught.value) == "SRC_NOT_JSON"
    assert caught.value.problems[0].value == repr(body[:60])


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_item(b'\xef\xbb\xbf{"title": "x"}', URL) == {"title": "x"}


@given(anything, anything, anything)
def test_whatever_the_items_hold_only_our_errors_come_out(a: Any, b: Any, c: Any) -> None:
    items: list[tuple[Any, Item]] = [
        (parse_collection, {"links": {"documents": a if isinstance(a, list) else [a]}}),
        (parse_collection, collection([document("March 2024", base_path=a, public_updated_at=b)])),
        (parse_publication, publication("March 2024", [attachment(url=a, file_size=b, title=c)])),
        (parse_publication, {"details": a, "title": b, "base_path": c}),
        (parse_announcement, {"details": {"state": a, "display_date": b, "latest_change_note": c}}),
        (moved_to, {"schema_name": "redirect", "redirects": a, "base_path": b}),
    ]
    for parse, item in items:
        assert code_or_none(parse, item, URL) in (None, "SRC_SHAPE", "SRC_MOVED")


@given(st.binary(max_size=200) | anything.map(lambda item: json.dumps(item).encode()))
def test_whatever_the_bytes_are_only_our_errors_come_out(body: bytes) -> None:
    assert code_or_none(parse_item, body, URL) in (None, "SRC_NOT_JSON")
