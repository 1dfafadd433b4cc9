"""The finding of a result of years: one sentence in British newspaper English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.changes import change_words, comparable
from charts.clauses import COUNTED, courts, nothing_published, statement
from charts.keys import key_label, key_slug, offence_slug
from charts.series import Line, Point, lines, many
from charts.small_cells import hidden_text
from charts.values import told_text
from charts.words import find_area, listed, offence_phrase
from outcomes import areas
from outcomes.breaks import starts_anew
from outcomes.result import Key, Result

MOST_OTHERS = 3


def trend_finding(results: Result | Sequence[Result], focus: str | None = None) -> str:
    """What the last published year of a result says, and how it stands to the year before.

    Args:
        results: broken down by year, and by one other key at most; of several measures, the
            first leads and the others are added.
        focus: slug of the line that the sentence is about; the first line unless told.
    """
    result, *more = many(results)
    drawn = [line for line in lines(result) if line.published]
    if not drawn:
        return nothing_published(result)
    main = next((line for line in drawn if line.key == focus), drawn[0])
    last = main.published[-1]
    said = statement(_only(result, main), last.observation)
    others = _ordered(result, [line for line in drawn if line is not main])
    tail = _others(result, others, last.year) if others else _change(result, main, last)
    return f"{said}{tail}{''.join(_also(one, main, last.year) for one in more)}."


def _also(result: Result, main: Line, year: int) -> str:
    """A further measure of the same line and year: ``; 862 were convicted``."""
    for line in lines(result):
        for point in line.published:
            if line.keys == main.keys and point.year == year and result.measure.name in COUNTED:
                number = int(point.observation.value or 0)
                be = "was" if number == 1 else "were"
                written = _value(result, point)
                verb = COUNTED[result.measure.name][1]
                return f"; {written} {be} {verb}{courts(result, point.observation)}"
    return ""


def _only(result: Result, line: Line) -> Result:
    """The result as if only one line's area or offence had been asked for."""
    chosen = result.selection
    for name, key in named_keys(line):
        if name == "area":
            chosen = chosen.but(areas=(key_slug(name, key),))
        if name == "offence":
            chosen = chosen.but(offences=(offence_slug(key) or chosen.offences[0],))
        if name == "sex":
            chosen = chosen.but(sex=str(key))
        if name in {"age_group", "age_range"}:
            chosen = chosen.but(age=str(key))
    return replace(result, selection=chosen)


def named_keys(line: Line) -> list[tuple[str, Key]]:
    """The keys of a line other than the year, each with its name."""
    names = [name for name in line.result.by if name != "year"]
    return list(zip(names, line.keys, strict=True))


def _change(result: Result, line: Line, last: Point) -> str:
    words = words_of_change(result, line, last)
    return f", {words} the year before" if words else ""


def words_of_change(result: Result, line: Line, last: Point) -> str:
    """How a point stands to the year before, as ``change_words``; empty across a break.

    Where the year starts anew it is compared, and not called a change.
    """
    before = next((point for point in line.points if point.year == last.year - 1), None)
    if before is None or last.year in result.breaks:
        return ""
    words = change_words(result, before.observation, last.observation)
    if words.startswith(("up ", "down ")) and starts_anew(result.selection, last.year):
        return f"compared with {_value(result, before)}"
    return words


def _ordered(result: Result, others: list[Line]) -> list[Line]:
    """Lines to compare with: areas as they were chosen, all others by their last value."""
    if "area" in result.by:
        return others
    return sorted(others, key=lambda line: -(line.published[-1].observation.value or 0))


def _others(result: Result, others: list[Line], year: int) -> str:
    compared = [
        f"{_value(result, point)} {_where(line)}"
        for line in others[:MOST_OTHERS]
        for point in line.published
        if point.year == year and comparable(point.observation)
    ]
    if not compared:
        return ""
    return f", compared with {listed(compared)}"


def _value(result: Result, point: Point) -> str:
    if point.observation.value == 0 and not result.measure.is_ratio:
        return "none"
    written = told_text(result.measure, point.observation)
    return hidden_text(result, point.observation, written)


def _where(line: Line) -> str:
    phrases = [_key_phrase(name, key) for name, key in named_keys(line)]
    return " ".join(phrases) or f"({line.name})"


def _key_phrase(name: str, key: Key) -> str:
    if name == "area":
        return short_place(key)
    if name == "offence":
        slug = offence_slug(key)
        return f"for {offence_phrase([slug])}" if slug else f"for {key}"
    return f"({key_label(name, key).lower()})"


def short_place(key: Key) -> str:
    """A place in a list of places: ``in the Kent area``, ``in England and Wales``."""
    area = find_area(key)
    if area is None or not area.is_police_force_area:
        unknown = area is not None and area.slug == areas.AREA_NOT_KNOWN
        return "with the area not known" if unknown else f"in {area.name if area else key}"
    return f"in the {area.name} area"
