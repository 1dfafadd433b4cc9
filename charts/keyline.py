"""A key where labels at the lines cannot do: coloured squares with words, in one or more rows."""

from __future__ import annotations

from collections.abc import Sequence

from charts.canvas import Canvas
from charts.text import escape, text_width
from charts.theme import INK, LINE_HEIGHT, SMALL_SIZE, Part

SQUARE = "■"
SQUARE_WIDTH, GAP = 16, 16
# Pixels that a page leaves for a chart on the narrowest screen, of 320.
NARROWEST = 288


def key_rows(
    entries: Sequence[tuple[str, str]], left: float, canvas: Canvas, *, signs: str = SQUARE
) -> tuple[list[Part], float]:
    """Annotations above the plot, and the pixels that they need there.

    Args:
        entries: colour and words, in the order in which they are read.
        left: pixels left of the plot, where the rows begin.
        canvas: gives the width at which rows are broken.
        signs: the sign of each entry; the last one for all further ones.
    """
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for number, (colour, words) in enumerate(entries):
        sign = signs[min(number, len(signs) - 1)]
        text = f'<span style="color:{colour}">{sign}</span> {escape(words)}'
        width = SQUARE_WIDTH + text_width(words, SMALL_SIZE) + GAP
        if rows[-1] and x + width > (NARROWEST if canvas.narrow else canvas.width - 10):
            rows.append([])
            x = 0.0
        rows[-1].append((x, text))
        x += width
    height = SMALL_SIZE * LINE_HEIGHT + 3
    parts = [
        _entry(text, at - left + 4, height * (len(rows) - place) + 4)
        for place, row in enumerate(rows)
        for at, text in row
    ]
    return parts, height * len(rows) + 14


def _entry(text: str, x: float, rise: float) -> Part:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": round(x),
        "yshift": round(rise),
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE, "color": INK},
    }
