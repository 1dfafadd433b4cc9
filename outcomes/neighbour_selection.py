"""Reads addresses of recorded crime, residents and orders made; never raises."""

from __future__ import annotations

from outcomes import areas
from outcomes.errors import ParameterProblem
from outcomes.neighbour_answers import kinds_of
from outcomes.neighbour_measures import AROUND_MEASURES, NeighbourTable
from outcomes.parameters import Parameters, Reading, by_slug
from outcomes.selection import Selection


def measures_of(table: str) -> tuple[str, ...]:
    """Measures of a neighbours' table, the usual one first."""
    return tuple(name for name, one in AROUND_MEASURES.items() if one.table == table)


def parameters_of(table: NeighbourTable) -> tuple[str, ...]:
    """Names of the parameters that an address of a table takes."""
    places = ("area",) if table.of_areas else ()
    kinds = (table.kind,) if table.kind else ()
    more = ("by",) if table.more else ()
    return ("measure", *kinds, *places, "from", "to", *more, "edition")


def usual_kinds(table: NeighbourTable) -> tuple[str, ...]:
    """The kinds of an address that names none: all together where there is such a kind."""
    known = kinds_of(table)
    return known[-1:] if table.kind == "offence" else known


def read_around(
    params: Parameters, table: NeighbourTable
) -> tuple[Selection, tuple[ParameterProblem, ...]]:
    """Read an address of a table; what cannot be read falls back to the default.

    Returns:
        The selection, and a problem for each value that could not be read.
    """
    reading = Reading(params)
    measures = measures_of(table.name)
    first, last = reading.years(None, None)
    usual = (areas.ENGLAND_AND_WALES,)
    kinds = by_slug(kinds_of(table))
    selection = Selection(
        measure=reading.one("measure", by_slug(measures), measures[0]) or measures[0],
        offences=reading.several(table.kind, kinds, usual_kinds(table)) if table.kind else (),
        areas=reading.several("area", by_slug(areas.areas()), usual) if table.of_areas else usual,
        from_year=first,
        to_year=last,
        by=reading.several("by", by_slug((*table.by, table.more)), ()) if table.more else (),
        edition=reading.edition(None),
    )
    if "outcome" in selection.by and selection.measure == "charges":
        reading.refuse("by", "outcome", "Charges are one outcome: they are not broken down by it.")
    return selection, tuple(reading.problems)
