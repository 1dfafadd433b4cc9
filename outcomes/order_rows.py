"""Orders made as rows: one a kind and year, with the citation that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes.breaches import Breaches, breaches_per_100
from outcomes.orders import OrdersMade, orders_made, orders_of
from outcomes.result import NOT_PUBLISHED, PUBLISHED, Observation
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import slugify

MADE = "orders_made"


def order_kinds() -> tuple[str, ...]:
    """Words of the kinds of orders that are listed, with and without a figure."""
    return tuple(dict.fromkeys(slugify(one.order) for one in orders_made()))


def order_name(kind: str) -> str:
    """How a kind of orders is called, by its word; KeyError when there is none."""
    return {slugify(one.order): one.order for one in orders_made()}[kind]


def orders_without_figure(loaded: LoadedEdition) -> tuple[OrdersMade, ...]:
    """The kinds of orders for which neither the edition nor the reference table has a figure."""
    return tuple(one for one in orders_of(loaded) if one.orders is None)


def order_rows(loaded: LoadedEdition, selection: Selection) -> Iterator[Observation]:
    """A row for each kind and year of which a figure is held, for the selection's kinds.

    Real figures of orders do not stand beside made-up ones: a demonstration has its own only. The
    source of a row is its citation, and for a ratio the source of the breaches too.
    """
    for found in breaches_per_100(loaded):
        made, kind = found.made, slugify(found.made.order)
        if made.year is None or made.orders is None or kind not in selection.offences:
            continue
        keys = (kind, made.year)
        if selection.measure == MADE:
            source = made.source or made.citation
            yield Observation(keys, made.orders, None, None, PUBLISHED, source)
        else:
            yield _ratio(found, made.orders, keys)


def _ratio(found: Breaches, orders: int, keys: tuple[str, int]) -> Observation:
    cited = found.made.citation
    if found.per_100 is None:
        return Observation(keys, None, None, orders, NOT_PUBLISHED, cited)
    source = f"{found.source} ({found.counted}); {cited}"
    return Observation(keys, found.per_100, found.breaches, orders, PUBLISHED, source)
