"""Ratios and shares by year, with their interval where the denominator is small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from charts.axes import share_ticks, value_ticks
from charts.canvas import PAGE, Canvas
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw
from charts.intervals import interval, small_interval
from charts.lineplot import lines_plot, one_year_plot
from charts.linespec import LinePlot
from charts.marks import hover_text
from charts.multiples import panels_plot, wants_panels
from charts.series import Line, Point, lines, many
from charts.small_cells import hidden_text, is_small
from charts.theme import BAND, QUIET, SMALL_SIZE, Figure, Part
from charts.values import tick_text, value_text
from outcomes.result import NOT_MEANINGFUL, Result

INTERVAL_NOTE = "Shaded: 95% interval."
ONE_LINE = "100%: as many convictions as prosecutions"


def ratio(
    results: Result | Sequence[Result],
    *,
    law: Iterable[Mapping[str, str]] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """Lines of a ratio by year, or bars where only one year is published.

    The first line has its Wilson 95% interval as a band where the value is a share and the
    denominator of any year is under 1,000. Values that have no meaning are drawn apart, as grey
    crosses.
    """
    given = many(results)
    drawn = tuple(line for line in lines(given) if line.published)
    if not drawn:
        return empty(given[0], canvas=canvas)
    measure = drawn[0].result.measure
    band = interval_band(drawn[0])
    spec = LinePlot(
        lines=drawn,
        value=_value,
        write=_write,
        tick=lambda tick: tick_text(measure, tick),
        ticks=_share_axis if measure.is_share else lambda top: value_ticks(top, whole=False),
        law=tuple(law),
        floor=max([1.0 if measure.name == "conviction_ratio" else 0.0, *_tops(band)]),
        under=[*band, *_meaningless(drawn)],
    )
    if len(spec.years) == 1:
        words = caption(given, canvas)
        return draw(one_year_plot(spec, canvas), words, canvas)
    if wants_panels(spec):
        spec = replace(spec, under=[])
        return draw(panels_plot(spec, canvas), caption(given, canvas), canvas)
    words = caption(given, canvas, law=spec.law, more=[INTERVAL_NOTE] if band else [])
    if measure.name == "conviction_ratio":
        _mark_one(spec, canvas)
    return draw(lines_plot(spec, words, canvas), words, canvas)


def _share_axis(highest: float) -> list[float]:
    return share_ticks(highest)


def _value(line: Line, point: Point) -> float | None:
    one = point.observation
    if one.status == NOT_MEANINGFUL and len(line.published) > 1:
        return None
    return None if is_small(line.result, one) else one.value


def _write(line: Line, point: Point) -> str:
    one = point.observation
    text = hidden_text(line.result, one, value_text(line.result.measure, one))
    if line.result.measure.name == "acsl_months":
        text += " months"
    return f"{text}: no meaning" if one.status == NOT_MEANINGFUL else text


def interval_band(line: Line) -> list[Part]:
    """Filled bands, one for each run of years with an interval; a single year is an upright.

    None where every year has 1,000 or more to divide by.
    """
    if not any(small_interval(line.result, point.observation) for point in line.points):
        return []
    limits = [(point.year, interval(line.result, point.observation)) for point in line.points]
    runs = [list(run) for has, run in groupby(limits, lambda one: one[1] is not None) if has]
    return [_band([(year, pair) for year, pair in run if pair is not None]) for run in runs]


def _tops(band: Sequence[Part]) -> list[float]:
    return [max(part["y"]) for part in band]


def _band(run: list[tuple[int, tuple[float, float]]]) -> Part:
    there = [(float(year), low) for year, (low, _) in run]
    back = [(float(year), high) for year, (_, high) in reversed(run)]
    if len(run) == 1:
        (year, (low, high)) = run[0]
        there, back = (
            [(year - 0.12, low), (year + 0.12, low)],
            [(year + 0.12, high), (year - 0.12, high)],
        )
    corners = [*there, *back, there[0]]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "95% interval",
        "x": [x for x, _ in corners],
        "y": [y for _, y in corners],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0, "color": BAND},
        "hoverinfo": "skip",
    }


def _meaningless(drawn: Sequence[Line]) -> list[Part]:
    found = [
        (line, point)
        for line in drawn
        for point in line.published
        if point.observation.status == NOT_MEANINGFUL and len(line.published) > 1
    ]
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "no meaning",
            "x": [point.year for _, point in found],
            "y": [point.observation.value for _, point in found],
            "marker": {"symbol": "x-thin", "size": 9, "line": {"color": QUIET, "width": 2}},
            "text": [f"{hover_text(line, point)}<br>has no meaning" for line, point in found],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _mark_one(spec: LinePlot, canvas: Canvas) -> None:
    """A line at 100%, with what it means."""
    spec.shapes.append(
        {
            "type": "line",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": 1,
            "y1": 1,
            "line": {"color": QUIET, "width": 1.5, "dash": "solid"},
            "layer": "below",
        }
    )
    if canvas.narrow:
        return
    spec.annotations.append(
        {
            "text": ONE_LINE,
            "xref": "paper",
            "yref": "y",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": 4,
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": SMALL_SIZE, "color": QUIET},
        }
    )
