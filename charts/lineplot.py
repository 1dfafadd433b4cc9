"""Lines on years: what charts of counts, indices and ratios have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from charts.axes import value_axis, year_axis, year_axis_title
from charts.bars import Bar, bar_plot
from charts.canvas import Canvas, Caption, Plot
from charts.furniture import plot_height
from charts.labels import EndLabel, end_labels, label_width
from charts.law import law_marks
from charts.marks import (
    Style,
    break_marks,
    break_years,
    closed_marks,
    hover_text,
    law_shapes,
    line_trace,
)
from charts.series import Line, Point
from charts.text import widest
from charts.theme import MOST_COLOURS, SMALL_SIZE, Part, line_colours
from charts.words import year_name
from outcomes.result import NOT_MEANINGFUL

# Room above the highest value for what is written at the top of the plot.
HEADROOM = 1.16
MOST_LABELS = 8
MOST_LABEL_WIDTH, MOST_NARROW_LABEL_WIDTH = 190, 84

Value = Callable[[Line, Point], float | None]


@dataclass(frozen=True, slots=True)
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

    @property
    def years(self) -> tuple[int, ...]:
        """Years in which any line has a value, ascending."""
        return tuple(sorted({point.year for line in self.lines for point in line.published}))

    @property
    def highest(self) -> float:
        """The highest value drawn, 0 at least."""
        values = [self.value(line, point) or 0.0 for line in self.lines for point in line.published]
        return max([self.floor, *values])

    @property
    def basis(self) -> str | None:
        """The period basis of the lines."""
        return self.lines[0].result.selection.basis


def lines_plot(drawn: LinePlot, words: Caption, canvas: Canvas) -> Plot:
    """The plot of lines, with breaks, closed courts, law dates and labels at the ends."""
    marks, texts = _marks(drawn, canvas)
    ticks = drawn.ticks(drawn.highest)
    reach = drawn.highest * HEADROOM if any("name" not in text for text in texts) else 0.0
    written = [drawn.tick(tick) for tick in ticks]
    plot = Plot(
        traces=[*drawn.under, *reversed(_traces(drawn))],
        xaxis={},
        yaxis=value_axis(ticks, drawn.tick, reach=reach),
        shapes=[*marks, *drawn.shapes],
        annotations=[*texts, *drawn.annotations],
        left=widest(written, canvas.text_size) + 14,
        right=_label_room(drawn, canvas),
        head=SMALL_SIZE * 1.3 + 12 if any("name" in text for text in texts) else 12,
        foot=canvas.text_size * 1.3 + 16,
        extra={"hovermode": "x unified" if len(drawn.lines) > 1 else "closest"},
    )
    _set_years(plot, drawn, canvas)
    top = plot.yaxis["range"][1]
    per_unit = plot_height(canvas, words, plot) / top
    plot.annotations += end_labels(
        _labels(drawn, canvas), canvas.text_size, _most_width(canvas), per_unit
    )
    font = {**plot.yaxis["tickfont"], "size": canvas.text_size}
    plot.xaxis["tickfont"], plot.yaxis["tickfont"] = font, dict(font)
    return plot


def _marks(drawn: LinePlot, canvas: Canvas) -> tuple[list[Part], list[Part]]:
    years = drawn.years
    results = [line.result for line in drawn.lines]
    pairs = (
        closed_marks(years, drawn.basis),
        break_marks(break_years(results, years), brief=canvas.narrow),
        law_shapes(law_marks(drawn.lines[0].result, drawn.law)),
    )
    shapes = [shape for shapes, _ in pairs for shape in shapes]
    return shapes, [text for _, texts in pairs for text in texts]


def _traces(drawn: LinePlot) -> list[Part]:
    return [
        line_trace(line, style, partial(drawn.value, line), line.result.breaks)
        for line, style in zip(drawn.lines, styles(len(drawn.lines)), strict=True)
    ]


def styles(number: int) -> list[Style]:
    """The styles of so many lines, most important first."""
    colours = line_colours(number)
    return [Style(colour, place, place < MOST_COLOURS) for place, colour in enumerate(colours)]


def _labels(drawn: LinePlot, canvas: Canvas) -> list[EndLabel]:
    labelled = drawn.lines if len(drawn.lines) <= MOST_LABELS else drawn.lines[:MOST_COLOURS]
    found = []
    for line, style in zip(labelled, styles(len(drawn.lines)), strict=False):
        point = line.published[-1]
        height = drawn.value(line, point)
        if height is not None:
            found.append(
                EndLabel(_label_text(drawn, line, canvas), point.year, height, style.colour)
            )
    return found


def _label_text(drawn: LinePlot, line: Line, canvas: Canvas) -> str:
    point = line.published[-1]
    alone = len(drawn.lines) == 1
    if alone:
        return drawn.write(line, point)
    return line.short if canvas.narrow else line.name


def _label_room(drawn: LinePlot, canvas: Canvas) -> float:
    texts = [label.text for label in _labels(drawn, canvas)]
    return max(18.0, label_width(texts, canvas.text_size, _most_width(canvas)))


def _most_width(canvas: Canvas) -> int:
    return MOST_NARROW_LABEL_WIDTH if canvas.narrow else MOST_LABEL_WIDTH


def _set_years(plot: Plot, drawn: LinePlot, canvas: Canvas) -> None:
    first, last = drawn.years[0], drawn.years[-1]
    width = canvas.width - plot.left - plot.right
    plot.xaxis = year_axis(first, last, width, canvas.text_size)
    title = year_axis_title(drawn.basis)
    if title:
        plot.xaxis["title"] = {"text": title, "standoff": 8, "font": dict(plot.xaxis["tickfont"])}
        plot.foot += canvas.text_size * 1.3 + 4


def one_year_plot(drawn: LinePlot, canvas: Canvas) -> Plot:
    """Bars instead of lines, where only one year is published."""
    bars = [
        Bar(
            name=line.name,
            value=drawn.value(line, point),
            text=f"{drawn.write(line, point)}",
            key=line.key,
            hover=hover_text(line, point),
            colour=style.colour,
            hollow=point.observation.provisional or point.observation.status == NOT_MEANINGFUL,
        )
        for line, style in zip(drawn.lines, styles(len(drawn.lines)), strict=True)
        for point in line.published[:1]
    ]
    return bar_plot(bars, max(drawn.highest, drawn.floor), canvas)


def one_year_name(drawn: LinePlot) -> str:
    """The name of the only published year."""
    return year_name(drawn.years[0], drawn.basis)
