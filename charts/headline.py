"""The last value of a measure, ready for a key figure: how it is written and how it changed."""

from __future__ import annotations

from dataclasses import dataclass

from charts.changes import comparable
from charts.findings import words_of_change
from charts.series import lines
from charts.small_cells import hidden_text
from charts.values import told_text
from charts.words import year_name
from outcomes import numbers
from outcomes.result import NOT_MEANINGFUL, Observation, Result
from outcomes.small_numbers import has_low_base


@dataclass(frozen=True)
class Headline:
    """The last published value of a result by year.

    Attributes:
        name: measure and period.
        value: written with its sign; ``not published`` where there is none.
        change: how it stands to the year before, or why it means nothing; may be empty.
        line: values by year, None where there is none that may be shown.
        breaks: places in ``line`` before which the series breaks.
        year: of the value, or None.
    """

    name: str
    value: str
    change: str
    line: tuple[float | None, ...]
    breaks: tuple[int, ...]
    year: int | None


def headline(result: Result) -> Headline:
    """The headline of a result broken down by year only."""
    label = result.measure.label[:1].upper() + result.measure.label[1:]
    line = lines(result)[0] if result.observations else None
    if line is None or not line.published:
        return Headline(label, "Not published", "", (), (), None)
    last = line.published[-1]
    words = words_of_change(result, line, last)
    written = hidden_text(result, last.observation, _written(result, last.observation))
    unit = " months" if result.measure.name == "acsl_months" else ""
    said = f"{words} the year before".capitalize() if words else ""
    if last.observation.status == NOT_MEANINGFUL:
        said = "This ratio means nothing here: the notes say why"
    return Headline(
        name=f"{label}, {year_name(last.year, result.selection.basis)}",
        value=f"{written}{unit}",
        change=said,
        line=tuple(
            point.observation.value if comparable(point.observation) else None
            for point in line.points
        ),
        breaks=tuple(
            place for place, point in enumerate(line.points) if point.year in result.breaks
        ),
        year=last.year,
    )


def _written(result: Result, one: Observation) -> str:
    """The value; of a share of few people the two counts, which say as much as there is."""
    if result.measure.is_share and has_low_base(one) and one.status != NOT_MEANINGFUL:
        return f"{numbers.count(int(one.numerator or 0))} of {numbers.count(one.denominator or 0)}"
    return told_text(result.measure, one)
