"""Orders made, and breaches for each 100 of them: two national figures of the same year.

Figures of orders stand in ``data/reference/orders_made.csv``, each with its citation. A kind of
order without a figure is listed there too, so that its absence is said and not overlooked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from outcomes.queries import answer
from outcomes.reference import read_reference
from outcomes.result import NOT_MEANINGFUL
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import CALENDAR, MAGISTRATES

HUNDRED = 100
# Measures of breaches, the one to be preferred first, with what they count.
BREACHES = (
    ("convictions", "defendants convicted of a breach"),
    ("sentenced", "offenders sentenced for a breach"),
)
NOT_SHARE = (
    "Breaches per 100 orders divides the breaches of a year by the orders made in the same year. "
    "It is not the share of orders that were breached: most breaches are of orders made in earlier "
    "years, one order can be breached more than once, and a breach is counted only where it was "
    "the heaviest offence of its case."
)


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
    """

    order: str
    year: int | None
    orders: int | None
    offence: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class Breaches:
    """Breaches of orders of one kind in the year in which so many were made.

    Attributes:
        made: the orders.
        breaches: how many; None where the edition does not publish it.
        counted: what is counted as a breach.
        source: title of the source of the breaches.
    """

    made: OrdersMade
    breaches: int | None
    counted: str
    source: str

    @property
    def per_100(self) -> float | None:
        """Breaches for each 100 orders of the year; None where either is missing."""
        if self.breaches is None or not self.made.orders:
            return None
        return self.breaches / self.made.orders * HUNDRED


@cache
def orders_made() -> tuple[OrdersMade, ...]:
    """Every row of the table, by kind and year."""
    return tuple(
        OrdersMade(
            row["order"],
            int(row["year"]) if row["year"] else None,
            int(row["orders"]) if row["orders"] else None,
            row["offence"],
            row["citation"],
            row["url"],
        )
        for row in read_reference("orders_made")
    )


def breaches_of(loaded: LoadedEdition, made: OrdersMade) -> Breaches:
    """Breaches in the year in which orders were made, in England and Wales, both courts.

    Convictions where they are published, otherwise those sentenced; figures that cover
    magistrates' courts only, or that record no acquittal, are not taken.
    """
    if made.offence and made.year is not None and made.orders:
        for measure, counted in BREACHES:
            chosen = Selection(
                measure=measure,
                offences=(made.offence,),
                from_year=made.year,
                to_year=made.year,
                basis=CALENDAR,
                by=("year",),
            )
            result = answer(loaded, chosen)
            for one in result.observations:
                if one.value is None or one.status == NOT_MEANINGFUL or one.source is None:
                    continue
                if not _magistrates_only(loaded, one.source, result.measure.table):
                    title = loaded.edition.source_by_id[one.source].title
                    return Breaches(made, int(one.value), counted, title)
    return Breaches(made, None, "", "")


def _magistrates_only(loaded: LoadedEdition, source: str, table: str) -> bool:
    return any(
        one.courts == MAGISTRATES
        for one in loaded.edition.coverage
        if one.source == source and one.table == table
    )
