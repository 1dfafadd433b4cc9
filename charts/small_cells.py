"""Small cells: counts below 5 of people described by sex or age, and percentages of few people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outcomes.result import Key, Observation, Result
from outcomes.small_numbers import PERSONAL, SMALL_BELOW, describes_people, is_few

FEWEST = SMALL_BELOW
FEWER_THAN_5 = f"fewer than {FEWEST}"
# A larger count that would give the small one beside it away, by the total of both.
NOT_SHOWN = "not shown"
# Where a count from 1 to 4 is drawn: the middle, whatever it is.
DRAWN_AT = 2.5
SMALL_CELL_NOTE = (
    "Counts from 1 to 4 by sex, age or ethnicity are shown as fewer than 5. A larger count that "
    "would give one away is not shown either. "
    "The source's own rows can be downloaded as published."
)
Cell = tuple[Key, ...]


def is_small(result: Result, observation: Observation) -> bool:
    """Whether an observation rests on a count from 1 to 4 of people described by sex or age."""
    if observation.value is None or not describes_people(result.selection):
        return False
    if not result.measure.is_ratio:
        return is_few(observation.value)
    people = [observation.denominator]
    if result.measure.is_rate:
        people = [int(observation.numerator or 0)]
    if result.measure.is_share:
        people.append(int(observation.numerator or 0))
    return any(is_few(number) for number in people)


def hidden_text(result: Result, observation: Observation, text: str) -> str:
    """The text, or ``fewer than 5`` where the observation is too small to be told."""
    return FEWER_THAN_5 if is_small(result, observation) else text


def told_cells(result: Result) -> dict[Cell, str]:
    """What is written instead of the counts of a breakdown that are not told, by their keys.

    Empty for ratios, of which each stands for itself, and where nobody is described.
    """
    split = [place for place, name in enumerate(result.by) if name in PERSONAL]
    if result.measure.is_ratio or not describes_people(result.selection):
        return {}
    return untold({one.keys: one.value for one in result.observations}, split)


def untold(counts: Mapping[Cell, float | None], split: Sequence[int]) -> dict[Cell, str]:
    """Counts from 1 to 4, and beside one that is alone in its row or column the next larger.

    So no total less the other cells gives a small count away. What is zero stays zero: where
    nothing else is in a row, its total is as small, and is not told.

    Args:
        counts: numbers of people by key, their sums among them where these are told too; None
            where nothing is published.
        split: places in the keys whose words add up to a total.
    """
    hidden = {key: FEWER_THAN_5 for key, count in counts.items() if is_few(count)}
    lines = list(_lines(counts, split)) if hidden else []
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in lines:
            more = [key for key in line if counts[key] and key not in hidden]
            if more and sum(key in hidden for key in line) == 1:
                hidden[min(more, key=lambda key: counts[key] or 0)] = NOT_SHOWN
    return hidden


def _lines(counts: Mapping[Cell, float | None], split: Sequence[int]) -> Iterator[list[Cell]]:
    """Keys that differ in one place only, for each place that splits."""
    for place in split:
        lines: dict[Cell, list[Cell]] = {}
        for key in counts:
            lines.setdefault((*key[:place], *key[place + 1 :]), []).append(key)
        yield from lines.values()
