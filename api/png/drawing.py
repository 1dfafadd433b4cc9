"""Draws the SVG of our own pictures as points, without a browser.

It knows what ``charts.svg`` writes and nothing else: filled and outlined shapes, texts in lines,
groups that are moved, made smaller or turned. What it does not know is refused, so that nothing is
silently left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import celiagg
import numpy as np

from api.png.brush import SHAPES, Sheet, paint
from api.png.cover import FULL, Points
from api.png.letters import Words, letters, write_turned, write_words
from api.png.shapes import SPACE, moved, numbers_of

# The part of a text's width that stands before its place.
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def points_of(svg: str, scale: float) -> Points:
    """The picture as rows of points of red, green and blue, on white.

    Args:
        svg: as ``charts.svg`` writes it, with a width and height.
        scale: points for each unit of the SVG.

    Raises:
        ValueError: for an element, a move or a step of a path that this does not know.
    """
    root = ET.fromstring(svg)  # noqa: S314 (we wrote it)
    high, wide = (round(side * scale) for side in numbers_of(root, "height", "width"))
    points = np.full((high, wide, 3), FULL, np.uint8)
    sheet = Sheet(points, celiagg.CanvasRGB24(points, font_cache=letters))
    _draw(root, sheet, celiagg.Transform(sx=scale, sy=scale))
    return points


def _draw(element: Element, sheet: Sheet, placed: celiagg.Transform) -> None:
    name = element.tag.removeprefix(SPACE)
    placed = moved(placed, element.get("transform", ""))
    if name in {"svg", "g"}:
        for part in element:
            _draw(part, sheet, placed)
    elif name == "text":
        for line in element:
            _write(element, line, sheet, placed)
    elif name in SHAPES:
        paint(element, sheet, placed)
    else:
        raise ValueError(f"an element that pictures do not have: {name}")


def _write(text: Element, line: Element, sheet: Sheet, placed: celiagg.Transform) -> None:
    """Write one line of a text: all of its pieces, one behind the other."""
    zoom = math.hypot(placed.sx, placed.shy)
    pieces = [words for words in _pieces(text, line, zoom) if words.text]
    x, y = numbers_of(line, "x", "y")
    x -= ANCHORS[text.attrib["text-anchor"]] * sum(words.width for words in pieces) / zoom
    for words in pieces:
        here = placed.copy()
        here.premultiply(celiagg.Transform(sx=1 / zoom, sy=1 / zoom, tx=x, ty=y))
        if here.shx or here.shy:
            write_turned(sheet.canvas, words, here)
        else:
            write_words(sheet.points, words, here.tx, here.ty)
        x += words.width / zoom


def _pieces(text: Element, line: Element, zoom: float) -> Iterator[Words]:
    """The pieces of a line, each in its own style or in the text's."""
    usual = Words(
        line.text or "",
        float(text.attrib["font-size"]) * zoom,
        bold=False,
        colour=text.attrib["fill"],
        strength=float(text.get("fill-opacity", 1)),
    )
    yield usual
    for part in line:
        bold, colour = part.get("font-weight") == "bold", part.get("fill", usual.colour)
        yield replace(usual, text=part.text or "", bold=bold, colour=colour)
        yield replace(usual, text=part.tail or "")
