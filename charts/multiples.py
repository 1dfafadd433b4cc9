"""Small multiples: one small chart an area, all on one scale, where lines together would tangle.

The panels lie in one pair of axes: x counts panels to the right, y downwards, so that everything
that draws a figure draws them too.
"""

from __future__ import annotations

from functools import partial
from math import ceil

from charts.canvas import Canvas, Plot
from charts.linespec import LinePlot
from charts.marks import Style, break_years, line_trace
from charts.panel_grid import FOOT, Grid, grid_of
from charts.series import Line, in_panels
from charts.text import escape
from charts.theme import DARK_BLUE, INK, OTHER, QUIET, RULE, SMALL_SIZE, Part, axis
from charts.words import year_name

# With more panels than this the others are not drawn in grey behind each.
MOST_BEHIND = 12
HEADING = {"size": SMALL_SIZE, "color": INK}


def wants_panels(drawn: LinePlot) -> bool:
    """Whether lines are areas, and too many for one plot."""
    return in_panels(drawn.lines) and len(drawn.years) > 1


def panels_plot(drawn: LinePlot, canvas: Canvas) -> Plot:
    """The plot of one panel a line."""
    grid = grid_of(drawn, canvas)
    rows = ceil(len(drawn.lines) / grid.columns)
    places = range(len(drawn.lines))
    own = [_moved(_own_line(drawn, line), grid, place) for place, line in enumerate(drawn.lines)]
    behind = [_behind(drawn, grid, place) for place in places]
    return Plot(
        traces=[*([] if len(drawn.lines) > MOST_BEHIND else behind), *own],
        xaxis={**axis(), "visible": False, "range": [0, grid.columns]},
        yaxis={**axis(), "visible": False, "range": [rows, 0]},
        shapes=[shape for place in places for shape in _frame(drawn, grid, place)],
        annotations=[text for place in places for text in _texts(drawn, grid, place, canvas)],
        left=4,
        right=4,
        head=4,
        foot=6,
        rows=rows,
        row_height=grid.height,
        extra={"hovermode": "closest"},
    )


def _own_line(drawn: LinePlot, line: Line) -> Part:
    trace = line_trace(line, Style(DARK_BLUE, 0), partial(drawn.value, line), line.result.breaks)
    trace["marker"]["size"] = 5
    trace["marker"]["line"]["width"] = 1.5
    trace["line"]["width"] = 2.5
    return trace


def _moved(trace: Part, grid: Grid, place: int) -> Part:
    trace["x"] = [grid.x(place, year) for year in trace["x"]]
    trace["y"] = [None if value is None else grid.y(place, value) for value in trace["y"]]
    return trace


def _behind(drawn: LinePlot, grid: Grid, place: int) -> Part:
    """The other areas in grey, as one trace with gaps."""
    x: list[float] = []
    y: list[float | None] = []
    for other, line in enumerate(drawn.lines):
        if other != place:
            plain = line_trace(
                line, Style(OTHER, 0), partial(drawn.value, line), line.result.breaks
            )
            moved = _moved(plain, grid, place)
            x += [*moved["x"], moved["x"][-1]]
            y += [*moved["y"], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": OTHER, "width": 1},
        "hoverinfo": "skip",
    }


def _frame(drawn: LinePlot, grid: Grid, place: int) -> list[Part]:
    first, last = grid.years
    levels = [
        _line((grid.x(place, first), grid.y(place, tick)), (grid.x(place, last), None), tick == 0)
        for tick in grid.ticks
    ]
    results = [line.result for line in drawn.lines[place : place + 1]]
    breaks = [
        {
            **_line((grid.x(place, year - 0.5), grid.y(place, 0)), (None, _top(grid, place)), True),
            "line": {"color": QUIET, "width": 1, "dash": "dash"},
        }
        for year in break_years(results, drawn.years)
    ]
    return [*levels, *breaks]


def _top(grid: Grid, place: int) -> float:
    return grid.y(place, grid.ticks[-1])


def _line(start: tuple[float, float], end: tuple[float | None, float | None], strong: bool) -> Part:
    """A line from a point to another, whose missing part is that of the first."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": start[0],
        "y0": start[1],
        "x1": start[0] if end[0] is None else end[0],
        "y1": start[1] if end[1] is None else end[1],
        "line": {"color": QUIET if strong else RULE, "width": 1, "dash": "solid"},
        "layer": "below",
    }


def _texts(drawn: LinePlot, grid: Grid, place: int, canvas: Canvas) -> list[Part]:
    line = drawn.lines[place]
    column, row = grid.corner(place)
    last = drawn.shown(line)[-1]
    name = line.short if canvas.narrow else line.name
    value = drawn.write(line, last)
    head = f"<b>{escape(name)}</b> {escape(value)}"
    if last.year != drawn.years[-1]:
        head += f" ({year_name(last.year, line.result.selection.basis)})"
    first, end = grid.years
    left = grid.x(place, first)
    under = row + (grid.height - FOOT + 4) / grid.height
    return [
        {**_text(head, (column + 0.02, row + 4 / grid.height), "left", "top"), "font": HEADING},
        *(
            _text(drawn.tick(tick), (left, grid.y(place, tick)), "right", "middle")
            for tick in (grid.ticks[0], grid.ticks[-1])
        ),
        _text(str(first), (left, under), "left", "top"),
        _text(str(end), (grid.x(place, end), under), "right", "top"),
    ]


def _text(text: str, at: tuple[float, float], xanchor: str, yanchor: str) -> Part:
    return {
        "text": text,
        "x": at[0],
        "y": at[1],
        "xanchor": xanchor,
        "yanchor": yanchor,
        "xshift": -5 if (xanchor, yanchor) == ("right", "middle") else 0,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE, "color": QUIET},
    }
