"""Boundaries from the ONS: taken seldom, checked whole, never a reason for a refresh to fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from etl.fetching.boundaries import (
    ADDRESS,
    MOST_BYTES,
    NAME,
    BoundariesTold,
    BoundaryAsking,
    refresh_boundaries,
)
from etl.fetching.hosts import ONS, ONS_HOSTS, Hosts, boundary_hosts
from etl.fetching.web import Timing
from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from etl.publishing.lock import hold_lock
from outcomes.boundaries import BOUNDARIES_FILE, read_boundaries
from outcomes.runs import last_attempt
from tests.etl.fault_server import (
    Answer,
    FaultServer,
    html,
    one_after_another,
    promising,
    redirect,
    serve,
    silence,
    status,
)
from tests.etl.govuk_builders import NOW, GovUk, refusal
from tests.etl.refreshing import Site, source_zip
from tests.etl.test_boundaries import geojson
from tests.etl.test_refresh_commands import DECEMBER, OBO, facts, run

PATH = ADDRESS.removeprefix(ONS)
SOUND = geojson(code="PFA23CD")
OLD = geojson(code="PFA20CD")


class Ons:
    """A stand-in for the ONS beside one data directory."""

    def __init__(self, server: FaultServer, data_dir: Path) -> None:
        self.server, self.data_dir = server, data_dir
        self.now: datetime = NOW
        self.slept: list[float] = []

    def answer(self, answer: Answer) -> None:
        self.server.answers[PATH] = answer

    def refresh(self) -> BoundariesTold:
        timing = Timing(
            clock=time.monotonic,
            sleep=self.slept.append,
            now=lambda: self.now,
            connect=0.2,
            read=0.2,
        )
        asking = BoundaryAsking(Hosts(self.server.url, ONS_HOSTS), timing, seconds=20)
        with hold_lock(self.data_dir) as lock:
            return refresh_boundaries(lock, asking)

    def trouble(self) -> str:
        """What the warning says that a refresh must give."""
        told = self.refresh()
        assert told.made is None
        assert told.trouble is not None
        assert (told.trouble.code, told.trouble.severity) == ("BOUNDARIES_NOT_TAKEN", "warning")
        return told.trouble.message

    @property
    def asked(self) -> int:
        return len(self.server.paths)


@pytest.fixture
def ons(tmp_path: Path) -> Iterator[Ons]:
    with FaultServer() as server:
        yield Ons(server, tmp_path / "data")


def test_missing_boundaries_are_asked_for_in_degrees_and_kept(ons: Ons) -> None:
    ons.answer(serve(SOUND, "application/geo+json"))
    assert ons.refresh().made == make_boundaries(SOUND, NAME) == read_boundaries(ons.data_dir)
    assert "outSR=4326" in ons.server.paths[0]
    assert "f=geojson" in ons.server.paths[0]


def test_they_are_asked_for_again_after_a_month(ons: Ons) -> None:
    ons.answer(serve(SOUND))
    ons.refresh()
    ons.now += timedelta(days=29)
    assert ons.refresh() == BoundariesTold()
    assert ons.asked == 1
    ons.now += timedelta(days=2)
    assert ons.refresh() == BoundariesTold()
    assert ons.asked == 2


def test_they_are_asked_for_when_they_were_lost(ons: Ons) -> None:
    ons.answer(serve(SOUND))
    ons.refresh()
    (ons.data_dir / BOUNDARIES_FILE).unlink()
    assert ons.refresh().made is not None


FAULTS: dict[str, tuple[Answer, str]] = {
    "absent": (status(404), "SRC_NOT_FOUND"),
    "refused": (status(403), "SRC_FORBIDDEN"),
    "busy": (status(503), "SRC_BUSY"),
    "slow": (silence, "NET_TIMEOUT"),
    "a page": (html, "not GeoJSON: it begins '<!DOCTYPE html>"),
    "an error": (serve(b'{"error":{"code":400,"message":"Invalid URL"}}'), "Invalid URL"),
    "42 areas": (serve(geojson(skip=1)), "1 areas are missing"),
    "elsewhere": (serve(geojson(west=20)), "has a place at 20"),
    "huge": (promising(MOST_BYTES + 1), "NET_TOO_BIG"),
    "endless": (serve(b" " * (MOST_BYTES + 1)), "NET_TOO_BIG"),
    "redirected": (redirect("https://elsewhere.example/areas"), "NET_HOST_FORBIDDEN"),
    "to GOV.UK": (redirect("https://www.gov.uk/areas"), "NET_HOST_FORBIDDEN"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_a_warning_and_the_old_boundaries_stay(fault: str, ons: Ons) -> None:
    old = make_boundaries(OLD, "by-hand.geojson")
    keep_boundaries(old, ons.data_dir)
    answer, said = FAULTS[fault]
    ons.answer(answer)
    assert said in ons.trouble()
    assert read_boundaries(ons.data_dir) == old


def test_after_trouble_it_is_left_alone_for_a_day_and_still_told(ons: Ons) -> None:
    ons.answer(one_after_another(status(404), serve(SOUND)))
    first = ons.trouble()
    ons.now += timedelta(hours=23)
    assert ons.trouble() == first
    assert ons.asked == 1
    ons.now += timedelta(hours=2)
    assert ons.refresh().made is not None


def test_newer_boundaries_by_hand_stay(ons: Ons) -> None:
    keep_boundaries(make_boundaries(geojson(code="PFA25CD"), "by-hand.geojson"), ons.data_dir)
    assert ons.refresh() == BoundariesTold()
    assert ons.asked == 0


@pytest.mark.parametrize("content", ["", "[]", '{"when": "soon", "trouble": null}'])
def test_a_damaged_note_of_the_last_time_counts_as_none(content: str, ons: Ons) -> None:
    ons.answer(serve(SOUND))
    ons.refresh()
    (ons.data_dir / "raw" / "boundaries-asked.json").write_text(content)
    ons.refresh()
    assert ons.asked == 2


def test_a_disk_that_refuses_is_a_warning_too(ons: Ons) -> None:
    ons.answer(serve(SOUND))
    ons.data_dir.mkdir()
    (ons.data_dir / "raw").write_text("a file where a directory should be")
    told = ons.refresh()
    assert told.trouble is not None
    assert "HOST_IO" in told.trouble.message


def test_the_ons_is_not_asked_where_only_govuk_has_a_stand_in() -> None:
    stand_in = "http://127.0.0.1:8000"
    assert boundary_hosts({"GOVUK_URL": stand_in}) is None
    assert boundary_hosts({"GOVUK_URL": stand_in, "ONS_URL": stand_in}) == Hosts(
        stand_in, ONS_HOSTS
    )
    assert boundary_hosts({}) == Hosts(None, ONS_HOSTS)


@pytest.mark.parametrize("stated", ["http://10.0.0.1", "https://127.0.0.1", "nonsense"])
def test_ons_url_may_only_name_this_machine(stated: str) -> None:
    assert refusal(boundary_hosts, {"ONS_URL": stated}) == "NET_HOST_FORBIDDEN"


def test_each_list_of_hosts_allows_its_own_only() -> None:
    assert Hosts(names=ONS_HOSTS).address(ADDRESS) == ADDRESS
    assert refusal(Hosts().address, ADDRESS) == "NET_HOST_FORBIDDEN"
    assert refusal(Hosts(names=ONS_HOSTS).address, "https://www.gov.uk/x") == "NET_HOST_FORBIDDEN"


@pytest.fixture
def site(ons: Ons) -> Site:
    site = Site(GovUk(ons.server), ons.data_dir)
    site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10)})
    return site


def test_refresh_takes_figures_and_boundaries(site: Site, ons: Ons) -> None:
    ons.answer(serve(SOUND))
    done = run(site, "refresh", ONS_URL=ons.server.url)
    assert done.returncode == 0
    assert "Boundaries of areas: 2023, from the ONS." in done.stdout
    assert read_boundaries(site.data_dir) is not None


def test_refresh_without_boundaries_succeeds_and_says_so(site: Site, ons: Ons) -> None:
    ons.answer(html)
    done = run(site, "refresh", "--json", ONS_URL=ons.server.url)
    assert (done.returncode, facts(done)["outcome"]) == (0, "published")
    assert "BOUNDARIES_NOT_TAKEN" in [one["code"] for one in facts(done)["problems"]]
    again = run(site, "refresh", ONS_URL=ons.server.url)
    assert again.returncode == 0
    assert "warning: BOUNDARIES_NOT_TAKEN" in again.stdout
    attempt = last_attempt(site.data_dir)
    assert attempt is not None
    assert attempt.outcome == "unchanged"
    assert ("BOUNDARIES_NOT_TAKEN", "warning") in [
        (one["code"], one["severity"]) for one in attempt.problems
    ]
