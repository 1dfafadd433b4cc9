"""The finding of a result of years: one sentence in British newspaper English."""

from __future__ import annotations

from charts.changes import change_words, comparable
from charts.clauses import nothing_published, statement
from charts.series import Line, Point, key_label, lines
from charts.values import value_text
from charts.words import find_area, listed, offence_phrase
from outcomes import areas
from outcomes.result import Key, Result

MOST_OTHERS = 3


def trend_finding(result: Result, focus: str | None = None) -> str:
    """What the last published year of a result says, and how it stands to the year before.

    Args:
        result: broken down by year, and by one other key at most.
        focus: slug of the line that the sentence is about; the first line unless told.
    """
    drawn = [line for line in lines(result) if line.published]
    if not drawn:
        return nothing_published(result)
    main = next((line for line in drawn if line.key == focus), drawn[0])
    last = main.published[-1]
    said = statement(_only(result, main), last.observation)
    others = [line for line in drawn if line is not main]
    tail = _others(result, others, last.year) if others else _change(result, main, last)
    return f"{said}{tail}."


def _only(result: Result, line: Line) -> Result:
    """The result as if only one line's area or offence had been asked for."""
    from dataclasses import replace

    chosen = result.selection
    if "area" in result.by:
        chosen = chosen.but(areas=(line.key.split(",")[_place(result, "area")],))
    if "offence" in result.by:
        slug = _offence_slug(line.key.split(",")[_place(result, "offence")], chosen.offences)
        chosen = chosen.but(offences=(slug,))
    return replace(result, selection=chosen)


def _place(result: Result, name: str) -> int:
    return [one for one in result.by if one != "year"].index(name)


def _offence_slug(key: str, fallback: tuple[str, ...]) -> str:
    from outcomes import offences

    if key in offences.offences() or key in offences.families() or key == offences.ALL_OFFENCES:
        return key
    found = [one.slug for one in offences.offences().values() if one.label == key]
    return found[0] if found else fallback[0]


def _change(result: Result, line: Line, last: Point) -> str:
    before = next((point for point in line.points if point.year == last.year - 1), None)
    if before is None or last.year in result.breaks:
        return ""
    words = change_words(result, before.observation, last.observation)
    return f", {words} the year before" if words else ""


def _others(result: Result, others: list[Line], year: int) -> str:
    compared = [
        f"{value_text(result.measure, point.observation)} {_where(result, line)}"
        for line in others[:MOST_OTHERS]
        for point in line.published
        if point.year == year and comparable(point.observation)
    ]
    if not compared:
        return ""
    return f", compared with {listed(compared)}"


def _where(result: Result, line: Line) -> str:
    names = [name for name in result.by if name != "year"]
    phrases = [
        _key_phrase(name, key) for name, key in zip(names, line.key.split(","), strict=False)
    ]
    return " ".join(phrases) or f"({line.name})"


def _key_phrase(name: str, key: Key) -> str:
    if name == "area":
        return short_place(str(key))
    if name == "offence":
        return f"for {offence_phrase([_offence_slug(str(key), ())])}"
    return f"({key_label(name, key).lower()})"


def short_place(slug: str) -> str:
    """A place in a list of places: ``in the Kent area``, ``in England and Wales``."""
    area = find_area(slug)
    if area is None or not area.is_police_force_area:
        unknown = area is not None and area.slug == areas.AREA_NOT_KNOWN
        return "with the area not known" if unknown else f"in {area.name if area else slug}"
    return f"in the {area.name} area"
