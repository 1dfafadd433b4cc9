"""Tables of counts with the rate for each 100,000 residents beside them, or of rates alone."""

from __future__ import annotations

from dataclasses import replace

from charts.keys import key_label
from charts.rates import mid_year
from charts.series import year_of
from charts.tables import Table, cell
from charts.tables import table as table_of
from charts.words import capital
from outcomes import numbers
from outcomes.measures import PER_RESIDENTS
from outcomes.result import Observation, Result
from outcomes.vocabulary import MARCH


def rate_table(rate: Result) -> Table:
    """The table of rates, whose column of residents says the year of the estimate."""
    plain = table_of(rate)
    if not rate.measure.is_rate:
        return plain
    heads = tuple(_residents(rate) if head == "Residents" else head for head in plain.headers)
    return replace(plain, headers=heads)


def with_rate(table: Table, rate: Result) -> Table:
    """A table of counts with the rate and the residents as further columns.

    Args:
        table: its rows are headed by the one key of ``rate``.
        rate: by year or by area alone, divided; without any rate the table stays as it is.
    """
    if not rate.measure.is_rate or rate.is_empty:
        return table
    name = rate.by[0]
    found = {key_label(name, rate.key(one, name)): one for one in rate.observations}
    empty = (numbers.NOT_AVAILABLE,) * 2
    rows = tuple(
        (*row, *(_cells(rate, found[row[0]]) if row[0] in found else empty)) for row in table.rows
    )
    label = capital(PER_RESIDENTS if len(table.headers) == 2 else rate.measure.label)
    return Table(table.caption, (*table.headers, label, _residents(rate)), rows)


def _residents(rate: Result) -> str:
    years = {year_of(rate, one) for one in rate.observations}
    if len(years) == 1:
        return f"Residents, {mid_year(rate, years.pop())}"
    return "Residents" if rate.selection.basis == MARCH else "Residents, mid-year"


def _cells(rate: Result, one: Observation) -> tuple[str, str]:
    if one.denominator is None:
        return cell(rate, one), numbers.NOT_AVAILABLE
    residents = numbers.count(one.denominator)
    several = len({year_of(rate, other) for other in rate.observations}) > 1
    if several and rate.selection.basis == MARCH:
        residents += f" ({mid_year(rate, year_of(rate, one))})"
    return cell(rate, one), residents
