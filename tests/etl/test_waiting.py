"""A release that is refused or held back: judged once, told each time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from etl.__main__ import add_commands, app
from etl.fetching import waiting
from etl.fetching.refresh import refresh
from etl.fetching.refresher import Seen, news
from etl.fetching.waiting import WAITING_FILE
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms
from etl.publishing.receipts import recorded
from outcomes.errors import CheckError, NetworkError, SourceError
from outcomes.runs import Run, last_attempt, refused_release, waiting_release
from tests.etl.fault_server import FaultServer, status
from tests.etl.govuk_builders import GovUk, page_of
from tests.etl.refreshing import Site, source_zip
from tests.etl.test_refresh import never_load

add_commands(["status"])

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


@pytest.fixture
def refused(site: Site) -> Site:
    """What came in the place of what is served is bad."""
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 10, Sex="?")})
    assert site.refused(SourceError) == ["LABEL_UNKNOWN"]
    return site


def refusal(site: Site) -> Run:
    found = refused_release(site.data_dir)
    assert found is not None
    return found


def test_bad_files_are_not_read_again_and_told_the_same(refused: Site) -> None:
    before, first = refused.bytes(), refusal(refused)
    assert (waiting_release(refused.data_dir), first.stopped_by) == (None, ("LABEL_UNKNOWN",))
    for hours in (1, 2, 24 * 8):
        refused.govuk.later(hours=hours)
        assert refused.refused(SourceError, load=never_load) == ["LABEL_UNKNOWN", "STILL_REFUSED"]
        again = refusal(refused)
        assert again.problems[:-1] == first.problems
        assert again.problems[-1]["severity"] == "note"
        assert again.refused_since == first.refused_since == "2026-08-20T12:00:00Z"
    assert refused.bytes() == before


def test_figures_that_cannot_be_right_are_judged_once_too(site: Site) -> None:
    site.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 40_000, since=2023)})
    assert "MAGNITUDE_REVISED" in site.refused(CheckError)
    assert "MAGNITUDE_REVISED" in site.refused(CheckError, load=never_load)


@pytest.mark.parametrize("change", ["files", "program", "table", "asked", "forgotten"])
def test_they_are_read_again_when_something_changed(
    refused: Site, change: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asking = {}
    if change == "files":
        refused.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11, Sex="?")})
    elif change == "program":
        monkeypatch.setattr(waiting, "__version__", "next")
    elif change == "table":
        (tmp_path / "reference").mkdir()
        (tmp_path / "reference" / "labels.csv").write_text("label,word")
        monkeypatch.setattr(waiting, "REFERENCE", tmp_path / "reference")
    elif change == "asked":
        asking = {"judge_again": True}
    else:
        (refused.data_dir / "raw" / "govuk" / WAITING_FILE).unlink()
    with pytest.raises(AssertionError, match="nothing new was loaded"):
        refused.refresh(load=never_load, **asking)


def test_good_files_end_it(refused: Site) -> None:
    refused.govuk.replace_release(DECEMBER, {OBO: source_zip(2024, 11, since=2023)})
    assert refused.refresh().outcome == "published"
    assert refused_release(refused.data_dir) is None


def test_a_copy_that_was_damaged_here_is_fetched_anew_and_not_blamed_on_the_source(
    site: Site,
) -> None:
    good = source_zip(2024, 12, since=2023)
    site.govuk.replace_release(DECEMBER, {OBO: good})
    with pytest.raises(AssertionError, match="nothing new was loaded"):
        site.refresh(load=never_load)
    [kept] = [path for path in (site.data_dir / "raw").glob("*/*.zip")
              if path.read_bytes() == good]  # fmt: skip
    kept.chmod(0o644)
    kept.write_bytes(bytes(len(good)))
    codes = site.refused(SourceError)
    assert codes[-1] == "RAW_DAMAGED"
    assert refused_release(site.data_dir) is None
    assert site.refresh().outcome == "published"


def test_the_log_says_it_once_more_and_then_is_quiet(refused: Site) -> None:
    runs = [refusal(refused)]
    for _ in range(2):
        refused.refused(SourceError)
        runs.append(refusal(refused))
    seen = [Seen.of(3, json.dumps(run.to_dict())) for run in runs]
    told = [news(before, now) for before, now in pairwise([None, *seen])]
    assert told[1] is not None
    assert "STILL_REFUSED: these very files were refused at 2026-08-20" in told[1][1]
    assert told[2] is None


def test_status_says_since_when_and_what_has_them_read_again(refused: Site) -> None:
    told = CliRunner().invoke(app, ["status", "--data-dir", str(refused.data_dir)])
    assert told.exit_code == 0
    assert "A release is refused since 2026-08-20T12:00:00Z: LABEL_UNKNOWN." in told.stdout
    assert "python -m etl refresh --again" in told.stdout
