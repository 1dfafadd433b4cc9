"""Crimes that the police recorded, and the ladder from there to prison, for one area."""

from __future__ import annotations

from dash.development.base_component import Component

from charts.readings import READINGS
from charts.recorded import area_bars, areas_table, outcome_bars, outcomes_table
from charts.recorded_words import RecordedWords, crimes_per_residents, recorded_finding
from charts.recorded_years import recorded_years, years_notes, years_table
from charts.screens import Said, drawn
from charts.source import LICENCE
from charts.subtitle import by_year as heading_by_year
from outcomes import numbers
from outcomes.areas import areas, police_force_areas
from outcomes.ladder import NOT_FUNNEL, Rung, ladder
from outcomes.neighbour_answers import answer_around
from outcomes.neighbours import RECORDED_CRIME
from outcomes.rates import estimate_year
from outcomes.recorded import (
    RecordedOffence,
    crime_rates,
    recorded_by_area,
    recorded_in,
    recorded_offences,
    recording_changes,
)
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import MARCH
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked
from ui.defaults import usual
from ui.page import Page
from ui.panel import Panel, Section
from ui.routes import PLACE_PREFIX
from ui.selection_form import Field
from ui.tables import listing

NOTES = (
    "The year runs from April to March. It is never put into one series with calendar years.",
    (
        "A recorded crime is counted where and when the police recorded it, a court case where it "
        "was dealt with."
    ),
    (
        "“So far” is the state when the source was published: crimes of the last months may still "
        "lead to a charge. A correction of an earlier quarter can make a small number negative."
    ),
    "England and Wales includes the British Transport Police, which has no area of its own.",
)
COUNTED = ("offences_recorded", "charges")
NONE_LOADED = "No file of recorded crime is in this edition. Every other page works without it."


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence as the police record it, area, year."""
    labels = tuple((slug, one.label) for slug, one in recorded_offences().items())
    return (
        controls.radio_field("recorded", "Recorded offence", labels),
        controls.area_field("england-and-wales"),
        controls.year_field(asked.loaded.neighbours.years(RECORDED_CRIME)),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """The ladder, what became of the crimes, and the areas beside each other."""
    loaded, slug = asked.loaded, asked.selection.areas[0]
    offence = recorded_offences()[asked.options["recorded"]]
    years = loaded.neighbours.years(RECORDED_CRIME)
    year = asked.selection.to_year or (years[-1] if years else None)
    found = recorded_in(loaded.neighbours, offence, slug, year) if year else None
    words = _words(loaded, offence, slug, year)
    every = recorded_by_area(loaded.neighbours, offence, year)
    rows = _rows(loaded, offence, (slug,), year)
    by_year = _by_year(loaded, offence, slug)
    whose = crime_rates(loaded.neighbours, {slug: found} if found else {}, year).get(slug)
    changes = recording_changes(offence.slug)
    by_area = _rows(loaded, offence, tuple(one.slug for one in police_force_areas()), year)
    sections = {
        "outcomes": Section(
            drawn(lambda canvas: outcome_bars(found, words, rows=rows, canvas=canvas)),
            outcomes_table(found, words),
            heading="What became of the crimes recorded in the year",
            folded=True,
            reading=READINGS["outcomes"],
        ),
        "years": Section(
            drawn(lambda canvas: recorded_years(by_year, words, changes, canvas=canvas)),
            years_table(by_year, words),
            heading=heading_by_year("Crimes recorded", by_year),
            folded=True,
            reading=READINGS["recorded"],
        ),
        "areas": Section(
            drawn(lambda canvas: area_bars(every, words, slug, rows=by_area, canvas=canvas)),
            areas_table(every, words, crime_rates(loaded.neighbours, every, year)),
            heading="Crimes recorded by area",
            words=[html.P("Large areas record more: the order says little about them.")],
            caption=crimes_per_residents(words, whose),
            folded=True,
            leads=PLACE_PREFIX,
            reading=READINGS["recorded-areas"],
        ),
    }
    if not years:
        sections = {name: one.left_out() for name, one in sections.items()}
    said = Said(
        recorded_finding(found, words),
        f"{words.what}, {words.where}, {words.when}",
        () if years else (NONE_LOADED,),
        (*years_notes(by_year, changes), *NOTES),
        (words.source,),
    )
    lead = _ladder(ladder(loaded, offence, slug, year), words) if year else ()
    return Panel(said, sections, asked.selection, loaded.edition, lead, of_courts=False)


def _words(
    loaded: LoadedEdition, offence: RecordedOffence, slug: str, year: int | None
) -> RecordedWords:
    when = f"year ending March {year}" if year else "any year"
    edition = loaded.edition
    covered = loaded.neighbours.of(RECORDED_CRIME)
    titles = [f"{one.publisher}, {edition.source_by_id[one.source].title}" for one in covered]
    source = f"Source: {'; '.join(titles) or 'none loaded'}. Edition {edition.id}. {LICENCE}"
    if edition.demonstration:
        source = (
            "Source: demonstration data, made up by a generator; not official statistics. "
            f"Edition {edition.id}."
        )
    middle = f"mid-{estimate_year(year, MARCH)}" if year else ""
    where = areas()[slug].name
    return RecordedWords(offence.label, where, when, middle, source, edition.demonstration)


def _rows(
    loaded: LoadedEdition, offence: RecordedOffence, slugs: tuple[str, ...], year: int | None
) -> tuple[Result, ...]:
    """Crimes recorded by outcome, and charges, as rows to take away."""
    asked = Selection(offences=(offence.slug,), areas=slugs, from_year=year, to_year=year)
    crimes = answer_around(loaded, asked.but(measure="offences_recorded", by=("outcome",)))
    if crimes.is_empty:
        crimes = answer_around(loaded, asked.but(measure="offences_recorded"))
    return crimes, answer_around(loaded, asked.but(measure="charges"))


def _by_year(loaded: LoadedEdition, offence: RecordedOffence, slug: str) -> tuple[Result, ...]:
    """Crimes recorded and charges in every year that any source has."""
    asked = Selection(offences=(offence.slug,), areas=(slug,))
    return tuple(answer_around(loaded, asked.but(measure=one)) for one in COUNTED)


def _ladder(rungs: tuple[Rung, ...], words: RecordedWords) -> tuple[Component, ...]:
    rows = [
        (
            rung.name,
            numbers.NOT_AVAILABLE if rung.value is None else numbers.count(rung.value),
            rung.counts,
            rung.period,
            rung.source,
        )
        for rung in rungs
    ]
    caption = f"From crimes recorded to people jailed: {words.what}, {words.where}"
    headers = ("What happened", "Number", "What is counted", "Period", "Source")
    return (
        html.H3("Five counts beside each other"),
        html.P(NOT_FUNNEL),
        listing(caption, headers, rows),
    )


PAGE = Page(
    name="recorded-crime",
    path="/recorded-crime",
    title="Recorded crime",
    intro=(
        "Stalking, harassment and malicious communications that the police recorded, and what "
        "became of them. They stand beside the courts’ figures and are never added to them."
    ),
    fields=fields,
    render=render,
    defaults=usual("prosecutions"),
    sections=("outcomes", "years", "areas"),
    options={"recorded": tuple(recorded_offences())},
    instead_of={"offence": "recorded"},
)

layout = bind(PAGE, __name__)
