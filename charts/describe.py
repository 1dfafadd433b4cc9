"""A result in words: finding, text alternative, table, notes and source line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from charts.breakdowns import (
    describe_parts,
    describe_people,
    lengths_finding,
    mix_finding,
    people_finding,
)
from charts.canvas import Canvas, Caption
from charts.findings import trend_finding
from charts.forms import AREAS, LENGTHS, MIX, PEOPLE, form_of
from charts.notes import notes, picture_notes
from charts.places import areas_finding, describe_areas
from charts.series import Line, lines, many
from charts.shares import LENGTHS as LENGTH_GROUPS
from charts.shares import SENTENCES as SENTENCE_GROUPS
from charts.small_cells import hidden_text
from charts.source import source_line
from charts.subtitle import subtitle
from charts.tables import Table, table
from charts.values import with_unit
from charts.words import year_name
from outcomes.addressed import query_of
from outcomes.parameters import MAX_VALUES
from outcomes.receipts import issue
from outcomes.result import Result

__all__ = ["Table", "describe", "finding", "notes", "source_line", "subtitle", "table"]


Law = Iterable[Mapping[str, str]]
FINDINGS: dict[str, Callable[[Result], str]] = {
    MIX: mix_finding,
    LENGTHS: lengths_finding,
    PEOPLE: people_finding,
}
DESCRIPTIONS: dict[str, Callable[[Result], str]] = {
    MIX: partial(describe_parts, part="sentence_outcome", groups=SENTENCE_GROUPS),
    LENGTHS: partial(describe_parts, part="custodial_length", groups=LENGTH_GROUPS),
    PEOPLE: describe_people,
    AREAS: describe_areas,
}


def finding(results: Result | Sequence[Result], *, focus: str | None = None) -> str:
    """The one sentence that a page, a chart's title and a story begin with.

    Args:
        results: the answer to the page's selection; several of different measures in a trend.
        focus: slug of the area that the sentence is about, where several are shown.
    """
    result = many(results)[0]
    form = form_of(result)
    if form == AREAS:
        return areas_finding(result, focus)
    if form in FINDINGS:
        return FINDINGS[form](result)
    return trend_finding(results, focus)


def describe(results: Result | Sequence[Result]) -> str:
    """Text alternative of a chart: what is drawn, from when to when, first, last, high, low."""
    first = many(results)[0]
    form = form_of(first)
    if form in DESCRIPTIONS:
        return DESCRIPTIONS[form](first)
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
        value = hidden_text(line.result, point.observation, with_unit(measure, point.observation))
        return f"{value} in {year_name(point.year, basis)}"

    if len(points) == 1:
        return f"{line.name}: {said(0)}."
    amounts = [float(point.observation.value or 0) for point in points]
    high, low = amounts.index(max(amounts)), amounts.index(min(amounts))
    return (
        f"{line.name}: first {said(0)}; last {said(-1)}; highest {said(high)}; lowest {said(low)}."
    )


def caption(
    results: Result | Sequence[Result],
    canvas: Canvas,
    *,
    shown: str = "",
    law: Law = (),
    more: Sequence[str] = (),
) -> Caption:
    """The words of a picture.

    Args:
        results: what is drawn.
        canvas: gives the title when it has one, and all words when they were made before.
        shown: the subtitle, when it is not that of the first result.
        law: rows of the law whose dates are drawn.
        more: notes on what is drawn, after those of the result.
    """
    if canvas.words is not None:
        return canvas.words
    given = many(results)
    first = given[0]
    askable = [one for one in given if len(one.selection.offences) <= MAX_VALUES]
    return Caption(
        title=canvas.title or finding(results),
        subtitle=shown or subtitle(first),
        notes=(*picture_notes(first, law), *more),
        source=source_line(first),
        description=describe(results),
        demonstration=first.edition.demonstration,
        queries=tuple(query_of(one) for one in askable),
        receipts=tuple(issue(one) for one in askable) if canvas.receipted else (),
    )
