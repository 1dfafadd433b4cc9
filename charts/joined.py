"""One table of several measures by year, for charts that draw them together."""

from __future__ import annotations

from collections.abc import Sequence

from charts.subtitle import subtitle
from charts.tables import Table, cell
from charts.tables import table as table_of
from charts.words import capital, offence_name
from outcomes import numbers
from outcomes.result import Result


def joined_table(results: Sequence[Result]) -> Table:
    """The years of several results broken down by year alone, a column a measure.

    Newest year first; a year that one of them lacks is shown as not published there.
    """
    columns = [_cells(result) for result in results]
    years = sorted({year for column in columns for year in column}, reverse=True)
    rows = tuple(
        (year, *(column.get(year, numbers.NOT_AVAILABLE) for column in columns)) for year in years
    )
    labels = [result.measure.label for result in results]
    caption = subtitle(results[0], measure=" and ".join(labels))
    year_header = table_of(results[0]).headers[0]
    return Table(caption, (year_header, *(label.capitalize() for label in labels)), rows)


def compared_table(result: Result, others: Sequence[Result]) -> Table:
    """The table of a ratio by year, with the same ratio of other offences in further columns."""
    first = table_of(result)
    columns = [_cells(other) for other in others]
    rows = tuple(
        (*row, *(column.get(row[0], numbers.NOT_AVAILABLE) for column in columns))
        for row in first.rows
    )
    heads = (capital(offence_name(other.selection.offences)) for other in others)
    return Table(first.caption, (*first.headers, *heads), rows)


def _cells(result: Result) -> dict[str, str]:
    return {str(result.key(one, "year")): cell(result, one) for one in result.observations}
