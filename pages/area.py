"""One police force area on one printable page: prosecutions, convictions, sentences, people."""

from __future__ import annotations

from charts.describe import table
from charts.headline import headline
from charts.joined import joined_table
from charts.mix import mix
from charts.people import people
from charts.ratio import ratio
from charts.screens import drawn, said
from charts.trend import trend
from outcomes.queries import answer
from outcomes.reference import read_reference
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from ui import controls
from ui.binding import Page, bind
from ui.context import Asked
from ui.defaults import OFFENCE, usual
from ui.key_figures import KeyFigure, key_figures
from ui.links import with_selection
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
    sections = {
        "trend": _trend_section(results["prosecutions"], convictions),
        "ratio": _ratio_section(results["conviction_ratio"]),
        "mix": Section(
            drawn(lambda canvas: mix(given, canvas=canvas)),
            table(given),
            "Sentences given",
            folded=True,
        ),
        "people": Section(
            drawn(lambda canvas: people(who, canvas=canvas)),
            table(who),
            f"Sex and age of those prosecuted, {who.selection.to_year or 'no year'}",
            folded=True,
        ),
    }
    first = results["prosecutions"]
    lead = (key_figures([_figure(results[name], *MORE[name]) for name in MORE]),)
    words = said((*results.values(), given, who))
    return Panel(words, sections, first.selection, first.edition, lead)


def _who(loaded: LoadedEdition, chosen: Selection) -> Result:
    last = controls.one_year(loaded, chosen)
    return answer(loaded, last.but(by=("sex", "age_range")))


def _trend_section(prosecutions: Result, convictions: Result) -> Section:
    both, law = (prosecutions, convictions), read_reference("law")
    chart = drawn(lambda canvas: trend(both, law=law, canvas=canvas))
    return Section(chart, joined_table(both), "Prosecutions and convictions by year")


def _ratio_section(result: Result) -> Section:
    chart = drawn(lambda canvas: ratio(result, canvas=canvas))
    return Section(chart, table(result), "Conviction ratio by year", folded=True)


def _figure(result: Result, path: str, more: str) -> KeyFigure:
    last = headline(result)
    address = with_selection(path, result.selection)
    told = (last.name, last.value, last.change, last.line, last.breaks)
    return KeyFigure(*told, address, more)


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
