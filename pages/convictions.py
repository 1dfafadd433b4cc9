"""The conviction ratio by year, with its interval where it rests on few cases."""

from __future__ import annotations

from charts.describe import table
from charts.empty import why_undrawn
from charts.ratio import ratio
from charts.readings import READINGS
from charts.screens import drawn, said
from outcomes.queries import answer
from outcomes.reference import read_reference
from ui import controls
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual, with_area
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence, areas, years, people."""
    return (
        controls.offence_field(OFFENCE),
        controls.places_field("england-and-wales"),
        *controls.years_and_people(asked.loaded.edition, "proceedings"),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """One line an area, with convictions and prosecutions beside each ratio in the table."""
    result = answer(asked.loaded, with_area(asked.selection))
    law = read_reference("law")
    chart = drawn(lambda canvas: ratio(result, law=law, canvas=canvas))
    section = Section(chart, table(result), reading=READINGS["ratio"], why=why_undrawn(result))
    return Panel(said(result), {"ratio": section}, result.selection, result.edition)


PAGE = Page(
    name="convictions",
    path="/convictions",
    title="Conviction ratio",
    intro=(
        "Convictions for each prosecution in the same period. A ratio, not a rate: a case may "
        "end in a later year than it began, so it can exceed 100%."
    ),
    fields=fields,
    render=render,
    defaults=usual("conviction_ratio"),
    sections=("ratio",),
)

layout = bind(PAGE, __name__)
