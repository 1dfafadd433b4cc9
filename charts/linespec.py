"""What a chart of lines is told, and what its lines are called at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from charts.canvas import Canvas
from charts.labels import EndLabel
from charts.law import LawMark
from charts.marks import Style
from charts.series import Line, Point
from charts.theme import MOST_COLOURS, Part, line_colours
from outcomes.result import NOT_MEANINGFUL

MOST_LABELS = 8
MOST_LABEL_WIDTH, MOST_NARROW_LABEL_WIDTH = 190, 84

Value = Callable[[Line, Point], float | None]


@dataclass(frozen=True)
class LinePlot:
    """What a chart of lines needs to know.

    Attributes:
        lines: most important first; each has at least one value.
        value: the height of a point, or None for a gap.
        write: the value of a point as its end label gives it.
        tick: a tick's text.
        ticks: from the highest value to the ticks of the value axis.
        law: rows of ``data/reference/law.csv``.
        floor: the value axis reaches at least this.
        under: traces drawn under the lines.
        shapes: further shapes.
        annotations: further texts.
        dates: days that are drawn and numbered instead of those of the law.
        of_courts: whether the breaks of the courts' series, and their closing, are drawn.
    """

    lines: tuple[Line, ...]
    value: Value
    write: Callable[[Line, Point], str]
    tick: Callable[[float], str]
    ticks: Callable[[float], list[float]]
    law: Sequence[Mapping[str, str]] = ()
    floor: float = 0.0
    under: list[Part] = field(default_factory=list)
    shapes: list[Part] = field(default_factory=list)
    annotations: list[Part] = field(default_factory=list)
    dates: Sequence[LawMark] = ()
    of_courts: bool = True

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years in which any line has a value, ascending."""
        return tuple(sorted({point.year for line in self.lines for point in self.shown(line)}))

    def shown(self, line: Line) -> tuple[Point, ...]:
        """The points of a line that are drawn; those without meaning are, apart from it."""
        return tuple(
            point
            for point in line.published
            if self.value(line, point) is not None or point.observation.status == NOT_MEANINGFUL
        )

    @cached_property
    def highest(self) -> float:
        """The highest value drawn, 0 at least."""
        values = [
            self.value(line, point) or 0.0 for line in self.lines for point in self.shown(line)
        ]
        return max([self.floor, *values])

    @property
    def basis(self) -> str | None:
        """The period basis of the lines."""
        return self.lines[0].result.selection.basis


def styles(number: int) -> list[Style]:
    """The styles of so many lines, most important first."""
    colours = line_colours(number)
    return [Style(colour, place, place < MOST_COLOURS) for place, colour in enumerate(colours)]


def line_labels(drawn: LinePlot, canvas: Canvas) -> list[EndLabel]:
    """The labels at the lines' ends, most important first."""
    labelled = drawn.lines if len(drawn.lines) <= MOST_LABELS else drawn.lines[:MOST_COLOURS]
    found = []
    for line, style in zip(labelled, styles(len(drawn.lines)), strict=False):
        points = drawn.shown(line)
        if not points:  # every value is too small to be told
            continue
        point = points[-1]
        height = drawn.value(line, point)
        if height is not None:
            text = _label_text(drawn, line, canvas)
            found.append(EndLabel(text, point.year, height, style.colour, strong=style.focus))
    return found


def _label_text(drawn: LinePlot, line: Line, canvas: Canvas) -> str:
    if len(drawn.lines) == 1:
        return drawn.write(line, drawn.shown(line)[-1])
    return line.short if canvas.narrow else line.name


def most_width(canvas: Canvas) -> int:
    """The widest line of a label in pixels."""
    return MOST_NARROW_LABEL_WIDTH if canvas.narrow else MOST_LABEL_WIDTH
