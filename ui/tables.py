"""Tables as pages show them: real tables, with caption and scopes, that scroll alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dash import html
from dash.development.base_component import Component

from ui.cells import Cell, Heading, Row
from ui.markup import attributes


class TableText(Protocol):
    """A table as text, ready to be shown: newest year first."""

    @property
    def caption(self) -> str:
        """What the table shows."""

    @property
    def headers(self) -> Sequence[str]:
        """One header a column."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """One text a column; the first is the row's heading."""


@dataclass(frozen=True)
class Listing:
    """A table of text: caption, headers, rows; the first column heads the rows."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


def table_component(table: TableText, part: str = "") -> Component:
    """A table with caption and scopes, in a region that scrolls alone on a narrow screen.

    Args:
        table: what it shows.
        part: the heading above it, which tells its region from others with the same caption.
    """
    head = html.Thead(Row([Heading(text, scope="col") for text in table.headers]))
    body = html.Tbody(
        [Row([Heading(row[0], scope="row"), *map(Cell, row[1:])]) for row in table.rows]
    )
    whole = html.Table([html.Caption(table.caption), head, body])
    return html.Div(
        whole,
        className="table-frame",
        role="region",
        tabIndex="0",
        **attributes(aria_label=f"{part or 'Table'}: {table.caption}"),
    )


def listing(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Component:
    """A table of words rather than numbers."""
    shown = Listing(caption, headers, rows)
    return html.Div(table_component(shown), className="of-words")
