"""Bounds on what costs: files that take long to make, a client and all clients together.

The counts are kept in the memory of each worker process, so that the site as a whole allows as
many times more as it has workers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.problems import Refused

EXTENSION = "outcomes-limits"
VARIABLE = "OUTCOMES_EXPORTS_PER_CLIENT"
USUAL = "300 per minute"
AT_ONCE = 2
WAIT_SECONDS = 5.0
BUSY_RETRY_SECONDS = 5


class Limits:
    """How many costly files a client may ask for, and how many are made at the same time."""

    def __init__(self) -> None:
        """Read from ``OUTCOMES_EXPORTS_PER_CLIENT`` how many a client may ask for."""
        self.per_client = parse(os.environ.get(VARIABLE) or USUAL)
        self.counts = MovingWindowRateLimiter(MemoryStorage())
        self.places = threading.BoundedSemaphore(AT_ONCE)


def keep_limits(server: Flask) -> None:
    """Give a server its counts."""
    server.extensions[EXTENSION] = Limits()


@contextmanager
def costly(instead: str = "for CSV or JSON") -> Iterator[None]:
    """A place among the few costly files that are made at the same time.

    Args:
        instead: what can be asked for without limit.

    Raises:
        Refused: 429 with ``Retry-After`` when the client asked for too many, or none is free.
    """
    count_client(instead)
    limits = _limits()
    if not limits.places.acquire(timeout=WAIT_SECONDS):
        raise _too_many("Too many large files are being made.", BUSY_RETRY_SECONDS, instead)
    try:
        yield
    finally:
        limits.places.release()


def count_client(instead: str = "for CSV or JSON") -> None:
    """Count a costly file for the client that asks.

    Args:
        instead: what can be asked for without limit.

    Raises:
        Refused: 429 with ``Retry-After`` when it asked for too many.
    """
    limits = _limits()
    who = request.remote_addr or ""
    if not limits.counts.hit(limits.per_client, "export", who):
        seconds = limits.per_client.get_expiry()
        what = f"At most {limits.per_client} of these files can be asked for."
        raise _too_many(what, seconds, instead)


def _too_many(detail: str, seconds: int, instead: str) -> Refused:
    words = f"{detail} Try again in {seconds} seconds, or ask {instead}, without limit."
    return Refused(429, words, headers={"Retry-After": str(seconds)})


def _limits() -> Limits:
    limits: Limits = current_app.extensions[EXTENSION]
    return limits
