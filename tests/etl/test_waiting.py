"""A release that a check holds back: judged once, told each time, let pass by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.fetching.refresh import refresh
from etl.fetching.waiting import WAITING_FILE
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms
from etl.publishing.receipts import recorded
from outcomes.errors import CheckError, NetworkError
from outcomes.runs import last_attempt, waiting_release
from tests.etl.fault_server import FaultServer, status
from tests.etl.govuk_builders import GovUk, page_of
from tests.etl.refreshing import Site, source_zip
from tests.etl.test_refresh import never_load

DECEMBER, OBO = "December 2024", "obo_2010_2024.zip"
HELD = ["COVERAGE_SHRANK"] * 2


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """What is served has 2023 and 2024; what came in its place has 2024 only, and is held back."""
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release(DECEMBER, {OBO: source_zip(2024, 10, since=2023)})
        site.refresh()
        site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 10)})
        assert site.refused(CheckError) == HELD
        yield site


def since(site: Site) -> str | None:
    attempt = last_attempt(site.data_dir)
    return attempt.held_since if attempt else None


def test_it_is_not_loaded_again_and_told_the_same(site: Site) -> None:
    before, first = site.bytes(), last_attempt(site.data_dir)
    site.govuk.later(hours=1)
    assert site.refused(CheckError, load=never_load) == HELD
    again = last_attempt(site.data_dir)
    assert first is not None
    assert again is not None
    assert [one for one in again.problems if one["severity"] == "hold"] == [
        one for one in first.problems if one["severity"] == "hold"
    ]
    assert again.held_since == first.held_since == "2026-08-20T12:00:00Z"
    assert site.bytes() == before


@pytest.mark.parametrize("damage", ["", "{", '{"ground": 7}', '{"problems": [7]}', "gone"])
def test_without_memory_of_it_it_is_judged_again(site: Site, damage: str) -> None:
    path = site.data_dir / "raw" / "govuk" / WAITING_FILE
    path.unlink()
    if damage != "gone":
        path.write_text(damage)
    assert site.refused(CheckError) == HELD
    assert site.refused(CheckError, load=never_load) == HELD


def test_other_bytes_are_judged(site: Site) -> None:
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11)})
    with pytest.raises(AssertionError, match="nothing new was loaded"):
        site.refresh(load=never_load)


def test_it_is_judged_again_beside_another_edition(site: Site) -> None:
    """Which an operator loaded by hand: it may then lack nothing."""
    site.ingest(source_zip(2024, 9, since=2023))
    assert waiting_release(site.data_dir) is None
    with pytest.raises(AssertionError, match="nothing new was loaded"):
        site.refresh(load=never_load)


def test_it_waits_while_the_source_cannot_be_had(site: Site) -> None:
    path = f"/api/content{page_of(DECEMBER)}"
    site.govuk.server.answers[path] = status(500)
    site.refused(NetworkError)
    waiting = waiting_release(site.data_dir)
    assert waiting is not None
    assert waiting.holds == ("COVERAGE_SHRANK",)
    assert waiting.acknowledgement == (
        'python -m etl refresh --acknowledge COVERAGE_SHRANK --reason "…"'
    )


def test_a_person_lets_it_pass(site: Site) -> None:
    with recorded("refresh", site.data_dir) as draft, hold_lock(site.data_dir) as lock:

        def load_files(files: Sequence[Path], facts: Mapping[Path, Any]) -> Published:
            terms = Terms("2023 was withdrawn", acknowledged=("COVERAGE_SHRANK",))
            return load(files, lock, draft, terms, facts)

        refresh(lock, draft, load_files, site.govuk.asking(judge_again=True))
    assert site.served().coverage[0].years == (2024,)
    assert waiting_release(site.data_dir) is None
    assert site.refresh(load=never_load).outcome == "unchanged"


def test_a_source_that_is_bad_is_no_hold(site: Site) -> None:
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 10, Sex="?")})
    with pytest.raises(Exception, match="LABEL_UNKNOWN"):
        site.refresh()
    assert since(site) is None
