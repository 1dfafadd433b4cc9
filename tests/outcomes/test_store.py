"""The store serves whole editions, notices a switch, and keeps what it has when one is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes.errors import EditionUnavailable
from outcomes.store import Store
from tests.builders import make_edition


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def edition_with(data_dir: Path, prosecutions: int) -> str:
    return make_edition(data_dir, [{"prosecutions": prosecutions}]).id


def test_without_an_edition_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(EditionUnavailable, match="no edition"):
        Store(tmp_path).edition()


def test_a_switch_is_noticed_and_the_earlier_edition_stays_at_hand(tmp_path: Path) -> None:
    first = edition_with(tmp_path, 1)
    store = Store(tmp_path)
    pinned = store.edition()
    second = edition_with(tmp_path, 2)
    assert first != second
    assert store.edition().edition.id == second
    assert pinned.edition.id == first
    assert store.edition(first).edition.id == first


def test_an_edition_appearing_later_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path, Clock())
    with pytest.raises(EditionUnavailable):
        store.edition()
    identifier = edition_with(tmp_path, 1)
    assert store.edition().edition.id == identifier


@pytest.mark.parametrize("damage", ["flip", "cut", "delete"])
def test_a_damaged_edition_leaves_the_one_before_in_place(tmp_path: Path, damage: str) -> None:
    first = edition_with(tmp_path, 1)
    store = Store(tmp_path)
    assert store.edition().edition.id == first
    second = edition_with(tmp_path, 2)
    spoil(tmp_path / "editions" / second / "proceedings.parquet", damage)
    assert store.edition().edition.id == first
    assert store.trouble is not None
    assert "proceedings.parquet" in store.trouble


def test_a_new_process_falls_back_on_the_edition_before_a_damaged_one(tmp_path: Path) -> None:
    first = edition_with(tmp_path, 1)
    second = edition_with(tmp_path, 2)
    spoil(tmp_path / "editions" / second / "proceedings.parquet", "cut")
    store = Store(tmp_path)
    assert store.edition().edition.id == first
    assert store.trouble is not None


def test_a_damaged_edition_is_tried_again_after_a_pause(tmp_path: Path) -> None:
    first = edition_with(tmp_path, 1)
    clock = Clock()
    store = Store(tmp_path, clock)
    store.edition()
    second = edition_with(tmp_path, 2)
    path = tmp_path / "editions" / second / "proceedings.parquet"
    whole = path.read_bytes()
    spoil(path, "cut")
    assert store.edition().edition.id == first
    path.chmod(0o644)
    path.write_bytes(whole)
    assert store.edition().edition.id == first
    clock.now += 3
    assert store.edition().edition.id == second
    assert store.trouble is None


@pytest.mark.parametrize("name", ["../x", "x/y", "", "A", "2019-none"])
def test_names_that_are_no_edition_are_refused(tmp_path: Path, name: str) -> None:
    edition_with(tmp_path, 1)
    with pytest.raises(EditionUnavailable):
        Store(tmp_path).edition(name)


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    path.parent.chmod(0o755)
    path.chmod(0o644)
    if damage == "delete":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(content[:50] + bytes([content[50] ^ 1]) + content[51:])
