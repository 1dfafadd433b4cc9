"""Prosecutions and convictions by year, for one or several areas."""

from __future__ import annotations

from charts.describe import Table, table
from charts.empty import why_undrawn
from charts.rate_tables import rate_table, with_rate
from charts.rates import divided_by, rate_hint, rate_line
from charts.readings import READINGS
from charts.screens import drawn, said
from charts.trend import trend
from outcomes.queries import answer
from outcomes.rates import per_residents
from outcomes.reference import read_reference
from outcomes.result import Result
from ui import controls
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual, with_area
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

MEASURES = (("prosecutions", "Prosecutions"), ("convictions", "Convictions"))
SHOWN = (("count", "Numbers"), ("rate", "Per 100,000 residents"), ("index", "First year = 100"))


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence, areas, measure, years, people, way of drawing."""
    edition = asked.loaded.edition
    return (
        controls.offence_field(OFFENCE),
        controls.places_field("england-and-wales"),
        controls.radio_field("measure", "Measure", MEASURES),
        *controls.years_and_people(edition, "proceedings"),
        controls.radio_field("show", "Show", SHOWN),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """One line an area, the same as a table; the rate beside the counts, or instead of them."""
    counts = answer(asked.loaded, with_area(asked.selection))
    rate, rated = per_residents(asked.loaded, counts), asked.options["show"] == "rate"
    result = rate if rated else counts
    index_year = result.selection.from_year if asked.options["show"] == "index" else None
    law = read_reference("law")
    chart = drawn(lambda canvas: trend(result, law=law, index_year=index_year, canvas=canvas))
    section = Section(
        chart,
        rate_table(rate) if rated else _counts_table(counts, rate),
        caption=divided_by(rate) if rated else rate_line(rate),
        hint="" if rated else rate_hint(rate),
        reading=READINGS["trend"],
        why=why_undrawn(result),
    )
    tabled = rated or "area" not in counts.by
    words = said(result, beside=(rate,) if tabled else (), quoted=() if tabled else (rate,))
    return Panel(words, {"trend": section}, result.selection, result.edition)


def _counts_table(counts: Result, rate: Result) -> Table:
    """Counts of one area with their rates; of several areas alone, as a column each."""
    return table(counts) if "area" in counts.by else with_rate(table(counts), rate)


PAGE = Page(
    name="prosecutions",
    path="/prosecutions",
    title="Prosecutions and convictions",
    intro="How many defendants were prosecuted and convicted each year.",
    fields=fields,
    render=render,
    defaults=usual("prosecutions"),
    sections=("trend",),
    measures=tuple(value for value, _ in MEASURES),
    options={"show": tuple(value for value, _ in SHOWN)},
)

layout = bind(PAGE, __name__)
