"""Takes a result apart into named lines of yearly observations, or rows of one period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.keys import key_slug, line_label, short_label
from charts.theme import MOST_COLOURS
from charts.words import capital, find_area, offence_name
from outcomes.result import Key, Observation, Result, once_a_result

# More lines than this are drawn as panels, where they are areas.
MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a line."""

    year: int
    observation: Observation


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart.

    Attributes:
        name: what stands at its end.
        short: a name of at most some twelve characters, for phones.
        key: address form of its keys other than the year, joined by commas.
        keys: those keys, in the order of ``Result.by``.
        points: years ascending; years without a value are present.
        result: the result that it comes from.
    """

    name: str
    short: str
    key: str
    keys: tuple[Key, ...]
    points: tuple[Point, ...]
    result: Result

    @property
    def published(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.observation.value is not None)


def many(results: Result | Sequence[Result]) -> tuple[Result, ...]:
    """One or several results as a tuple."""
    return (results,) if isinstance(results, Result) else tuple(results)


def lines(results: Result | Sequence[Result]) -> tuple[Line, ...]:
    """The lines of one or several results, in the results' order.

    Several measures give lines named after the measure, one measure of several offences lines
    named after the offence; otherwise a line is named after its keys other than the year.
    """
    given = many(results)
    named = _naming(given)
    return tuple(line for result in given for line in _lines_of(result, named(result)))


def _naming(given: Sequence[Result]) -> Callable[[Result], str]:
    """What tells the lines of several results apart; nothing for one result."""
    if (
        len({one.measure.name for one in given})
        == 1
        < len({one.selection.offences for one in given})
    ):
        return lambda result: capital(offence_name(result.selection.offences))
    if len(given) > 1:
        return lambda result: result.measure.label.capitalize()
    return lambda _: ""


def _lines_of(result: Result, named: str) -> list[Line]:
    names = [name for name in result.by if name != "year"]
    grouped: dict[tuple[Key, ...], list[Point]] = {}
    for observation in result.observations:
        keys = tuple(result.key(observation, name) for name in names)
        grouped.setdefault(keys, []).append(Point(year_of(result, observation), observation))
    found = [_line(result, names, keys, points, named) for keys, points in grouped.items()]
    return sorted(found, key=_size) if "offence" in names and len(found) > MOST_COLOURS else found


def _size(line: Line) -> float:
    """Sorts the largest last value first."""
    return -float(line.published[-1].observation.value or 0) if line.published else 1.0


def _line(
    result: Result, names: list[str], keys: tuple[Key, ...], points: list[Point], named: str
) -> Line:
    labels = [line_label(name, key) for name, key in zip(names, keys, strict=True)]
    shorts = [short_label(name, key) for name, key in zip(names, keys, strict=True)]
    if named:
        labels, shorts = [*labels, named], [*shorts, named]
    name = ", ".join(labels) or default_name(result)
    short = ", ".join(shorts) or default_short(result)
    key = ",".join(key_slug(name, key) for name, key in zip(names, keys, strict=True))
    ordered = tuple(sorted(points, key=lambda point: point.year))
    return Line(name, short, key, keys, ordered, result)


def in_panels(drawn: Sequence[Line]) -> bool:
    """Whether lines are areas, and too many for one plot: each is drawn in a small one."""
    years = {point.year for line in drawn for point in line.published}
    areas = all("area" in line.result.by for line in drawn)
    return areas and len(drawn) > MOST_TOGETHER and len(years) > 1


def default_name(result: Result) -> str:
    """The name of the only line of a result: its area, or its measure for several areas."""
    chosen = result.selection.areas
    area = find_area(chosen[0]) if len(chosen) == 1 else None
    return area.name if area else result.measure.label.capitalize()


def default_short(result: Result) -> str:
    """The short name of the only line of a result."""
    chosen = result.selection.areas
    area = find_area(chosen[0]) if len(chosen) == 1 else None
    return area.short_name if area else result.measure.label.capitalize()


def year_of(result: Result, observation: Observation) -> int:
    """The year of an observation; the result's last year when it is not broken down by year."""
    if "year" in result.by:
        return int(result.key(observation, "year"))
    return result.selection.to_year or result.selection.from_year or 0


@once_a_result
def published_years(result: Result) -> tuple[int, ...]:
    """Years that have at least one value, ascending."""
    years = {year_of(result, one) for one in result.observations if one.value is not None}
    return tuple(sorted(years))


def of_year(result: Result, year: int) -> tuple[Observation, ...]:
    """The observations of one year, in the result's order."""
    return tuple(one for one in result.observations if year_of(result, one) == year)
