"""Writes words into a picture with the letters of ``fonts``, the same on every machine.

Liberation Sans has the widths of Arial and Helvetica. A letter may begin at any quarter of a point
across, so that words are spaced as in print; lines stand on whole points, which keeps them crisp.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from pathlib import Path

import celiagg
import numpy as np

from api.png.cover import FULL, Cover, Points, lay, parts_of

# Places across a point where a letter may begin.
PLACES = 4
# What letters take above and below their line, accents too, in ems; and beside it, in points.
ABOVE, BELOW, BESIDE = 1.2, 0.4, 2
FILES = {
    bold: str(Path(__file__).with_name("fonts") / f"LiberationSans-{style}.ttf")
    for bold, style in ((False, "Regular"), (True, "Bold"))
}
WHITE = celiagg.SolidPaint(1, 1, 1)
RASTER = celiagg.GraphicsState(text_drawing_mode=celiagg.TextDrawingMode.TextDrawRaster)
# The letters of the 32 sizes used last. One for all threads: Python's lock is held while it draws.
letters = celiagg.FontCache()


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a line in one style.

    Attributes:
        text: what is written.
        size: of the type, in points of the picture.
        bold: whether it is bold.
        colour: as ``#rrggbb``.
        strength: 1 hides what lies under the letters, 0 leaves it as it is.
    """

    text: str
    size: float
    bold: bool
    colour: str
    strength: float = 1.0

    @property
    def width(self) -> float:
        """Points that the words take across."""
        return _width(self.text, self.size, self.bold)


def write_words(points: Points, words: Words, x: float, y: float) -> None:
    """Write words upright into a picture.

    Args:
        points: rows of red, green and blue, changed in place.
        words: what is written; what would lie outside the picture is left out.
        x: points from the left edge to where the words begin.
        y: points from the top edge to the line that they stand on.
    """
    left, line = math.floor(x), round(y)
    cover = _cover(words, x - left)
    if words.strength < 1:
        cover = (cover * words.strength).astype(np.uint16)
    lay(points, cover, words.colour, left - BESIDE, line - _above(words))


def write_turned(canvas: celiagg.CanvasRGB24, words: Words, placed: celiagg.Transform) -> None:
    """Write words that are turned; ``placed`` moves and turns what begins at its zero."""
    paint = celiagg.SolidPaint(*(part / FULL for part in parts_of(words.colour)), words.strength)
    font, shrunk = _font(words.size, words.bold)
    placed = placed.copy()
    placed.premultiply(celiagg.Transform(sx=shrunk, sy=shrunk))
    canvas.draw_text(words.text, font, placed, RASTER, stroke=paint, fill=paint)


@functools.lru_cache(1024)
def _width(text: str, size: float, bold: bool) -> float:
    font, shrunk = _font(size, bold)
    return float(letters.width(font, text)) * shrunk


@functools.lru_cache(64)
def _font(size: float, bold: bool) -> tuple[celiagg.FreeTypeFont, float]:
    """Letters some times as large, since they come in whole sizes, and what makes them right."""
    large = max(1, round(size * PLACES))
    font = celiagg.FreeTypeFont(FILES[bold], large)
    font.hinting, font.flip = False, True
    return font, size / large


def _above(words: Words) -> int:
    return math.ceil(ABOVE * words.size)


def _cover(words: Words, begin: float) -> Cover:
    """How much of each point the letters cover, drawn wide and then narrowed."""
    above, across = _above(words), math.ceil(words.width) + 2 * BESIDE + 1
    wide = np.zeros((above + math.ceil(BELOW * words.size), across * PLACES), np.uint8)
    font, shrunk = _font(words.size, words.bold)
    right = BESIDE * PLACES + round(begin * PLACES)
    placed = celiagg.Transform(sx=shrunk * PLACES, sy=shrunk, tx=right, ty=above)
    canvas = celiagg.CanvasG8(wide, font_cache=letters)
    canvas.draw_text(words.text, font, placed, RASTER, stroke=WHITE, fill=WHITE)
    parts = (wide[:, place::PLACES].astype(np.uint16) for place in range(PLACES))
    return functools.reduce(np.add, parts) // PLACES
