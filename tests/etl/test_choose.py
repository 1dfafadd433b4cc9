"""Which releases are taken, and which silence is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from etl.fetching.choose import MOST_LOOKED_AT, Choice, choose
from etl.fetching.documents import Documents
from etl.fetching.govuk import Publication, Release, parse_collection, parse_publication
from etl.fetching.network import network_error
from etl.fetching.taken import Taken, TakenFile
from outcomes.errors import NetworkError, Problem
from tests.etl.govuk_builders import (
    NOW,
    Item,
    attachment,
    collection,
    document,
    page_of,
    publication,
    refusal,
)

QUARTERS = [f"{month} {year}" for year in range(2026, 2015, -1) for month in ("June", "March")]


@dataclass
class Shelf:
    """Documents in memory: files of each period, and what is said of it in the collection."""

    pages: Mapping[str, Any]
    listed: Mapping[str, Item] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def collection(self, _path: str) -> tuple[Release, ...]:
        documents = [document(name, **self.listed.get(name, {})) for name in self.pages]
        return parse_collection(collection(documents), "/collection")

    def publication(self, path: str) -> Publication:
        [period] = [name for name in self.pages if page_of(name) == path]
        self.asked.append(period)
        page = self.pages[period]
        if isinstance(page, NetworkError):
            raise page
        if isinstance(page, dict):
            return parse_publication(publication(period, [], **page), path)
        return parse_publication(publication(period, [_attached(one) for one in page]), path)


def _attached(one: str | Item) -> Item:
    if isinstance(one, dict):
        return one
    return attachment(one, title=one, url=f"https://x/media/1/{one}")


def chosen(shelf: Shelf, taken: Taken | None = None) -> Choice:
    return choose(cast(Documents, shelf), taken or Taken(), NOW)


def names(choice: Choice) -> dict[str, list[str]]:
    return {one.release.period: [file.filename for file in one.files] for one in choice.chosen}


def taken_from(*periods: str) -> Taken:
    files = [
        TakenFile(page_of(one), int(one[-4:]), 12 if "Dec" in one else 3, one, "n", "u", one)
        for one in periods
    ]
    return Taken(tuple(files), "2024-abc")


def codes(choice: Choice) -> list[tuple[str, str]]:
    return [(note.code, note.severity) for note in choice.notes]


BOTH = ["obo_2010_2016.zip", "obo_2017_2024.zip"]


def test_the_newest_and_the_older_one_with_calendar_years_are_taken() -> None:
    shelf = Shelf(
        {
            "March 2026": ["outcome-by-offence-csvs.zip", "bulletin.ods"],
            "December 2025": [],
            "September 2025": [],
            "June 2025": [],
            "March 2025": [],
            "December 2024": BOTH,
            "December 2023": ["obo_2010_2023.zip"],
        }
    )
    choice = chosen(shelf)
    assert names(choice) == {"March 2026": ["outcome-by-offence-csvs.zip"], "December 2024": BOTH}
    assert shelf.asked == ["March 2026", "December 2025", "December 2024"]
    assert codes(choice) == []


def test_a_newest_release_with_all_calendar_years_is_taken_alone() -> None:
    shelf = Shelf({"March 2025": [], "December 2024": BOTH, "December 2023": BOTH})
    assert names(chosen(shelf)) == {"December 2024": BOTH}
    assert shelf.asked == ["March 2025", "December 2024"]


def test_an_older_release_gives_only_the_files_that_reach_further_back() -> None:
    shelf = Shelf({"December 2025": ["obo_2017_2025.zip"], "December 2024": BOTH})
    assert names(chosen(shelf)) == {
        "December 2025": ["obo_2017_2025.zip"],
        "December 2024": ["obo_2010_2016.zip"],
    }


def test_an_older_release_that_adds_nothing_is_not_needed() -> None:
    shelf = Shelf({"December 2025": ["obo_2017_2025.zip"], "December 2024": ["obo_2017_2024.zip"]})
    assert list(names(chosen(shelf))) == ["December 2025"]


def test_a_release_of_the_year_that_states_no_years_is_believed_to_have_all() -> None:
    shelf = Shelf({"December 2025": ["obo_csv.zip"], "December 2024": BOTH})
    assert names(chosen(shelf)) == {"December 2025": ["obo_csv.zip"]}


def test_releases_are_not_looked_at_without_end() -> None:
    shelf = Shelf({period: [] for period in QUARTERS})
    assert refusal(chosen, shelf) == "SRC_ATTACHMENT_AMBIGUOUS"
    assert len(shelf.asked) == MOST_LOOKED_AT < len(QUARTERS)


def test_when_no_release_has_detailed_files_all_that_was_seen_is_named() -> None:
    shelf = Shelf({"March 2026": ["remands.zip"], "June 2025": ["overview.zip"]})
    with pytest.raises(NetworkError, match=r"remands\.zip.*overview\.zip"):
        chosen(shelf)


def test_a_renamed_file_of_a_release_that_closes_a_year_is_not_passed_over() -> None:
    shelf = Shelf({"December 2025": ["csvs-behind-tools.zip"], "December 2024": BOTH})
    assert refusal(chosen, shelf) == "SRC_ATTACHMENT_AMBIGUOUS"


def test_a_renamed_file_of_a_release_that_is_served_is_not_passed_over() -> None:
    shelf = Shelf({"March 2026": ["csvs.zip"], "December 2024": BOTH})
    taken = taken_from("March 2026", "December 2024")
    assert refusal(chosen, shelf, taken) == "SRC_ATTACHMENT_AMBIGUOUS"


def test_another_zip_of_a_quarter_is_told_and_passed_over() -> None:
    choice = chosen(Shelf({"March 2026": ["remands.zip"], "December 2024": BOTH}))
    assert list(names(choice)) == ["December 2024"]
    assert codes(choice) == [("SRC_ATTACHMENT_AMBIGUOUS", "warning")]


@pytest.mark.parametrize("period", ["March 2026", "December 2024"])
def test_too_many_detailed_zips_are_refused_wherever_they_are(period: str) -> None:
    pages = {"March 2026": ["obo_csv.zip"], "December 2024": BOTH}
    shelf = Shelf({**pages, period: ["obo_1.zip", "obo_2.zip", "obo_3.zip"]})
    assert refusal(chosen, shelf) == "SRC_ATTACHMENT_AMBIGUOUS"


WITHDRAWN_PAGE = {"withdrawn_notice": {"explanation": "Faulty", "withdrawn_at": "2026-08-01"}}
GONE = network_error("SRC_GONE", "was taken down", "/page")


@pytest.mark.parametrize(
    ("page", "listed"), [(BOTH, {"withdrawn": True}), (WITHDRAWN_PAGE, {}), (GONE, {})]
)
def test_a_withdrawn_release_that_is_served_stops_everything(page: Any, listed: Item) -> None:
    shelf = Shelf({"March 2026": page, "December 2024": BOTH}, {"March 2026": listed})
    choice = chosen(shelf, taken_from("March 2026", "December 2024"))
    assert choice.withdrawn
    assert codes(choice) == [("SRC_WITHDRAWN", "warning")]


@pytest.mark.parametrize(("page", "listed"), [(BOTH, {"withdrawn": True}), (WITHDRAWN_PAGE, {})])
def test_a_withdrawn_release_that_nobody_took_is_passed_over(page: Any, listed: Item) -> None:
    shelf = Shelf({"March 2026": page, "December 2024": BOTH}, {"March 2026": listed})
    choice = chosen(shelf, taken_from("December 2024"))
    assert (list(names(choice)), choice.withdrawn) == (["December 2024"], False)
    assert codes(choice) == [("SRC_WITHDRAWN", "note")]


@pytest.mark.parametrize("code", ["SRC_GONE", "SRC_NOT_FOUND", "NET_TIMEOUT"])
def test_a_new_release_whose_page_cannot_be_had_is_not_passed_over(code: str) -> None:
    fault = network_error(code, "cannot be had", "/page")
    shelf = Shelf({"March 2026": fault, "December 2024": BOTH})
    assert refusal(chosen, shelf, taken_from("December 2024")) == code


def test_a_release_is_not_taken_before_its_publication() -> None:
    listed = {"March 2026": {"public_updated_at": "2026-08-20T12:00:01Z"}}
    choice = chosen(Shelf({"March 2026": ["obo_csv.zip"], "December 2024": BOTH}, listed))
    assert list(names(choice)) == ["December 2024"]
    assert codes(choice) == [("RELEASE_NOT_YET", "note")]


def test_a_clock_that_is_years_behind_hides_no_release() -> None:
    listed = {"March 2026": {"public_updated_at": "2036-08-20T12:00:00Z"}}
    choice = chosen(Shelf({"March 2026": ["obo_csv.zip"], "December 2024": BOTH}, listed))
    assert list(names(choice)) == ["March 2026", "December 2024"]
