"""The remarks on small numbers: counts of people described, and ratios of few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes.inference import LOW_BASE
from outcomes.measures import MEASURES
from outcomes.result import Notice, Observation
from outcomes.selection import Selection

# Breakdowns and filters that describe a person; counts of 1 to 4 of such people are small.
PERSONAL = frozenset({"sex", "age_group", "age_range", "ethnicity"})
SMALL_BELOW = 5
SMALL_COUNTS = Notice(
    "small-counts",
    "Counts from 1 to 4 by sex, age or ethnicity: pages, pictures and stories group them; "
    "downloads and the API give the source's own rows, as published.",
)
FEW_BELOW = Notice(
    "low-base",
    f"Some ratios here are of fewer than {LOW_BASE}: read them with what they are divided by, and "
    "do not rank or compare them.",
)


def describes_people(selection: Selection) -> bool:
    """Whether a selection is broken down, or narrowed, by what describes a person."""
    return bool(PERSONAL & set(selection.by)) or bool(selection.sex or selection.age)


def is_few(number: float | None) -> bool:
    """Whether a number of people is from 1 to 4."""
    return number is not None and 0 < number < SMALL_BELOW


def has_low_base(observation: Observation) -> bool:
    """Whether what a ratio is divided by is too small for a rank, or a percentage in words."""
    return observation.denominator is not None and 0 < observation.denominator < LOW_BASE


def small_notices(selection: Selection, observations: Sequence[Observation]) -> Iterator[Notice]:
    """The remarks that an answer needs."""
    measure = MEASURES[selection.measure]
    if measure.is_ratio:
        if any(has_low_base(one) for one in observations):
            yield FEW_BELOW
    elif describes_people(selection) and any(is_few(one.value) for one in observations):
        yield SMALL_COUNTS
