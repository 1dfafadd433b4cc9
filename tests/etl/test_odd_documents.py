"""Every value of GOV.UK's documents in turn is something else: a named refusal, or no matter."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.fetching.govuk import COLLECTION
from outcomes.errors import NetworkError
from tests.etl.fault_server import FaultServer
from tests.etl.govuk_builders import GovUk, attachment, collection, document, page_of, publication
from tests.etl.refreshing import Site, source_zip

DECEMBER, OBO = "December 2024", "obo_2010_2024.zip"
ODD: tuple[object, ...] = (
    None, True, 0, -1, 7, 1.5, float("inf"), float("nan"), int("9" * 400), "", " ", "x", "\ud800",
    "\0", "../../etc", "//elsewhere.example/x", "https://www.gov.uk:99999/", "https://[::1",
    "x" * 9_000, "9999-99-99T99:99:99Z", "0001-01-01T00:00:00+14:00", "2026-07-30", [], {}, [1],
    [None], [[]], {"x": 1},
)  # fmt: skip
Place = tuple[str | int, ...]


def places(item: Any, at: Place = ()) -> Iterator[Place]:
    """The address of everything inside a document."""
    inside = item.items() if isinstance(item, dict) else enumerate(item)
    for name, value in inside:
        yield (*at, name)
        if isinstance(value, dict | list):
            yield from places(value, (*at, name))


def replaced(item: Any, place: Place, value: object) -> Any:
    changed = copy.deepcopy(item)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return changed


def outcome(site: Site) -> str:
    """What a refresh comes to; anything but a named refusal of the network's side goes on."""
    try:
        return site.refresh().outcome
    except NetworkError as error:
        return "refused by name" if all(one.code for one in error.problems) else ""


@pytest.mark.parametrize("which", ["collection", "page"])
def test_a_document_with_any_odd_value_is_refused_by_name_or_does_no_harm(
    tmp_path: Path, which: str
) -> None:
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10)})
        site.refresh()
        before = site.bytes()
        item = collection([document(DECEMBER)])
        path = COLLECTION
        if which == "page":
            listed = site.govuk.add_file(DECEMBER, OBO, source_zip(2024, 10))
            item, path = publication(DECEMBER, [{**attachment(OBO), **listed}]), page_of(DECEMBER)
        tried = 0
        for place in places(item):
            for odd in ODD:
                site.govuk.put(path, replaced(item, place, odd))
                assert outcome(site) in ("unchanged", "refused by name")
                tried += 1
        assert tried > 150
        assert site.bytes() == before
