"""`releases`, `refresh` and `schedule` as an operator types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.fetching.govuk import COLLECTION
from etl.publishing.lock import hold_lock
from outcomes.pointer import read_pointer
from outcomes.runs import last_attempt
from tests.etl.fault_server import FaultServer, silence, status
from tests.etl.govuk_builders import GovUk
from tests.etl.refreshing import Site, source_zip

DECEMBER, OBO = "December 2024", "obo_2010_2024.zip"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10)})
        yield site


def environment(site: Site, **changes: str) -> dict[str, str]:
    stated = {"GOVUK_URL": site.govuk.server.url, "OUTCOMES_DATA_DIR": str(site.data_dir)}
    return {**os.environ, **stated, "COLUMNS": "200", **changes}


def run(site: Site, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        env=environment(site, **changes),
        capture_output=True,
        text=True,
        check=False,
    )


def facts(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_refresh_publishes_and_then_finds_nothing_new(site: Site) -> None:
    first = run(site, "refresh", "--json")
    assert (first.returncode, facts(first)["outcome"]) == (0, "published")
    second = run(site, "refresh")
    assert second.returncode == 0
    assert f"Nothing new. Edition {read_pointer(site.data_dir).edition} is served" in second.stdout
    attempt = last_attempt(site.data_dir)
    assert attempt is not None
    assert attempt.outcome == "unchanged"


def test_nothing_new_needs_none_of_the_heavy_libraries(site: Site) -> None:
    site.refresh()
    script = (
        "import sys; from etl.__main__ import add_commands, app; add_commands(['refresh']);"
        "app(['refresh'], standalone_mode=False);"
        "print(sorted({'pyarrow', 'numpy', 'apscheduler', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(site),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_releases_prints_what_it_sees_and_changes_nothing(site: Site) -> None:
    site.govuk.add_release("March 2025", {})
    done = run(site, "releases")
    assert done.returncode == 0
    assert "March 2025" in done.stdout
    assert "no detailed files" in done.stdout
    assert OBO in done.stdout
    assert not site.data_dir.exists()
    seen = facts(run(site, "releases", "--json"))
    assert [one["state"] for one in seen["releases"]] == ["no detailed files", "taken"]
    assert seen["releases"][1]["files"][0]["name"] == OBO


def test_a_source_that_cannot_be_had_is_exit_4_and_says_what_is_served(site: Site) -> None:
    site.refresh()
    site.govuk.break_page(COLLECTION, status(403))
    done = run(site, "refresh")
    assert done.returncode == 4
    assert "SRC_FORBIDDEN" in done.stderr
    assert f"Edition {read_pointer(site.data_dir).edition} is served, as before." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_short_timeout_is_kept_and_is_exit_4(site: Site) -> None:
    site.govuk.break_page(COLLECTION, silence)
    done = run(site, "refresh", "--timeout", "0.5")
    assert done.returncode == 4
    assert done.stderr.startswith(("NET_TIMEOUT", "NET_DEADLINE"))


def test_a_bad_file_is_exit_3_and_kept_aside(site: Site) -> None:
    bad = source_zip(2024, 11, Offence="An offence that nobody knows")
    site.govuk.replace_release(DECEMBER, {OBO: bad})
    done = run(site, "refresh", "--json")
    assert done.returncode == 3
    assert "LABEL_UNKNOWN" in [one["code"] for one in facts(done)["problems"]]
    [kept] = (site.data_dir / "quarantine").glob("*/" + OBO)
    assert kept.read_bytes() == bad


def test_a_second_refresh_is_exit_6(site: Site) -> None:
    with hold_lock(site.data_dir):
        done = run(site, "refresh")
    assert done.returncode == 6
    assert str(os.getpid()) in done.stderr


@pytest.mark.parametrize("stated", ["http://10.0.0.1", "https://elsewhere.example"])
def test_govuk_url_may_not_lead_elsewhere(stated: str, site: Site) -> None:
    done = run(site, "releases", GOVUK_URL=stated)
    assert done.returncode == 4
    assert "NET_HOST_FORBIDDEN" in done.stderr


@pytest.mark.parametrize("option", [("--timeout", "0"), ("--timeout", "soon"), ("--now",)])
def test_a_bad_option_is_exit_2(option: tuple[str, ...], site: Site) -> None:
    assert run(site, "refresh", *option).returncode == 2


@pytest.fixture
def scheduled(site: Site) -> Iterator[subprocess.Popen[str]]:
    """A schedule under way; killed at the end if it is still there."""
    child = subprocess.Popen(
        [sys.executable, "-m", "etl", "schedule"],
        env=environment(site),
        stderr=subprocess.PIPE,
        text=True,
    )
    with child:
        yield child
        child.kill()


def test_a_schedule_refreshes_at_once_and_stops_cleanly(
    site: Site, scheduled: subprocess.Popen[str]
) -> None:
    assert scheduled.stderr is not None
    assert "is served now" in scheduled.stderr.readline()
    assert site.total("prosecutions") == 10
    scheduled.send_signal(signal.SIGTERM)
    assert "Told to stop" in scheduled.stderr.readline()
    assert scheduled.wait(60) == 0


def test_a_schedule_that_stops_ends_the_refresh_that_is_under_way(
    site: Site, scheduled: subprocess.Popen[str]
) -> None:
    asked = site.govuk.hold(site.govuk.path_of(DECEMBER, OBO))
    assert asked.wait(60)
    scheduled.send_signal(signal.SIGTERM)
    assert scheduled.wait(60) == 0
    with hold_lock(site.data_dir):
        assert not (site.data_dir / "current.json").exists()
    attempt = last_attempt(site.data_dir)
    assert attempt is not None
    assert [one["code"] for one in attempt.problems] == ["STOPPED"]
    assert not (site.data_dir / "raw" / "arriving").exists()
