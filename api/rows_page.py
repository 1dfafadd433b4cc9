"""``/rows``: the rows of a selection as pages of a table, for those who follow a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Response

from api.answers import Answer, answer_selection
from api.documents import page
from api.formats import FORMATS
from api.problems import refuse_parameters
from api.provenance import source_of, title_of
from api.selecting import (
    Given,
    Page,
    given_parameters,
    wanted_edition,
    wanted_rate,
    wanted_selection,
)
from charts.notes import notes
from charts.tables import row_count, table
from outcomes.addressed import PER, query_of
from outcomes.errors import ParameterProblem
from outcomes.size import MAX_TOTAL_ROWS
from stories.claims import ROWS_ADDRESS

DESCRIPTION = "The rows behind a figure, with their source, notes and receipt."
PAGE = "page"
ROWS_A_PAGE = 500
FILES = ("csv", "xlsx", "ods", "json")


def get_rows() -> Response:
    """A page of the rows of a selection, as pages of the site write them.

    Raises:
        Refused: as ``/api/v1/observations.json`` does, and for a page that is not there.
    """
    given = given_parameters()
    selection = wanted_selection(given, (PER, PAGE))
    rate = wanted_rate(given, selection)
    loaded = wanted_edition(selection)
    answered = answer_selection(loaded, selection, Page(most=MAX_TOTAL_ROWS), rate=rate)
    result, edition = answered.result, loaded.edition
    query = {**query_of(result), "edition": edition.id}
    rows = row_count(result)
    pages = max(1, -(-rows // ROWS_A_PAGE))
    number = _wanted_number(given, pages)
    start = (number - 1) * ROWS_A_PAGE
    return page(
        "rows",
        f"{title_of(result)}{f' (page {number:,} of {pages:,})' if pages > 1 else ''}",
        DESCRIPTION,
        table=table(result, slice(start, start + ROWS_A_PAGE)),
        range=f"Rows {start + 1:,} to {min(rows, start + ROWS_A_PAGE):,} of {rows:,}",
        pages=[_link(query, one, number, pages) for one in _linked(number, pages)],
        notes=notes(result),
        source=source_of(result),
        edition=f"{edition.label} ({edition.id})",
        receipt=answered.receipt,
        files=list(_files(answered, query)),
    )


def _wanted_number(given: Given, pages: int) -> int:
    values = [value for value in given.get(PAGE, []) if value] or ["1"]
    if len(values) == 1 and re.fullmatch(r"[0-9]{1,6}", values[0]):
        number = int(values[0])
        if 1 <= number <= pages:
            return number
    there_are = f"There are {pages:,} pages." if pages > 1 else "There is one page."
    raise refuse_parameters([ParameterProblem(PAGE, ",".join(values)[:80], there_are)])


def _linked(number: int, pages: int) -> list[int]:
    """The pages that are linked: the first, those beside this one, this one, the last."""
    near = {1, number - 1, number, number + 1, pages}
    return sorted(one for one in near if 1 <= one <= pages) if pages > 1 else []


def _link(query: dict[str, str], one: int, number: int, pages: int) -> dict[str, str]:
    beside = {number - 1: ("Previous", "prev"), number + 1: ("Next", "next")}
    label, rel = beside.get(one, ("", ""))
    if not label:
        label = {1: "First", pages: "Last"}.get(one, "This")
    address = f"/rows?{urlencode({**query, PAGE: str(one)}, safe=',')}"
    return {
        "label": f"{label} page" if one != number else f"Page {number:,} of {pages:,}",
        "rel": rel,
        "address": "" if one == number else address,
        "number": f"{one:,}",
    }


def _files(answered: Answer, query: dict[str, str]) -> Iterator[tuple[str, str]]:
    """All rows as files: in parts where one file does not hold them; only few as spreadsheets."""
    for suffix in FILES:
        format_ = FORMATS[suffix]
        address = f"/api/v1/observations.{suffix}?{urlencode(query, safe=',')}"
        if answered.total <= format_.most_rows:
            yield format_.label, address
        elif not format_.costly:
            for start in range(0, answered.total, format_.most_rows):
                last = min(answered.total, start + format_.most_rows)
                part = f"&limit={format_.most_rows}&offset={start}"
                yield f"{format_.label}, rows {start + 1:,} to {last:,}", f"{address}{part}"


def shown_rows(html: str) -> str:
    """HTML whose links to rows as files lead to rows as a page."""
    return html.replace(f'href="{ROWS_ADDRESS}?', 'href="/rows?')
