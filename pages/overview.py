"""The overview: three key figures of an offence in an area, and ways in to the rest."""

from __future__ import annotations

from dash.development.base_component import Component

from charts.describe import table
from charts.headline import headline
from charts.rate_tables import with_rate
from charts.rates import rate_beside
from charts.readings import READINGS
from charts.screens import drawn, said
from charts.subtitle import by_year
from charts.trend import trend
from outcomes.queries import answer
from outcomes.rates import per_residents
from outcomes.reference import read_reference
from outcomes.result import Result
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.key_figures import KeyFigure, key_figures
from ui.links import place_path, with_selection
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

FIGURES = (
    ("prosecutions", "/prosecutions", "More on prosecutions and convictions"),
    ("conviction_ratio", "/convictions", "More on the conviction ratio"),
    ("custody_rate", "/sentencing", "More on sentences and lengths of custody"),
)
WAYS = (
    ("/people", "People", "Sex and age of defendants."),
    ("/areas", "Areas", "The 43 police force areas side by side."),
)


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence and area."""
    return (
        controls.offence_field(OFFENCE),
        controls.area_field("england-and-wales"),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """Prosecutions, conviction ratio, custody rate; prosecutions drawn."""
    chosen = controls.one_area(asked.selection)
    results = [answer(asked.loaded, chosen.but(measure=name)) for name, _, _ in FIGURES]
    first, law = results[0], read_reference("law")
    rate = per_residents(asked.loaded, first)
    section = Section(
        drawn(lambda canvas: trend(first, law=law, canvas=canvas)),
        with_rate(table(first), rate),
        heading=by_year("Prosecutions", first),
        reading=READINGS["trend"],
    )
    ways = html.Ul([_way(way, first) for way in _ways(first)], className="ways")
    lead = (_keys(results, rate_beside(rate)), ways)
    words = said(first, figures=results[1:], beside=(rate,))
    return Panel(words, {"trend": section}, first.selection, first.edition, lead)


def _keys(results: list[Result], rate: str) -> Component:
    figures = []
    for (_, path, more), result in zip(FIGURES, results, strict=True):
        last = headline(result)
        address = with_selection(path, result.selection)
        told = (last.name, last.value, last.change, last.line, last.breaks)
        beside = rate if result is results[0] else ""
        figures.append(KeyFigure(*told, address, more, beside))
    return key_figures(figures)


def _ways(result: Result) -> list[tuple[str, str, str]]:
    place = place_path(result.selection)
    own = [(place, "This area on one page", "The whole story, ready to print.")] if place else []
    return [*own, *WAYS]


def _way(way: tuple[str, str, str], result: Result) -> Component:
    path, label, words = way
    link = html.A(label, href=with_selection(path, result.selection))
    return html.Li([html.P(link), html.P(words)])


PAGE = Page(
    name="overview",
    path="/",
    title="Breach of protective orders and stalking in court",
    intro=(
        "How many people are prosecuted, convicted and sentenced in England and Wales, and in "
        "each police force area. Every other offence is here too."
    ),
    fields=fields,
    render=render,
    defaults=usual("prosecutions"),
    sections=("trend",),
)

layout = bind(PAGE, __name__)
