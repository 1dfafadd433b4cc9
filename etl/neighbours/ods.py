"""Reads the sheets of an OpenDocument spreadsheet as rows of text, without trusting it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from etl.problems import source_error
from etl.reading.archive import ZIP_TROUBLE

SPREADSHEET_MEMBER = "content.xml"
MOST_BYTES = 1 << 30
MOST_CELLS = 20_000_000
MOST_COLUMNS = 16_384
# Blank rows in a row; a sheet with more between its rows is none of ours.
MOST_BLANK_ROWS = 10_000
PIECE = 1 << 20
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")

Table = tuple[str, list[list[str]]]


def read_ods(path: Path) -> list[Table]:
    """Name and rows of each sheet; blank cells at the ends of rows are left out.

    Blank rows before others are there, empty, so that a row's place is its number in the sheet.
    Numbers come as they are stored, not as they are shown.

    Raises:
        SourceError: ``ODS_CORRUPT``, or ``ZIP_BOMB`` when it is too big.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_declarations
    try:
        with zipfile.ZipFile(path) as archive, archive.open(SPREADSHEET_MEMBER) as stream:
            left = MOST_BYTES
            while piece := stream.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise source_error("ZIP_BOMB", "the spreadsheet is too big")
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (*ZIP_TROUBLE, expat.ExpatError) as error:
        message = f"the spreadsheet cannot be read ({error})"
        raise source_error("ODS_CORRUPT", message, hint="Fetch the file again") from error
    return reader.tables


def _refuse_declarations(*_: object) -> None:
    raise source_error("ODS_CORRUPT", "the spreadsheet declares entities, which none needs")


@dataclass
class _Reader:
    """Collects cells as the parser meets them."""

    tables: list[Table] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    rows_alike: int = 1
    blank_rows: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: list[str] | None = None
    paragraphs: int = 0
    cells: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self.tables.append((attributes.get(f"{_TABLE}name", ""), []))
            self.blank_rows = 0
        elif name == f"{_TABLE}table-row":
            self.row = []
            self.rows_alike = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        elif name in _CELLS:
            self.attributes, self.words, self.paragraphs = attributes, [], 0
        elif name == f"{_TEXT}p" and self.words is not None:
            self.paragraphs += 1
            if self.paragraphs > 1:
                self.words.append(" ")
        elif name == f"{_TEXT}s" and self.words is not None:
            self.words.append(" ")

    def text(self, text: str) -> None:
        if self.words is not None and self.paragraphs:
            self.words.append(text)

    def end(self, name: str) -> None:
        if name in _CELLS and self.words is not None:
            self._cell("".join(self.words))
            self.words = None
        elif name == f"{_TABLE}table-row" and self.tables:
            self._row(self.tables[-1][1])

    def _row(self, rows: list[list[str]]) -> None:
        while self.row and not self.row[-1]:
            self.row.pop()
        if not self.row:
            self.blank_rows += self.rows_alike
            return
        if self.blank_rows > MOST_BLANK_ROWS:
            raise source_error("ODS_CORRUPT", "the spreadsheet has too many blank rows")
        self.cells += (self.rows_alike - 1) * len(self.row)
        if self.cells > MOST_CELLS:
            raise source_error("ZIP_BOMB", "the spreadsheet has too many cells")
        rows.extend([] for _ in range(self.blank_rows))
        rows.extend([self.row] * self.rows_alike)
        self.blank_rows = 0

    def _cell(self, shown: str) -> None:
        kind = self.attributes.get(f"{_OFFICE}value-type")
        stored = self.attributes.get(f"{_OFFICE}value", shown)
        written = _whole(stored) if kind == "float" else shown.strip()
        times = int(self.attributes.get(f"{_TABLE}number-columns-repeated", "1"))
        if not written:
            times = min(times, 64)
        self.cells += times
        if self.cells > MOST_CELLS or len(self.row) + times > MOST_COLUMNS:
            raise source_error("ZIP_BOMB", "the spreadsheet has too many cells")
        self.row.extend([written] * times)


def _whole(stored: str) -> str:
    """``2019.0`` as ``2019``; other numbers as they are."""
    return stored.removesuffix(".0")
