"""A result in words: finding, text alternative, table, notes and source line."""

from __future__ import annotations

from collections.abc import Sequence

from charts.canvas import Canvas, Caption
from charts.findings import trend_finding
from charts.notes import notes, picture_notes
from charts.series import Line, lines, many
from charts.small_cells import FEWER_THAN_5, is_small
from charts.source import source_line
from charts.subtitle import subtitle
from charts.tables import Table, table
from charts.values import with_unit
from charts.words import year_name
from outcomes.result import Result

__all__ = ["Table", "describe", "finding", "notes", "source_line", "subtitle", "table"]


def finding(result: Result, *, focus: str | None = None) -> str:
    """The one sentence that a page, a chart's title and a story begin with.

    Args:
        result: the answer to the page's selection.
        focus: slug of the area that the sentence is about, where several are shown.
    """
    return trend_finding(result, focus)


def describe(results: Result | Sequence[Result]) -> str:
    """Text alternative of a chart: what is drawn, from when to when, first, last, high, low."""
    first = many(results)[0]
    said = [f"{subtitle(first)}."]
    said += [_line_said(line) for line in lines(results)]
    return " ".join(said)


def _line_said(line: Line) -> str:
    points = line.published
    if not points:
        return f"{line.name}: not published in the loaded editions."
    measure, basis = line.result.measure, line.result.selection.basis

    def said(place: int) -> str:
        point = points[place]
        small = is_small(line.result, point.observation)
        value = FEWER_THAN_5 if small else with_unit(measure, point.observation)
        return f"{value} in {year_name(point.year, basis)}"

    if len(points) == 1:
        return f"{line.name}: {said(0)}."
    amounts = [float(point.observation.value or 0) for point in points]
    high, low = amounts.index(max(amounts)), amounts.index(min(amounts))
    return (
        f"{line.name}: first {said(0)}; last {said(-1)}; highest {said(high)}; lowest {said(low)}."
    )


def caption(
    results: Result | Sequence[Result], canvas: Canvas, *, shown: str = "", said: str = ""
) -> Caption:
    """The words of a picture.

    Args:
        results: what is drawn.
        canvas: gives the title when it has one.
        shown: the subtitle, when it is not that of the first result.
        said: the text alternative, when it is not that of lines by year.
    """
    first = many(results)[0]
    return Caption(
        title=canvas.title or finding(first),
        subtitle=shown or subtitle(first),
        notes=picture_notes(first),
        source=source_line(first),
        description=said or describe(results),
        demonstration=first.edition.demonstration,
    )
