"""A refresh, from the question to the served edition, against a stand-in for GOV.UK."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.fetching import refresh as refresh_module
from etl.fetching.content import CONTENT_API
from etl.fetching.govuk import ANNOUNCEMENTS, COLLECTION
from etl.fetching.network import network_error
from etl.fetching.taken import read_taken
from etl.publishing.lock import hold_lock
from etl.publishing.rollback import roll_back
from outcomes.errors import CheckError, NetworkError, ProblemsError, SourceError
from outcomes.pointer import read_pointer
from outcomes.runs import last_attempt
from tests.builders import make_edition
from tests.etl.builders import csv_text, prosecuted_row, zip_file
from tests.etl.fault_server import FaultServer, status
from tests.etl.govuk_builders import (
    GovUk,
    announcement,
    collection,
    day,
    moved,
    page_of,
    publication,
)
from tests.etl.refreshing import Site, source_zip

DECEMBER, MARCH = "December 2024", "March 2026"
OBO = "obo_2010_2024.zip"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A data directory and a stand-in with one release."""
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10)})
        yield site


def problem_codes(run: Any) -> list[str]:
    return [one["code"] for one in run.problems]


def test_the_first_refresh_publishes_what_is_there(site: Site) -> None:
    run = site.refresh()
    edition = site.served()
    assert (run.outcome, run.edition, run.sequence) == ("published", edition.id, 1)
    [source] = edition.sources
    assert source.url.startswith("https://assets.publishing.service.gov.uk/media/")
    assert source.published == "2026-07-30T08:30:00Z"
    assert "December 2024" in source.title
    assert [file.sha256 for file in read_taken(site.data_dir).files] == [source.sha256]
    assert site.total("prosecutions") == 10


def test_nothing_new_asks_one_small_question_a_document(site: Site) -> None:
    site.refresh()
    before, asked = site.bytes(), len(site.govuk.server.asked)
    run = site.refresh(load=never_load)
    assert (run.outcome, run.sequence) == ("unchanged", 1)
    assert [one.path for one in site.govuk.server.asked[asked:]] == [
        CONTENT_API + COLLECTION,
        CONTENT_API + page_of(DECEMBER),
        site.govuk.path_of(DECEMBER, OBO),
    ]
    assert all("If-None-Match" in one.headers for one in site.govuk.server.asked[asked:])
    assert run.details["requests"] == 3
    assert run.details["not_modified"] == 2
    assert site.bytes() == before


def never_load(files: Sequence[Path], facts: Mapping[Path, Any]) -> Any:
    raise AssertionError("nothing new was loaded")


def test_a_new_release_is_published_beside_the_calendar_years(site: Site) -> None:
    first = site.refresh()
    site.govuk.add_release(MARCH, {"outcome-by-offence-csvs.zip": source_zip(2018, 7, "B")})
    run = site.refresh()
    assert (run.outcome, run.previous, run.sequence) == ("published", first.edition, 2)
    assert run.details["releases"] == [
        f"Criminal Justice System statistics quarterly: {period}" for period in (MARCH, DECEMBER)
    ]
    assert {source.file for source in site.served().sources} == {OBO, "outcome-by-offence-csvs.zip"}


def test_a_file_replaced_at_its_address_is_a_revision(site: Site) -> None:
    site.refresh()
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11)})
    run = site.refresh()
    assert run.outcome == "published"
    assert problem_codes(run).count("SRC_REPLACED") == 1
    assert site.total("prosecutions") == 11


def test_a_file_replaced_under_another_address_is_a_revision_too(site: Site) -> None:
    site.refresh()
    old = site.govuk.add_file(DECEMBER, OBO, source_zip(2024, 11))
    new_path = "/media/68aaaaaa/" + OBO
    site.govuk.server.answers[new_path] = site.govuk.server.answers.pop(
        site.govuk.path_of(DECEMBER, OBO)
    )
    url = f"https://assets.publishing.service.gov.uk{new_path}"
    site.govuk.put(page_of(DECEMBER), publication(DECEMBER, [{**old, "url": url}]))
    run = site.refresh()
    assert run.outcome == "published"
    assert "SRC_REPLACED" in problem_codes(run)
    assert site.served().sources[0].url == url


def test_a_page_that_moved_is_followed_once(site: Site) -> None:
    site.refresh()
    item = publication(DECEMBER, [site.govuk.add_file(DECEMBER, OBO, source_zip(2024, 10))])
    site.govuk.put("/government/statistics/new-place", item)
    site.govuk.put(page_of(DECEMBER), moved(page_of(DECEMBER), "/government/statistics/new-place"))
    run = site.refresh(load=never_load)
    assert run.outcome == "unchanged"
    assert problem_codes(run) == ["SRC_MOVED"]


def withdraw_in_list(govuk: GovUk) -> None:
    govuk.documents[0]["withdrawn"] = True
    govuk.put(COLLECTION, collection(govuk.documents))


def withdraw_on_page(govuk: GovUk) -> None:
    notice = {"explanation": "<p>Faulty</p>", "withdrawn_at": "2026-08-20"}
    govuk.put(page_of(DECEMBER), publication(DECEMBER, [], withdrawn_notice=notice))


def take_page_down(govuk: GovUk) -> None:
    govuk.break_page(page_of(DECEMBER), status(410))


def take_item_down(govuk: GovUk) -> None:
    govuk.put(page_of(DECEMBER), {"schema_name": "gone"})


def take_file_down(govuk: GovUk) -> None:
    govuk.server.answers[govuk.path_of(DECEMBER, OBO)] = status(410)


@pytest.mark.parametrize(
    "withdraw",
    [withdraw_in_list, withdraw_on_page, take_page_down, take_item_down, take_file_down],
)
def test_a_withdrawn_release_stays_served_until_a_person_decides(withdraw: Any, site: Site) -> None:
    site.govuk.add_release("December 2023", {"obo_2010_2023.zip": source_zip(2023, 5)})
    site.refresh()
    before = site.bytes()
    withdraw(site.govuk)
    run = site.refresh()
    assert run.outcome == "unchanged"
    assert [(one["code"], one["severity"]) for one in run.problems] == [
        ("SRC_WITHDRAWN", "warning")
    ]
    assert site.bytes() == before


def test_the_person_may_decide_for_an_older_release(site: Site) -> None:
    site.govuk.add_release("December 2023", {"obo_2010_2023.zip": source_zip(2024, 5)})
    site.refresh()
    withdraw_in_list(site.govuk)
    run = site.refresh(allow_older=True)
    assert run.outcome == "published"
    assert site.total("prosecutions") == 5


def test_an_older_list_of_releases_is_not_believed(site: Site) -> None:
    site.govuk.add_release(MARCH, {"obo.zip": source_zip(2018, 7, "B")})
    site.refresh()
    before = site.bytes()
    site.govuk.put(COLLECTION, collection(site.govuk.documents[:1]))
    assert site.refused(CheckError) == ["EDITION_OLDER"]
    assert site.bytes() == before


def test_calendar_years_do_not_vanish_silently(site: Site) -> None:
    site.govuk.add_release(MARCH, {"obo.zip": source_zip(2018, 7, "B")})
    site.refresh()
    before = site.bytes()
    site.govuk.put(COLLECTION, collection(site.govuk.documents[1:]))
    assert set(site.refused(CheckError)) == {"COVERAGE_SHRANK"}
    assert site.bytes() == before


def test_a_rollback_is_not_undone_by_the_same_release(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.refresh()
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11)})
    site.refresh()
    with hold_lock(site.data_dir) as lock:
        roll_back(lock, first.edition or "", "a fault in the figures")
    assert site.refresh(load=never_load).outcome == "unchanged"
    monkeypatch.setattr(refresh_module, "__version__", "99")
    assert site.refresh(load=never_load).edition == first.edition


def test_a_release_after_a_rollback_is_published(site: Site) -> None:
    first = site.refresh()
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11)})
    site.refresh()
    with hold_lock(site.data_dir) as lock:
        roll_back(lock, first.edition or "", "a fault in the figures")
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 12)})
    assert site.refresh().outcome == "published"
    assert site.total("prosecutions") == 12


def test_a_demonstration_gives_way_to_the_official_release(site: Site) -> None:
    first = site.refresh()
    made = make_edition(site.data_dir, proceedings_rows=[{"year": 2019}], demonstration=True)
    assert read_pointer(site.data_dir).edition == made.id
    assert site.refresh().edition == first.edition


def test_a_source_of_made_up_files_is_loaded_once(site: Site) -> None:
    """As a stand-in for GOV.UK may serve them."""
    members = {"rows.csv": csv_text([prosecuted_row()]), "DEMONSTRATION.txt": "made up"}
    made_up = zip_file(site.data_dir.parent, members).read_bytes()
    site.govuk.replace_release(DECEMBER, {OBO: made_up})
    first = site.refresh()
    assert (first.edition or "").startswith("demonstration-")
    assert site.refresh(load=never_load).edition == first.edition


def test_files_that_a_person_loaded_stay_served_while_nothing_is_new(site: Site) -> None:
    site.refresh()
    made = site.ingest(source_zip(2024, 12))
    assert site.refresh(load=never_load).edition == made.id


def test_another_version_of_the_software_loads_the_same_files_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.refresh()
    monkeypatch.setattr(refresh_module, "__version__", "99")
    loaded: list[Path] = []

    def load(files: Sequence[Path], facts: Mapping[Path, Any]) -> Any:
        loaded.extend(files)
        raise network_error("TEST_END", "far enough", "here")

    site.refused(NetworkError, load=load)
    assert [path.name for path in loaded] == [OBO]


def test_a_run_that_ended_before_it_remembered_converges(site: Site) -> None:
    first = site.refresh()
    (site.data_dir / "raw" / "govuk" / "taken.json").unlink()
    second = site.refresh()
    assert (second.outcome, second.edition, second.sequence) == ("unchanged", first.edition, 1)
    assert site.refresh(load=never_load).outcome == "unchanged"


def test_a_refused_file_changes_nothing_and_its_correction_is_taken(site: Site) -> None:
    site.refresh()
    before = site.bytes()
    bad = source_zip(2024, 11, Offence="An offence that nobody knows")
    site.govuk.replace_release(DECEMBER, {OBO: bad})
    assert set(site.refused(SourceError)) == {"LABEL_UNKNOWN"}
    assert site.bytes() == before
    attempt = last_attempt(site.data_dir)
    assert attempt is not None
    assert attempt.outcome == "refused"
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 12)})
    assert site.refresh().outcome == "published"
    assert site.total("prosecutions") == 12


EXPECTED = day("June 2026", "2026-08-20")


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (None, "RELEASE_LATE", "expected 20 August 2026, is not published"),
        (
            announcement("cancelled", cancellation_reason="Faulty court data"),
            "RELEASE_CANCELLED",
            "was cancelled: Faulty court data",
        ),
        (
            announcement("confirmed", latest_change_note="More checks"),
            "RELEASE_POSTPONED",
            "is now announced for 26 November 2026 9:30am: More checks",
        ),
    ],
)
def test_a_release_that_does_not_come_is_a_note(
    said: Any, code: str, words: str, site: Site
) -> None:
    if said:
        site.govuk.put(f"{ANNOUNCEMENTS}june-2026", said)
    run = site.refresh(days=(EXPECTED,))
    assert run.outcome == "published"
    [note] = run.problems[:1]
    assert (note["code"], note["severity"]) == (code, "note")
    assert words in note["message"]


@pytest.mark.parametrize(("hours", "noted"), [(-4, False), (0, True), (24 * 121, False)])
def test_a_release_is_late_from_half_past_nine_and_not_for_ever(
    hours: int, noted: bool, site: Site
) -> None:
    site.govuk.later(hours=hours)
    assert ("RELEASE_LATE" in problem_codes(site.refresh(days=(EXPECTED,)))) is noted


def test_a_release_that_came_is_not_late(site: Site) -> None:
    site.govuk.add_release("June 2026", {})
    assert "RELEASE_LATE" not in problem_codes(site.refresh(days=(EXPECTED,)))


def test_a_receipt_tells_every_remark_and_error(site: Site) -> None:
    site.govuk.add_release(MARCH, {"obo.zip": b"<html>"}, withdrawn=True)
    site.govuk.server.answers[site.govuk.path_of(DECEMBER, OBO)] = status(404)
    with pytest.raises(ProblemsError):
        site.refresh()
    run = last_attempt(site.data_dir)
    assert run is not None
    assert run.outcome == "failed"
    assert json.loads(json.dumps(run.details))["requests"] == 3
    assert "SRC_NOT_FOUND" in problem_codes(run)
