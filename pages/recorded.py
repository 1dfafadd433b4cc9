"""Crimes that the police recorded, and the ladder from there to prison, for one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.readings import READINGS
from charts.recorded import area_bars, areas_table, outcome_bars, outcomes_table
from charts.recorded_words import (
    RecordedWords,
    crimes_per_residents,
    recorded_finding,
    recorded_words,
)
from charts.recorded_years import recorded_years, years_notes, years_table
from charts.screens import Said, drawn
from charts.subtitle import by_year as heading_by_year
from outcomes.areas import police_force_areas
from outcomes.ladder import ladder
from outcomes.law import LawChange
from outcomes.neighbour_answers import answer_around
from outcomes.neighbours import RECORDED_CRIME
from outcomes.recorded import (
    Recorded,
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
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked
from ui.defaults import usual
from ui.ladder_told import ladder_told
from ui.page import Page
from ui.panel import Panel, Section
from ui.routes import PLACE_PREFIX
from ui.selection_form import Field

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


@dataclass(frozen=True)
class _Chosen:
    """One recorded offence, area and year (None: no year is loaded), and their words."""

    loaded: LoadedEdition
    offence: RecordedOffence
    area: str
    year: int | None
    words: RecordedWords


def render(asked: Asked) -> Panel:
    """The ladder, what became of the crimes, and the areas beside each other."""
    years = asked.loaded.neighbours.years(RECORDED_CRIME)
    chosen = _chosen(asked, years)
    loaded, offence, words, year = chosen.loaded, chosen.offence, chosen.words, chosen.year
    found = recorded_in(loaded.neighbours, offence, chosen.area, year) if year else None
    by_year, changes = _by_year(chosen), recording_changes(offence.slug)
    sections = {
        "outcomes": _outcomes(chosen, found),
        "years": _years(words, by_year, changes),
        "areas": _areas(chosen, found),
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
    rungs = ladder(loaded, offence, chosen.area, year) if year else ()
    lead = ladder_told(rungs, f"{words.what}, {words.where}")
    return Panel(said, sections, asked.selection, loaded.edition, lead, of_courts=False)


def _chosen(asked: Asked, years: Sequence[int]) -> _Chosen:
    area, offence = asked.selection.areas[0], recorded_offences()[asked.options["recorded"]]
    year = asked.selection.to_year or (years[-1] if years else None)
    words = recorded_words(asked.loaded, offence, area, year)
    return _Chosen(asked.loaded, offence, area, year, words)


def _outcomes(chosen: _Chosen, found: Recorded | None) -> Section:
    words, rows = chosen.words, _rows(chosen, (chosen.area,))
    return Section(
        drawn(lambda canvas: outcome_bars(found, words, rows=rows, canvas=canvas)),
        outcomes_table(found, words),
        heading="What became of the crimes recorded in the year",
        folded=True,
        reading=READINGS["outcomes"],
    )


def _years(
    words: RecordedWords, by_year: tuple[Result, ...], changes: Sequence[LawChange]
) -> Section:
    return Section(
        drawn(lambda canvas: recorded_years(by_year, words, changes, canvas=canvas)),
        years_table(by_year, words),
        heading=heading_by_year("Crimes recorded", by_year),
        folded=True,
        reading=READINGS["recorded"],
    )


def _areas(chosen: _Chosen, found: Recorded | None) -> Section:
    around, area, words = chosen.loaded.neighbours, chosen.area, chosen.words
    every = recorded_by_area(around, chosen.offence, chosen.year)
    rows = _rows(chosen, tuple(one.slug for one in police_force_areas()))
    whose = crime_rates(around, {area: found} if found else {}, chosen.year).get(area)
    return Section(
        drawn(lambda canvas: area_bars(every, words, area, rows=rows, canvas=canvas)),
        areas_table(every, words, crime_rates(around, every, chosen.year)),
        heading="Crimes recorded by area",
        words=[html.P("Large areas record more: the order says little about them.")],
        caption=crimes_per_residents(words, whose),
        folded=True,
        leads=PLACE_PREFIX,
        reading=READINGS["recorded-areas"],
    )


def _rows(chosen: _Chosen, slugs: tuple[str, ...]) -> tuple[Result, ...]:
    """Crimes recorded by outcome, and charges, as rows to take away."""
    loaded, year = chosen.loaded, chosen.year
    asked = Selection(offences=(chosen.offence.slug,), areas=slugs, from_year=year, to_year=year)
    crimes = answer_around(loaded, asked.but(measure="offences_recorded", by=("outcome",)))
    if crimes.is_empty:
        crimes = answer_around(loaded, asked.but(measure="offences_recorded"))
    return crimes, answer_around(loaded, asked.but(measure="charges"))


def _by_year(chosen: _Chosen) -> tuple[Result, ...]:
    """Crimes recorded and charges in every year that any source has."""
    asked = Selection(offences=(chosen.offence.slug,), areas=(chosen.area,))
    return tuple(answer_around(chosen.loaded, asked.but(measure=one)) for one in COUNTED)


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
