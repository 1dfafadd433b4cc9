"""Ways to take figures away: downloads, pictures, link, embed, citation, story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from dash.development.base_component import Component

from outcomes.addressed import PER, RESIDENTS, answer_any, answer_query, rows_path
from outcomes.areas import Area, areas
from outcomes.editions import Edition
from outcomes.measures import MEASURES
from outcomes.neighbour_measures import AROUND_MEASURES
from outcomes.result import Result
from ui import elements as html
from ui.citing import Cited, citations
from ui.context import pinned_edition, public_root
from ui.feeds import feed_address
from ui.markup import attributes
from ui.panel import Panel, Section

# Label, format, and what the address says besides.
ROWS = (
    ("CSV", "csv", ""),
    ("CSV with heading", "csv", "&heading=yes"),
    ("Excel (XLSX)", "xlsx", ""),
    ("OpenDocument (ODS)", "ods", ""),
    ("Parquet", "parquet", ""),
    ("JSON", "json", ""),
)
PICTURES = (("SVG", "svg", ""), ("PNG", "png", ""), ("PNG for print", "png", "&size=print"))
EMBED_HEIGHT = 640
KNOWN = {**MEASURES, **AROUND_MEASURES}


def edition_words(edition: Edition) -> str:
    """The edition by label and name, and that it is made up when it is."""
    made_up = " Made-up figures, not official statistics." if edition.demonstration else ""
    return f"{edition.label} ({edition.id}).{made_up}"


def actions(panel: Panel, page: str) -> Component:
    """Links and buttons; those that need JavaScript are hidden without it."""
    copy = html.Button(
        "Copy link", type="button", className="needs-js", **attributes(data_copies="address")
    )
    parts = [*_downloads(panel), *_story(panel), copy, _embed(panel, page), *_cite(panel, page)]
    label = attributes(aria_label="Take it away")
    return html.Div(parts, className="actions", role="group", **label)


def _downloads(panel: Panel) -> list[Component]:
    """Rows and picture of every chart of the page, all of this very edition."""
    shown = {name: one for name, one in panel.sections.items() if not one.blank}
    items = [_section_item(panel, name, one) for name, one in shown.items()]
    listed = html.Ul(items, className="downloads")
    inside = [html.Summary("Download"), listed]
    return [html.Details(inside, className="downloading")] if items else []


def _section_item(panel: Panel, name: str, section: Section) -> Component:
    heading = section.heading or panel.words.chosen
    first, *_ = panel.sections
    view = panel.view if name == first else f"{panel.view}-{name}"
    lines = [html.P(["Download picture: ", *_spaced(_picture_links(panel, view))])]
    for query in section.chart.queries:
        named = f"Rows{_told_apart(query, section.chart.queries)}: "
        lines.append(html.P([named, *_spaced(_rows_links(panel, query))]))
    return html.Li([html.P(html.Strong(heading)), *lines])


def _told_apart(query: Mapping[str, str], queries: Sequence[Mapping[str, str]]) -> str:
    """What sets one of a chart's queries apart: its measure, or else its area."""
    if len(queries) < 2:
        return ""
    if len({one["measure"] for one in queries}) > 1:
        return f", {KNOWN[query['measure']].label}"
    known = areas()
    return f", {' and '.join(known[slug].name for slug in query['area'].split(','))}"


def _spaced(links: Sequence[Component]) -> list[Component | str]:
    return [part for link in links for part in (link, " ")]


def _rows_links(panel: Panel, query: Mapping[str, str]) -> list[Component]:
    """A chart's rows in every format of the API, of the panel's edition."""
    asked = urlencode({**query, "edition": panel.edition.id}, safe=",")
    return [
        html.A(label, href=f"{rows_path(query['measure'], suffix)}?{asked}{more}")
        for label, suffix, more in ROWS
    ]


def _picture_links(panel: Panel, view: str) -> list[Component]:
    """A chart as a picture in every format, of the panel's edition."""
    asked = urlencode({**panel.query, "edition": panel.edition.id}, safe=",")
    return [
        html.A(label, href=f"/charts/{view}.{suffix}?{asked}{more}")
        for label, suffix, more in PICTURES
    ]


def _story(panel: Panel) -> list[Component]:
    place = areas()[panel.selection.areas[0]]
    if not panel.of_courts:
        return []
    if len(panel.selection.areas) > 1 or not (
        place.is_police_force_area or place.slug == "england-and-wales"
    ):
        return []
    query = {"offence": panel.selection.offences[0], "edition": panel.query.get("edition", "")}
    written = urlencode({name: text for name, text in query.items() if text})
    story = html.A(f"Story pack: {place.name}", href=f"/areas/{place.slug}/story?{written}")
    return [story, *_told(place, panel.selection.offences[0])]


def _told(place: Area, offence: str) -> list[Component]:
    """Where new figures of a place can be read, each time that they come."""
    chosen = urlencode({"offence": offence})
    weekly = f"/areas/{place.slug}/weekly.txt?{chosen}"
    return [
        html.A("New figures as text for an e-mail", href=weekly),
        html.A("New figures as a feed", href=f"{feed_address(place)}&{chosen}"),
    ]


def _embed(panel: Panel, page: str) -> Component:
    pinned = {**panel.query, "edition": panel.edition.id}
    live = {name: text for name, text in panel.query.items() if name != "edition"}
    parts = [
        *_copied("Live: shows new editions when they come", _frame(panel, live), f"{page}-live"),
        *_copied("Pinned: stays with this edition", _frame(panel, pinned), f"{page}-pinned"),
    ]
    return html.Details([html.Summary("Embed"), *parts])


def _frame(panel: Panel, query: Mapping[str, str]) -> str:
    source = f"{public_root()}/embed/{panel.view}?{urlencode(query, safe=',')}"
    return (
        f'<iframe src="{escape(source)}" title="{escape(panel.words.finding)}" width="100%" '
        f'height="{EMBED_HEIGHT}" style="border:0" loading="lazy"></iframe>'
    )


def _cite(panel: Panel, page: str) -> list[Component]:
    """Three styles, each with the edition; nothing where the figures around have no source."""
    result = _cited(panel)
    if not (panel.of_courts or result.sources):
        return []
    pinned = replace(panel, query={**panel.query, "edition": panel.edition.id})
    address = f"{public_root()}{pinned.address}"
    styles = citations(Cited(panel.words.chosen, result, address))
    parts = [
        part
        for place, (style, text) in enumerate(styles, start=1)
        for part in _copied(style, text, f"{page}-citation-{place}")
    ]
    return [html.Details([html.Summary("Cite"), *parts])]


def _cited(panel: Panel) -> Result:
    """The figures of the panel's selection; of figures around the courts', those drawn first."""
    loaded, first = pinned_edition(panel.edition.id), next(iter(panel.queries), {})
    if not panel.of_courts:
        return answer_query(loaded, first)
    rate = first.get(PER) == RESIDENTS
    return answer_any(loaded, panel.selection.but(edition=None), rate=rate)


def _copied(label: str, text: str, name: str) -> list[Component]:
    """A text with a name and a button that copies it."""
    button = html.Button(
        "Copy",
        type="button",
        className="needs-js",
        **attributes(data_copies=name, aria_label=f"Copy: {label}"),
    )
    shown = html.Pre(text, id=name, tabIndex="0", role="group", **attributes(aria_label=label))
    return [html.P([html.Strong(label), " ", button]), shown]
