"""Puts a plot into its picture: title, subtitle, notes, source, and the demonstration mark.

A figure is a plain dictionary. ``layout.meta`` tells its width and height in pixels, and its
title, subtitle, notes, source line and text alternative, for those who put these elsewhere.
"""

from __future__ import annotations

from charts.canvas import PAGE, Canvas, Caption, Plot
from charts.text import joined, wrap
from charts.theme import (
    INK,
    LINE_HEIGHT,
    NARROW_TITLE_SIZE,
    QUIET,
    SMALL_SIZE,
    TITLE_SIZE,
    Figure,
    Part,
    template,
)

LEAST_PLOT_HEIGHT = 260
MOST_ROW_HEIGHT = 54


def draw(plot: Plot, caption: Caption, canvas: Canvas = PAGE) -> Figure:
    """The finished figure of a plot and its words, valid for ``plotly.graph_objects.Figure``."""
    top, above = _above(caption, canvas) if canvas.furniture else (4.0, [])
    below = _below_lines(caption, canvas) if canvas.furniture else []
    below_height = len(below) * SMALL_SIZE * LINE_HEIGHT + 12 if below else 0.0
    used = top + plot.head + plot.foot + below_height
    height = round(_height(plot, canvas, used))
    layout: Part = {
        **template(),
        "xaxis": plot.xaxis,
        "yaxis": plot.yaxis,
        "height": height,
        "autosize": True,
        "margin": {
            "l": round(plot.left),
            "r": round(plot.right),
            "t": round(top + plot.head),
            "b": round(plot.foot + below_height),
            "pad": 0,
        },
        "shapes": plot.shapes,
        "annotations": [
            *plot.annotations,
            *_placed(above, plot),
            *_below(below, plot),
            *_mark(caption, canvas),
        ],
        "meta": {"width": canvas.width, "height": height, **_words(caption)},
        **plot.extra,
    }
    return {"data": plot.traces, "layout": layout}


def _height(plot: Plot, canvas: Canvas, used: float) -> float:
    if plot.rows is None:
        return max(canvas.height, used + LEAST_PLOT_HEIGHT)
    most = max(canvas.height, used + plot.rows * plot.row_height)
    return min(most, used + max(plot.rows, 2) * max(MOST_ROW_HEIGHT, plot.row_height))


def plot_height(canvas: Canvas, caption: Caption, plot: Plot) -> float:
    """Pixels that ``draw`` leaves for the plot itself, for placing labels."""
    margin = draw(plot, caption, canvas)["layout"]
    return float(margin["height"] - margin["margin"]["t"] - margin["margin"]["b"])


def _words(caption: Caption) -> Part:
    return {
        "title": caption.title,
        "subtitle": caption.subtitle,
        "notes": list(caption.notes),
        "source": caption.source,
        "description": caption.description,
        "demonstration": caption.demonstration,
        "queries": [dict(query) for query in caption.queries],
        "receipts": list(caption.receipts),
    }


def words_of(figure: Figure) -> Caption:
    """The words of a finished figure, for the same chart on another canvas."""
    said = figure["layout"]["meta"]
    return Caption(
        title=said["title"],
        subtitle=said["subtitle"],
        notes=tuple(said["notes"]),
        source=said["source"],
        description=said["description"],
        demonstration=said["demonstration"],
        queries=tuple(said["queries"]),
        receipts=tuple(said["receipts"]),
    )


def _receipts(caption: Caption) -> list[str]:
    codes = " and ".join(caption.receipts)
    return [f"Receipt {codes}."] if codes else []


def _above(caption: Caption, canvas: Canvas) -> tuple[float, list[Part]]:
    """Height above the plot's head, and title and subtitle with their tops from the edge."""
    size = NARROW_TITLE_SIZE if canvas.narrow else TITLE_SIZE
    room = canvas.width - 12
    title = wrap(caption.title.rstrip("."), size, room, bold=True)
    subtitle = wrap(caption.subtitle, canvas.text_size, room)
    start = 6 + len(title) * size * LINE_HEIGHT + 4
    end = start + len(subtitle) * canvas.text_size * LINE_HEIGHT + 12
    return end, [
        {"text": f"<b>{joined(title)}</b>", "size": size, "color": INK, "rise": end - 6},
        {
            "text": joined(subtitle),
            "size": canvas.text_size,
            "color": QUIET,
            "rise": end - start,
        },
    ]


def _placed(above: list[Part], plot: Plot) -> list[Part]:
    return [
        {
            **_corner(plot, part["text"], part["size"], part["color"]),
            "y": 1,
            "yanchor": "top",
            "yshift": round(part["rise"] + plot.head),
        }
        for part in above
        if part["text"]
    ]


def _below_lines(caption: Caption, canvas: Canvas) -> list[str]:
    sayings = [*caption.notes, " ".join((caption.source, *_receipts(caption)))]
    return [line for text in sayings for line in wrap(text, SMALL_SIZE, canvas.width - 12)]


def _below(lines: list[str], plot: Plot) -> list[Part]:
    if not lines:
        return []
    part = _corner(plot, joined(lines), SMALL_SIZE, QUIET)
    return [{**part, "y": 0, "yanchor": "top", "yshift": -round(plot.foot + 6)}]


def _corner(plot: Plot, text: str, size: float, colour: str) -> Part:
    return {
        "text": text,
        "font": {"size": size, "color": colour},
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -round(plot.left - 4),
        "align": "left",
        "borderpad": 0,
    }


def _mark(caption: Caption, canvas: Canvas) -> list[Part]:
    if not caption.demonstration:
        return []
    return [
        {
            "name": "demonstration",
            "text": "<b>DEMONSTRATION</b>",
            "font": {"size": round(canvas.width / 11), "color": INK},
            "opacity": 0.08,
            "textangle": -18,
            "showarrow": False,
            "xref": "paper",
            "yref": "paper",
            "x": 0.5,
            "y": 0.5,
        }
    ]
