"""The remarks on an answer of recorded crime, residents or orders: above all what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes.breaches import NOT_SHARE
from outcomes.neighbour_measures import ORDERS, table_of
from outcomes.neighbours import RECORDED_CRIME, RESIDENTS
from outcomes.notices import DEMONSTRATION
from outcomes.order_rows import orders_without_figure
from outcomes.result import NOT_PUBLISHED, Notice, Observation
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import slugify

MOST_NAMED = 4
MISSING = {
    RECORDED_CRIME: "No file of recorded crime is in this edition, so there are no rows.",
    RESIDENTS: "No estimates of residents are in this edition, so there are no rows.",
}
NO_REAL_ORDERS = (
    "This edition is made up, its orders too: real figures of orders do not stand beside made-up "
    "breaches."
)
CITED = (
    "Orders of family courts come from the Ministry's table, where the edition has it. Other "
    "figures were given in published answers and tables, each with its citation; they are held "
    "outside the edition and are not revised with it."
)
STANDING = {
    RECORDED_CRIME: (
        "The year runs from April to March. “So far” is the state when the source was published.",
        "England and Wales includes bodies without an area, such as the British Transport Police.",
    ),
    RESIDENTS: ("Estimates are for 30 June of the year.",),
    ORDERS: (CITED,),
}


def notices_around(
    loaded: LoadedEdition, asked: Selection, found: Sequence[Observation]
) -> tuple[Notice, ...]:
    """Every notice of an answer, warnings first."""
    table = table_of(asked.measure)
    name = table.name if table else ""
    notices = [
        *([DEMONSTRATION] if loaded.edition.demonstration else []),
        *_missing(loaded, name),
        *_not_published(loaded, name, asked, found),
        *(Notice(f"about-{name.replace('_', '-')}", text) for text in STANDING[name]),
    ]
    if asked.measure == "breaches_per_100_orders":
        notices.append(Notice("not-a-share", NOT_SHARE))
    return tuple(sorted(notices, key=lambda notice: notice.level != "warning"))


def _missing(loaded: LoadedEdition, name: str) -> Iterator[Notice]:
    if name == ORDERS:
        if loaded.edition.demonstration:
            yield Notice("no-orders", NO_REAL_ORDERS, "warning")
        return
    if not loaded.neighbours.of(name):
        yield Notice(f"no-{name.replace('_', '-')}", MISSING[name], "warning")


def _not_published(
    loaded: LoadedEdition, name: str, asked: Selection, found: Sequence[Observation]
) -> Iterator[Notice]:
    if name == ORDERS:
        yield from _orders_without_figure(loaded, asked)
        return
    lost = [one for one in found if one.status == NOT_PUBLISHED]
    if not lost:
        return
    years = loaded.neighbours.years(name)
    where, when = asked.by.index("area"), asked.by.index("year")
    places = list(dict.fromkeys(str(one.keys[where]) for one in lost))
    gaps = sorted({int(one.keys[when]) for one in lost})
    named = " and ".join(places) if len(places) <= MOST_NAMED else f"{len(places)} areas"
    text = (
        f"Not published in the loaded edition for {named} in {_span(gaps)}. The edition has "
        f"{_span(years)}."
    )
    yield Notice("not-published", text, "warning")


def _span(years: Sequence[int]) -> str:
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else "".join(map(str, years))


def _orders_without_figure(loaded: LoadedEdition, asked: Selection) -> Iterator[Notice]:
    for made in orders_without_figure(loaded):
        if slugify(made.order) in asked.offences:
            cited = f" See {made.citation}." if made.citation else ""
            text = f"{made.order.capitalize()}: no figure is held here.{cited}"
            yield Notice("no-figure", text, "warning")
