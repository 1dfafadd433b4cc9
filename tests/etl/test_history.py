"""Which edition was served when, what a rollback takes away, and what may not come back unasked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.publishing.history import rolled_back, switches
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms, publish, publish_build
from etl.publishing.rollback import roll_back
from outcomes.editions import edition_directory
from outcomes.errors import CheckError, EditionUnavailable
from outcomes.pointer import read_pointer
from tests.builders import build_of
from tests.etl.onlooker import look
from tests.etl.scenarios import edition_build

LONG_AGO = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)


def load(number: int, data_dir: Path, *, refresh: bool = False, code: str = "") -> Published:
    """Publish a tiny edition; as a refresh would, or by hand."""
    with hold_lock(data_dir) as lock:
        return publish_build(edition_build(number), lock, Terms(even_rolled_back=not refresh))


def back_to(edition: str, data_dir: Path) -> Published:
    with hold_lock(data_dir) as lock:
        return roll_back(lock, edition, "wrong figures")


def test_every_switch_is_kept_with_its_reason(tmp_path: Path) -> None:
    first, second = load(1, tmp_path).edition.id, load(2, tmp_path).edition.id
    back_to(first, tmp_path)
    entries = [(one.pointer.sequence, one.pointer.edition) for one in switches(tmp_path)]
    assert entries == [(1, first), (2, second), (3, first)]
    assert [one.pointer.reason for one in switches(tmp_path)] == [
        "publish", "publish", "rollback: wrong figures",
    ]  # fmt: skip
    assert [one.pointer.previous for one in switches(tmp_path)] == [None, first, second]
    assert all(one.served for one in switches(tmp_path))
    assert switches(tmp_path)[-1].pointer == read_pointer(tmp_path)


def test_a_rollback_serves_the_earlier_edition(tmp_path: Path) -> None:
    first = load(1, tmp_path).edition
    second = load(2, tmp_path).edition
    published = back_to(first.id, tmp_path)
    assert (published.edition, published.switched) == (first, True)
    assert look(tmp_path) == first.id
    assert edition_directory(tmp_path, second.id).is_dir()


def test_a_rollback_to_what_is_served_changes_nothing(tmp_path: Path) -> None:
    first = load(1, tmp_path)
    again = back_to(first.edition.id, tmp_path)
    assert (again.switched, again.pointer) == (False, first.pointer)
    assert rolled_back(tmp_path) == frozenset()


def test_a_rollback_to_a_damaged_edition_is_refused(tmp_path: Path) -> None:
    first, second = load(1, tmp_path).edition, load(2, tmp_path).edition
    path = edition_directory(tmp_path, first.id) / "sentences.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(CheckError, match="EDITION_DAMAGED"):
        back_to(first.id, tmp_path)
    assert look(tmp_path) == second.id


def test_a_rollback_to_an_edition_with_other_content_under_its_name_is_refused(
    tmp_path: Path,
) -> None:
    first, second = load(1, tmp_path).edition, load(2, tmp_path).edition
    path = edition_directory(tmp_path, first.id) / "edition.json"
    path.write_text(path.read_text("utf-8").replace("2019 edition", "2020 edition"), "utf-8")
    with pytest.raises(CheckError, match="identifier is not of this content"):
        back_to(first.id, tmp_path)
    assert look(tmp_path) == second.id


@pytest.mark.parametrize("name", ["2018-nothing", "../editions", "", "2019-..%2f", "x" * 65])
def test_a_rollback_to_what_is_not_kept_is_refused(name: str, tmp_path: Path) -> None:
    first = load(1, tmp_path).edition
    with pytest.raises(EditionUnavailable):
        back_to(name, tmp_path)
    assert look(tmp_path) == first.id


def test_a_refresh_does_not_bring_back_what_was_rolled_back(tmp_path: Path) -> None:
    first, second = load(1, tmp_path).edition, load(2, tmp_path).edition
    back_to(first.id, tmp_path)
    assert rolled_back(tmp_path) == {second.id}
    with pytest.raises(CheckError) as caught:
        load(2, tmp_path, refresh=True)
    [problem] = caught.value.problems
    assert (problem.code, problem.severity) == ("EDITION_ROLLED_BACK", "hold")
    assert "etl ingest" in str(problem)
    assert look(tmp_path) == first.id


def test_by_hand_it_comes_back_and_is_said_to(tmp_path: Path) -> None:
    first, second = load(1, tmp_path).edition, load(2, tmp_path).edition
    back_to(first.id, tmp_path)
    published = load(2, tmp_path)
    assert (published.released, published.switched) == (True, True)
    assert look(tmp_path) == second.id
    assert rolled_back(tmp_path) == frozenset()
    assert not load(2, tmp_path, refresh=True).switched


def test_the_same_files_in_another_form_do_not_come_back_either(tmp_path: Path) -> None:
    first = load(1, tmp_path).edition
    hashes = {"2019-g-00000000": {"sha256": "f" * 64}}
    publish(build_of([{"prosecutions": 7}], sources=hashes), tmp_path)
    back_to(first.id, tmp_path)
    terms = Terms(even_rolled_back=False)
    with hold_lock(tmp_path) as lock, pytest.raises(CheckError, match="EDITION_ROLLED_BACK"):
        publish_build(build_of([{"prosecutions": 8}], sources=hashes), lock, terms)


def test_what_is_served_stays_so_though_another_edition_of_its_files_was_taken_away(
    tmp_path: Path,
) -> None:
    first = load(1, tmp_path).edition
    load(2, tmp_path)
    back_to(first.id, tmp_path)
    assert not load(1, tmp_path, refresh=True).switched


def test_new_content_is_published_after_a_rollback(tmp_path: Path) -> None:
    sources = [{"2019-g-00000000": {"sha256": f"{number:064}"}} for number in range(3)]
    builds = [
        build_of([{"prosecutions": number + 1}], sources=sources[number]) for number in range(3)
    ]
    with hold_lock(tmp_path) as lock:
        first, second = (publish_build(build, lock).edition.id for build in builds[:2])
    back_to(first, tmp_path)
    with hold_lock(tmp_path) as lock:
        third = publish_build(builds[2], lock, Terms(even_rolled_back=False))
    assert third.switched
    assert rolled_back(tmp_path) == {second}


def test_a_rollback_over_several_editions_takes_all_of_them_away(tmp_path: Path) -> None:
    editions = [load(number, tmp_path).edition.id for number in (1, 2, 3)]
    back_to(editions[0], tmp_path)
    assert rolled_back(tmp_path) == {editions[1], editions[2]}
    back_to(editions[2], tmp_path)
    assert rolled_back(tmp_path) == {editions[0], editions[1]}


def test_an_entry_without_its_switch_is_known_as_never_served(tmp_path: Path) -> None:
    first = load(1, tmp_path)
    intended = first.pointer.to_json().replace('"sequence": 1', '"sequence": 2')
    (tmp_path / "history" / "000002.json").write_text(intended.replace(first.edition.id, "2020-a"))
    assert [one.served for one in switches(tmp_path)] == [True, False]
    load(3, tmp_path)
    assert [one.served for one in switches(tmp_path)] == [True, False, True]
    assert read_pointer(tmp_path).sequence == 3


def test_nobody_can_tell_past_a_lost_entry(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        load(number, tmp_path)
    (tmp_path / "history" / "000002.json").write_text("{")
    assert [(one.pointer.sequence, one.served) for one in switches(tmp_path)] == [
        (1, None),
        (3, True),
    ]


def test_order_comes_from_the_number_not_from_the_clock(tmp_path: Path) -> None:
    first = load(1, tmp_path).edition
    with hold_lock(tmp_path) as lock:
        second = publish_build(edition_build(2), lock, Terms(now=lambda: LONG_AGO))
    assert second.pointer.switched == "1999-12-31T23:59:00Z"
    assert [one.pointer.edition for one in switches(tmp_path)] == [first.id, second.edition.id]
    assert look(tmp_path) == second.edition.id
    back_to(first.id, tmp_path)
    assert look(tmp_path) == first.id
