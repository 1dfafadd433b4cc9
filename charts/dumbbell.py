"""Areas in two years: a point for each year, and the line between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas
from charts.changes import change_words
from charts.describe import caption
from charts.empty import quiet
from charts.furniture import draw
from charts.places import Place, places, ranked, reliable
from charts.series import year_of
from charts.small_cells import hidden_text
from charts.tables import Table
from charts.text import escape
from charts.theme import BACKGROUND, DARK_BLUE, OTHER, QUIET, Figure, Part
from charts.values import value_text
from charts.words import year_name
from outcomes import numbers
from outcomes.result import Observation, Result

ROW_HEIGHT = 25
POINT = 10
NOTHING = "There are no two years to compare: no area has figures in both."
CHANGED = ("up", "down")


@dataclass(frozen=True, slots=True)
class Pair:
    """One area in two years."""

    before: Place
    after: Place
    change: str

    @property
    def changed(self) -> bool:
        """Whether a test tells the two from chance."""
        return self.change.startswith(CHANGED)


def pairs(earlier: Result, later: Result) -> list[Pair]:
    """Areas that may be compared, by their later value, highest first.

    Shares are compared where enough stands below the line in both years.
    """
    before = {one.area.slug: one for one in reliable(earlier, places(earlier))}
    after = [one for one in reliable(later, ranked(places(later))) if one.area.slug in before]
    return [
        Pair(before[one.area.slug], one, _words(later, before[one.area.slug], one)) for one in after
    ]


def _words(later: Result, before: Place, after: Place) -> str:
    return change_words(later, before.observation, after.observation)


def dumbbell(
    earlier: Result, later: Result, *, focus: str | None = None, canvas: Canvas = PAGE
) -> Figure:
    """A row an area: hollow for the earlier year, full for the later, dark where it changed.

    Args:
        earlier: broken down by area, of one period.
        later: the same of a later period; it gives order, title and source.
        focus: slug of an area whose name is bold.
        canvas: the space and title; it grows in height with the number of areas.
    """
    found = pairs(earlier, later)
    title = canvas.title or two_years_finding(earlier, later)
    titled = replace(canvas, title=title)
    words = replace(caption(later, titled), description=describe_two_years(earlier, later))
    if not found:
        return quiet(NOTHING, words, titled)
    bars = [_bar(earlier, later, one, focus) for one in found]
    plot = bar_plot(bars, max(bar.value or 0.0 for bar in bars), canvas)
    for label in plot.annotations:
        label["xshift"] = POINT + 3
    plot.extra = {"hovermode": "closest"}
    plot.traces = [*_lines(found), _points(found, bars, later=False), _points(found, bars)]
    framed = draw(plot, words, titled)["layout"]["margin"]
    height = ROW_HEIGHT * len(bars) + framed["t"] + framed["b"]
    return draw(plot, words, replace(titled, height=round(height)))


def _bar(earlier: Result, later: Result, one: Pair, focus: str | None) -> Bar:
    old, new = written(earlier, one.before.observation), written(later, one.after.observation)
    span = f"{_period(earlier)}: {old}, {_period(later)}: {new}"
    changed = f"<br>{escape(one.change)}" if one.change else ""
    return Bar(
        name=one.after.area.name,
        value=max(one.before.value or 0.0, one.after.value or 0.0),
        text=f"{old} to {new}",
        key=one.after.area.slug,
        hover=f"<b>{escape(one.after.area.name)}</b><br>{escape(span)}{changed}",
        strong=one.changed or one.after.area.slug == focus,
    )


def written(result: Result, observation: Observation) -> str:
    """The value as it may be told."""
    return hidden_text(result, observation, value_text(result.measure, observation))


def _lines(found: Sequence[Pair]) -> list[Part]:
    """Lines of areas that changed, and of those that did not, as two traces."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for one in chosen for x in (one.before.value, one.after.value, None)],
            "y": [
                None if end is None else place
                for place, one in enumerate(found)
                if one in chosen
                for end in (0, 1, None)
            ],
            "line": {"color": colour, "width": 3},
            "hoverinfo": "skip",
        }
        for colour, chosen in (
            (OTHER, [one for one in found if not one.changed]),
            (DARK_BLUE, [one for one in found if one.changed]),
        )
        if chosen
    ]


def _points(found: Sequence[Pair], bars: Sequence[Bar], *, later: bool = True) -> Part:
    colours = [DARK_BLUE if one.changed else QUIET for one in found]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(one.after if later else one.before).value for one in found],
        "y": list(range(len(found))),
        "cliponaxis": False,
        "marker": {
            "symbol": "circle",
            "size": POINT,
            "color": colours if later else [BACKGROUND] * len(found),
            "line": {"color": colours, "width": 2},
        },
        "customdata": [bar.key for bar in bars],
        "hovertext": [bar.hover for bar in bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def two_years_table(earlier: Result, later: Result) -> Table:
    """Every area with both values and how the later stands to the earlier."""
    before = {one.area.slug: one for one in places(earlier)}
    rows = [
        (
            one.area.name,
            written(earlier, before[one.area.slug].observation),
            written(later, one.observation),
            _words(later, before[one.area.slug], one) or numbers.NOT_AVAILABLE,
        )
        for one in places(later)
        if one.area.slug in before
    ]
    heads = ("Area", _head(earlier, "Earlier year"), _head(later, "Later year"), "Change")
    return Table(f"{later.measure.label.capitalize()} in two years", heads, tuple(rows))


def _head(result: Result, otherwise: str) -> str:
    return _period(result) if result.observations else otherwise


def _period(result: Result) -> str:
    year = year_of(result, result.observations[0]) if result.observations else 0
    return year_name(year, result.selection.basis) if year else "no year"


def two_years_finding(earlier: Result, later: Result) -> str:
    """How many areas went up, down, or neither."""
    found = pairs(earlier, later)
    if not found:
        return NOTHING
    up = sum(one.change.startswith("up") for one in found)
    down = sum(one.change.startswith("down") for one in found)
    rest = len(found) - up - down
    label = later.measure.label[:1].upper() + later.measure.label[1:]
    return (
        f"{label} between {_period(earlier)} and {_period(later)}: up in {up} "
        f"{'area' if up == 1 else 'areas'}, down in {down}, little changed or not told in {rest}."
    )


def describe_two_years(earlier: Result, later: Result) -> str:
    """Text alternative: every area with both values and its change."""
    said = [
        f"{one.after.area.name}: {written(earlier, one.before.observation)} in "
        f"{_period(earlier)}, {written(later, one.after.observation)} in {_period(later)}"
        f"{', ' + one.change.split(' ')[0] if one.changed else ''}"
        for one in pairs(earlier, later)
    ]
    return f"{two_years_finding(earlier, later)} {'; '.join(said)}".strip()
