"""Orders of family courts from GOV.UK: chosen by rule, checked, and never a reason to fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl.fetching.attachments import Attachment, parse_attachment
from etl.fetching.family import (
    FAMILY_COLLECTION,
    FAMILY_TITLE,
    FamilyTold,
    fetch_family,
    orders_file,
)
from etl.fetching.govuk import parse_collection
from etl.publishing.lock import hold_lock
from outcomes.editions import Edition
from outcomes.store import open_store
from tests.etl.fault_server import FaultServer, serve, silence, status
from tests.etl.govuk_builders import (
    NOW,
    GovUk,
    attachment,
    collection,
    document,
    json_answer,
    moved,
    publication,
    refusal,
)
from tests.etl.neighbours.builders import text_of
from tests.etl.neighbours.family_builders import csv_year
from tests.etl.refreshing import Site, source_zip
from tests.etl.test_refresh_commands import DECEMBER, OBO, facts, run

RECORDING = "govuk/collection-family-court-statistics-quarterly.json"
ZIP = "FCSQ_Q4_2018.zip"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NEWEST, OLDER = "October to December 2018", "July to September 2018"


def page_of(quarter: str) -> str:
    slug = quarter.lower().replace(" ", "-")
    return f"/government/statistics/family-court-statistics-quarterly-{slug}"


def zipped(tmp_path: Path, total: int = 10, text: str = "") -> bytes:
    """The zip of a release with the CSV of orders."""
    with ZipFile(path := tmp_path / "release.zip", "w") as archive:
        written = text or text_of(csv_year(total=total))
        archive.writestr("CSV Domestic Violence National 2018 Q4.csv", written)
    return path.read_bytes()


class FamilySite(Site):
    """A stand-in for GOV.UK with a release of the courts and, if wanted, of family courts."""

    def list_quarters(self, *quarters: str, **changes: object) -> None:
        listed = [
            document(one, base_path=page_of(one),
                     title=f"Family Court Statistics Quarterly: {one}", **changes)
            for one in quarters
        ]  # fmt: skip
        self.govuk.put(FAMILY_COLLECTION, collection(listed))

    def attach(self, quarter: str, *files: tuple[str, bytes, dict[str, object]]) -> None:
        attached = []
        for name, content, changes in files:
            path = f"/media/5c1f0a2b/{name}"
            self.govuk.server.answers[path] = serve(content, "application/zip")
            url = f"{self.govuk.server.url}{path}"
            size = {"file_size": len(content)}
            attached.append(attachment(name, **{"title": name, "url": url, **size, **changes}))
        item = publication(quarter, attached, base_path=page_of(quarter),
                           title=f"Family Court Statistics Quarterly: {quarter}")  # fmt: skip
        self.govuk.put(page_of(quarter), item)

    def ask(self) -> FamilyTold:
        with hold_lock(self.data_dir) as lock:
            return fetch_family(lock, self.govuk.asking())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[FamilySite]:
    with FaultServer() as server:
        site = FamilySite(GovUk(server), tmp_path / "data")
        site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10)})
        yield site


@pytest.fixture
def with_orders(site: FamilySite, tmp_path: Path) -> FamilySite:
    site.list_quarters(OLDER, NEWEST)
    site.attach(NEWEST, (ZIP, zipped(tmp_path), {}))
    return site


def trouble(told: FamilyTold) -> str:
    assert told.file is None
    assert told.trouble is not None
    assert (told.trouble.code, told.trouble.severity) == ("ORDERS_NOT_TAKEN", "warning")
    return told.trouble.message


def attached(name: str = ZIP, **changes: object) -> Attachment:
    return parse_attachment(attachment(name, **{"title": name, **changes}), "/page")


@pytest.mark.real
def test_the_recorded_collection_is_read_newest_first(real_data: Path) -> None:
    item = json.loads((real_data / RECORDING).read_text("utf-8"))
    found = parse_collection(item, "/collection", FAMILY_TITLE)
    assert [one.period for one in found[:3]] == ["June 2024", "March 2024", "December 2023"]
    assert len(found) == 40
    assert found[-1].path.endswith("july-2014-to-september-2014")


@pytest.mark.parametrize(
    ("title", "period"),
    [("Family Court Statistics Quarterly: April to June 2024", "June 2024"),
     ("Family court statistics quarterly: July 2014 to September 2014", "September 2014"),
     ("Guide to family court statistics", None), ("Family Court Statistics Quarterly", None),
     ("Family Court Statistics Quarterly: April to Juni 2024", None)],
)  # fmt: skip
def test_titles_of_releases(title: str, period: str | None) -> None:
    sure = document("December 2018", title="Family Court Statistics Quarterly: July to May 2001")
    listed = collection([document(DECEMBER, title=title), sure])
    found = parse_collection(listed, "/c", FAMILY_TITLE)
    assert [one.period for one in found][:-1] == ([period] if period else [])


def test_the_zip_of_csvs_is_preferred_to_the_tables() -> None:
    tables = attached("Family_Court_Tables__Oct-Dec_2025_.ods", content_type=ODS)
    guide = attached("guide.pdf", content_type="application/pdf", title="Guide to the CSV files")
    other = attached("pre-release-list.zip")
    csvs = attached("FCSQ_Q4_2025.zip")
    assert orders_file((guide, tables, other, csvs), "/p") == csvs
    assert orders_file((guide, tables, other), "/p") == tables
    titled = attached("data.zip", title="Family court statistics: CSV files")
    assert orders_file((titled,), "/p") == titled
    assert orders_file((guide, other), "/p") is None


def test_two_files_that_look_alike_are_not_chosen_from() -> None:
    two = (attached("FCSQ_Q4_2025.zip"), attached("FCSQ_Q4_2025_revised.zip"))
    assert refusal(orders_file, two, "/p") == "SRC_ATTACHMENT_AMBIGUOUS"


def test_the_newest_release_with_the_file_is_taken_once(with_orders: FamilySite) -> None:
    told = with_orders.ask()
    assert told.trouble is None
    assert told.file is not None
    assert told.file.path.name == ZIP
    assert told.file.publication.title.endswith(NEWEST)


def test_a_release_without_the_file_withdrawn_or_to_come_is_passed_over(
    site: FamilySite, tmp_path: Path
) -> None:
    site.list_quarters("January to March 2019", NEWEST, OLDER)
    site.attach("January to March 2019", ("guide.zip", b"", {}))
    site.attach(NEWEST, (ZIP, zipped(tmp_path), {}))
    told = site.ask()
    assert told.file is not None
    assert told.file.publication.title.endswith(NEWEST)
    site.list_quarters(NEWEST, public_updated_at=(NOW + timedelta(days=1)).isoformat())
    assert "no release has figures" in trouble(site.ask())
    site.list_quarters(NEWEST, withdrawn=True)
    assert "no release has figures" in trouble(site.ask())


def test_what_cannot_be_had_is_a_warning(with_orders: FamilySite) -> None:
    server = with_orders.govuk.server
    path = f"/media/5c1f0a2b/{ZIP}"
    for answer, code in ((status(404), "SRC_NOT_FOUND"), (serve(b"<html>", "text/html"), "NET")):
        server.answers[path] = answer
        assert code in trouble(with_orders.ask())
    with_orders.govuk.put(FAMILY_COLLECTION, {"links": {}})
    assert "SRC_SHAPE" in trouble(with_orders.ask())
    server.answers[f"/api/content{FAMILY_COLLECTION}"] = status(404)
    assert "SRC_NOT_FOUND" in trouble(with_orders.ask())


def test_a_collection_that_moved_is_followed(with_orders: FamilySite) -> None:
    item = collection([document(NEWEST, base_path=page_of(NEWEST),
                       title=f"Family Court Statistics Quarterly: {NEWEST}")])  # fmt: skip
    with_orders.govuk.put("/government/collections/new", item)
    target = "/government/collections/new"
    with_orders.govuk.server.answers[f"/api/content{FAMILY_COLLECTION}"] = json_answer(
        moved(FAMILY_COLLECTION, target)
    )
    assert with_orders.ask().file is not None


def test_a_file_that_is_not_as_known_is_not_taken(site: FamilySite, tmp_path: Path) -> None:
    text = text_of(csv_year()).replace("Non-Molestation", "Other")
    broken = zipped(tmp_path, text=text)
    site.list_quarters(NEWEST)
    site.attach(NEWEST, (ZIP, broken, {}))
    said = trouble(site.ask())
    assert "its file is not as known: LABEL_UNKNOWN" in said


def edition_of(site: Site) -> Edition:
    return open_store(site.data_dir).edition().edition


@pytest.mark.slow
def test_a_refresh_takes_orders_along_and_later_ones_alone(
    with_orders: FamilySite, tmp_path: Path
) -> None:
    first = run(with_orders, "refresh", "--json")
    assert (first.returncode, facts(first)["outcome"]) == (0, "published")
    made = edition_of(with_orders)
    (orders,) = [one for one in made.sources if one.format == "family_orders"]
    assert orders.url.endswith(ZIP)
    assert orders.published
    again = run(with_orders, "refresh", "--json")
    assert facts(again)["outcome"] == "unchanged"
    with_orders.attach(NEWEST, (ZIP, zipped(tmp_path, 12), {}))
    later = run(with_orders, "refresh", "--json")
    assert facts(later)["outcome"] == "published"
    loaded = open_store(with_orders.data_dir).edition()
    assert loaded.neighbours.family_orders["non-molestation orders", 2018].made == 96
    courts = {one.sha256 for one in made.sources} - {orders.sha256}
    assert courts < {one.sha256 for one in loaded.edition.sources}


@pytest.mark.slow
def test_orders_that_are_served_stay_with_their_address(with_orders: FamilySite) -> None:
    run(with_orders, "refresh", "--json")
    before = edition_of(with_orders)
    with_orders.govuk.server.answers[f"/api/content{FAMILY_COLLECTION}"] = status(404)
    with_orders.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11)})
    done = run(with_orders, "refresh", "--json")
    assert (done.returncode, facts(done)["outcome"]) == (0, "published")
    kept = [one for one in edition_of(with_orders).sources if one.format == "family_orders"]
    assert kept == [one for one in before.sources if one.format == "family_orders"]


def test_an_edition_made_by_hand_stays(with_orders: FamilySite) -> None:
    with_orders.refresh()
    by_hand = with_orders.ingest(source_zip(2024, 12))
    done = run(with_orders, "refresh", "--json")
    assert (done.returncode, facts(done)["outcome"]) == (0, "unchanged")
    assert edition_of(with_orders).id == by_hand.id


def test_a_refresh_of_the_courts_goes_on_without_orders(site: FamilySite) -> None:
    done = run(site, "refresh", "--json")
    assert (done.returncode, facts(done)["outcome"]) == (0, "published")
    assert "ORDERS_NOT_TAKEN" in done.stdout
    assert edition_of(site).neighbours == ()


def test_a_source_that_says_nothing_is_given_up(with_orders: FamilySite) -> None:
    with_orders.govuk.server.answers[f"/api/content{FAMILY_COLLECTION}"] = silence
    with_orders.govuk.patience = 0.2
    assert "NET_TIMEOUT" in trouble(with_orders.ask())
