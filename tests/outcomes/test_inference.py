"""Intervals and tests equal a second computation, and known values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, fisher_exact

from outcomes.inference import (
    counts_differ,
    counts_p_value,
    funnel_limits,
    shares_differ,
    shares_p_value,
    wilson_interval,
)

SHARES = st.integers(1, 900).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SHARES)
def test_wilson_interval_is_that_of_scipy(share: tuple[int, int]) -> None:
    expected = binomtest(*share).proportion_ci(0.95, method="wilson")
    assert wilson_interval(*share) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_count_test_is_the_exact_binomial_test(before: int, after: int) -> None:
    total = before + after
    expected = binomtest(after, total).pvalue if total else 1.0
    assert counts_p_value(before, after) == pytest.approx(expected, abs=1e-9)


@given(SHARES, SHARES)
def test_share_test_is_that_of_fisher(before: tuple[int, int], after: tuple[int, int]) -> None:
    (a, n), (b, m) = before, after
    expected = float(fisher_exact([[a, n - a], [b, m - b]]).pvalue)
    assert shares_p_value(before, after) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_published_fall_of_the_west_midlands_is_no_change() -> None:
    assert not counts_differ(1005, 991)


def test_a_near_doubling_is_a_change() -> None:
    assert counts_differ(55, 102)
    assert shares_differ((50, 100), (80, 100))


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_funnel_limits_widen_with_coverage_and_stay_within_one(share: float, size: int) -> None:
    narrow, wide = funnel_limits(share, size, 0.95), funnel_limits(share, size, 0.998)
    assert 0 <= wide[0] <= narrow[0] + 1e-12
    assert narrow[1] <= wide[1] + 1e-12
    assert wide[1] <= 1


@pytest.mark.parametrize("share", [(1, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_is_refused(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson_interval(*share)


@given(st.floats(0.02, 0.98), st.integers(1, 2_000), st.sampled_from([0.95, 0.998]))
def test_a_count_is_outside_the_funnel_just_when_its_tail_is_too_small(
    share: float, size: int, coverage: float
) -> None:
    lower, upper = funnel_limits(share, size, coverage)
    tail = (1 - coverage) / 2
    counts = np.arange(size + 1)
    low, high = binom.cdf(counts, size, share), binom.sf(counts - 1, size, share)
    clear = (abs(low - tail) > 1e-9) & (abs(high - tail) > 1e-9)
    assert ((counts / size < lower - 1e-12) == (low < tail))[clear].all()
    assert ((counts / size > upper + 1e-12) == (high < tail))[clear].all()


def test_none_of_eleven_is_no_outlier_where_one_in_six_is_usual() -> None:
    assert funnel_limits(129 / 799, 11, 0.998)[0] == 0
