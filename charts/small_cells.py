"""Small cells: breakdowns of an area by sex and age group counts below 5 as fewer than 5."""

from __future__ import annotations

from outcomes.result import Observation, Result

FEWEST = 5
FEWER_THAN_5 = "fewer than 5"
# Where a count from 1 to 4 is drawn: the middle, whatever it is.
DRAWN_AT = 2.5
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
    """Whether an observation rests on a count from 1 to 4 of people described by sex or age."""
    if observation.value is None or not breaks_down_people(result):
        return False
    if not result.measure.is_ratio:
        return is_few(observation.value)
    people = [observation.denominator]
    if result.measure.is_rate:
        people = [int(observation.numerator or 0)]
    if result.measure.is_share:
        people.append(int(observation.numerator or 0))
    return any(is_few(number) for number in people)


def is_few(number: float | None) -> bool:
    """Whether a number of people is from 1 to 4."""
    return number is not None and 0 < number < FEWEST


def hidden_text(result: Result, observation: Observation, text: str) -> str:
    """The text, or ``fewer than 5`` where the observation is too small to be told."""
    return FEWER_THAN_5 if is_small(result, observation) else text
