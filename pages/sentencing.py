"""Sentences given, custody rate, and lengths of custody."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from charts.empty import why_undrawn
from charts.joined import compared_table, compared_words
from charts.lengths import lengths, lengths_table
from charts.mix import mix
from charts.mix_table import mix_table
from charts.rates import rate_line
from charts.ratio import ratio
from charts.readings import READINGS
from charts.screens import drawn, said
from charts.words import capital, offence_phrase
from outcomes import offences
from outcomes.comparisons import compared_with
from outcomes.penalties import Penalty, penalties_of
from outcomes.queries import answer
from outcomes.rates import per_residents
from outcomes.reference import read_reference
from outcomes.result import Result
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

SHOWN = (("shares", "Shares"), ("counts", "Numbers"))
ANY_OFFENCE = "Each offence has a longest sentence of its own: choose one to see it."
NOT_HELD = "The longest sentence that the law allows for this offence is not held here."
LONGEST = "The longest imprisonment that the law allows, which says nothing of what is usual:"
NOBODY = "Nobody was given immediate custody."
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
    rate = per_residents(asked.loaded, answer(asked.loaded, chosen.but(by=("year",))))
    custody = answer(asked.loaded, chosen.but(measure="custody_rate", by=("year",)))
    average = answer(asked.loaded, chosen.but(measure="acsl_months", by=("year",)))
    last = given.selection.to_year
    spread = chosen.but(from_year=last, to_year=last, by=("year", "custodial_length"))
    shares, law = asked.options["show"] == "shares", read_reference("law")
    sections = {
        "mix": Section(
            drawn(lambda canvas: mix(given, shares=shares, law=law, canvas=canvas)),
            mix_table(given),
            caption=rate_line(rate),
            reading=READINGS["mix"],
            why=why_undrawn(given),
        ),
        "custody": _compared_section(
            "How often custody was given", custody, compared_with(asked.loaded, custody)
        ),
        "lengths": _lengths_section(answer(asked.loaded, spread)),
        "average": _compared_section(
            "Average custodial sentence length", average, compared_with(asked.loaded, average)
        ),
    }
    shown = (given, custody) if average.is_empty else (given, custody, average)
    words = said(shown, quoted=(rate,))
    return Panel(words, sections, given.selection, given.edition)


def _compared_section(heading: str, result: Result, others: Sequence[Result]) -> Section:
    """A ratio, beside that of its offence group and of all offences."""
    law = read_reference("law")
    chart = drawn(lambda canvas: ratio([result, *others], law=law, canvas=canvas))
    said = compared_words(result, others)
    words = [html.P(said)] if said else []
    shown = compared_table(result, others)
    section = Section(chart, shown, heading, words, folded=True, reading=READINGS["ratio"])
    return section.unless(why_undrawn(result))


def _lengths_section(result: Result) -> Section:
    year = result.selection.to_year
    heading = f"How long custody was, {year}" if year else "How long custody was"
    chart = drawn(lambda canvas: lengths(result, canvas=canvas))
    words = _longest(result.selection.offences)
    shown = lengths_table(result)
    section = Section(chart, shown, heading, words, folded=True, reading=READINGS["lengths"])
    return section.unless("" if shown.rows else why_undrawn(result) or NOBODY)


def _longest(chosen: Sequence[str]) -> list[Component]:
    """The maximum of each offence, with the section of the Act."""
    if offences.ALL_OFFENCES in chosen:
        return [html.P(ANY_OFFENCE)]
    found = penalties_of(chosen)
    if not found:
        return [html.P(NOT_HELD)]
    return [html.P(LONGEST), html.Ul([html.Li(_penalty(one)) for one in found])]


def _penalty(one: Penalty) -> list[Component | str]:
    where = "on indictment" if one.on_indictment else "tried by magistrates’ courts only"
    before = f" ({one.earlier})" if one.earlier else ""
    told = f"{capital(offence_phrase([one.offence]))}: {one.longest}{before}, {where}. "
    return [told, html.A(one.section, href=one.source), "."]


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
