"""``/rows``: the rows of a selection as a page, for those who follow a number."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response

from api.answers import answer_selection
from api.documents import page
from api.provenance import DEMONSTRATION, source_of, title_of
from api.selecting import Page, given_parameters, wanted_edition, wanted_selection
from charts.notes import notes
from charts.tables import table
from stories.claims import ROWS_ADDRESS

DESCRIPTION = "The rows behind a figure, with their source, notes and receipt."
MOST_SHOWN = 2_000
FILES = (("CSV", "csv"), ("Excel (XLSX)", "xlsx"), ("OpenDocument (ODS)", "ods"), ("JSON", "json"))


def get_rows() -> Response:
    """The rows of a selection, as pages write them.

    Raises:
        Refused: as ``/api/v1/observations.json`` does.
    """
    selection = wanted_selection(given_parameters())
    answered = answer_selection(wanted_edition(selection), selection, Page(most=MOST_SHOWN))
    result = answered.result
    query = urlencode(result.selection.but(edition=result.edition.id).to_params(), safe=",")
    edition = result.edition
    return page(
        "rows",
        title_of(result),
        DESCRIPTION,
        table=table(result),
        notes=notes(result),
        source=source_of(result),
        edition=f"{edition.label} ({edition.id})",
        mark=DEMONSTRATION if edition.demonstration else "",
        receipt=answered.receipt,
        files=[(label, f"/api/v1/observations.{suffix}?{query}") for label, suffix in FILES],
    )


def shown_rows(html: str) -> str:
    """HTML whose links to rows as files lead to rows as a page."""
    return html.replace(f'href="{ROWS_ADDRESS}?', 'href="/rows?')
