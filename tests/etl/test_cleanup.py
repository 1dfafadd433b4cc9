"""Clean-up: what is needed stays, what goes goes in two steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.publishing.cleanup import Cleaned, Keeping, clean_up
from etl.publishing.history import kept_editions
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Terms, publish_build
from etl.publishing.receipts import recorded
from etl.publishing.rollback import roll_back
from etl.publishing.verify import find_damage
from outcomes.runs import receipt_files
from tests.etl.onlooker import look
from tests.etl.scenarios import edition_build

START = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def publish_on(day: int, number: int, data_dir: Path) -> str:
    with hold_lock(data_dir) as lock:
        terms = Terms(now=lambda: START + day * DAY)
        return publish_build(edition_build(number), lock, terms).edition.id


def clean_on(day: int, data_dir: Path, keeping: Keeping | None = None) -> Cleaned:
    with hold_lock(data_dir) as lock:
        return clean_up(lock, lambda: START + day * DAY, keeping)


@pytest.fixture
def twelve(tmp_path: Path) -> list[str]:
    """Twelve editions, published on the first twelve days; the last is served."""
    return [publish_on(day, day + 1, tmp_path) for day in range(12)]


def test_the_eight_before_stay_and_older_ones_go(tmp_path: Path, twelve: list[str]) -> None:
    assert set(clean_on(1_000, tmp_path).moved) == set(twelve[:3])
    assert kept_editions(tmp_path) == set(twelve[3:])
    assert look(tmp_path) == twelve[-1]
    assert find_damage(tmp_path, every=True) == ()


def test_ninety_days_are_counted_from_the_last_service(tmp_path: Path, twelve: list[str]) -> None:
    # Edition number 1 was replaced on day 1, number 2 on day 2, number 3 on day 3.
    assert clean_on(90, tmp_path).moved == ()
    assert clean_on(91, tmp_path).moved == (twelve[0],)
    assert clean_on(93, tmp_path).moved == tuple(sorted(twelve[1:3]))


def test_the_trash_is_deleted_after_a_week_and_not_before(
    tmp_path: Path, twelve: list[str]
) -> None:
    moved = clean_on(1_000, tmp_path).moved
    assert clean_on(1_006, tmp_path) == Cleaned((), (), 0)
    assert len(list((tmp_path / "trash").iterdir())) == 3
    deleted = clean_on(1_007, tmp_path).deleted
    assert [name.partition("~")[0] for name in deleted] == list(moved)
    assert not list((tmp_path / "trash").iterdir())


def test_what_is_served_is_kept_however_old(tmp_path: Path) -> None:
    first = publish_on(0, 1, tmp_path)
    publish_on(1, 2, tmp_path)
    with hold_lock(tmp_path) as lock:
        roll_back(lock, first, "wrong", lambda: START + 2 * DAY)
    assert clean_on(10_000, tmp_path, Keeping(previous=0)).moved == ()
    assert look(tmp_path) == first


def test_a_pinned_edition_is_kept(tmp_path: Path, twelve: list[str]) -> None:
    (tmp_path / "pins").mkdir()
    (tmp_path / "pins" / twelve[1]).write_text("cited")
    assert set(clean_on(1_000, tmp_path).moved) == {twelve[0], twelve[2]}


def test_a_rolled_back_edition_is_kept_as_evidence(tmp_path: Path, twelve: list[str]) -> None:
    with hold_lock(tmp_path) as lock:
        roll_back(lock, twelve[0], "all wrong since", lambda: START + 12 * DAY)
    assert clean_on(1_000, tmp_path, Keeping(previous=0)).moved == ()


def test_an_edition_that_was_never_served_goes_by_the_age_of_its_directory(
    tmp_path: Path, twelve: list[str]
) -> None:
    orphan = tmp_path / "editions" / "2019-aaaaaaaaaaaa"
    orphan.mkdir()
    made = datetime.fromtimestamp(orphan.stat().st_mtime, UTC)
    with hold_lock(tmp_path) as lock:
        assert orphan.name not in clean_up(lock, lambda: made + 89 * DAY).moved
        assert orphan.name in clean_up(lock, lambda: made + 91 * DAY).moved


def test_without_a_pointer_nothing_is_removed(tmp_path: Path, twelve: list[str]) -> None:
    (tmp_path / "current.json").unlink()
    assert clean_on(1_000, tmp_path) == Cleaned((), (), 0)
    assert kept_editions(tmp_path) == set(twelve)


def test_a_clock_far_behind_removes_nothing(tmp_path: Path, twelve: list[str]) -> None:
    clean_on(1_000, tmp_path)
    assert clean_on(-4_000, tmp_path) == Cleaned((), (), 0)
    assert len(list((tmp_path / "trash").iterdir())) == 3


def test_a_stranger_in_the_trash_is_left_alone(tmp_path: Path, twelve: list[str]) -> None:
    (tmp_path / "trash" / "mine~sometime").mkdir(parents=True)
    clean_on(10_000, tmp_path)
    assert (tmp_path / "trash" / "mine~sometime").is_dir()


def test_an_edition_comes_back_after_it_was_removed(tmp_path: Path, twelve: list[str]) -> None:
    clean_on(1_000, tmp_path)
    assert publish_on(1_001, 1, tmp_path) == twelve[0]
    assert look(tmp_path) == twelve[0]
    clean_on(1_008, tmp_path)
    assert look(tmp_path) == twelve[0]


def test_old_receipts_go_and_the_newest_stays(tmp_path: Path) -> None:
    publish_on(0, 1, tmp_path)
    for day in (0, 1, 500):
        with recorded("refresh", tmp_path, lambda day=day: START + day * DAY):  # type: ignore[misc]
            pass
    assert clean_on(600, tmp_path).receipts == 2
    assert [path.name for path in receipt_files(tmp_path)] == ["000003-20250515T000000Z.json"]
    assert clean_on(6_000, tmp_path).receipts == 0
