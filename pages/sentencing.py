"""Sentences given, custody rate, and lengths of custody."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from charts.describe import table
from charts.joined import compared_table
from charts.lengths import lengths
from charts.mix import mix
from charts.ratio import ratio
from charts.reading import READINGS
from charts.screens import drawn, said
from outcomes.comparisons import compared_with
from outcomes.queries import answer
from outcomes.result import Result
from ui import controls
from ui.binding import Page, bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.panel import Panel, Section
from ui.selection_form import Field

SHOWN = (("shares", "Shares"), ("counts", "Numbers"))
COMPARED = (
    "For comparison: all offences, and all that usually stand in the same offence group where the "
    "chosen offences have one."
)
BY_OUTCOME = ("year", "sentence_outcome")


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence, area, years, people, way of drawing."""
    return (
        controls.offence_field(OFFENCE),
        controls.area_field("england-and-wales"),
        *controls.years_and_people(asked.loaded.edition, "sentences"),
        controls.radio_field("show", "Show", SHOWN),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """The mix of sentences by year, then custody: how often, how long."""
    chosen = controls.one_area(asked.selection)
    given = answer(asked.loaded, chosen)
    custody = answer(asked.loaded, chosen.but(measure="custody_rate", by=("year",)))
    average = answer(asked.loaded, chosen.but(measure="acsl_months", by=("year",)))
    last = given.selection.to_year
    spread = chosen.but(from_year=last, to_year=last, by=("year", "custodial_length"))
    shares = asked.options["show"] == "shares"
    sections = {
        "mix": Section(
            drawn(lambda canvas: mix(given, shares=shares, canvas=canvas)),
            table(given),
            reading=READINGS["mix"],
        ),
        "custody": _compared_section(
            "How often custody was given", custody, compared_with(asked.loaded, custody)
        ),
        "lengths": _lengths_section(answer(asked.loaded, spread)),
        "average": _compared_section(
            "Average custodial sentence length", average, compared_with(asked.loaded, average)
        ),
    }
    words = said((given, custody) if average.is_empty else (given, custody, average))
    return Panel(words, sections, given.selection, given.edition)


def _compared_section(heading: str, result: Result, others: Sequence[Result]) -> Section:
    """A ratio, beside that of its offence group and of all offences."""
    chart = drawn(lambda canvas: ratio([result, *others], canvas=canvas))
    words = [html.P(COMPARED)] if others else []
    shown = compared_table(result, others)
    return Section(chart, shown, heading, words, folded=True, reading=READINGS["ratio"])


def _lengths_section(result: Result) -> Section:
    year = result.selection.to_year
    heading = f"How long custody was, {year}" if year else "How long custody was"
    chart = drawn(lambda canvas: lengths(result, canvas=canvas))
    return Section(chart, table(result), heading, folded=True, reading=READINGS["lengths"])


PAGE = Page(
    name="sentencing",
    path="/sentencing",
    title="Sentencing",
    intro="What sentences were given, how often custody was given, and how long it was.",
    fields=fields,
    render=render,
    defaults=usual("sentenced", BY_OUTCOME),
    sections=("mix", "custody", "lengths", "average"),
    options={"show": tuple(value for value, _ in SHOWN)},
)

layout = bind(PAGE, __name__)
