"""Which change of a total can only be a mistake, and how many places of one are named."""

from __future__ import annotations

from collections.abc import Sequence

JUDGED_FROM = 10_000
MOST_GROWTH = 2.0
NAMED = 5


def is_doubled(total: float, other: float) -> bool:
    """Whether one is more than twice the other, the larger being large enough to say so.

    Args:
        total: cases of one year, or of one edition.
        other: cases of another.
    """
    low, high = sorted((total, other))
    return high >= JUDGED_FROM and high > MOST_GROWTH * low


def few(names: Sequence[str]) -> str:
    """The first five names, and how many more there are."""
    more = f", and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
