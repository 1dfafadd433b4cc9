"""Areas from the highest to the lowest as bars, with the whole in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas
from charts.describe import caption, finding
from charts.empty import empty
from charts.furniture import draw
from charts.places import Place, places, ranked
from charts.small_cells import DRAWN_AT, hidden_text, is_small
from charts.text import escape
from charts.theme import DARK_BLUE, OTHER, SEQUENTIAL, Figure
from charts.values import value_text, with_unit
from outcomes import areas
from outcomes.inference import LOW_BASE
from outcomes.result import NOT_MEANINGFUL, NOT_PUBLISHED, Observation, Result
from outcomes.small_numbers import has_low_base

ROW_HEIGHT, NARROW_ROW_HEIGHT = 25, 24
PLAIN = SEQUENTIAL[3]
FEW_NOTE = f"Hollow bars: provisional, or (last, by name) fewer than {LOW_BASE} to divide by."


def ranking(
    result: Result,
    focus: str | None = None,
    *,
    whole: Observation | None = None,
    canvas: Canvas = PAGE,
) -> Figure:
    """One bar an area, highest first; those without figures stand last with a dash.

    Args:
        result: broken down by area; its last year is drawn. England and Wales may be among
            the areas: it is the whole.
        focus: slug of the area in dark blue.
        whole: the value of England and Wales, when it is not among the areas. For ratios it is
            a bar among the others; for counts it is written, as its bar would dwarf them all.
        canvas: the space and title; it grows in height with the number of areas.
    """
    found = places(result)
    order = ranked(found)
    if not order:
        return empty(result, canvas=canvas)
    shown = [*order, *(one for one in found if _is_last(one))]
    bars = [_bar(result, one, focus, brief=canvas.narrow) for one in shown]
    total = whole or next((one.observation for one in found if _is_whole(one)), None)
    if total is not None and total.value is not None:
        bars = _with_whole(result, bars, total, brief=canvas.narrow)
    height = (NARROW_ROW_HEIGHT if canvas.narrow else ROW_HEIGHT) * len(bars)
    highest = max(bar.value or 0.0 for bar in bars)
    plot = bar_plot(bars, highest, canvas)
    titled = replace(canvas, title=canvas.title or finding(result, focus=focus))
    few = any(_is_few(result, one) for one in order)
    words = caption(result, titled, more=[FEW_NOTE] if few else [])
    framed = draw(plot, words, titled)["layout"]["margin"]
    return draw(plot, words, replace(titled, height=round(height + framed["t"] + framed["b"])))


def _is_last(one: Place) -> bool:
    return one.area.is_police_force_area and one.value is None


def _is_whole(one: Place) -> bool:
    return one.area.slug == areas.ENGLAND_AND_WALES


def _bar(result: Result, one: Place, focus: str | None, *, brief: bool) -> Bar:
    chosen = one.area.slug == focus
    value = one.value
    if is_small(result, one.observation):
        value = None if result.measure.is_ratio else DRAWN_AT
    return Bar(
        name=one.area.short_name if brief else one.area.name,
        value=value,
        text=_written(result, one.observation, brief=brief),
        key=one.area.slug,
        hover=f"<b>{escape(one.area.name)}</b><br>{escape(_with_unit(result, one.observation))}",
        colour=DARK_BLUE if chosen or focus is None else PLAIN,
        strong=chosen,
        hollow=one.observation.provisional or _is_few(result, one),
    )


def _is_few(result: Result, one: Place) -> bool:
    return result.measure.is_ratio and has_low_base(one.observation)


def _with_unit(result: Result, observation: Observation) -> str:
    return hidden_text(result, observation, with_unit(result.measure, observation))


def _written(result: Result, observation: Observation, *, brief: bool) -> str:
    if observation.value is None:
        signs = {NOT_PUBLISHED: "– not published", NOT_MEANINGFUL: "– no meaning"}
        return signs.get(observation.status, "– none")
    written = hidden_text(result, observation, value_text(result.measure, observation))
    if observation.status == NOT_MEANINGFUL:
        return f"{written}: no meaning"
    if result.measure.is_share and not brief and not is_small(result, observation):
        parts = (int(observation.numerator or 0), observation.denominator or 0)
        return f"{written} ({parts[0]:,} of {parts[1]:,})"
    return written


def _with_whole(
    result: Result, bars: Sequence[Bar], total: Observation, *, brief: bool
) -> list[Bar]:
    name = areas.areas()[areas.ENGLAND_AND_WALES].name
    bar = Bar(
        name=name,
        value=float(total.value or 0) if result.measure.is_ratio else None,
        text=_written(result, total, brief=brief)
        + ("" if result.measure.is_ratio else " (no bar)" if brief else " (not drawn)"),
        key=areas.ENGLAND_AND_WALES,
        hover=f"<b>{name}</b><br>{escape(_with_unit(result, total))}",
        colour=OTHER,
    )
    if not result.measure.is_ratio:
        return [bar, *bars]
    above = [one for one in bars if one.value is not None and one.value >= (bar.value or 0)]
    return [*above, bar, *[one for one in bars if one not in above]]


def order_words(result: Result) -> str:
    """What the order of areas does not say."""
    if result.measure.is_rate:
        return "Cases are counted where they were dealt with, whoever lives there."
    if result.measure.is_ratio:
        return (
            "Small areas may stand at either end by chance alone; the next chart allows for that."
        )
    return "Large areas have more cases: the order says little about them."
