"""Statistics behind the words: intervals, tests of change, and funnel limits."""

from __future__ import annotations

from functools import lru_cache
from math import isqrt, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05
# On fewer, no percentage stands in a sentence, no change is given in per cent, nothing is ranked;
# a table gives the percentage, marked, with its interval.
LOW_BASE = 50
# Shares of fewer have their interval beside them.
INTERVAL_BELOW = 1_000
# A chart is drawn for wide and for narrow screens, and told in words: the same tests each time.
REMEMBERED = 4096
# Relative difference below which two probabilities count as equal.
_TIE = 1e-7
# Standard deviations beyond which nothing is added up: less than 1e-30 of the whole lies there.
_FAR = 12

Logs = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


def wilson_interval(
    numerator: float, denominator: float, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Wilson score interval of a share.

    Args:
        numerator: between 0 and the denominator.
        denominator: at least 1.
        confidence: coverage, 0.95 unless told.

    Returns:
        Lower and upper limit as fractions within 0 and 1.

    Raises:
        ValueError: when the numbers are not a share.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"not a share: {numerator} of {denominator}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = numerator / denominator
    spread = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2))
    centre = share + z * z / (2 * denominator)
    scale = 1 + z * z / denominator
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@lru_cache(REMEMBERED)
def counts_p_value(before: int, after: int) -> float:
    """Two-sided p of the exact conditional (binomial) test that two counts have one mean.

    Given their sum, ``after`` is binomial with one half under no change; 1.0 for two zeros.
    """
    total = before + after
    if total == 0:
        return 1.0
    least = min(before, after)
    some = np.arange(max(0, least - _FAR * (isqrt(total) + 1)), least + 1)
    logs = _log_choose(total, some) - total * log(2)
    return min(1.0, 2 * float(np.exp(logs).sum()))


def counts_differ(before: int, after: int) -> bool:
    """Whether a change between two counts may be called a change (p < 0.05)."""
    return counts_p_value(before, after) < SIGNIFICANCE


@lru_cache(REMEMBERED)
def shares_p_value(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Two-sided p of Fisher's exact test that two shares (numerator, denominator) are equal.

    Less than 1e-30 is 0.

    Raises:
        ValueError: when a numerator is larger than its denominator.
    """
    (a, n), (b, m) = before, after
    if not (0 <= a <= n and 0 <= b <= m):
        raise ValueError(f"not shares: {before}, {after}")
    splits = _likely_splits(n, m, a + b)
    logs = _log_choose(n, splits) + _log_choose(m, a + b - splits)
    place = a - int(splits[0])
    if not 0 <= place < len(splits):
        return 0.0
    whole = _log_factorial(n + m) - _log_factorial(a + b) - _log_factorial(n + m - a - b)
    likely = logs[logs <= logs[place] + _TIE] - whole
    return min(1.0, float(np.exp(likely).sum()))


def _likely_splits(n: int, m: int, successes: int) -> Whole:
    """How many successes may fall to the first of two groups, but for what never happens."""
    mean = n * successes // (n + m) if n + m else 0
    far = _FAR * (isqrt(min(n, m, successes, n + m - successes)) + 1)
    return np.arange(
        max(0, successes - m, mean - far), min(n, successes, mean + far) + 1, dtype=np.int64
    )


def _log_choose(total: int, chosen: Whole) -> Logs:
    return _log_factorial(total) - _log_factorials(total - chosen) - _log_factorials(chosen)


def _log_factorial(number: int) -> float:
    return lgamma(number + 1)


def _log_factorials(numbers: Whole) -> Logs:
    """Logarithms of factorials, by Stirling's series from 32 on: exact to the last digits."""
    x = np.maximum(numbers, _SMALL).astype(np.float64)
    square = 1 / (x * x)
    series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x
    large = (x + 0.5) * np.log(x) - x + 0.5 * log(2 * pi) + series
    if len(numbers) and numbers.min() >= _SMALL:
        return large
    return np.where(numbers < _SMALL, _SMALL_LOGS[np.minimum(numbers, _SMALL)], large)


_SMALL = 32
_SMALL_LOGS = np.array([lgamma(number + 1) for number in range(_SMALL + 1)])


def shares_differ(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a change between two shares may be called a change (p < 0.05)."""
    return shares_p_value(before, after) < SIGNIFICANCE


@lru_cache(REMEMBERED)
def funnel_limits(centre: float, denominator: int, coverage: float) -> tuple[float, float]:
    """Limits outside which a share lies by chance alone only in 1 - ``coverage`` of cases.

    Exact binomial quantiles around a known common share, interpolated between counts as funnel
    plots are drawn: a count lies below the lower limit just when a count as low or lower has a
    probability under half of 1 - ``coverage``; above the upper limit likewise.

    Args:
        centre: the common share, 0 to 1.
        denominator: of the area, at least 1.
        coverage: 0.95 or 0.998.

    Returns:
        Lower and upper limit as fractions within 0 and 1.
    """
    tail = (1 - coverage) / 2
    upper = 1 - _lower_limit(1 - centre, denominator, tail)
    return _lower_limit(centre, denominator, tail), upper


def _lower_limit(centre: float, denominator: int, tail: float) -> float:
    if not 0 < centre < 1:
        return min(max(centre, 0.0), 1.0)
    mean = int(denominator * centre)
    far = int(_FAR * (sqrt(denominator * centre * (1 - centre)) + 1))
    # The count after the mean has reached a half, and no tail is so long.
    counts = np.arange(max(0, mean - far), min(denominator, mean + 1) + 1)
    logs = _log_choose(denominator, counts)
    logs += counts * log(centre) + (denominator - counts) * log1p(-centre)
    reached = np.cumsum(np.exp(logs))
    place = int(np.searchsorted(reached, tail))
    below = reached[place - 1] if place else 0.0
    limit = counts[place] - (reached[place] - tail) / (reached[place] - below)
    return max(0.0, float(limit) / denominator)
