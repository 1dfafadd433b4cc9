"""Statistics behind the words: intervals, tests of change, and funnel limits."""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, gammaln, ndtri

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05


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
    z = float(ndtri((1 + confidence) / 2))
    share = numerator / denominator
    spread = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2))
    centre = share + z * z / (2 * denominator)
    scale = 1 + z * z / denominator
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def counts_p_value(before: int, after: int) -> float:
    """Two-sided p of the exact conditional (binomial) test that two counts have one mean.

    Given their sum, ``after`` is binomial with one half under no change; 1.0 for two zeros.
    """
    total = before + after
    if total == 0:
        return 1.0
    return min(1.0, 2 * float(bdtr(min(before, after), total, 0.5)))


def counts_differ(before: int, after: int) -> bool:
    """Whether a change between two counts may be called a change (p < 0.05)."""
    return counts_p_value(before, after) < SIGNIFICANCE


def shares_p_value(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Two-sided p of Fisher's exact test that two shares (numerator, denominator) are equal.

    Raises:
        ValueError: when a numerator is larger than its denominator.
    """
    (a, n), (b, m) = before, after
    if not (0 <= a <= n and 0 <= b <= m):
        raise ValueError(f"not shares: {before}, {after}")
    logs = _hypergeometric_logs(n, m, a + b)
    observed = logs[a - max(0, a + b - m)]
    return min(1.0, float(np.exp(logs[logs <= observed + _TIE]).sum()))


# Relative difference below which two probabilities count as equal.
_TIE = 1e-7


def _hypergeometric_logs(n: int, m: int, successes: int) -> npt.NDArray[np.float64]:
    """Log probabilities of every split of the successes over groups of n and m."""

    def log_choose(total: int, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        logs = gammaln(total + 1) - gammaln(chosen + 1) - gammaln(total - chosen + 1)
        return np.asarray(logs, dtype=np.float64)

    first = np.arange(max(0, successes - m), min(n, successes) + 1)
    logs = log_choose(n, first) + log_choose(m, successes - first)
    return np.asarray(logs - log_choose(n + m, np.array([successes])))


def shares_differ(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a change between two shares may be called a change (p < 0.05)."""
    return shares_p_value(before, after) < SIGNIFICANCE


def funnel_limits(centre: float, denominator: float, coverage: float) -> tuple[float, float]:
    """Limits within which a share lies by chance alone, around a common centre.

    Wilson limits of the centre at the given denominator, so that they stay within 0 and 1.

    Args:
        centre: the common share, 0 to 1.
        denominator: of the area, at least 1.
        coverage: 0.95 or 0.998.
    """
    return wilson_interval(min(max(centre, 0.0), 1.0) * denominator, denominator, coverage)
