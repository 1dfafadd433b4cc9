"""Horizontal bars with their names at the left and their values at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.canvas import Canvas, Plot
from charts.text import escape, text_width, widest, wrap
from charts.theme import BACKGROUND, DARK_BLUE, INK, LINE_HEIGHT, QUIET, Part, axis

THICKNESS = 0.72
MOST_NAME = 0.42
# Fewer bars than this are not drawn thicker, but with room around them.
LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar.

    Attributes:
        name: what stands at its left.
        value: its length; None where there is nothing to draw.
        text: what stands at its end.
        key: what a click on it gives.
        hover: what it says when pointed at.
        colour: of the bar.
        strong: whether its name and value are bold.
        hollow: whether it is outlined only, as provisional values are.
    """

    name: str
    value: float | None
    text: str
    key: str
    hover: str
    colour: str = DARK_BLUE
    strong: bool = False
    hollow: bool = False


def bar_plot(bars: Sequence[Bar], maximum: float, canvas: Canvas) -> Plot:
    """Bars from top to bottom in the order given, without an axis: the values are written."""
    size = canvas.text_size
    room = canvas.width * MOST_NAME
    names = [wrap(bar.name, size, room) for bar in bars]
    left = widest([line for lines in names for line in lines], size, bold=True) + 14
    right = max(text_width(bar.text, size, bold=True) for bar in bars) + 18
    ticks = list(range(len(bars)))
    spare = max(0.0, (LEAST_ROWS - len(bars)) / 2)
    labels = [_label(bar, lines) for bar, lines in zip(bars, names, strict=True)]
    return Plot(
        traces=[bar_trace(bars)],
        xaxis={**axis(), "visible": False, "range": [0, maximum or 1]},
        yaxis={
            **axis(),
            "range": [len(bars) - 0.5 + spare, -0.5 - spare],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": labels,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": BACKGROUND,
            "tickfont": {**axis()["tickfont"], "size": size, "color": INK},
        },
        shapes=[base_line()],
        annotations=[_value(bar, place, size) for place, bar in enumerate(bars)],
        left=left,
        right=right,
        foot=10,
        rows=max(len(bars), LEAST_ROWS),
        row_height=max(24.0, max(len(lines) for lines in names) * size * LINE_HEIGHT + 4),
        extra={"bargap": round(1 - THICKNESS, 2), "hovermode": "closest"},
    )


def bar_trace(bars: Sequence[Bar]) -> Part:
    """The bars as one trace, at places 0, 1, 2, …."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value for bar in bars],
        "y": list(range(len(bars))),
        "width": THICKNESS,
        "marker": {
            "color": [BACKGROUND if bar.hollow else bar.colour for bar in bars],
            "line": {
                "color": [bar.colour for bar in bars],
                "width": [2 * bar.hollow for bar in bars],
            },
        },
        "customdata": [bar.key for bar in bars],
        "hovertext": [bar.hover for bar in bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _label(bar: Bar, lines: list[str]) -> str:
    text = "<br>".join(escape(line) for line in lines)
    return f"<b>{text}</b>" if bar.strong else text


def _value(bar: Bar, place: int, size: int) -> Part:
    text = escape(bar.text)
    return {
        "text": f"<b>{text}</b>" if bar.strong else text,
        "x": bar.value or 0,
        "y": place,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 6,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": INK if bar.value is not None else QUIET},
    }


def base_line() -> Part:
    """The upright at zero from which bars begin."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "line": {"color": QUIET, "width": 1, "dash": "solid"},
        "layer": "above",
    }
