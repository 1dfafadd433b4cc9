"""Lines on years: what charts of counts, indices and ratios have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from charts.axes import value_axis, year_axis, year_axis_title
from charts.bars import Bar, bar_plot
from charts.canvas import Canvas, Caption, Plot
from charts.empty import ALL_SMALL, quiet_plot
from charts.furniture import plot_height
from charts.labels import end_labels, fitting, label_width
from charts.law import law_marks
from charts.linespec import LinePlot, line_labels, most_width, styles
from charts.marks import (
    break_marks,
    break_years,
    closed_marks,
    hover_text,
    law_shapes,
    line_trace,
)
from charts.series import Line
from charts.text import widest
from charts.theme import DARK_BLUE, LINE_HEIGHT, OTHER, SMALL_SIZE, Part
from outcomes.areas import ENGLAND_AND_WALES
from outcomes.result import NOT_MEANINGFUL

# Pixels that words and ticks take of a picture, and ticks alone of a chart on a page.
WORDS_HEIGHT, TICKS_HEIGHT = 200, 80


def lines_plot(drawn: LinePlot, words: Caption, canvas: Canvas) -> Plot:
    """The plot of lines, with breaks, closed courts, law dates and labels at the ends.

    A panel that says so where every value rests on too few people to be told.
    """
    if not drawn.years:
        return quiet_plot(ALL_SMALL, canvas)
    marks, texts = _marks(drawn, canvas)
    labels, most = line_labels(drawn, canvas), most_width(canvas)
    ticks = drawn.ticks(drawn.highest)
    reach = drawn.highest * _headroom(texts, canvas)
    written = [drawn.tick(tick) for tick in ticks]
    plot = Plot(
        traces=[*drawn.under, *reversed(_traces(drawn))],
        xaxis={},
        yaxis=value_axis(ticks, drawn.tick, reach=reach),
        shapes=[*marks, *drawn.shapes],
        annotations=[*texts, *drawn.annotations],
        left=widest(written, canvas.text_size) + 14,
        right=max(18.0, label_width([one.text for one in labels], canvas.text_size, most)),
        head=SMALL_SIZE * 1.3 + 12 if any("name" in text for text in texts) else 12,
        foot=canvas.text_size * 1.3 + 16,
        extra={"hovermode": "x unified" if len(drawn.lines) > 1 else "closest"},
    )
    _set_years(plot, drawn, canvas)
    top = plot.yaxis["range"][1]
    room = plot_height(canvas, words, plot)
    shown = fitting(labels, canvas.text_size, most, room)
    plot.annotations += end_labels(shown, canvas.text_size, most, room / top)
    font = {**plot.yaxis["tickfont"], "size": canvas.text_size}
    plot.xaxis["tickfont"], plot.yaxis["tickfont"] = font, dict(font)
    return plot


def _headroom(texts: Sequence[Part], canvas: Canvas) -> float:
    """How much higher than the highest value the plot is, for what is written at its top."""
    lines = max((text["text"].count("<br>") + 1 for text in texts if "name" not in text), default=0)
    if not lines:
        return 0.0
    height = canvas.height - (WORDS_HEIGHT if canvas.furniture else TICKS_HEIGHT)
    return height / (height - lines * SMALL_SIZE * LINE_HEIGHT - 12)


def _marks(drawn: LinePlot, canvas: Canvas) -> tuple[list[Part], list[Part]]:
    years = drawn.years
    results = [line.result for line in drawn.lines]
    dates = drawn.dates or law_marks(drawn.lines[0].result, drawn.law, years)
    pairs = [law_shapes(dates)]
    if drawn.of_courts:
        breaks = break_marks(break_years(results, years), brief=canvas.narrow)
        pairs = [closed_marks(years, drawn.basis), breaks, *pairs]
    shapes = [shape for shapes, _ in pairs for shape in shapes]
    return shapes, [text for _, texts in pairs for text in texts]


def _traces(drawn: LinePlot) -> list[Part]:
    return [
        line_trace(line, style, partial(drawn.value, line), line.result.breaks)
        for line, style in zip(drawn.lines, styles(len(drawn.lines)), strict=True)
    ]


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
            colour=_bar_colour(line, alone=len(drawn.lines) == 1),
            hollow=point.observation.provisional or point.observation.status == NOT_MEANINGFUL,
        )
        for line in drawn.lines
        for point in drawn.shown(line)[:1]
    ]
    return bar_plot(bars, max(drawn.highest, drawn.floor), canvas)


def _bar_colour(line: Line, *, alone: bool) -> str:
    """Grey for the whole beside its parts; bars have their names, so that one colour does."""
    return OTHER if line.key == ENGLAND_AND_WALES and not alone else DARK_BLUE
