"""``/api/v1/recorded-crime``, ``/residents`` and ``/orders``: the figures around the courts'."""

from __future__ import annotations

from flask import Response

from api.observations import send_rows, wanted_format
from api.problems import refuse_parameters
from api.selecting import given_parameters
from outcomes.neighbour_measures import AROUND_TABLES, ORDERS, NeighbourTable
from outcomes.neighbour_selection import parameters_of, read_around
from outcomes.neighbours import RECORDED_CRIME, RESIDENTS
from outcomes.selection import unknown_parameters


def get_recorded_crime(suffix: str = "json") -> Response:
    """Crimes that the police recorded, by area, offence, year and outcome."""
    return _rows(AROUND_TABLES[RECORDED_CRIME], suffix)


def get_residents(suffix: str = "json") -> Response:
    """Residents by area and year."""
    return _rows(AROUND_TABLES[RESIDENTS], suffix)


def get_orders(suffix: str = "json") -> Response:
    """Orders made in England and Wales by kind and year, and breaches for each 100 of them."""
    return _rows(AROUND_TABLES[ORDERS], suffix)


def _rows(table: NeighbourTable, suffix: str) -> Response:
    """The rows of a table in a format.

    An edition without such figures answers with no rows and a notice that says so.

    Raises:
        Refused: for a parameter, value, edition or size that cannot be answered.
    """
    format_ = wanted_format(suffix)
    given = given_parameters()
    unknown = unknown_parameters(given, (*parameters_of(table), *format_.parameters))
    selection, problems = read_around(given, table)
    if unknown or problems:
        raise refuse_parameters((*unknown, *problems))
    return send_rows(format_, given, selection, rate=False)
