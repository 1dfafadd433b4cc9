"""Numbers are rounded half away from zero and written as British statistics write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes import numbers


@given(st.fractions(-10_000, 10_000), st.integers(0, 3))
def test_rounding_is_the_nearest_and_halves_go_away_from_zero(value: Fraction, places: int) -> None:
    step = Fraction(1, 10**places)
    rounded = Fraction(numbers.round_half_away(value, places))
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@pytest.mark.parametrize(
    ("top", "bottom", "text"),
    [
        (859, 991, "87%"),
        (1, 200, "1%"),
        (1, 1000, "[low]"),
        (0, 10, "0%"),
        (3, 0, "[z]"),
        (12, 10, "120%"),
        (5, 1000, "1%"),
    ],
)
def test_percentages_come_from_counts(top: int, bottom: int, text: str) -> None:
    assert numbers.percent_of(top, bottom) == text


def test_counts_months_rates_and_changes() -> None:
    assert numbers.count(1005) == "1,005"
    assert numbers.months(15.04) == "15.0"
    assert numbers.months(0.25) == "0.3"
    assert numbers.rate(991, 2_939_928) == "33.7"
    assert numbers.percent_change(2500, 3166) == "27%"
    assert numbers.percent_change(0, 5) == "[z]"
