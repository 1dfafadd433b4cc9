"""Breaches for each 100 orders made: two national figures of the same year, never of an area."""

from __future__ import annotations

from dataclasses import dataclass

from outcomes.orders import OrdersMade, orders_of
from outcomes.queries import answer
from outcomes.result import NOT_MEANINGFUL, Result
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
NO_FIGURE = "No figure of these orders is held here."
NO_BREACHES = "The loaded edition does not publish breaches of them for this year, in both courts."
MADE_UP_BREACHES = "Real figures of orders do not stand beside made-up breaches."


@dataclass(frozen=True, slots=True)
class Breaches:
    """Breaches of orders of one kind in the year in which so many were made.

    Attributes:
        made: the orders.
        breaches: how many; None where the edition does not publish it.
        counted: what is counted as a breach.
        source: title of the source of the breaches.
        refused: why there is no ratio; empty where there is one.
    """

    made: OrdersMade
    breaches: int | None
    counted: str
    source: str
    refused: str = ""

    @property
    def per_100(self) -> float | None:
        """Breaches for each 100 orders of the year; None where either is missing."""
        if self.breaches is None or not self.made.orders:
            return None
        return self.breaches / self.made.orders * HUNDRED


def breaches_of(loaded: LoadedEdition, made: OrdersMade) -> Breaches:
    """Breaches in the year in which orders were made, in England and Wales, both courts.

    One measure for all years of a kind: the one that is published for the most years, convictions
    before those sentenced. Figures that cover magistrates' courts only, or that record no
    acquittal, are not taken.
    """
    others = [one for one in orders_of(loaded) if one.order == made.order]
    return _breaches([made, *others], loaded)[0]


def breaches_per_100(loaded: LoadedEdition) -> tuple[Breaches, ...]:
    """``breaches_of`` each of ``orders_of``, in the same order; each offence is asked for once."""
    found: list[Breaches] = []
    every = orders_of(loaded)
    for kind in dict.fromkeys(one.order for one in every):
        found += _breaches([one for one in every if one.order == kind], loaded)
    return tuple(found)


def _breaches(kind: list[OrdersMade], loaded: LoadedEdition) -> list[Breaches]:
    """The same for orders of one kind."""
    refused = [_refused(made, loaded) for made in kind]
    years = {made.year for made, why in zip(kind, refused, strict=True) if made.year and not why}
    known = _published(loaded, kind[0].offence, years) if years else {}
    found = []
    for made, why in zip(kind, refused, strict=True):
        one = known.get(made.year or 0)
        if why or one is None:
            found.append(Breaches(made, None, "", "", why or NO_BREACHES))
        else:
            found.append(Breaches(made, *one))
    return found


def _refused(made: OrdersMade, loaded: LoadedEdition) -> str:
    """Why breaches may not be set against these orders, or nothing."""
    if made.year is None or not made.orders:
        return made.no_ratio or NO_FIGURE
    if loaded.edition.demonstration and not made.source:
        return MADE_UP_BREACHES
    return made.no_ratio


def _published(
    loaded: LoadedEdition, offence: str, years: set[int]
) -> dict[int, tuple[int, str, str]]:
    """Breaches by year, with what is counted and the source, of the measure with most years."""
    best: dict[int, tuple[int, str, str]] = {}
    for measure, counted in BREACHES:
        chosen = Selection(
            measure=measure,
            offences=(offence,),
            from_year=min(years),
            to_year=max(years),
            basis=CALENDAR,
            by=("year",),
        )
        found = _by_year(loaded, answer(loaded, chosen), counted)
        found = {year: one for year, one in found.items() if year in years}
        best = found if len(found) > len(best) else best
    return best


def _by_year(
    loaded: LoadedEdition, result: Result, counted: str
) -> dict[int, tuple[int, str, str]]:
    found = {}
    for one in result.observations:
        if one.value is None or one.status == NOT_MEANINGFUL or one.source is None:
            continue
        if not _magistrates_only(loaded, one.source, result.measure.table):
            title = loaded.edition.source_by_id[one.source].title
            found[int(one.keys[0])] = (int(one.value), counted, title)
    return found


def _magistrates_only(loaded: LoadedEdition, source: str, table: str) -> bool:
    return any(
        one.courts == MAGISTRATES
        for one in loaded.edition.coverage
        if one.source == source and one.table == table
    )
