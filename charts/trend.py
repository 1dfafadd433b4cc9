"""Counts by year as lines: several areas, offences or measures at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from charts.axes import value_ticks
from charts.canvas import PAGE, Canvas
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw
from charts.lineplot import lines_plot, one_year_plot
from charts.linespec import LinePlot, Value
from charts.multiples import panels_plot, wants_panels
from charts.series import Line, Point, lines, many
from charts.small_cells import DRAWN_AT, hidden_text, is_small
from charts.subtitle import subtitle
from charts.theme import Figure
from charts.values import tick_text, value_text
from outcomes.result import Result

PER = 100_000
Residents = Mapping[tuple[str, int], int]


def trend(
    results: Result | Sequence[Result],
    *,
    law: Iterable[Mapping[str, str]] = (),
    index_year: int | None = None,
    per: Residents | None = None,
    canvas: Canvas = PAGE,
) -> Figure:
    """Lines by year, or bars where only one year is published.

    Args:
        results: one result, or several of different measures, broken down by year.
        law: rows of ``data/reference/law.csv``; those that do not apply are left out.
        index_year: show each line as a percentage of its value in this year; lines without a
            value above zero in it are left out.
        per: residents by area slug and year, to show counts per 100,000 of them.
        canvas: the space and title.
    """
    given = many(results)
    value, unit = _scale(index_year, per)
    drawn = tuple(line for line in lines(given) if _has_value(line, value))
    if not drawn:
        return empty(given[0], canvas=canvas)
    scaled = index_year is not None or per is not None
    spec = LinePlot(
        lines=drawn,
        value=value,
        write=lambda line, point: _write(line, point, value if scaled else None),
        tick=lambda tick: tick_text(drawn[0].result.measure, tick),
        ticks=lambda highest: value_ticks(highest, whole=not given[0].measure.is_ratio),
        law=tuple(law),
    )
    if wants_panels(spec):
        words = caption(given, canvas, shown=_shown(given, unit))
        return draw(panels_plot(spec, canvas), words, canvas)
    words = caption(given, canvas, shown=_shown(given, unit), law=spec.law)
    single = len(spec.years) == 1
    plot = one_year_plot(spec, canvas) if single else lines_plot(spec, words, canvas)
    return draw(plot, words, canvas)


def _has_value(line: Line, value: Value) -> bool:
    return any(value(line, point) is not None for point in line.published)


def _scale(index_year: int | None, per: Residents | None) -> tuple[Value, str]:
    if index_year is not None:
        return lambda line, point: _indexed(line, point, index_year), f"{index_year} = 100"
    if per is not None:
        return lambda line, point: _per_head(line, point, per), "per 100,000 residents"
    return _plain, ""


def _plain(line: Line, point: Point) -> float | None:
    if not is_small(line.result, point.observation):
        return point.observation.value
    return None if line.result.measure.is_ratio else DRAWN_AT


def _indexed(line: Line, point: Point, index_year: int) -> float | None:
    start = next((_told(line, one) for one in line.points if one.year == index_year), None)
    value = _told(line, point)
    return value / start * 100 if start and value is not None else None


def _per_head(line: Line, point: Point, per: Residents) -> float | None:
    area = line.key.split(",")[0] if "area" in line.result.by else line.result.selection.areas[0]
    residents = per.get((area, point.year))
    value = _told(line, point)
    return value / residents * PER if residents and value is not None else None


def _told(line: Line, point: Point) -> float | None:
    """A count that may be scaled: a scaled small one would give itself away."""
    return None if is_small(line.result, point.observation) else point.observation.value


def _write(line: Line, point: Point, value: Value | None) -> str:
    if value is None:
        written = value_text(line.result.measure, point.observation)
        return hidden_text(line.result, point.observation, written)
    return f"{value(line, point) or 0:,.1f}"


def _shown(results: Sequence[Result], unit: str) -> str:
    labels = " and ".join(dict.fromkeys(result.measure.label for result in results))
    return subtitle(results[0], measure=labels, unit=unit or None)
