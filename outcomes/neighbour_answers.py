"""Answers selections of the figures around the courts': recorded crime, residents, orders made.

A selection is the courts' kind with a measure of ``outcomes.neighbour_measures``; its
``offences`` are words of recorded offences or kinds of orders. Areas, kinds and years are always
told apart, never added up; areas above the 43 are sums of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from outcomes import areas
from outcomes.errors import TooManyRows
from outcomes.neighbour_measures import AROUND_MEASURES, NeighbourTable, table_of
from outcomes.neighbour_notices import notices_around
from outcomes.neighbours import RECORDED_CRIME, RESIDENTS, Neighbours
from outcomes.order_rows import order_kinds, order_rows
from outcomes.rates import residents_of
from outcomes.recorded import Recorded, outcome_order, recorded_in, recorded_offences
from outcomes.result import NOT_PUBLISHED, PUBLISHED, Key, Observation, Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition

Rows = Iterable[Observation]


def answer_around(loaded: LoadedEdition, selection: Selection, most: int | None = None) -> Result:
    """Answer a selection of recorded crime, residents or orders made from one edition.

    Args:
        loaded: the edition; it may have none of these tables.
        selection: measure, kinds (``offences``), areas, years, and ``by`` with a further key.
        most: the most observations that are wanted, or None for any number.

    Returns:
        One observation for each area, kind and year asked for, and each outcome where asked;
        none at all where the edition has no such table. Notices say what is missing.

    Raises:
        TooManyRows: when there would be more observations than ``most``.
        KeyError: for a measure that is none of these.
    """
    measure = AROUND_MEASURES[selection.measure]
    table = table_of(selection.measure)
    if table is None:
        raise KeyError(selection.measure)
    asked = _filled(loaded, table, selection)
    if most is not None and (size := _size(asked)) > most:
        raise TooManyRows(size)
    found = tuple(_READERS[table.name](loaded, asked))
    return Result(
        selection=asked,
        measure=measure,
        by=asked.by,
        observations=found,
        notices=notices_around(loaded, asked, found),
        edition=loaded.edition,
        sources=tuple(dict.fromkeys(one.source for one in found if one.source)),
    )


def kinds_of(table: NeighbourTable) -> tuple[str, ...]:
    """The kinds that can be chosen in a table; empty where nothing is told apart by kind."""
    if table.name == RECORDED_CRIME:
        return tuple(recorded_offences())
    return order_kinds() if table.kind else ()


def _filled(loaded: LoadedEdition, table: NeighbourTable, selection: Selection) -> Selection:
    """The selection with kinds, years and basis written out."""
    more = (table.more,) if table.more and table.more in selection.by else ()
    years = _published(loaded, table, selection)
    first = selection.from_year or (years[0] if years else None)
    last = selection.to_year or (years[-1] if years else None)
    if first is not None and last is not None and first > last:
        first = last = selection.from_year or last
    return selection.but(
        offences=tuple(one for one in selection.offences if one in kinds_of(table)),
        areas=selection.areas if table.of_areas else (areas.ENGLAND_AND_WALES,),
        from_year=first,
        to_year=last,
        basis=table.basis,
        by=(*table.by, *more),
    )


def _published(
    loaded: LoadedEdition, table: NeighbourTable, selection: Selection
) -> tuple[int, ...]:
    if table.name in (RECORDED_CRIME, RESIDENTS):
        return loaded.neighbours.years(table.name)
    return tuple(sorted({int(one.keys[1]) for one in order_rows(loaded, selection)}))


def _years(asked: Selection) -> range:
    if asked.from_year is None or asked.to_year is None:
        return range(0)
    return range(asked.from_year, asked.to_year + 1)


def _size(asked: Selection) -> int:
    words = len(outcome_order()) if "outcome" in asked.by else 1
    return len(asked.areas) * max(1, len(asked.offences)) * len(_years(asked)) * words


def _residents(loaded: LoadedEdition, asked: Selection) -> Iterator[Observation]:
    neighbours = loaded.neighbours
    if not neighbours.of(RESIDENTS):
        return
    for slug, year in product(asked.areas, _years(asked)):
        number = residents_of(neighbours, slug, year)
        yield _counted((areas.areas()[slug].name, year), number, _supplied(neighbours, slug, year))


def _supplied(neighbours: Neighbours, slug: str, year: int) -> str | None:
    """The source of an area's residents; ``residents_of`` takes care that there is one only."""
    found = (neighbours.residents.get((name, year)) for name in areas.members(slug))
    return next((one[1] for one in found if one), None)


def _recorded(loaded: LoadedEdition, asked: Selection) -> Iterator[Observation]:
    if not loaded.neighbours.of(RECORDED_CRIME):
        return
    for slug, kind, year in product(asked.areas, asked.offences, _years(asked)):
        found = recorded_in(loaded.neighbours, recorded_offences()[kind], slug, year)
        keys = areas.areas()[slug].name, kind, year
        if asked.measure == "charges":
            given = (found.charges, found.charges_source) if found else (None, None)
            yield _counted(keys, *given)
        elif "outcome" in asked.by:
            yield from _by_outcome(keys, found)
        else:
            yield _counted(keys, *((found.offences, found.source) if found else (None, None)))


def _by_outcome(keys: tuple[Key, ...], found: Recorded | None) -> Iterator[Observation]:
    for word in outcome_order():
        number = found.by_outcome.get(word) if found else None
        yield _counted((*keys, word), number, found.source if found else None)


def _counted(keys: tuple[Key, ...], number: int | None, source: str | None) -> Observation:
    if number is None:
        return Observation(keys, None, None, None, NOT_PUBLISHED, None)
    return Observation(keys, number, None, None, PUBLISHED, source or None)


def _orders(loaded: LoadedEdition, asked: Selection) -> Iterator[Observation]:
    years = _years(asked)
    return (one for one in order_rows(loaded, asked) if one.keys[1] in years)


_READERS: dict[str, Callable[[LoadedEdition, Selection], Rows]] = {
    RECORDED_CRIME: _recorded,
    RESIDENTS: _residents,
    "orders": _orders,
}
