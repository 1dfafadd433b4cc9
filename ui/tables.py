"""Tables as pages show them: real tables, with caption and scopes, that scroll alone.

A whole table is one component. As rows and cells of Dash's own, each of them listens to every
change of the page: the areas page has six hundred, and a phone stood still for seconds over them.
The browser's half is ``assets/table.js``; both halves write the same table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from dash.development.base_component import Component

from ui import elements as html
from ui.component import OwnComponent


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


class Table(OwnComponent):
    """A table with caption and scopes, in a region that scrolls alone on a narrow screen."""

    _type = "Table"
    _prop_names: list[str] = ["caption", "headers", "rows", "label"]  # noqa: RUF012 (Dash reads them so)
    available_properties = _prop_names
    caption: str
    headers: list[str]
    rows: list[list[str]]
    label: str

    def __init__(self, table: TableText, part: str = "") -> None:
        """A table.

        Args:
            table: what it shows.
            part: the heading above it, which tells its region from others with the same caption.
        """
        super().__init__(
            caption=table.caption,
            headers=list(table.headers),
            rows=[list(row) for row in table.rows],
            label=f"{part or 'Table'}: {table.caption}",
        )


def table_html(table: Table) -> str:
    """What ``assets/table.js`` draws, as HTML."""
    head = "".join(f'<th scope="col">{_text(one)}</th>' for one in table.headers)
    body = "".join(_row_html(row) for row in table.rows)
    return (
        f'<div class="table-frame" role="region" tabindex="0" aria-label="{escape(table.label)}">'
        f"<table><caption>{_text(table.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row_html(row: Sequence[str]) -> str:
    cells = "".join(f"<td>{_text(one)}</td>" for one in row[1:])
    return f'<tr><th scope="row">{_text(row[0])}</th>{cells}</tr>'


def _text(text: str) -> str:
    return escape(str(text), quote=False)


def listing(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Component:
    """A table of words rather than numbers."""
    shown = Listing(caption, headers, rows)
    return html.Div(Table(shown), className="of-words")
