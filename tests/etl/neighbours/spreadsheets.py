"""Tiny OpenDocument spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

CELL = (
    '<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p></table:table-cell>'
)
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def ods(path: Path, *rows: Sequence[str], before: str = "", name: str = "2018-19") -> Path:
    """A spreadsheet of one sheet; digits are numbers, shown with commas."""
    return ods_of(path, _sheet(name, rows), before)


def sheets(path: Path, tables: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    """A spreadsheet of several sheets, each under its name."""
    return ods_of(path, "".join(_sheet(name, rows) for name, rows in tables.items()))


def ods_of(path: Path, sheets: str, before: str = "") -> Path:
    """A spreadsheet of sheets that are written already."""
    content = f"<?xml version='1.0'?>{before}<office:document-content {SPACES}>{sheets}"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"{content}</office:document-content>")
    return path


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> str:
    written = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{name}">{written}</table:table>'


def _cell(text: str) -> str:
    if text.isdigit():
        return CELL.format(kind="float", value=f' office:value="{text}"', text=f"{int(text):,}")
    return CELL.format(kind="string", value="", text=text)
