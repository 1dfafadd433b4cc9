"""Writes the traces and shapes of a figure as SVG: lines, points, fills, bars, rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from charts.svg_space import Space
from charts.svg_text import Block
from charts.theme import INK, TEXT_SIZE, Part

DASHES = {"dash": "9 7", "dot": "3 4", "dashdot": "9 5 3 5"}
# Corners of each shape of point, as fractions of its size around its middle.
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "diamond": ((0, -0.65), (0.65, 0), (0, 0.65), (-0.65, 0)),
    "triangle-up": ((0, -0.57), (0.58, 0.36), (-0.58, 0.36)),
}


def dash_attribute(dash: str, width: float = 1) -> str:
    """The attribute for a dash; empty for a solid line."""
    if dash not in DASHES:
        return ""
    scale = max(1.0, width / 2)
    steps = " ".join(f"{float(step) * scale:g}" for step in DASHES[dash].split())
    return f' stroke-dasharray="{steps}"'


def at(value: Any, place: int) -> Any:
    """One of a list, or the one that stands for all."""
    return value[place] if isinstance(value, list) else value


def scatter_svg(trace: Part, space: Space) -> str:
    """A scatter trace: its line or filled area, its points, its texts."""
    modes = trace.get("mode", "lines").split("+")
    parts = []
    if "lines" in modes:
        parts.append(_line_svg(trace, space))
    if "markers" in modes and trace["marker"].get("opacity", 1):
        parts.append(_points_svg(trace, space))
    if "text" in modes:
        parts.append(_texts_svg(trace, space))
    return "".join(parts)


def _line_svg(trace: Part, space: Space) -> str:
    line = trace.get("line", {})
    filled = trace.get("fill") == "toself"
    fill = trace["fillcolor"] if filled else "none"
    width = line.get("width", 2)
    pairs = list(zip(trace["x"], trace["y"], strict=True))
    runs = [list(run) for drawn, run in groupby(pairs, lambda one: one[1] is not None) if drawn]
    stroke = f'stroke="{line.get("color", INK)}" stroke-width="{width:g}"' if width else ""
    return "".join(
        f'<path d="{_path(run, space, closed=filled)}" fill="{fill}" {stroke}'
        f'{dash_attribute(line.get("dash", "solid"), width)} stroke-linejoin="round"/>'
        for run in runs
        if len(run) > 1
    )


def _path(run: Sequence[tuple[float, float]], space: Space, *, closed: bool) -> str:
    """Steps from corner to corner in tenths of a pixel: they take half the room of places."""
    corners = [(round(10 * space.x(x)), round(10 * space.y(y))) for x, y in run]
    steps = [(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(corners)]
    moved = [f"{x / 10:g} {y / 10:g}" for x, y in steps if x or y or not closed]
    first = f"M{corners[0][0] / 10:g} {corners[0][1] / 10:g}"
    return f"{first}{'l' if moved else ''}{' '.join(moved)}{'z' if closed else ''}"


def _points_svg(trace: Part, space: Space) -> str:
    marker = trace["marker"]
    line = marker.get("line", {})
    points = []
    for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        size = at(marker.get("size", 6), place)
        if y is None or not size:
            continue
        style = (
            f'fill="{at(marker.get("color", "none"), place)}" '
            f'stroke="{at(line.get("color", "none"), place)}" '
            f'stroke-width="{at(line.get("width", 0), place):g}"'
        )
        symbol = at(marker.get("symbol", "circle"), place)
        points.append(_point(symbol, (space.x(x), space.y(y)), size, style))
    return "".join(points)


def _point(symbol: str, middle: tuple[float, float], size: float, style: str) -> str:
    x, y = middle
    if symbol == "x-thin":
        half = size / 2
        return (
            f'<path d="M{x - half:.1f} {y - half:.1f} L{x + half:.1f} {y + half:.1f} '
            f'M{x - half:.1f} {y + half:.1f} L{x + half:.1f} {y - half:.1f}" {style}/>'
        )
    if symbol not in CORNERS:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 2:g}" {style}/>'
    corners = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in CORNERS[symbol])
    return f'<polygon points="{corners}" {style}/>'


def _texts_svg(trace: Part, space: Space) -> str:
    font = trace.get("textfont", {})
    return "".join(
        Block(
            text=text,
            x=space.x(x),
            y=space.y(y),
            size=at(font.get("size", TEXT_SIZE), place),
            colour=at(font.get("color", INK), place),
        ).svg()
        for place, (x, y, text) in enumerate(
            zip(trace["x"], trace["y"], trace["text"], strict=True)
        )
    )


def bars_svg(traces: Sequence[Part], space: Space) -> str:
    """All bar traces of a figure, stacked from zero outwards to either side."""
    reached: dict[tuple[float, bool], float] = {}
    return "".join(
        _bar_svg(trace, place, reached, space)
        for trace in traces
        for place in range(len(trace["x"]))
    )


def _bar_svg(
    trace: Part, place: int, reached: dict[tuple[float, bool], float], space: Space
) -> str:
    flat = trace.get("orientation") == "h"
    length, middle = trace["x" if flat else "y"][place], trace["y" if flat else "x"][place]
    if not length:
        return ""
    start = reached.get((middle, length < 0), 0.0)
    reached[middle, length < 0] = start + length
    half = trace.get("width", 0.8) / 2
    across, along = (middle - half, middle + half), (start, start + length)
    xs, ys = (along, across) if flat else (across, along)
    marker = trace["marker"]
    line = marker.get("line", {})
    return rectangle(
        (space.x(xs[0]), space.x(xs[1])),
        (space.y(ys[0]), space.y(ys[1])),
        f'fill="{at(marker["color"], place)}" stroke="{at(line.get("color", "none"), place)}" '
        f'stroke-width="{at(line.get("width", 0), place):g}"',
    )


def rectangle(xs: tuple[float, float], ys: tuple[float, float], style: str) -> str:
    """A rectangle between two pairs of pixels, in either order."""
    return (
        f'<rect x="{min(xs):.1f}" y="{min(ys):.1f}" width="{abs(xs[1] - xs[0]):.1f}" '
        f'height="{abs(ys[1] - ys[0]):.1f}" {style}/>'
    )


def shape_svg(shape: Part, space: Space) -> str:
    """A rectangle or a line of a figure."""
    xref, yref = shape.get("xref", "x"), shape.get("yref", "y")
    xs = space.x(shape["x0"], xref), space.x(shape["x1"], xref)
    ys = space.y(shape["y0"], yref), space.y(shape["y1"], yref)
    line = shape.get("line", {})
    width = line.get("width", 1)
    stroke = f'stroke="{line["color"]}" stroke-width="{width:g}"' if width else ""
    stroke += dash_attribute(line.get("dash", "solid"))
    if shape["type"] == "rect":
        return rectangle(xs, ys, f'fill="{shape.get("fillcolor", "none")}" {stroke}')
    return f'<line x1="{xs[0]:.1f}" y1="{ys[0]:.1f}" x2="{xs[1]:.1f}" y2="{ys[1]:.1f}" {stroke}/>'
