"""The guide: the orders and their breach, how charts are read, what they cannot tell, the words."""

from __future__ import annotations

from dash.development.base_component import Component

from charts.law import long_date_of
from charts.readings import READINGS
from outcomes import offences
from outcomes.penalties import penalties_of
from outcomes.reference import read_reference
from outcomes.store import LoadedEdition
from ui import controls
from ui import elements as html
from ui.binding import bind_plain
from ui.page import PlainPage
from ui.tables import listing
from ui.words import contents, part

PARTS = (
    ("orders", "The orders, and what breach is"),
    ("dates", "Dates of the law"),
    ("charts", "How to read the charts"),
    ("cannot", "What this site cannot tell you"),
    ("glossary", "Glossary"),
)
FACTS = (
    ("Made under", "made_under"),
    ("Breach", "breach"),
    ("Law on breach", "breach_under"),
    ("Since", "since"),
)
LONGEST = "Longest imprisonment on indictment"
NO_OFFENCE = "None: it is not an offence"
HEADERS = ("Order", "Law on breach", "Since", LONGEST)
SUMMARILY = (
    "In a magistrates’ court the longest imprisonment is six months for breach of a restraining "
    "order. It is the court’s general limit, which has changed over the years, for breach of a "
    "non-molestation, stalking protection or domestic abuse protection order."
)
CANNOT = (
    (
        "How many orders are broken. Only breaches that came to court, and were the principal "
        "offence of their case, are counted."
    ),
    "How many people were protected, or for how long. Orders made are counted elsewhere.",
    "Who the victims were. The source says nothing about them.",
    (
        "Whether the same person came back. Each case is an occasion; someone dealt with twice in "
        "a year counts twice."
    ),
    "Where the offence happened, or where anyone lives. The area is where the case was dealt with.",
    (
        "Why a figure changed. Recording, police work, prosecutors’ decisions, court "
        "backlogs and the law all move it."
    ),
    "Whether one area is better than another. Areas differ in residents, recording and courts.",
    "What is happening now. The newest year is the newest that the Ministry has published.",
)


def content(_: LoadedEdition) -> list[Component]:
    """The parts of the page; they are the same for every edition."""
    made = (_orders(), _dates(), _readings(), _cannot(), _glossary())
    parts = [
        part(heading, name, *inner) for (name, heading), inner in zip(PARTS, made, strict=True)
    ]
    return [contents(PARTS), *parts]


def _orders() -> list[Component]:
    rows = read_reference("protective_orders")
    columns = ("name", "breach_under", "since")
    cells = [(*(row[column] for column in columns), _longest(row)) for row in rows]
    table = listing("Breach of each order", HEADERS, cells)
    summarily = html.P(_sourced("orders", "summarily", SUMMARILY))
    return [table, summarily, *(_order(row) for row in rows)]


def _order(row: dict[str, str]) -> Component:
    facts = [
        one
        for label, column in FACTS
        for one in (html.Dt(label), html.Dd(_sourced(row["slug"], column, _upper(row[column]))))
    ]
    longest = _sourced(row["slug"], "maximum", _upper(_longest(row)))
    facts += [html.Dt(LONGEST), html.Dd(longest)]
    counted = [html.Dt("Counted here as"), html.Dd(_counted(row["counted_as"]))]
    source = html.P(html.A(f"{row['name']}: the law’s own text", href=row["source"]))
    what = html.P(_sourced(row["slug"], "what", row["what"]))
    parts = [html.H3(row["name"], id=row["slug"]), what]
    return html.Section([*parts, html.Dl([*facts, *counted], className="facts"), source])


def _longest(row: dict[str, str]) -> str:
    found = penalties_of([row["counted_as"]]) if row["counted_as"] else ()
    return controls.capital(found[0].longest) if found else NO_OFFENCE


def _sourced(about: str, fact: str, text: str) -> list[Component | str]:
    """A fact with links to where it was read, in brackets."""
    found = [
        html.A(row["title"], href=row["url"])
        for row in read_reference("law_sources")
        if (row["about"], row["fact"]) == (about, fact)
    ]
    if not found:
        return [text]
    listed = [part for link in found for part in ("; ", link)][1:]
    return [f"{text} ", html.Span(["[", *listed, "]"], className="read-in")]


def _counted(slug: str) -> Component | str:
    if not slug:
        return "Not counted."
    label = offences.label_of(slug)
    if offences.offences()[slug].parent:
        return f"{label}: inside “other public order offences”, shown apart in few files."
    return html.A(label, href=f"/prosecutions?offence={slug}")


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _dates() -> list[Component]:
    items = []
    for row in read_reference("law"):
        told = _sourced(row["slug"], "what", row["what"])
        items += [html.Dt(f"{long_date_of(row)}: {row['title']}"), html.Dd(told)]
    return [html.Dl(items), html.P("No date by itself says that it caused a change.")]


def _readings() -> list[Component]:
    return [
        html.Section(
            [
                html.H3(one.name),
                *(html.P(text) for text in one.how),
                html.P([html.Strong("It cannot tell: "), one.cannot]),
            ]
        )
        for one in READINGS.values()
    ]


def _cannot() -> list[Component]:
    methods = html.P(["More on what is counted: ", html.A("Methods", href="/methods"), "."])
    return [html.Ul([html.Li(text) for text in CANNOT]), methods]


def _glossary() -> list[Component]:
    rows = read_reference("glossary")
    return [
        html.Dl([one for row in rows for one in (html.Dt(row["term"]), html.Dd(row["meaning"]))])
    ]


PAGE = PlainPage(
    "guide",
    "/guide",
    "Guide",
    "The orders and what breaking them is, how charts are read, and what figures cannot tell.",
)

layout = bind_plain(PAGE, __name__, content)
