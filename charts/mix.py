"""The mix of sentences as stacked bars, in a fixed order from custody to discharge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from charts.axes import share_ticks, value_axis, value_ticks, year_axis, year_axis_title
from charts.canvas import PAGE, Canvas, Plot
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw, plot_height
from charts.keyline import key_rows
from charts.labels import EndLabel, end_labels, label_width
from charts.law import law_marks
from charts.linespec import MOST_LABEL_WIDTH
from charts.marks import break_marks, break_years, law_shapes
from charts.mix_rows import rows_plot
from charts.series import published_years
from charts.shares import ALL, SENTENCE_COLOURS, SENTENCES, Whole, wholes
from charts.subtitle import subtitle
from charts.text import escape, widest
from charts.theme import BACKGROUND, INK, Figure, Part
from charts.words import year_name
from outcomes.result import Result

PART = "sentence_outcome"
BAR_WIDTH = 0.82
_KEY = tuple((colour, part) for part, colour in SENTENCE_COLOURS.items())


def mix(
    result: Result,
    *,
    shares: bool = True,
    law: Iterable[Mapping[str, str]] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """Stacked bars of sentences, one a year; for one year, one row an area.

    Args:
        result: offenders sentenced by ``sentence_outcome``, and by year or area.
        shares: shares of all sentenced; else counts.
        law: rows of ``data/reference/law.csv``, whose dates are drawn over the years.
        canvas: the space and title.
    """
    counted = [one for one in wholes(result, PART, SENTENCES) if one.total]
    drawn = [one for one in counted if ALL not in one.hidden]
    if not drawn:
        return empty(result, few=bool(counted), canvas=canvas)
    if result.by[0] == "year" and len(result.by) == 2 and len(drawn) > 1:
        return _years_figure(result, drawn, canvas, shares=shares, law=tuple(law))
    rows = rows_plot(result, drawn, canvas, shares=shares)
    return draw(rows, caption(result, canvas, shown=_shown(result, shares=shares)), canvas)


def _shown(result: Result, *, shares: bool) -> str:
    unit = "per cent of offenders sentenced" if shares else "offenders"
    return subtitle(result, measure="sentences given", unit=unit)


def _years_figure(
    result: Result,
    drawn: list[Whole],
    canvas: Canvas,
    *,
    shares: bool,
    law: Sequence[Mapping[str, str]],
) -> Figure:
    words = caption(result, canvas, shown=_shown(result, shares=shares), law=law)
    plot = _years_plot(result, drawn, canvas, shares=shares)
    lines, dates = law_shapes(law_marks(result, law))
    years = published_years(result)
    dashes, texts = break_marks(break_years([result], years), brief=canvas.narrow)
    plot.shapes = [*_cuts(lines), *({**dash, "layer": "above"} for dash in dashes)]
    plot.annotations = [*dates, *({**text, "yanchor": "bottom", "yshift": 2} for text in texts)]
    plot.head = 28 if plot.annotations else 12
    if canvas.narrow:
        plot.head += 10 if dates else 0
        _add_key(plot, canvas)
    per_unit = plot_height(canvas, words, plot) / plot.yaxis["range"][1]
    labels = _labels(drawn[-1], canvas, shares=shares)
    plot.annotations += end_labels(labels, canvas.text_size, MOST_LABEL_WIDTH, per_unit)
    return draw(plot, words, canvas)


def _add_key(plot: Plot, canvas: Canvas) -> None:
    key, height = key_rows(_KEY, plot.left, canvas)
    plot.annotations += [{**part, "yshift": part["yshift"] + plot.head - 12} for part in key]
    plot.head += height - 12


def _years_plot(result: Result, drawn: list[Whole], canvas: Canvas, *, shares: bool) -> Plot:
    highest = 1.0 if shares else float(max(one.total for one in drawn))
    ticks = share_ticks(1.0) if shares else value_ticks(highest)
    yaxis = value_axis(ticks, lambda tick: f"{tick * 100:.0f}%" if shares else f"{tick:,.0f}")
    labels = _labels(drawn[-1], canvas, shares=shares)
    plot = Plot(
        traces=[_trace(result, drawn, part, shares=shares) for part in SENTENCES],
        xaxis={},
        yaxis=yaxis,
        left=widest(yaxis["ticktext"], canvas.text_size) + 14,
        right=label_width([one.text for one in labels], canvas.text_size, MOST_LABEL_WIDTH),
        foot=canvas.text_size * 1.3 + 16,
        extra={"barmode": "stack", "hovermode": "closest"},
    )
    _set_axis(plot, result, canvas)
    return plot


def _cuts(marks: list[Part]) -> list[Part]:
    """Uprights over bars: each on a white line, so that it is seen on the darkest."""
    under = [{**one, "line": {"color": BACKGROUND, "width": 4, "dash": "solid"}} for one in marks]
    return [{**one, "layer": "above"} for one in (*under, *marks)]


def _set_axis(plot: Plot, result: Result, canvas: Canvas) -> None:
    """Every published year has its place, also one in which nobody was sentenced."""
    years = published_years(result)
    width = canvas.width - plot.left - plot.right
    plot.xaxis = {**year_axis(years[0], years[-1], width, canvas.text_size), "ticks": ""}
    title = year_axis_title(result.selection.basis)
    if title:
        plot.xaxis["title"] = {"text": title, "standoff": 8, "font": dict(plot.xaxis["tickfont"])}
        plot.foot += canvas.text_size * 1.3 + 4
    font = {**plot.yaxis["tickfont"], "size": canvas.text_size}
    plot.xaxis["tickfont"], plot.yaxis["tickfont"] = font, dict(font)


def _trace(result: Result, drawn: list[Whole], part: str, *, shares: bool) -> Part:
    basis = result.selection.basis
    return {
        "type": "bar",
        "name": part,
        "x": [one.name[0] for one in drawn],
        "y": [one.length(part) / (one.total if shares else 1) for one in drawn],
        "width": BAR_WIDTH,
        "marker": {"color": SENTENCE_COLOURS[part], "line": {"color": BACKGROUND, "width": 1}},
        "hovertext": [
            f"<b>{escape(part)}</b>, {year_name(int(str(one.name[0])), basis)}<br>"
            f"{one.told(part, ' sentenced')}"
            for one in drawn
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _labels(last: Whole, canvas: Canvas, *, shares: bool) -> list[EndLabel]:
    found, under = [], 0.0
    end = int(str(last.name[0])) + BAR_WIDTH / 2
    for part, count in last.counts.items():
        height = last.length(part) / (last.total if shares else 1)
        if count:
            share = last.share(part)
            text = share if canvas.narrow else f"{share} {part}"
            found.append(EndLabel(text, end, under + height / 2, INK, strong=False))
        under += height
    return found
