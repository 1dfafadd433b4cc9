"""Small cells: breakdowns of an area by sex and age group counts below 5 as fewer than 5."""

from __future__ import annotations

from outcomes.result import Observation, Result

FEWER_THAN_5 = "fewer than 5"
PERSONAL = {"sex", "age_group", "age_range", "ethnicity"}
SMALL_CELL_NOTE = (
    "Counts from 1 to 4 by sex, age or ethnicity are shown as fewer than 5. "
    "The source's own rows can be downloaded as published."
)


def breaks_down_people(result: Result) -> bool:
    """Whether a result is broken down, or narrowed, by what describes a person."""
    chosen = result.selection
    return bool(PERSONAL & set(result.by)) or bool(chosen.sex or chosen.age)


def is_small(result: Result, observation: Observation) -> bool:
    """Whether an observation is a count from 1 to 4 of people described by sex or age."""
    value = observation.value
    if result.measure.is_ratio or value is None or not breaks_down_people(result):
        return False
    return 0 < value < 5
