"""Lets few threads work at a time, in the order in which they came."""

from __future__ import annotations

from collections import deque
from threading import Lock


class Turns:
    """A door through which so many may be at a time; who waits longest is next.

    Python runs one thread at a time. Many that work at once hand it to and fro, and some wait ten
    times as long as others; a semaphore would let in again whoever has just left.
    """

    def __init__(self, places: int) -> None:
        """So many may be inside, at least one."""
        self._free = places
        self._waiting: deque[Lock] = deque()
        self._lock = Lock()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()  # until it is released by who leaves

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
