"""The figure of a result without any value: it says so, and what is published instead."""

from __future__ import annotations

from charts.canvas import PAGE, Canvas, Caption, Plot
from charts.describe import caption
from charts.furniture import draw
from charts.small_cells import FEWER_THAN_5
from charts.text import joined, wrap
from charts.theme import CLOSED, QUIET, Figure, Part, axis
from outcomes.result import Result

# Notices that say why there is nothing, the one to be told first.
WHY = ("not-published", "no-residents", "residents-missing", "city-of-london")

ALL_SMALL = f"Every figure here rests on {FEWER_THAN_5} people, so none is drawn."
# Pixels of a panel on a page.
LOW = 150


def empty(result: Result, *, few: bool = False, canvas: Canvas = PAGE) -> Figure:
    """A quiet panel that says what is missing and, where a notice says it, what there is.

    Args:
        result: what has nothing to draw.
        few: whether that is because all of it is of too few people to be told.
        canvas: the space and title.
    """
    return quiet(ALL_SMALL if few else why_empty(result), caption(result, canvas), canvas)


def why_empty(result: Result) -> str:
    """Why a result has nothing to draw, in a sentence or two."""
    if any(one.value is not None for one in result.observations):
        return "There is nothing to draw: the figures of this selection are published, and are 0."
    told = {one.code: one.text for one in reversed(result.notices)}
    text = next((told[code] for code in WHY if code in told), "")
    return text or "Nothing is published for this selection in the loaded editions."


def why_undrawn(result: Result) -> str:
    """Why a result without any value is not drawn; empty where it has one."""
    return why_empty(result) if result.is_empty else ""


def quiet(said: str, words: Caption, canvas: Canvas) -> Figure:
    """A panel that says one thing and draws nothing."""
    return draw(quiet_plot(said, canvas), words, canvas)


def quiet_plot(said: str, canvas: Canvas) -> Plot:
    """The panel before it is framed; a low one on a page, where words stand around it."""
    lines = wrap(said, canvas.text_size, min(560, canvas.width - 64))
    return Plot(
        traces=[],
        xaxis={**axis(), "visible": False, "range": [0, 1]},
        yaxis={**axis(), "visible": False, "range": [0, 1]},
        shapes=[_panel()],
        annotations=[
            {
                "text": joined(lines),
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "showarrow": False,
                "font": {"size": canvas.text_size, "color": QUIET},
            }
        ],
        left=4,
        right=4,
        foot=8,
        rows=None if canvas.furniture else 2,
        row_height=LOW / 2,
    )


def _panel() -> Part:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "fillcolor": CLOSED,
        "line": {"width": 0},
        "layer": "below",
    }
