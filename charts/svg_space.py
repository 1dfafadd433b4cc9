"""Where things lie in a picture: from the units of axes and of the paper to pixels."""

from __future__ import annotations

from dataclasses import dataclass

from charts.theme import Part


@dataclass(frozen=True, slots=True)
class Space:
    """The plot's rectangle in pixels, and the ranges of its axes.

    Attributes:
        left: pixels from the picture's left edge.
        top: pixels from its top edge.
        width: of the plot.
        height: of the plot.
        xrange: values at the left and right edge.
        yrange: values at the bottom and top edge.
    """

    left: float
    top: float
    width: float
    height: float
    xrange: tuple[float, float]
    yrange: tuple[float, float]

    def x(self, value: float, ref: str = "x") -> float:
        """Pixels from the left of a value of the x axis, or of a fraction of the paper."""
        first, last = (0.0, 1.0) if ref == "paper" else self.xrange
        return self.left + (value - first) / (last - first) * self.width

    def y(self, value: float, ref: str = "y") -> float:
        """Pixels from the top of a value of the y axis, or of a fraction of the paper."""
        first, last = (0.0, 1.0) if ref == "paper" else self.yrange
        return self.top + self.height - (value - first) / (last - first) * self.height


def space_of(layout: Part) -> Space:
    """The space of a figure's layout; square units where the axes are tied together."""
    meta, margin = layout["meta"], layout["margin"]
    width = meta["width"] - margin["l"] - margin["r"]
    height = meta["height"] - margin["t"] - margin["b"]
    xrange, yrange = _range(layout["xaxis"]), _range(layout["yaxis"])
    if layout["yaxis"].get("scaleanchor"):
        columns, rows = abs(xrange[1] - xrange[0]), abs(yrange[1] - yrange[0])
        unit = min(width / columns, height / rows)
        width, height = unit * columns, unit * rows
    return Space(margin["l"], margin["t"], width, height, xrange, yrange)


def _range(axis: Part) -> tuple[float, float]:
    first, last = axis["range"]
    return float(first), float(last)
