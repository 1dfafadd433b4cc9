"""Orders made in England and Wales, by kind and year.

Orders of family courts come from the edition, where it has their table. Other figures stand in
``data/reference/orders_made.csv``, each with its citation. A kind of order without a figure is
listed there too, so that its absence is said and not overlooked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from outcomes.neighbours import FAMILY_ORDERS
from outcomes.reference import read_reference
from outcomes.store import LoadedEdition


@dataclass(frozen=True, slots=True)
class OrdersMade:
    """Orders of one kind made in England and Wales in one year.

    Attributes:
        order: kind of order, plural.
        year: calendar year; None where no figure is held for the kind.
        orders: how many were made; None likewise.
        offence: slug of the offence of breaching one; empty for none.
        citation: who published the figure, where and when.
        url: where it can be read.
        unit: what is counted, in the source's words.
        no_ratio: why breaches cannot be set against these orders; empty where they can.
        source: identifier of the source in the edition; empty for a published figure.
    """

    order: str
    year: int | None
    orders: int | None
    offence: str
    citation: str
    url: str
    unit: str = ""
    no_ratio: str = ""
    source: str = ""


@cache
def orders_made() -> tuple[OrdersMade, ...]:
    """Every published figure of the reference table, and every kind without one."""
    return tuple(
        OrdersMade(
            row["order"],
            int(row["year"]) if row["year"] else None,
            int(row["orders"]) if row["orders"] else None,
            row["offence"],
            ", ".join(row[name] for name in ("publication", "date", "place") if row[name]),
            row["url"],
            row["unit"],
            row["no_ratio"],
        )
        for row in read_reference("orders_made")
    )


def orders_of(loaded: LoadedEdition) -> tuple[OrdersMade, ...]:
    """The orders of an edition and the published ones, by kind as the reference table, and year.

    A year that the edition has is taken from it alone. A kind without any figure has one row that
    says so. A demonstration has its own made-up orders only.
    """
    held = {(one.order, one.year): one for one in _of_edition(loaded)}
    if not loaded.edition.demonstration:
        published = ((one.order, one.year) for one in orders_made())
        held = dict(zip(published, orders_made(), strict=True)) | held
    found: list[OrdersMade] = []
    for kind in dict.fromkeys(one.order for one in orders_made()):
        counted = [one for one in held.values() if one.order == kind and one.orders is not None]
        first = next(one for one in orders_made() if one.order == kind)
        without = replace(first, year=None, orders=None)
        found += sorted(counted, key=lambda one: one.year or 0) or [without]
    return tuple(found)


def _collection() -> str:
    """The page where the Ministry lists its statistics of family courts."""
    pages = {row["slug"]: row["page"] for row in read_reference("publishers")}
    return pages["family-court-statistics-quarterly"]


def _of_edition(loaded: LoadedEdition) -> list[OrdersMade]:
    kinds = {one.order: one for one in orders_made()}
    publishers = {one.source: one.publisher for one in loaded.neighbours.of(FAMILY_ORDERS)}
    found = []
    for (order, year), one in loaded.neighbours.family_orders.items():
        source = loaded.edition.source_by_id[one.source]
        kind = replace(kinds[order], year=year, orders=one.made, source=one.source)
        cited = f"{publishers[one.source]}, {source.title}"
        url = "" if loaded.edition.demonstration else source.url or _collection()
        found.append(replace(kind, citation=cited, url=url))
    return found
