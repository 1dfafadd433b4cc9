"""Areas of one period beside each other: their order, their finding, and their description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.changes import comparable
from charts.clauses import (
    COUNTED,
    courts,
    nothing_published,
    period,
    statement,
)
from charts.findings import short_place
from charts.series import published_years, year_of
from charts.small_cells import hidden_text, is_small
from charts.subtitle import subtitle
from charts.values import PARTS, told_text, with_unit
from charts.words import find_area, offence_phrase
from outcomes.areas import Area
from outcomes.inference import LOW_BASE
from outcomes.result import Observation, Result, once_a_result
from outcomes.small_numbers import has_low_base

ORDINALS = (
    "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One area with its value in the period shown."""

    area: Area
    observation: Observation

    @property
    def value(self) -> float | None:
        """The value, or None where nothing is published or it has no meaning."""
        return self.observation.value if comparable(self.observation) else None


@once_a_result
def places(result: Result) -> tuple[Place, ...]:
    """The areas of the last published year of a result, in the result's order."""
    years = published_years(result)
    shown = [one for one in result.observations if not years or year_of(result, one) == years[-1]]
    found = [(find_area(result.key(one, "area")), one) for one in shown]
    return tuple(Place(area, one) for area, one in found if area is not None)


def ranked(found: Sequence[Place]) -> list[Place]:
    """Police force areas with a value that may be compared, highest first, then by name.

    Ratios of fewer than 50 stand last, by name: they are shown, and not ranked.
    """
    able = [one for one in found if one.area.is_police_force_area and one.value is not None]

    def rank(one: Place) -> tuple[bool, float, str]:
        low = has_low_base(one.observation)
        return low, 0.0 if low else -(one.value or 0), one.area.name

    return sorted(able, key=rank)


def reliable(result: Result, found: Sequence[Place]) -> list[Place]:
    """Ranked areas whose value is shown, for ratios only those with enough to divide by."""
    order = [one for one in ranked(found) if not is_small(result, one.observation)]
    if not result.measure.is_ratio:
        return order
    return [one for one in order if not has_low_base(one.observation)]


def areas_finding(result: Result, focus: str | None = None) -> str:
    """The place of one area among all, or the highest and the lowest.

    Args:
        result: broken down by area, of one period.
        focus: slug of the area that the sentence is about.
    """
    found = places(result)
    order = reliable(result, found)
    if not order:
        return nothing_published(result)
    main = next((one for one in order if one.area.slug == focus), None)
    if main is not None:
        chosen = replace(result, selection=result.selection.but(areas=(main.area.slug,)))
        return f"{statement(chosen, main.observation)}, {_rank_words(result, main, order)}."
    if len(order) == 1:
        chosen = replace(result, selection=result.selection.but(areas=(order[0].area.slug,)))
        return f"{statement(chosen, order[0].observation)}; no other area has enough to compare."
    return _extremes(result, order)


def _rank_words(result: Result, main: Place, order: Sequence[Place]) -> str:
    better = sum(1 for one in order if (one.value or 0) > (main.value or 0))
    same = sum(1 for one in order if one.value == main.value) > 1
    place = ORDINALS[better] if better < len(ORDINALS) else f"{ordinal(better + 1)}"
    highest = f"{place} highest".strip()
    number = "" if result.measure.is_ratio else " number"
    of_people = result.measure.is_ratio and not result.measure.is_rate
    below = PARTS[result.measure.name][1] if of_people else ""
    kept = f"with at least {LOW_BASE} {below}" if below else "with published figures"
    return f"{'joint ' if same else 'the '}{highest}{number} of the {len(order)} areas {kept}"


def ordinal(number: int) -> str:
    """``1st``, ``12th``, ``43rd``."""
    teens = number % 100 in {11, 12, 13}
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _extremes(result: Result, order: Sequence[Place]) -> str:
    high, low = order[0], order[-1]
    when = period(result, high.observation)
    offence = offence_phrase(result.selection.offences)
    at = courts(result, high.observation)
    ends = f"{_told(result, low)} to {_told(result, high)}"
    if result.measure.is_rate:
        noun, verb, joint = COUNTED[result.measure.numerator]
        return (
            f"For every 100,000 residents, the number of {noun} {verb}{at} {joint} {offence} "
            f"{when}, by the area where the case was dealt with, ranged from {ends}."
        )
    if result.measure.is_ratio:
        label = result.measure.label
        return f"The {label}{at} for {offence} {when} ranged from {ends}."
    noun, verb, joint = COUNTED[result.measure.name]
    return (
        f"The number of {noun} {verb}{at} {joint} {offence} {when}, by the area where the case "
        f"was dealt with, ranged from {ends}."
    )


def _told(result: Result, one: Place) -> str:
    written = told_text(result.measure, one.observation)
    unit = " months" if result.measure.unit == "months" else ""
    return f"{hidden_text(result, one.observation, written)}{unit} {short_place(one.area.slug)}"


def describe_areas(result: Result) -> str:
    """Text alternative: the areas from the highest to the lowest, then those without figures."""
    found = places(result)
    said = [f"{one.area.name}: {_with_unit(result, one)}" for one in ranked(found)]
    missing = [
        one.area.name for one in found if one.area.is_police_force_area and one.value is None
    ]
    rest = f" Without figures: {', '.join(missing)}." if missing else ""
    return f"{subtitle(result)}. {'; '.join(said)}.{rest}"


def _with_unit(result: Result, one: Place) -> str:
    return hidden_text(result, one.observation, with_unit(result.measure, one.observation))
