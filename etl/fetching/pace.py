"""How long a request may take: a total deadline, and a minimum rate against a slow drip."""

from __future__ import annotations

import time
from collections.abc import Callable

from etl.fetching.network import network_error

Monotonic = Callable[[], float]
MINIMUM_RATE = 2_000
WINDOW_SECONDS = 30.0


class Deadline:
    """A moment after which a step has failed, by a clock that is never set back."""

    def __init__(self, seconds: float, clock: Monotonic = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._end - self.clock()

    def require(self, url: str) -> None:
        """NetworkError ``NET_DEADLINE`` once the moment has passed."""
        if self.remaining() <= 0:
            raise network_error(
                "NET_DEADLINE",
                f"not finished after {self.seconds:,g} seconds",
                url,
                hint="The source is too slow now; the next run tries again",
            )


class Pace:
    """Watches a body as it arrives, chunk by chunk: the deadline, and bytes a second.

    The rate is judged over windows of 30 seconds, so that a short pause is no fault.
    """

    def __init__(self, deadline: Deadline, url: str, minimum_rate: float = MINIMUM_RATE) -> None:
        self._deadline = deadline
        self._url = url
        self._minimum_rate = minimum_rate
        self._begin_window()

    def _begin_window(self) -> None:
        self._since = self._deadline.clock()
        self._bytes = 0

    def count(self, size: int) -> None:
        """Note that so many bytes arrived.

        Raises:
            NetworkError: ``NET_DEADLINE``.
        """
        self._deadline.require(self._url)
        self._bytes += size
        seconds = self._deadline.clock() - self._since
        if seconds < WINDOW_SECONDS:
            return
        if self._bytes < self._minimum_rate * seconds:
            rate = f"{self._bytes / seconds:,.0f} bytes a second"
            expected = f"at least {self._minimum_rate:,.0f}"
            raise network_error("NET_DEADLINE", f"drips at {rate}", self._url, expected=expected)
        self._begin_window()
