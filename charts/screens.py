"""What pages take of the charts: each figure in two widths, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from charts.canvas import Canvas
from charts.describe import finding, notes, source_line, subtitle
from charts.furniture import words_of
from charts.rates import notes_beside
from charts.series import many
from charts.svg import render
from charts.theme import Figure
from outcomes.result import Result

# Title, notes and source stand around the chart in HTML.
WIDE = Canvas(width=1060, height=460, furniture=False)
NARROW = Canvas(width=350, height=340, furniture=False)

# The banner over every page says these.
SAID_BY_THE_PAGE = frozenset({"demonstration"})


@dataclass(frozen=True)
class Drawn:
    """One chart for every screen.

    Attributes:
        wide: the figure for wide screens.
        narrow: the figure for phones.
        description: the text alternative.
        stills: makes both as SVG text, the wide one first.
        draw: draws it on any other canvas.
        queries: the selections that it draws, in their address form.
    """

    wide: Figure
    narrow: Figure
    description: str
    stills: Callable[[], tuple[str, str]]
    draw: Callable[[Canvas], Figure]
    queries: tuple[Mapping[str, str], ...]


def drawn(draw: Callable[[Canvas], Figure]) -> Drawn:
    """Draw a chart for wide and for narrow screens."""
    wide = draw(WIDE)
    narrow = draw(replace(NARROW, words=words_of(wide)))

    def stills() -> tuple[str, str]:
        return render(wide, element=True), render(narrow, element=True)

    words = wide["layout"]["meta"]
    light = _light(wide), _light(narrow)
    return Drawn(*light, words["description"], stills, draw, tuple(words["queries"]))


def _light(figure: Figure) -> Figure:
    """The figure without the words that the page says in HTML."""
    layout = {name: part for name, part in figure["layout"].items() if name != "meta"}
    return {**figure, "layout": layout}


@dataclass(frozen=True)
class Said:
    """The words around the charts of a page.

    Attributes:
        finding: one sentence.
        chosen: what is shown: measure, offence, people, area, years, unit.
        warnings: what changes the meaning of a figure.
        notes: what else applies.
        sources: a source line for each source of the page.
    """

    finding: str
    chosen: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def said(
    results: Result | Sequence[Result],
    *,
    first: str | None = None,
    figures: Sequence[Result] = (),
    beside: Sequence[Result] = (),
    quoted: Sequence[Result] = (),
) -> Said:
    """The words of one result, or of several that stand on one page.

    Args:
        results: what is drawn; the first one gives finding and subtitle.
        first: the finding, when it is not the plain one.
        figures: what stands there as key figures only.
        beside: rates that stand beside the counts; they bring notes and no warnings.
        quoted: rates that stand in a line under the chart and in no table; the same.
    """
    charts = many(results)
    given = (*charts, *figures)
    notices = [notice for one in given for notice in one.notices]
    warnings = _once(
        notice.text
        for notice in notices
        if notice.level == "warning" and notice.code not in SAID_BY_THE_PAGE
    )
    shown = {*warnings, *(one.text for one in notices if one.code in SAID_BY_THE_PAGE)}
    told = (*(notes(one) for one in charts), *(notes(one, drawn=False) for one in figures))
    rated = (*notes_beside(beside), *notes_beside(quoted, tabled=False))
    found = (*(text for one in told for text in one), *rated)
    return Said(
        finding=first or finding(given[0]),
        chosen=subtitle(given[0]),
        warnings=warnings,
        notes=_once(text for text in found if text not in shown),
        sources=_once(source_line(one) for one in given),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
