"""The shelf makes a thing once, keeps within its room, and forgets what was not asked for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from outcomes.shelf import Shelf


def test_what_is_kept_is_not_made_again() -> None:
    shelf, made = Shelf(10), []

    def make() -> str:
        made.append(1)
        return "thing"

    assert [shelf.take("key", make, len) for _ in range(3)] == ["thing"] * 3
    assert len(made) == 1


def test_the_least_used_goes_first_and_room_is_kept() -> None:
    shelf = Shelf(10)
    for key in "abc":
        shelf.put(key, key, 3)
    assert shelf.find("a") == "a"
    shelf.put("d", "d", 3)
    assert shelf.used <= shelf.room
    assert [shelf.find(key) for key in "abcd"] == ["a", None, "c", "d"]


def test_what_is_larger_than_the_shelf_is_made_and_not_kept() -> None:
    shelf = Shelf(10)
    assert shelf.take("key", lambda: "x" * 11, len) == "x" * 11
    assert shelf.find("key") is None
    assert shelf.used == 0


def test_several_threads_wait_for_one_that_makes() -> None:
    shelf, made, together = Shelf(10), [], threading.Barrier(8)

    def make() -> str:
        made.append(1)
        return "thing"

    def ask(_: int) -> str:
        together.wait()
        return shelf.take("key", make, len)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"thing"}
    assert len(made) == 1


def test_what_fails_is_tried_again() -> None:
    shelf = Shelf(10)

    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        shelf.take("key", fail, len)
    assert shelf.take("key", lambda: "thing", len) == "thing"
