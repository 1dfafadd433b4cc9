"""Draws a figure as SVG text, without a browser: for pictures, and for pages without JavaScript.

It knows exactly the figures of this package: scatter lines, points, fills and texts; bars,
stacked or not, upright or flat; rectangles and lines; annotations; axes with given ticks.
"""

from __future__ import annotations

from html import escape

from charts.svg_marks import bars_svg, scatter_svg, shape_svg
from charts.svg_space import Space, space_of
from charts.svg_text import Block, annotation_svg
from charts.theme import BACKGROUND, FONT, QUIET, TEXT_SIZE, Figure, Part

LABEL_GAP = 6


def render(figure: Figure, *, element: bool = False) -> str:
    """The figure as SVG text of the size that ``layout.meta`` tells.

    Args:
        figure: as any function of this package returns it.
        element: leave out the width and height, so that the page's style decides them.

    Raises:
        ValueError: when a trace is neither scatter nor bar.
    """
    layout = figure["layout"]
    width, height = layout["meta"]["width"], layout["meta"]["height"]
    space = space_of(layout)
    size = "" if element else f' width="{width}" height="{height}"'
    words = escape(layout["meta"]["description"], quote=True)
    body = "".join(
        [
            f'<rect width="{width}" height="{height}" fill="{BACKGROUND}"/>',
            _shapes(layout, space, "below"),
            _grid(layout, space),
            _traces(figure["data"], space),
            _zero_lines(layout, space),
            _shapes(layout, space, "above"),
            _ticks(layout, space),
            *(annotation_svg(part, space) for part in layout["annotations"]),
        ]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{size} '
        f'role="img" aria-label="{words}" font-family="{FONT}">{body}</svg>'
    )


def _shapes(layout: Part, space: Space, layer: str) -> str:
    return "".join(
        shape_svg(shape, space)
        for shape in layout["shapes"]
        if shape.get("layer", "above") == layer
    )


def _traces(traces: list[Part], space: Space) -> str:
    unknown = {trace["type"] for trace in traces} - {"scatter", "bar"}
    if unknown:
        raise ValueError(f"traces that this renderer does not know: {sorted(unknown)}")
    bars = bars_svg([trace for trace in traces if trace["type"] == "bar"], space)
    rest = [scatter_svg(trace, space) for trace in traces if trace["type"] == "scatter"]
    return "".join([bars, *rest])


def _grid(layout: Part, space: Space) -> str:
    lines = []
    for name in ("xaxis", "yaxis"):
        axis = layout[name]
        if axis.get("visible", True) and axis.get("showgrid"):
            style = f'stroke="{axis["gridcolor"]}" stroke-width="{axis.get("gridwidth", 1):g}"'
            lines += [_rule(name, tick, space, style) for tick in axis["tickvals"]]
    return "".join(lines)


def _zero_lines(layout: Part, space: Space) -> str:
    lines = []
    for name in ("xaxis", "yaxis"):
        axis = layout[name]
        if axis.get("visible", True) and axis.get("zeroline"):
            width = axis.get("zerolinewidth", 1)
            style = f'stroke="{axis["zerolinecolor"]}" stroke-width="{width:g}"'
            lines.append(_rule(name, 0, space, style))
    return "".join(lines)


def _rule(name: str, value: float, space: Space, style: str) -> str:
    if name == "xaxis":
        x = space.x(value)
        ends = (x, space.top, x, space.top + space.height)
    else:
        y = space.y(value)
        ends = (space.left, y, space.left + space.width, y)
    x1, y1, x2, y2 = ends
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def _ticks(layout: Part, space: Space) -> str:
    return _x_ticks(layout["xaxis"], space) + _y_ticks(layout["yaxis"], space)


def _x_ticks(axis: Part, space: Space) -> str:
    if not axis.get("visible", True):
        return ""
    size, bottom = _font(axis)[0], space.top + space.height
    length = axis.get("ticklen", 5) if axis.get("ticks") == "outside" else 0
    parts = []
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        x = space.x(value)
        if length:
            ends = f'x1="{x:.1f}" y1="{bottom:.1f}" x2="{x:.1f}" y2="{bottom + length:.1f}"'
            parts.append(f'<line {ends} stroke="{axis["tickcolor"]}"/>')
        label = Block(text, x, bottom + length + 4, "center", "top", size, _font(axis)[1])
        parts.append(label.svg())
    if axis.get("title"):
        middle = space.left + space.width / 2
        under = bottom + length + size * 1.15 + 10
        title = axis["title"]["text"]
        parts.append(Block(title, middle, under, "center", "top", size, _font(axis)[1]).svg())
    return "".join(parts)


def _y_ticks(axis: Part, space: Space) -> str:
    if not axis.get("visible", True):
        return ""
    size, colour = _font(axis)
    return "".join(
        Block(text, space.left - LABEL_GAP, space.y(value), "right", "middle", size, colour).svg()
        for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
    )


def _font(axis: Part) -> tuple[float, str]:
    font = axis.get("tickfont", {})
    return font.get("size", TEXT_SIZE), font.get("color", QUIET)
