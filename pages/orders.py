"""Orders made, and breaches for each 100 of them."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from outcomes import numbers
from outcomes.breaches import NOT_SHARE, Breaches, breaches_of
from outcomes.neighbour_answers import answer_around
from outcomes.neighbour_measures import ORDERS
from outcomes.neighbour_selection import measures_of
from outcomes.order_rows import order_kinds
from outcomes.orders import OrdersMade, orders_made
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from ui.binding import PlainPage, bind_plain
from ui.tables import listing
from ui.taking import edition_words, table_actions
from ui.words import contents, part

MADE_UP = (
    "This edition is made up. Real figures of orders do not stand beside made-up breaches: they "
    "are shown, each with its citation, as soon as an edition of official figures is loaded."
)
LICENSED = (
    "Source: the answers and tables named below for orders; Ministry of Justice for breaches. Open "
    "Government Licence v3.0. Edition:"
)
PARTS = (
    ("ratio", "Breaches per 100 orders"),
    ("missing", "Orders without a figure here"),
    ("sources", "Where the figures of orders come from"),
)


def content(loaded: LoadedEdition) -> list[Component]:
    """The parts of the page, for the edition that is served."""
    counted = [made for made in orders_made() if made.orders is not None]
    if loaded.edition.demonstration:
        return [html.P(MADE_UP)]
    made = (_ratios(loaded, counted), _missing(), _sources(counted))
    parts = [
        part(heading, name, *inner) for (name, heading), inner in zip(PARTS, made, strict=True)
    ]
    return [contents(PARTS), *parts]


def _ratios(loaded: LoadedEdition, counted: list[OrdersMade]) -> list[Component]:
    found = sorted(
        (breaches_of(loaded, made) for made in counted),
        key=lambda one: (one.made.order, -(one.made.year or 0)),
    )
    headers = (
        "Year", "Order", "Orders made", "Breaches", "Breaches per 100 orders",
        "What counts as a breach", "Source of the breaches",
    )  # fmt: skip
    rows = [_row(one) for one in found]
    caption = "Orders made and breaches in the same year, England and Wales, calendar years"
    signs = html.P(f"{numbers.NOT_AVAILABLE} not published in the loaded edition.")
    source = html.P(f"{LICENSED} {edition_words(loaded.edition)}", className="source")
    return [html.P(NOT_SHARE), listing(caption, headers, rows), signs, source, _rows(loaded)]


def _rows(loaded: LoadedEdition) -> Component:
    """The table's figures as rows to take away, with their receipts."""
    every = Selection(offences=order_kinds())
    measures = measures_of(ORDERS)
    return table_actions([answer_around(loaded, every.but(measure=one)) for one in measures])


def _row(one: Breaches) -> tuple[str, ...]:
    ratio = one.per_100
    return (
        str(one.made.year),
        one.made.order.capitalize(),
        numbers.count(one.made.orders or 0),
        numbers.NOT_AVAILABLE if one.breaches is None else numbers.count(one.breaches),
        numbers.NOT_AVAILABLE if ratio is None else numbers.months(ratio),
        one.counted.capitalize() or "–",
        one.source or "–",
    )


def _missing() -> list[Component]:
    items = []
    for made in orders_made():
        if made.orders is None:
            first = f"{made.order.capitalize()}: no figure is held here, so no ratio can be given. "
            link = html.A(made.citation, href=made.url) if made.url else None
            items.append(html.Li([first, link]))
    return [html.Ul(items)]


def _sources(counted: list[OrdersMade]) -> list[Component]:
    items = [
        html.Li(
            [
                f"{made.order.capitalize()}, {made.year}: {numbers.count(made.orders or 0)}. ",
                html.A(made.citation, href=made.url),
                ".",
            ]
        )
        for made in counted
    ]
    words = (
        "These figures were given in answers to Parliament. They are held in a table of this site "
        "and not in the edition, and are not revised with it."
    )
    return [html.P(words), html.Ul(items)]


PAGE = PlainPage(
    "orders",
    "/orders",
    "Orders made",
    "How many protective orders the courts made, and how many breaches came before them.",
)

layout = bind_plain(PAGE, __name__, content)
