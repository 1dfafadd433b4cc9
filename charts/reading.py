"""Words about one kind of chart: how it is read, and what it cannot tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Words about one kind of chart.

    Attributes:
        name: what the chart is called.
        how: how it is read, one sentence or two each.
        cannot: what it cannot tell.
    """

    name: str
    how: tuple[str, ...]
    cannot: str
