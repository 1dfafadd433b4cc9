"""Keeps what was costly to make, as long as there is room; what was not asked for goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Shelf:
    """Things by key, of a bounded number of bytes in all; used by any number of threads.

    A thing that several threads ask for at once is made once. One that is larger than the whole
    shelf is made and not kept.
    """

    def __init__(self, room: int) -> None:
        """An empty shelf for ``room`` bytes."""
        self.room = room
        self.used = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable, make: Callable[[], Made], size_of: Callable[[Made], int]) -> Made:
        """The thing of this key, made when it is not there.

        Args:
            key: names it; whoever shares the shelf must not use the same for something else.
            make: makes it; may take other things from the shelf, never one that needs this one.
            size_of: the bytes that it holds.
        """
        found = self.find(key)
        if found is not None:
            return found  # type: ignore[no-any-return]
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            found = self.find(key)
            if found is not None:
                return found  # type: ignore[no-any-return]
            try:
                made = make()
                self.put(key, made, size_of(made))
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def find(self, key: Hashable) -> Any | None:
        """The thing of this key, or None when it is not there."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Any, size: int) -> None:
        """Keep a thing that holds so many bytes, unless one of this key is there."""
        with self._lock:
            if size > self.room or key in self._kept:
                return
            self._kept[key] = thing, size
            self.used += size
            while self.used > self.room:
                self.used -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.used = 0
