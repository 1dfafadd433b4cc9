"""One police force area on one printable page: prosecutions, convictions, sentences, people."""

from __future__ import annotations

from charts.describe import table
from charts.headline import headline
from charts.joined import joined_table
from charts.mix import mix
from charts.mix_table import mix_table
from charts.people import people
from charts.people_table import people_table
from charts.rate_tables import with_rate
from charts.rates import rate_beside
from charts.ratio import ratio
from charts.readings import READINGS
from charts.screens import drawn, said
from charts.subtitle import by_year
from charts.trend import trend
from outcomes.queries import answer
from outcomes.rates import per_residents
from outcomes.reference import read_reference
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from ui import controls
from ui.binding import bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.key_figures import KeyFigure, key_figures
from ui.links import with_selection
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

MORE = {
    "prosecutions": ("/prosecutions", "Compare with other areas"),
    "conviction_ratio": ("/convictions", "Compare with other areas"),
    "custody_rate": ("/sentencing", "Sentences in full"),
}


def fields(asked: Asked) -> tuple[Field, ...]:
    """Offence and years; the area is the page's own."""
    edition = asked.loaded.edition
    return (
        controls.offence_field(OFFENCE),
        *controls.year_fields(controls.years_covered(edition, "proceedings", "sentences")),
        *controls.basis_field(edition),
        controls.fixed_area_field(asked.selection),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """Key figures, then four charts, each with its table."""
    chosen = controls.one_area(asked.selection)
    results = {name: answer(asked.loaded, chosen.but(measure=name)) for name in MORE}
    convictions = answer(asked.loaded, chosen.but(measure="convictions"))
    given = answer(asked.loaded, chosen.but(measure="sentenced", by=("year", "sentence_outcome")))
    who = _who(asked.loaded, chosen)
    first, law = results["prosecutions"], read_reference("law")
    rate = per_residents(asked.loaded, first)
    sections = {
        "trend": _trend_section(first, convictions, rate),
        "ratio": _ratio_section(results["conviction_ratio"]),
        "mix": Section(
            drawn(lambda canvas: mix(given, law=law, canvas=canvas)),
            mix_table(given),
            "Sentences given",
            folded=True,
            reading=READINGS["mix"],
        ),
        "people": Section(
            drawn(lambda canvas: people(who, canvas=canvas)),
            people_table(who),
            f"Sex and age of those prosecuted, {who.selection.to_year or 'no year'}",
            folded=True,
            reading=READINGS["people"],
        ),
    }
    beside = {"prosecutions": rate_beside(rate)}
    lead = (key_figures([_figure(results[name], beside.get(name, "")) for name in MORE]),)
    charts = (first, results["conviction_ratio"], given, who)
    words = said(charts, figures=(results["custody_rate"],), beside=(rate,))
    return Panel(words, sections, first.selection, first.edition, lead)


def _who(loaded: LoadedEdition, chosen: Selection) -> Result:
    last = controls.one_year(loaded, chosen)
    return answer(loaded, last.but(by=("sex", "age_range")))


def _trend_section(prosecutions: Result, convictions: Result, rate: Result) -> Section:
    both, law = (prosecutions, convictions), read_reference("law")
    return Section(
        drawn(lambda canvas: trend(both, law=law, canvas=canvas)),
        with_rate(joined_table(both), rate),
        by_year("Prosecutions and convictions", both),
        reading=READINGS["trend"],
    )


def _ratio_section(result: Result) -> Section:
    law = read_reference("law")
    return Section(
        drawn(lambda canvas: ratio(result, law=law, canvas=canvas)),
        table(result),
        by_year("Conviction ratio", result),
        folded=True,
        reading=READINGS["ratio"],
    )


def _figure(result: Result, beside: str) -> KeyFigure:
    last, (path, more) = headline(result), MORE[result.measure.name]
    address = with_selection(path, result.selection)
    told = (last.name, last.value, last.change, last.line, last.breaks)
    return KeyFigure(*told, address, more, beside)


PAGE = Page(
    name="area",
    path="/areas",
    title="Police force area",
    intro="Cases dealt with in this police force area, on one page.",
    fields=fields,
    render=render,
    defaults=usual("prosecutions"),
    sections=("trend", "ratio", "mix", "people"),
    of_place=True,
)

layout = bind(PAGE, __name__)
