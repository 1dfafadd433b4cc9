"""Labels at the ends of lines, moved apart so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.text import joined, widest, wrap
from charts.theme import LINE_HEIGHT, Part, text_colour

GAP = 10


@dataclass(frozen=True, slots=True)
class EndLabel:
    """One label beside the end of its line.

    Attributes:
        text: what it says.
        x: place of the line's end on the x axis.
        y: place of the line's end on the y axis.
        colour: colour of the line.
        strong: whether it is bold.
    """

    text: str
    x: float
    y: float
    colour: str
    strong: bool = True


def label_width(texts: Sequence[str], size: float, most: float) -> float:
    """Pixels that labels need right of the plot, when broken at so many."""
    lines = [line for text in texts for line in wrap(text, size, most, bold=True)]
    return widest(lines, size, bold=True) + GAP + 6 if lines else 0.0


def end_labels(labels: Sequence[EndLabel], size: float, most: float, per_unit: float) -> list[Part]:
    """Annotations right of the lines' ends.

    Args:
        labels: what to write; order does not matter.
        size: type size.
        most: widest line in pixels.
        per_unit: pixels for one unit of the y axis.
    """
    broken = [wrap(label.text, size, most, bold=True) for label in labels]
    heights = [len(lines) * size * LINE_HEIGHT for lines in broken]
    centres = spread([label.y * per_unit for label in labels], heights)
    return [
        _annotation(label, lines, size, centre - label.y * per_unit)
        for label, lines, centre in zip(labels, broken, centres, strict=True)
    ]


def _annotation(label: EndLabel, lines: list[str], size: float, shift: float) -> Part:
    return {
        "text": f"<b>{joined(lines)}</b>" if label.strong else joined(lines),
        "x": label.x,
        "y": label.y,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": GAP,
        "yshift": round(shift, 1),
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": text_colour(label.colour)},
    }


def fitting(labels: Sequence[EndLabel], size: float, most: float, height: float) -> list[EndLabel]:
    """The first labels that have room above each other in so many pixels."""
    found: list[EndLabel] = []
    for label in labels:
        height -= len(wrap(label.text, size, most, bold=True)) * size * LINE_HEIGHT
        if height < 0:
            return found
        found.append(label)
    return found


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Centres as near as can be to those wanted so that no two labels overlap.

    Labels that would overlap are joined into a block around the mean of what they want;
    blocks that then overlap are joined again. The lowest label stays at or above half its
    height.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[list[int]] = []
    for place in order:
        blocks.append([place])
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], wanted, heights):
            last = blocks.pop()
            blocks[-1] = [*blocks[-1], *last]
    centres = [0.0] * len(wanted)
    for block in blocks:
        edge = _bottom(block, wanted, heights)
        for place in block:
            centres[place] = edge + heights[place] / 2
            edge += heights[place]
    return centres


def _bottom(block: list[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    middle = sum(wanted[place] for place in block) / len(block)
    return max(0.0, middle - sum(heights[place] for place in block) / 2)


def _overlap(
    under: list[int], over: list[int], wanted: Sequence[float], heights: Sequence[float]
) -> bool:
    top = _bottom(under, wanted, heights) + sum(heights[place] for place in under)
    return top > _bottom(over, wanted, heights)
