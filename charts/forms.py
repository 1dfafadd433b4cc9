"""Which kind of page a result answers: chosen by what it is broken down by."""

from __future__ import annotations

from charts.series import published_years
from outcomes.result import Result

TREND, MIX, LENGTHS, PEOPLE, AREAS = "trend", "mix", "lengths", "people", "areas"

# From so many areas of one period on, a result is a comparison of areas.
FEWEST_AREAS = 8
PERSONAL = {"sex", "age_group", "age_range"}


def form_of(result: Result) -> str:
    """``mix``, ``lengths``, ``people``, ``areas``, or ``trend`` for all others."""
    if "custodial_length" in result.by:
        return LENGTHS
    if "sentence_outcome" in result.by:
        return MIX
    one_period = "year" not in result.by or len(published_years(result)) <= 1
    if one_period and PERSONAL & set(result.by):
        return PEOPLE
    if one_period and "area" in result.by and len(result.series("area")) >= FEWEST_AREAS:
        return AREAS
    return TREND
