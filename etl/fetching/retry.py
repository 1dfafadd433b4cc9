"""Tries again what may pass by itself: few times, later each time, and as the source asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar

from etl.fetching.network import Transient
from etl.fetching.pace import Deadline

if TYPE_CHECKING:
    from tenacity import RetryCallState

TRIES = 4
FIRST_WAIT = 1.0
JITTER = 0.5
LONGEST_WAIT = 600.0

Sleep = Callable[[float], None]
Answered = TypeVar("Answered")


def persistently(action: Callable[[], Answered], deadline: Deadline, sleep: Sleep) -> Answered:
    """Do something, again after a Transient, at most four times.

    Waits 1, 2 and 4 seconds with some chance added, or as long as the source asked for. Asked
    for more than ten minutes, or for more than the deadline leaves, it gives up at once: the
    next run comes anyway.

    Args:
        action: to do; it must be safe to repeat.
        deadline: of all tries together.
        sleep: waits so many seconds.

    Raises:
        NetworkError: the last one.
    """
    from tenacity import Retrying, retry_if_exception_type  # noqa: PLC0415 (slow to import)

    def enough(state: RetryCallState) -> bool:
        wait = state.upcoming_sleep
        return state.attempt_number >= TRIES or wait > min(LONGEST_WAIT, deadline.remaining())

    retrying = Retrying(
        retry=retry_if_exception_type(Transient),
        wait=_wait,
        stop=enough,
        sleep=sleep,
        reraise=True,
    )
    return retrying(action)


def _wait(state: RetryCallState) -> float:
    from tenacity import wait_exponential, wait_random  # noqa: PLC0415

    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, Transient) else None
    if asked is not None:
        return asked
    return wait_exponential(FIRST_WAIT)(state) + wait_random(0, JITTER)(state)


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """What a ``Retry-After`` header asks for, in seconds; None where it says nothing sensible.

    Args:
        retry_after: seconds, or a date of HTTP.
        now: the time, with its zone.
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
