"""Where the panels of small multiples lie, and the values in them."""

from __future__ import annotations

from dataclasses import dataclass

from charts.canvas import Canvas
from charts.linespec import LinePlot
from charts.text import widest
from charts.theme import SMALL_SIZE

COLUMNS, NARROW_COLUMNS = 4, 2
HEIGHT, NARROW_HEIGHT = 172, 150
HEAD, FOOT, SIDE = 30.0, 26.0, 12.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where panels and their values lie.

    Attributes:
        columns: panels side by side.
        width: of a panel in pixels.
        height: of a panel in pixels.
        left: pixels of a panel left of its plot.
        years: the first and the last.
        ticks: of the value axis.
    """

    columns: int
    width: float
    height: float
    left: float
    years: tuple[int, int]
    ticks: tuple[float, ...]

    def corner(self, place: int) -> tuple[int, int]:
        """Column and row of a panel."""
        return place % self.columns, place // self.columns

    def x(self, place: int, year: float) -> float:
        """Where a year lies in a panel."""
        first, last = self.years
        part = (year - first) / max(1, last - first)
        room = self.width - self.left - SIDE
        return round(self.corner(place)[0] + (self.left + part * room) / self.width, 4)

    def y(self, place: int, value: float) -> float:
        """Where a value lies in a panel."""
        part = value / (self.ticks[-1] or 1)
        room = self.height - HEAD - FOOT
        return round(self.corner(place)[1] + (HEAD + (1 - part) * room) / self.height, 4)


def grid_of(drawn: LinePlot, canvas: Canvas) -> Grid:
    """The grid for these lines in a picture of this size."""
    columns = NARROW_COLUMNS if canvas.narrow else COLUMNS
    ticks = drawn.ticks(drawn.highest)
    ends = (0.0, ticks[-1])
    return Grid(
        columns=columns,
        width=(canvas.width - 8) / columns,
        height=NARROW_HEIGHT if canvas.narrow else HEIGHT,
        left=widest([drawn.tick(end) for end in ends], SMALL_SIZE) + 10,
        years=(drawn.years[0], drawn.years[-1]),
        ticks=(0.0, ticks[-1] / 2, ticks[-1]),
    )
