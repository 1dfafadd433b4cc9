"""Orders made, and breaches for each 100 of them."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from charts.order_words import (
    OrderWords,
    counted_words,
    made_table,
    orders_finding,
    ratio_table,
    reasons,
    years_said,
)
from charts.orders import made_bars, ratio_bars
from charts.screens import Said, drawn
from charts.source import LICENCE
from outcomes.breaches import NOT_SHARE, Breaches, breaches_per_100
from outcomes.breaks import break_notice, method_breaks
from outcomes.family_tables import NON_MOLESTATION, OCCUPATION
from outcomes.neighbour_answers import answer_around
from outcomes.neighbours import FAMILY_ORDERS
from outcomes.order_rows import order_kinds, order_name
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import CALENDAR, slugify
from ui import controls
from ui import elements as html
from ui.binding import bind
from ui.context import Asked
from ui.controls import capital
from ui.defaults import usual
from ui.page import Page
from ui.panel import Panel, Section
from ui.selection_form import Field

NOTES = (
    (
        "Both figures are of England and Wales as a whole. Orders are not published by police "
        "force area, so there is no such ratio for an area."
    ),
    (
        "Calendar years: an order counts in the year in which it was made, a breach in the year in "
        "which its case was dealt with."
    ),
    (
        "Orders are counted, not people: one person can be given several, and applications in one "
        "case can lead to several orders."
    ),
)
NONE_LOADED = (
    "No table of family courts’ orders is in this edition. The figures below are published ones, "
    "each with its source."
)
MADE_UP = (
    "These orders are made up, like the breaches. Real figures of orders do not stand beside "
    "made-up breaches."
)


def fields(asked: Asked) -> tuple[Field, ...]:
    """Kind of order."""
    labels = tuple((kind, capital(order_name(kind))) for kind in order_kinds())
    return (
        controls.radio_field("order", "Kind of order", labels),
        controls.edition_field(asked.selection),
    )


def render(asked: Asked) -> Panel:
    """Breaches for each 100 orders, and the orders, of one kind by year."""
    loaded, kind = asked.loaded, asked.options["order"]
    found = [one for one in breaches_per_100(loaded) if slugify(one.made.order) == kind]
    words = OrderWords(order_name(kind), _source(loaded, found), loaded.edition.demonstration)
    ratios = _rows(loaded, kind, "breaches_per_100_orders")
    made = _rows(loaded, kind, "orders_made")
    held = any(one.made.orders is not None for one in found)
    sections = {
        "ratio": Section(
            drawn(lambda canvas: ratio_bars(found, words, rows=ratios, canvas=canvas)),
            ratio_table(found, words) if held else None,
            heading="Breaches per 100 orders made in the same year",
            words=[html.P(NOT_SHARE), *(html.P(line) for line in counted_words(found))],
        ),
        "made": Section(
            drawn(lambda canvas: made_bars(found, words, rows=made, canvas=canvas)),
            made_table(found, words) if held else None,
            heading="Orders made",
            words=_linked(found),
        ),
    }
    said = Said(
        orders_finding(found, words),
        f"{capital(words.kind)}, England and Wales, calendar years",
        (*_standing(loaded, found), *reasons(found)),
        (*NOTES, *_break(found)),
        (words.source,),
    )
    return Panel(
        said,
        sections,
        asked.selection,
        loaded.edition,
        of_courts=False,
        title=f"Orders made: {words.kind}",
    )


def _standing(loaded: LoadedEdition, found: Sequence[Breaches]) -> tuple[str, ...]:
    if loaded.edition.demonstration:
        return (MADE_UP,)
    of_families = any(one.made.order in (NON_MOLESTATION, OCCUPATION) for one in found)
    return (NONE_LOADED,) if of_families and not loaded.neighbours.of(FAMILY_ORDERS) else ()


def _break(found: Sequence[Breaches]) -> tuple[str, ...]:
    years = [one.made.year for one in found if one.made.year and one.breaches is not None]
    return (break_notice().text,) if method_breaks(years, CALENDAR) else ()


def _rows(loaded: LoadedEdition, kind: str, measure: str) -> tuple[Result, ...]:
    """The figures as rows to take away."""
    return (answer_around(loaded, Selection(measure=measure, offences=(kind,))),)


def _source(loaded: LoadedEdition, found: Sequence[Breaches]) -> str:
    if loaded.edition.demonstration:
        return (
            "Source: demonstration data, made up by a generator; not official statistics. "
            f"Edition {loaded.edition.id}."
        )
    titles = [one.source for one in found if one.source]
    cited = [one.made.citation for one in found if one.made.orders is not None]
    named = "; ".join(dict.fromkeys([*cited, *titles])) or "none"
    return f"Source: {named}. Edition {loaded.edition.id}. {LICENCE}"


def _linked(found: Sequence[Breaches]) -> list[Component]:
    """What is counted, and where the figures of which years can be read."""
    years: dict[tuple[str, str, str], list[int]] = {}
    for one in found:
        if one.made.orders is not None:
            key = capital(one.made.unit), one.made.citation, one.made.url
            years.setdefault(key, []).append(one.made.year or 0)
    return [
        html.P([f"{years_said(when)}: {unit}. ", html.A(cited, href=url) if url else cited, "."])
        for (unit, cited, url), when in years.items()
    ]


PAGE = Page(
    name="orders",
    path="/orders",
    title="Orders made",
    intro=(
        "How many protective orders the courts made, and how many breaches were dealt with in the "
        "same year."
    ),
    fields=fields,
    render=render,
    defaults=usual("convictions"),
    sections=("ratio", "made"),
    options={"order": order_kinds()},
)

layout = bind(PAGE, __name__)
