"""Writes the texts of a figure as SVG: titles, ticks, annotations, with their small markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from charts.svg_space import Space
from charts.text import text_width
from charts.theme import INK, LINE_HEIGHT, TEXT_SIZE, Part

ANCHORS = {"left": "start", "center": "middle", "right": "end", "auto": "middle"}
# From the top of a line to its baseline, and the height of a single line, in ems.
ASCENT, SINGLE = 0.93, 1.15
_MARKUP = re.compile(r"(<br>|</?b>|<span[^>]*>|</span>)")
_COLOUR = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one style; its text is escaped."""

    text: str
    bold: bool
    colour: str | None


def runs_of(text: str) -> list[list[Run]]:
    """The lines of a figure's text, each as runs of one style."""
    lines: list[list[Run]] = [[]]
    bold, colour = False, None
    for piece in _MARKUP.split(text):
        if piece == "<br>":
            lines.append([])
        elif piece in {"<b>", "</b>"}:
            bold = piece == "<b>"
        elif piece.startswith(("<span", "</span")):
            found = _COLOUR.search(piece)
            colour = found[1] if found else None
        elif piece:
            lines[-1].append(Run(piece, bold, colour))
    return lines


def block_height(lines: int, size: float) -> float:
    """Pixels that so many lines of text take."""
    return ((lines - 1) * LINE_HEIGHT + SINGLE) * size


def block_width(lines: list[list[Run]], size: float) -> float:
    """Pixels that the widest line takes."""
    return max(
        sum(text_width(unescape(run.text), size, bold=run.bold) for run in line) for line in lines
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A text with its place.

    Attributes:
        text: with its small markup.
        x: of the anchor, in pixels.
        y: of the anchor, in pixels.
        xanchor: which side of the text lies at x: left, center or right.
        yanchor: which side lies at y: top, middle or bottom.
        size: of the type.
        colour: of the text.
        extra: further attributes of the element.
    """

    text: str
    x: float
    y: float
    xanchor: str = "center"
    yanchor: str = "middle"
    size: float = TEXT_SIZE
    colour: str = INK
    extra: str = ""

    def svg(self) -> str:
        """The text element."""
        lines = runs_of(self.text)
        top = self.y - block_height(len(lines), self.size) * _above(self.yanchor)
        spans = "".join(
            f'<tspan x="{self.x:.1f}" '
            f'y="{top + (ASCENT + place * LINE_HEIGHT) * self.size:.1f}">{_line(line)}</tspan>'
            for place, line in enumerate(lines)
        )
        return (
            f'<text font-size="{self.size:g}" fill="{self.colour}" '
            f'text-anchor="{ANCHORS[self.xanchor]}"{self.extra}>{spans}</text>'
        )


def _above(yanchor: str) -> float:
    return {"top": 0.0, "bottom": 1.0}.get(yanchor, 0.5)


def _line(runs: list[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    weight = ' font-weight="bold"' if run.bold else ""
    fill = f' fill="{run.colour}"' if run.colour else ""
    return f"<tspan{weight}{fill}>{run.text}</tspan>" if weight or fill else run.text


def annotation_svg(part: Part, space: Space) -> str:
    """One annotation of a figure, with its background where it has one."""
    font = part.get("font", {})
    x = space.x(part["x"], part.get("xref", "x")) + part.get("xshift", 0)
    y = space.y(part["y"], part.get("yref", "y")) - part.get("yshift", 0)
    turned = part.get("textangle", 0)
    extra = f' transform="rotate({turned:g} {x:.1f} {y:.1f})"' if turned else ""
    if "opacity" in part:
        # Of the letters alone: an opacity of the whole element is drawn apart, which takes long.
        extra += f' fill-opacity="{part["opacity"]:g}"'
    block = Block(
        text=part["text"],
        x=x,
        y=y,
        xanchor=part.get("xanchor", "center"),
        yanchor=part.get("yanchor", "middle"),
        size=font.get("size", TEXT_SIZE),
        colour=font.get("color", INK),
        extra=extra,
    )
    return _background(block, part) + block.svg()


def _background(block: Block, part: Part) -> str:
    if "bgcolor" not in part:
        return ""
    lines, pad = runs_of(block.text), part.get("borderpad", 0)
    width, height = block_width(lines, block.size), block_height(len(lines), block.size)
    left = block.x - width * {"left": 0.0, "right": 1.0}.get(block.xanchor, 0.5)
    top = block.y - height * _above(block.yanchor)
    return (
        f'<rect x="{left - pad:.1f}" y="{top - pad:.1f}" width="{width + 2 * pad:.1f}" '
        f'height="{height + 2 * pad:.1f}" fill="{part["bgcolor"]}"/>'
    )
