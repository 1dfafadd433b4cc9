"""What is drawn on a chart of years: lines, hollow points, breaks, the closed courts, the law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.dates import CLOSED_YEAR
from charts.law import LawMark
from charts.series import Line, Point
from charts.small_cells import hidden_text, is_small
from charts.text import escape
from charts.theme import BACKGROUND, CLOSED, DASHES, QUIET, SMALL_SIZE, SYMBOLS, Part
from charts.values import with_unit
from charts.words import year_name
from outcomes.breaks import method_breaks
from outcomes.result import NOT_MEANINGFUL, Result
from outcomes.vocabulary import MARCH


@dataclass(frozen=True, slots=True)
class Style:
    """How one line is drawn: never by colour alone.

    Attributes:
        colour: of line and points.
        place: its place among the lines, which chooses dash and shape.
        focus: whether it is one of those that are told apart, not one of the grey rest.
    """

    colour: str
    place: int
    focus: bool = True

    @property
    def dash(self) -> str:
        """The line's dash."""
        return DASHES[self.place % len(DASHES)] if self.focus else "solid"

    @property
    def symbol(self) -> str:
        """The shape of its points."""
        return SYMBOLS[self.place % len(SYMBOLS)] if self.focus else "circle"


def line_trace(
    line: Line, style: Style, value: Callable[[Point], float | None], breaks: Sequence[int]
) -> Part:
    """One line with its points; gaps where nothing is published, and before each break."""
    points = _with_gaps(line.points, breaks)
    hollow = [_is_hollow(line, point) for _, point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(line.name),
        "x": [place for place, _ in points],
        "y": [None if point is None else value(point) for _, point in points],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": style.colour, "width": 3 if style.focus else 1.5, "dash": style.dash},
        "marker": {
            "symbol": style.symbol,
            "size": 8 if style.focus else 4,
            "color": [BACKGROUND if empty else style.colour for empty in hollow],
            "line": {"color": style.colour, "width": 2 if style.focus else 1},
        },
        "customdata": [line.key] * len(points),
        "text": ["" if point is None else hover_text(line, point) for _, point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _with_gaps(points: Sequence[Point], breaks: Sequence[int]) -> list[tuple[float, Point | None]]:
    placed: list[tuple[float, Point | None]] = []
    for point in points:
        if point.year in breaks and placed:
            placed.append((point.year - 0.5, None))
        placed.append((float(point.year), point))
    return placed


def _is_hollow(line: Line, point: Point | None) -> bool:
    if point is None:
        return False
    one = point.observation
    return one.provisional or one.status == NOT_MEANINGFUL or is_small(line.result, one)


def hover_text(line: Line, point: Point) -> str:
    """What a point says: name, period, value with unit, and whether it is provisional."""
    period = year_name(point.year, line.result.selection.basis)
    written = with_unit(line.result.measure, point.observation)
    value = hidden_text(line.result, point.observation, written)
    provisional = ", provisional" if point.observation.provisional else ""
    return f"<b>{escape(line.name)}</b>, {period}{provisional}<br>{escape(value)}"


def break_years(results: Sequence[Result], years: Sequence[int]) -> tuple[int, ...]:
    """Years before which a dashed line stands: breaks of the results, and 2017."""
    if not years:
        return ()
    found = {year for result in results for year in result.breaks}
    found.update(*(method_breaks(years, result.selection.basis) for result in results))
    return tuple(sorted(year for year in found if years[0] < year <= years[-1]))


def break_marks(years: Sequence[int], *, brief: bool) -> tuple[list[Part], list[Part]]:
    """A dashed line before each break, and its label beside it at the top of the plot."""
    text = "Break" if brief else "Break in series"
    shapes = [_upright(year - 0.5, QUIET, 1.5, "dash") for year in years]
    first = [year for year in years if year - 1 not in years and year - 2 not in years]
    labels = [
        {**_inside(year - 0.5, text, "right"), "xshift": -5, "bgcolor": BACKGROUND}
        for year in first
    ]
    return shapes, labels


def closed_marks(years: Sequence[int], basis: str | None) -> tuple[list[Part], list[Part]]:
    """The shaded band of the year in which courts closed, when it is drawn."""
    year = CLOSED_YEAR + (1 if basis == MARCH else 0)
    if not years or not years[0] <= year <= years[-1]:
        return [], []
    band = {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": year - 0.5,
        "x1": year + 0.5,
        "y0": 0,
        "y1": 1,
        "fillcolor": CLOSED,
        "line": {"width": 0},
        "layer": "below",
    }
    return [band], [_inside(year, "Courts<br>closed", "center")]


def law_shapes(marks: Sequence[LawMark]) -> tuple[list[Part], list[Part]]:
    """A thin line at each date of the law, with its number above the plot."""
    shapes = [_upright(mark.place, QUIET, 1, "dot") for mark in marks]
    labels = [
        {
            **_over(mark.place, f"<b>{mark.number}</b>", BACKGROUND, "center"),
            "name": "law",
            "bgcolor": QUIET,
            "borderpad": 2,
            "yshift": 2,
        }
        for mark in marks
    ]
    return shapes, labels


def _upright(place: float, colour: str, width: float, dash: str) -> Part:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": place,
        "x1": place,
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": width, "dash": dash},
        "layer": "below",
    }


def _inside(place: float, text: str, anchor: str) -> Part:
    return {**_over(place, text, QUIET, anchor), "yanchor": "top", "yshift": -8}


def _over(place: float, text: str, colour: str, anchor: str) -> Part:
    return {
        "text": text,
        "xref": "x",
        "yref": "paper",
        "x": place,
        "y": 1,
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE, "color": colour},
    }
