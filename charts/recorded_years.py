"""Recorded crime by year: crimes recorded, and charges given, each as a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.axes import value_ticks
from charts.canvas import PAGE, Canvas, Caption
from charts.empty import quiet
from charts.furniture import draw
from charts.law import LawMark, long_date
from charts.lineplot import lines_plot, one_year_plot
from charts.linespec import LinePlot
from charts.recorded_words import RecordedWords, with_rows
from charts.series import Line, lines
from charts.tables import Table
from charts.theme import Figure
from charts.values import tick_text, value_text
from outcomes import numbers
from outcomes.law import LawChange
from outcomes.result import Result

NAMES = {
    "offences_recorded": ("Crimes recorded", "Recorded"),
    "charges": ("Charges in the year", "Charges"),
}
NOTHING = "Recorded crime is not published in the loaded edition for this area."
SEVERAL = (
    "The years come from several files. A year that stands in more than one is the newest file’s, "
    "which may have revised it."
)
HEADERS = ("Year ending March", "Crimes recorded", "Charges in the year")


def recorded_years(
    rows: Sequence[Result],
    words: RecordedWords,
    changes: Sequence[LawChange] = (),
    *,
    canvas: Canvas = PAGE,
) -> Figure:
    """Lines by year ending March, or bars where only one year is published.

    Args:
        rows: crimes recorded, then charges, of one area and kind.
        words: what and where.
        changes: days from which crimes were recorded otherwise; those between the years shown
            are drawn and numbered.
        canvas: the space and title.
    """
    drawn = tuple(_named(line) for line in lines(rows) if line.published)
    marks = recording_marks(rows, changes)
    caption = with_rows(_caption(drawn, words, marks), rows, canvas)
    if not drawn:
        return quiet(NOTHING, caption, canvas)
    spec = LinePlot(
        lines=drawn,
        value=lambda _, point: point.observation.value,
        write=lambda line, point: value_text(line.result.measure, point.observation),
        tick=lambda tick: tick_text(drawn[0].result.measure, tick),
        ticks=value_ticks,
        dates=marks,
        of_courts=False,
    )
    single = len(spec.years) == 1
    plot = one_year_plot(spec, canvas) if single else lines_plot(spec, caption, canvas)
    return draw(plot, caption, canvas)


def recording_marks(rows: Sequence[Result], changes: Sequence[LawChange]) -> tuple[LawMark, ...]:
    """The days from which crimes were recorded otherwise, within the years that have figures."""
    years = [point.year for line in lines(rows) for point in line.published]
    within = [one for one in changes if years and min(years) < one.place + 0.5 <= max(years)]
    return tuple(
        LawMark(number, one.place, f"{long_date(one.day)}: {one.title}", one.slug)
        for number, one in enumerate(within, start=1)
    )


def years_notes(rows: Sequence[Result], changes: Sequence[LawChange]) -> tuple[str, ...]:
    """What the numbers over the years mean, and that years come from several files."""
    sources = {source for one in rows for source in one.sources}
    several = (SEVERAL,) if len(sources) > 1 else ()
    return (*(mark.text for mark in recording_marks(rows, changes)), *several)


def years_table(rows: Sequence[Result], words: RecordedWords) -> Table:
    """Crimes recorded and charges by year, newest first."""
    columns = [
        {point.year: _cell(point.observation.value) for point in line.points}
        for line in lines(rows)
    ]
    years = sorted({year for line in lines(rows) for year in _years(line)}, reverse=True)
    cells = [
        (str(year), *(column.get(year, numbers.NOT_AVAILABLE) for column in columns))
        for year in years
    ]
    caption = f"Crimes recorded by year: {words.what}, {words.where}"
    return Table(caption, HEADERS[: len(columns) + 1], tuple(cells))


def _years(line: Line) -> list[int]:
    return [point.year for point in line.published]


def _cell(value: float | None) -> str:
    return numbers.NOT_AVAILABLE if value is None else numbers.count(int(value))


def _named(line: Line) -> Line:
    name, short = NAMES[line.result.measure.name]
    return replace(line, name=name, short=short)


def _caption(drawn: Sequence[Line], words: RecordedWords, marks: Sequence[LawMark]) -> Caption:
    told = [f"{line.name}: {_told(line)}" for line in drawn]
    return Caption(
        title=f"Crimes recorded by year: {words.what}, {words.where}",
        subtitle=f"{words.what}, {words.where}, years ending March, crimes and charges",
        notes=tuple(mark.text for mark in marks),
        source=words.source,
        description="; ".join(told) or NOTHING,
        demonstration=words.demonstration,
    )


def _told(line: Line) -> str:
    first, last = line.published[0], line.published[-1]
    ends = [first] if first is last else [first, last]
    return ", ".join(
        f"{numbers.count(int(one.observation.value or 0))} in the year ending March {one.year}"
        for one in ends
    )
