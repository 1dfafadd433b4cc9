"""Fills and outlines the shapes of a picture.

Anti-Grain Geometry (celiagg) draws outlines exactly, but what it fills it makes half a point larger
on every side. So rectangles are filled as a thick line (or, on whole points, row by row), circles
as a ring without a hole, and all other shapes by ``api.png.cover``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import celiagg
import numpy as np

from api.png.cover import FULL, Points, covered, lay, parts_of
from api.png.shapes import SPACE, Run, numbers_of, runs_of

NONE = "none"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture while it is drawn: its points, and what draws outlines into them."""

    points: Points
    canvas: celiagg.CanvasRGB24


def paint(element: Element, sheet: Sheet, placed: celiagg.Transform) -> None:
    """Fill a shape, then draw its outline, each where it has a colour."""
    name = element.tag.removeprefix(SPACE)
    fill, stroke = element.get("fill", NONE), element.get("stroke", NONE)
    if fill != NONE:
        SHAPES[name](element, fill, sheet, placed)
    width = float(element.get("stroke-width", 1))
    if stroke != NONE and width:
        dashes, rounded = element.get("stroke-dasharray", ""), "stroke-linejoin" in element.attrib
        outline = _circle(element) if name == "circle" else _outline(runs_of(element))
        pen = _pen(width, dashes, rounded=rounded)
        sheet.canvas.draw_shape(outline, placed, pen, stroke=_colour(stroke))


def _outline(runs: list[Run]) -> celiagg.Path:
    path = celiagg.Path()
    for run in runs:
        path.move_to(*run.corners[0])
        for corner in run.corners[1:]:
            path.line_to(*corner)
        if run.closed:
            path.close()
    return path


def _circle(element: Element, part: float = 1) -> celiagg.Path:
    x, y, radius = numbers_of(element, "cx", "cy", "r")
    path = celiagg.Path()
    path.ellipse(x, y, radius * part, radius * part)
    return path


def _fill_rectangle(element: Element, colour: str, sheet: Sheet, placed: celiagg.Transform) -> None:
    x, y, wide, high = numbers_of(element, "x", "y", "width", "height")
    left, right = (placed.sx * end + placed.tx for end in (x, x + wide))
    top, bottom = (placed.sy * end + placed.ty for end in (y, y + high))
    upright = not (placed.shx or placed.shy)
    if upright and all(end >= 0 and end.is_integer() for end in (left, right, top, bottom)):
        block = sheet.points[int(top) : int(bottom), int(left) : int(right)]
        block[:] = np.full((block.shape[1], 3), parts_of(colour), np.uint8)
    else:
        middle = Run([(x, y + high / 2), (x + wide, y + high / 2)])
        sheet.canvas.draw_shape(_outline([middle]), placed, _pen(high), stroke=_colour(colour))


def _fill_circle(element: Element, colour: str, sheet: Sheet, placed: celiagg.Transform) -> None:
    (radius,) = numbers_of(element, "r")
    sheet.canvas.draw_shape(_circle(element, 1 / 2), placed, _pen(radius), stroke=_colour(colour))


def _fill_corners(element: Element, colour: str, sheet: Sheet, placed: celiagg.Transform) -> None:
    turn = np.array([[placed.sx, placed.shy], [placed.shx, placed.sy]])
    for run in runs_of(element):
        corners = np.array(run.corners) @ turn + (placed.tx, placed.ty)
        cover, left, top = covered(corners)
        lay(sheet.points, cover, colour, left, top)


# How each shape is filled, by the element's name.
SHAPES: dict[str, Callable[[Element, str, Sheet, celiagg.Transform], None]] = {
    "rect": _fill_rectangle,
    "circle": _fill_circle,
    "polygon": _fill_corners,
    "path": _fill_corners,
    "line": _fill_corners,
}


@lru_cache(256)
def _colour(written: str) -> celiagg.SolidPaint:
    return celiagg.SolidPaint(*(part / FULL for part in parts_of(written)))


@lru_cache(256)
def _pen(width: float, dashes: str = "", *, rounded: bool = False) -> celiagg.GraphicsState:
    pen = celiagg.GraphicsState(
        drawing_mode=celiagg.DrawingMode.DrawStroke,
        line_width=width,
        line_cap=celiagg.LineCap.CapButt,
        line_join=celiagg.LineJoin.JoinRound if rounded else celiagg.LineJoin.JoinMiter,
    )
    if dashes:
        lengths = [float(length) for length in dashes.split()]
        pen.line_dash_pattern = list(zip(lengths[::2], lengths[1::2], strict=True))
    return pen
