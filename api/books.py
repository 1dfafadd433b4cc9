"""A spreadsheet as plain data, before it is written as XLSX or ODS."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGE = "en-GB"
NARROWEST, WIDEST = 10, 45

# A row of a table. None of its cells is empty.
Cells = tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        header: its heading.
        form: how its numbers are shown: ``text``, ``count``, ``share``, ``months`` or ``year``.
        width: in characters.
    """

    header: str
    form: str = "text"
    width: int = NARROWEST


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table, marked up as such.

    Attributes:
        name: its name in the file, letters and underscores.
        description: its text alternative.
        columns: headings and forms.
        rows: cells; none is empty.
        leads_to_sheets: whether the first column names sheets to go to.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: list[Cells]
    leads_to_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, lines under it, then at most one table."""

    name: str
    title: str
    lines: tuple[str, ...]
    table: SheetTable | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A whole spreadsheet with its document properties."""

    title: str
    author: str
    sheets: tuple[Sheet, ...]
