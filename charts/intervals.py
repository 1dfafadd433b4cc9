"""Intervals of shares with small denominators."""

from __future__ import annotations

from charts.small_cells import NOT_SHOWN, is_small
from charts.values import NO_MEANING, value_text
from outcomes import inference, numbers
from outcomes.inference import INTERVAL_BELOW
from outcomes.result import NOT_MEANINGFUL, Observation, Result

# A ratio over 100% is no share of its denominator, so it has no such interval.
OVER_ALL = "none over 100%"


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
    """``84% to 89%`` on one line, or why there is none: the value's own sign, or words."""
    limits = interval(result, observation)
    if limits is not None:
        low, high = (numbers.round_half_away(limit * 100) for limit in limits)
        return f"{low}% to {high}%".replace(" ", "\N{NO-BREAK SPACE}")
    if is_small(result, observation):
        return NOT_SHOWN
    if observation.status == NOT_MEANINGFUL:
        return NO_MEANING
    missing = observation.value is None
    return value_text(result.measure, observation) if missing else OVER_ALL
