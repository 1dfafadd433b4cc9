"""Intervals of shares with small denominators."""

from __future__ import annotations

from charts.small_cells import is_small
from outcomes import inference, numbers
from outcomes.inference import INTERVAL_BELOW
from outcomes.result import NOT_MEANINGFUL, Observation, Result


def interval(result: Result, observation: Observation) -> tuple[float, float] | None:
    """The Wilson interval of a share; None where it is none, or too small to be told."""
    top, bottom = observation.numerator, observation.denominator
    if not result.measure.is_share or observation.value is None or not bottom or top is None:
        return None
    if top > bottom or observation.status == NOT_MEANINGFUL or is_small(result, observation):
        return None
    return inference.wilson_interval(top, bottom)


def small_interval(result: Result, observation: Observation) -> tuple[float, float] | None:
    """The interval of a share of fewer than 1,000; None for all others."""
    if (observation.denominator or 0) >= INTERVAL_BELOW:
        return None
    return interval(result, observation)


def interval_text(result: Result, observation: Observation) -> str:
    """The interval as ``84% to 89%``; empty from 1,000 on and where none is to give."""
    limits = small_interval(result, observation)
    if limits is None:
        return ""
    low, high = (numbers.round_half_away(limit * 100) for limit in limits)
    return f"{low}% to {high}%"
