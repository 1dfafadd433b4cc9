"""All 43 police force areas in one year: map, ranking, funnel."""

from __future__ import annotations

from dataclasses import replace

from dash.development.base_component import Component

from charts.boundaries import boundary_caption, boundary_map
from charts.describe import table
from charts.dumbbell import dumbbell
from charts.funnel import funnel
from charts.ranking import order_words, ranking
from charts.rate_tables import rate_table, with_rate
from charts.rates import divided_by, earlier_year
from charts.readings import READINGS
from charts.screens import drawn, said
from charts.tilemap import tilemap
from charts.two_years import same_or_missing, two_years_finding, two_years_table
from outcomes.areas import ENGLAND_AND_WALES, police_force_areas
from outcomes.boundaries import read_boundaries
from outcomes.measures import MEASURES
from outcomes.queries import answer
from outcomes.rates import newest_per_residents, per_residents
from outcomes.result import Observation, Result
from outcomes.selection import Selection
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked, current_store
from ui.defaults import OFFENCE, usual
from ui.links import with_selection
from ui.page import Page
from ui.panel import Panel, Section
from ui.routes import PLACE_PREFIX
from ui.selection_form import Field

SHOWN = ("prosecutions", "conviction_ratio", "sentenced", "custody_rate")
COUNTED = (("count", "Numbers"), ("rate", "Per 100,000 residents"))
PATCH = "/my-patch"
# The share that the funnel shows beside each measure.
SHARE_OF = {"prosecutions": "conviction_ratio", "sentenced": "custody_rate"}

SQUARES = "Each square is one area, placed roughly as on the map."


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence, measure, year, area in focus, people."""
    edition = asked.loaded.edition
    labels = tuple((name, controls.capital(MEASURES[name].label)) for name in SHOWN)
    return (
        controls.offence_field(OFFENCE),
        controls.radio_field("measure", "Measure", labels),
        controls.radio_field("show", "Show numbers as", COUNTED),
        controls.focus_field(),
        controls.year_field(
            controls.years_covered(edition, MEASURES[asked.selection.measure].table)
        ),
        controls.earlier_field(
            controls.years_covered(edition, MEASURES[asked.selection.measure].table)
        ),
        controls.sex_field(),
        controls.age_field(),
        *controls.basis_field(edition),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """The tile map, then the areas in order, then how far chance alone would spread them."""
    places = tuple(area.slug for area in police_force_areas())
    focus = next((slug for slug in asked.selection.areas if slug in places), None)
    last = controls.one_year(asked.loaded, asked.selection.but(areas=places))
    counts = answer(asked.loaded, last)
    rate = per_residents(asked.loaded, counts)
    result = _rated(asked, counts) if asked.options["show"] == "rate" else counts
    every = last.but(from_year=result.selection.to_year, to_year=result.selection.to_year)
    share = answer(asked.loaded, every.but(measure=SHARE_OF.get(every.measure, every.measure)))
    whole = _whole(asked, every)
    earlier = _shown(asked, answer(asked.loaded, _earlier(asked, every)))
    sections = {
        "map": Section(
            drawn(lambda canvas: tilemap(result, focus=focus, canvas=canvas)),
            rate_table(result) if result.measure.is_rate else with_rate(table(result), rate),
            words=[html.P(text) for text in earlier_year(result, counts)],
            caption=f"{SQUARES} {divided_by(result)}" if result.measure.is_rate else SQUARES,
            leads=PLACE_PREFIX,
            folded=True,
            reading=READINGS["tilemap"],
        ),
        "boundaries": _boundary_section(result, focus),
        "ranking": Section(
            drawn(lambda canvas: ranking(result, focus, whole=whole, canvas=canvas)),
            None,
            heading="From the highest to the lowest",
            words=[html.P(order_words(result))],
            reading=READINGS["ranking"],
        ),
        "funnel": _funnel_section(share, focus, tabled=share.measure is result.measure),
        "years": _years_section(earlier, result, focus, chosen=bool(asked.selection.from_year)),
    }
    if result.is_empty:
        sections["map"] = sections["map"].left_out()
        sections["boundaries"] = replace(sections["boundaries"], blank=True)
        sections["ranking"] = sections["ranking"].left_out()
    words = said((result, share), beside=(rate,) if rate.measure.is_rate else ())
    return Panel(words, sections, result.selection, result.edition)


def _rated(asked: Asked, counts: Result) -> Result:
    """Counts for each 100,000 residents; of the last year with residents where none is chosen."""
    if counts.measure.is_ratio or asked.selection.to_year:
        return per_residents(asked.loaded, counts)
    return newest_per_residents(asked.loaded, counts)


def _earlier(asked: Asked, every: Selection) -> Selection:
    """The same in the year to compare with: the one chosen, or else the year before."""
    last = every.to_year
    year = asked.selection.from_year or (last - 1 if last else None)
    return every.but(from_year=year, to_year=year)


def _boundary_section(result: Result, focus: str | None) -> Section:
    shapes = read_boundaries(current_store().data_dir)
    return Section(
        drawn(lambda canvas: boundary_map(result, shapes, focus=focus, canvas=canvas)),
        None,
        heading="On the map",
        words=[_links(result.selection)],
        caption=boundary_caption(shapes),
        leads=PLACE_PREFIX if shapes else "",
        reading=READINGS["boundaries"],
    )


def _years_section(earlier: Result, later: Result, focus: str | None, *, chosen: bool) -> Section:
    """Two years side by side; where there are none, why, if the reader chose the earlier one."""
    why = same_or_missing(earlier, later)
    told = why or two_years_finding(earlier, later)
    section = Section(
        drawn(lambda canvas: dumbbell(earlier, later, focus=focus, canvas=canvas)),
        two_years_table(earlier, later),
        heading="Two years side by side",
        words=[html.P(told)],
        folded=True,
        reading=READINGS["dumbbell"],
        blank=bool(why),
    )
    return section if chosen or not why else section.left_out()


def _shown(asked: Asked, result: Result) -> Result:
    return per_residents(asked.loaded, result) if asked.options["show"] == "rate" else result


def _whole(asked: Asked, selection: Selection) -> Observation | None:
    result = _shown(asked, answer(asked.loaded, selection.but(areas=(ENGLAND_AND_WALES,))))
    return result.observations[0] if result.observations else None


def _funnel_section(share: Result, focus: str | None, *, tabled: bool) -> Section:
    label = share.measure.label
    return Section(
        drawn(lambda canvas: funnel(share, focus, canvas=canvas)),
        None if tabled else table(share),
        heading=f"{controls.capital(label)}: which areas differ by more than chance",
        words=[html.P("Small areas vary more by chance alone, so the limits are wider for them.")],
        folded=True,
        reading=READINGS["funnel"],
    )


def _links(selection: Selection) -> Component:
    chosen = with_selection(PLACE_PREFIX, selection).removeprefix(PLACE_PREFIX)
    items = [
        html.Li(html.A(area.name, href=f"{PLACE_PREFIX}{area.slug}{chosen}"))
        for area in police_force_areas()
    ]
    listed = html.Ul(items, className="many")
    which = html.P(["Not sure which? ", html.A("Find it by postcode or council", href=PATCH), "."])
    return html.Details([html.Summary("Open an area’s own page"), which, listed])


PAGE = Page(
    name="areas",
    path="/areas",
    title="Police force areas",
    intro="All 43 areas in one year. The area is where the case was dealt with.",
    fields=fields,
    render=render,
    defaults=usual("prosecutions", ("area",)),
    sections=("map", "boundaries", "ranking", "funnel", "years"),
    measures=SHOWN,
    options={"show": tuple(value for value, _ in COUNTED)},
    places=frozenset({ENGLAND_AND_WALES, *(area.slug for area in police_force_areas())}),
)

layout = bind(PAGE, __name__)
