"""Who is let in, and in which order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, Semaphore

import pytest

from outcomes.turns import Turns


def test_no_more_are_inside_than_there_are_places_and_all_come_through() -> None:
    turns, lock, together = Turns(3), Lock(), Barrier(16)
    inside, most, done = 0, 0, 0

    def enter(_: int) -> None:
        nonlocal inside, most, done
        together.wait()
        for _ in range(200):
            with turns:
                with lock:
                    inside += 1
                    most = max(most, inside)
                with lock:
                    inside, done = inside - 1, done + 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(enter, range(16)))
    assert (inside, done) == (0, 3200)
    assert 1 <= most <= 3


class Queue(deque[Lock]):
    """Tells when somebody joins."""

    def __init__(self) -> None:
        super().__init__()
        self.joined = Semaphore(0)

    def append(self, turn: Lock) -> None:
        super().append(turn)
        self.joined.release()


def test_who_waits_longest_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, queue, order = Turns(1), Queue(), list[int]()
    monkeypatch.setattr(turns, "_waiting", queue)

    def enter(number: int) -> None:
        with turns:
            order.append(number)

    with ThreadPoolExecutor(5) as pool, turns:
        for number in range(5):
            pool.submit(enter, number)
            queue.joined.acquire()
    assert order == [0, 1, 2, 3, 4]


def test_a_place_is_free_again_after_a_failure() -> None:
    turns = Turns(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns:
            raise ZeroDivisionError
    with turns:
        pass
