"""One table of several measures by year, for charts that draw them together."""

from __future__ import annotations

from collections.abc import Sequence

from charts.series import of_year, published_years
from charts.subtitle import subtitle
from charts.tables import Table, cell
from charts.tables import table as table_of
from charts.words import capital, offence_name, year_phrase
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


def compared_words(result: Result, others: Sequence[Result]) -> str:
    """The last published value of a ratio beside those of others in the same year.

    For example ``Custody rate in 2019: breach of protective order 36%, all offences 7%.``; empty
    where the others have none in that year.
    """
    years = published_years(result)
    if not years:
        return ""
    found = [_told(one, years[-1]) for one in (result, *others)]
    if len(told := [text for text in found if text]) < 2:
        return ""
    when = year_phrase(years[-1], result.selection.basis)
    return f"{capital(result.measure.label)} {when}: {', '.join(told)}."


def _told(result: Result, year: int) -> str:
    found = [one for one in of_year(result, year) if one.value is not None]
    if not found:
        return ""
    unit = " months" if result.measure.unit == "months" else ""
    return f"{offence_name(result.selection.offences)} {cell(result, found[0])}{unit}"


def _cells(result: Result) -> dict[str, str]:
    return {str(result.key(one, "year")): cell(result, one) for one in result.observations}
