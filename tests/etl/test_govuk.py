"""What the Content API says is read by rules; what it does not say is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.fetching.content import parse_item
from etl.fetching.govuk import parse_collection, parse_publication
from tests.etl.govuk_builders import (
    Item,
    attachment,
    collection,
    document,
    page_of,
    publication,
    refusal,
)

RECORDING = "govuk/collection-criminal-justice-statistics-quarterly.json"
URL = "/api/content/page"


@pytest.mark.real
def test_the_real_collection_lists_44_releases_newest_first(real_data: Path) -> None:
    path = real_data / RECORDING
    if not path.exists():
        pytest.skip(f"no recording at {path}")
    releases = parse_collection(parse_item(path.read_bytes(), URL), URL)
    assert len(releases) == 44
    assert [one.period for one in releases[:4]] == [
        "March 2024",
        "December 2023",
        "June 2023",
        "December 2022",
    ]
    assert [one.period for one in releases[-2:]] == ["December 2012", "September 2012"]
    assert releases[0].path.endswith("criminal-justice-system-statistics-quarterly-march-2024")
    assert not any(one.withdrawn for one in releases)
    assert len({(one.year, one.month) for one in releases}) == len(releases)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Criminal Justice System statistics quarterly: March 2024", "March 2024"),
        ("Criminal justice statistics quarterly: March 2026", "March 2026"),
        ("Criminal justice statistics quarterly - March 2013", "March 2013"),
        ("CRIMINAL JUSTICE STATISTICS QUARTERLY: DECEMBER 2024 ", "December 2024"),
        ("Criminal justice system statistics quarterly december 2020", "December 2020"),
    ],
)
def test_irregular_titles_are_releases(title: str, period: str) -> None:
    [release] = parse_collection(collection([document("June 2020", title=title)]), URL)
    assert release.period == period


@pytest.mark.parametrize(
    "title",
    [
        "Changes to criminal justice statistics",
        "Criminal justice statistics: July 2011 to June 2012",
        "First time entrants (FTE) into the Criminal Justice System: year ending June 2022",
        "Criminal Justice System statistics quarterly: March 2024 (consultation)",
        "Criminal Justice System statistics quarterly: Marsh 2024",
    ],
)
def test_other_documents_are_no_releases(title: str) -> None:
    listed = [document("June 2020"), document("March 2020", title=title)]
    assert [one.period for one in parse_collection(collection(listed), URL)] == ["June 2020"]


def test_releases_are_ordered_by_period_and_not_by_their_last_change() -> None:
    listed = [
        document("December 2023", public_updated_at="2026-01-18T09:30:04Z"),
        document("March 2024", public_updated_at="2024-08-15T08:30:08Z"),
    ]
    found = parse_collection(collection(listed), URL)
    assert [one.period for one in found] == ["March 2024", "December 2023"]


@pytest.mark.parametrize(
    "changes",
    [
        {"base_path": None},
        {"base_path": "https://elsewhere.example/x"},
        {"base_path": "//elsewhere.example/x"},
        {"base_path": "/government/../../x"},
        {"public_updated_at": "yesterday"},
        {"public_updated_at": "2024-08-15T08:30:08"},
        {"public_updated_at": None},
        {"title": None},
        {"title": "Criminal justice statistics quarterly: \x1b[2JMarch 2024"},
        {"title": "\ud800"},
    ],
)
def test_a_listed_release_that_is_not_as_known_is_refused(changes: Item) -> None:
    listed = collection([document("March 2024", **changes)])
    assert refusal(parse_collection, listed, URL) == "SRC_SHAPE"


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"links": None},
        {"links": {"documents": {}}},
        {"links": {"documents": []}},
        {"links": {"documents": ["March 2024"]}},
    ],
)
def test_a_collection_of_another_shape_is_refused(item: Item) -> None:
    assert refusal(parse_collection, item, URL) == "SRC_SHAPE"


def test_a_publication_brings_its_attachments_with_their_optional_fields() -> None:
    bare = {"attachment_type": "html", "id": "1", "url": "/government/statistics/x/bulletin"}
    found = parse_publication(publication("March 2024", [bare, attachment(file_size=7)]), URL)
    assert (found.path, found.updated) == (page_of("March 2024"), "2026-07-30T08:30:00Z")
    page, file = found.attachments
    assert (page.kind, page.title, page.size) == ("html", "", None)
    assert (file.filename, file.size, file.is_detailed) == ("obo_2010_2024.zip", 7, True)
    assert found.withdrawn == ""


def test_a_withdrawn_publication_says_why() -> None:
    notice = {"explanation": "<p>The figures\nare wrong.</p>", "withdrawn_at": "2026-01-01"}
    found = parse_publication(publication("March 2024", [], withdrawn_notice=notice), URL)
    assert found.withdrawn == "The figures are wrong."


@pytest.mark.parametrize(
    "changes",
    [
        {"details": None},
        {"details": {"attachments": {}}},
        {"details": {"attachments": [7]}},
        {"details": {"attachments": [attachment(url=None)]}},
        {"details": {"attachments": [attachment(file_size="12 MB")]}},
        {"details": {"attachments": [attachment(file_size=-1)]}},
        {"details": {"attachments": [attachment(file_size=True)]}},
        {"details": {"attachments": [attachment(content_type=["application/zip"])]}},
        {"withdrawn_notice": "yes"},
        {"public_updated_at": ""},
        {"title": ""},
    ],
)
def test_a_publication_of_another_shape_is_refused(changes: Item) -> None:
    assert refusal(parse_publication, publication("March 2024", [], **changes), URL) == "SRC_SHAPE"
