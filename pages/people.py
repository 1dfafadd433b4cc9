"""Who was prosecuted, convicted or sentenced: sex and age, one year."""

from __future__ import annotations

from charts.empty import why_undrawn
from charts.people import people
from charts.people_table import people_table
from charts.rates import NOT_BY_PEOPLE, rate_line
from charts.readings import READINGS
from charts.screens import drawn, said
from outcomes.measures import MEASURES
from outcomes.queries import answer
from outcomes.rates import per_residents
from ui import controls
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

COUNTED = (
    ("prosecutions", "Prosecuted"),
    ("convictions", "Convicted"),
    ("sentenced", "Sentenced"),
)


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence, area, what is counted, year."""
    years = controls.years_covered(asked.loaded.edition, MEASURES[asked.selection.measure].table)
    return (
        controls.offence_field(OFFENCE),
        controls.area_field("england-and-wales"),
        controls.radio_field("measure", "Defendants", COUNTED),
        controls.year_field(years),
        *controls.basis_field(asked.loaded.edition),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """Ages of men and women, side by side."""
    chosen = controls.one_area(controls.one_year(asked.loaded, asked.selection))
    result = answer(asked.loaded, chosen.but(sex=None, age=None))
    chart = drawn(lambda canvas: people(result, canvas=canvas))
    everyone = answer(asked.loaded, result.selection.but(by=("year",), from_year=None))
    rate = per_residents(asked.loaded, everyone)
    caption = f"{rate_line(rate)} {NOT_BY_PEOPLE}"
    section = Section(
        chart,
        people_table(result),
        caption=caption,
        reading=READINGS["people"],
        why=why_undrawn(result),
    )
    words = said(result, quoted=(rate,))
    return Panel(words, {"people": section}, result.selection, result.edition)


PAGE = Page(
    name="people",
    path="/people",
    title="People",
    intro="The sex and age of defendants. Counts below 5 are grouped.",
    fields=fields,
    render=render,
    defaults=usual("prosecutions", ("sex", "age_range")),
    sections=("people",),
    measures=tuple(value for value, _ in COUNTED),
)

layout = bind(PAGE, __name__)
