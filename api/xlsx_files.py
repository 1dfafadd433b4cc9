"""XLSX of a spreadsheet: every cell is written with its kind stated, so none is a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.books import LANGUAGE, Book, Sheet, SheetTable

# The same bytes for the same figures: a file has no time of its own, its edition has.
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
PROPERTIES = "docProps/core.xml"
FORMS = {"count": "#,##0", "share": "0.0%", "months": "#,##0.0", "year": "0", "text": "@"}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_bytes(book: Book) -> bytes:
    """The whole file."""
    content = io.BytesIO()
    workbook = Workbook(content, OPTIONS)
    workbook.set_properties({"title": book.title, "author": book.author, "created": MADE})
    styles = {name: workbook.add_format({"num_format": form}) for name, form in FORMS.items()}
    styles["text"].set_text_wrap()
    styles["text"].set_align("top")
    styles["title"] = workbook.add_format({"bold": True, "font_size": 15})
    styles["header"] = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    styles["link"] = workbook.get_default_url_format()
    for sheet in book.sheets:
        _write_sheet(workbook.add_worksheet(sheet.name), sheet, styles)
    workbook.close()
    return _with_language(content.getvalue())


def _write_sheet(worksheet: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    worksheet.write_string(0, 0, sheet.title, styles["title"])
    for row, line in enumerate(sheet.lines, start=1):
        worksheet.write_string(row, 0, line)
    if sheet.table is None:
        worksheet.set_column(0, 0, 100)
        return
    _write_table(worksheet, sheet.table, len(sheet.lines) + 1, styles)


def _write_table(
    worksheet: Worksheet, table: SheetTable, top: int, styles: dict[str, Format]
) -> None:
    for place, column in enumerate(table.columns):
        worksheet.set_column(place, place, column.width)
    if table.rows:
        _mark_table(worksheet, table, top, styles)
    else:
        # A marked table has at least one row, which would be blank.
        for place, column in enumerate(table.columns):
            worksheet.write_string(top, place, column.header, styles["header"])
    forms = [styles[column.form] for column in table.columns]
    for row, cells in enumerate(table.rows, start=top + 1):
        for place, cell in enumerate(cells):
            _write_cell(worksheet, (row, place), cell, forms[place])
        if table.leads_to_sheets:
            address = f"internal:'{cells[0]}'!A1"
            worksheet.write_url(row, 0, address, styles["link"], str(cells[0]))


def _mark_table(
    worksheet: Worksheet, table: SheetTable, top: int, styles: dict[str, Format]
) -> None:
    headers = [
        {"header": column.header, "header_format": styles["header"]} for column in table.columns
    ]
    worksheet.add_table(
        top,
        0,
        top + len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"table_{table.name}",
            "columns": headers,
            "autofilter": False,
            "style": None,
            "description": table.description,
        },
    )


def _write_cell(
    worksheet: Worksheet, place: tuple[int, int], cell: str | float, form: Format
) -> None:
    if isinstance(cell, str):
        worksheet.write_string(*place, cell, form)
    else:
        worksheet.write_number(*place, cell, form)


def _with_language(content: bytes) -> bytes:
    """The file with its language among the document properties, which the writer leaves out."""
    out = io.BytesIO()
    stated = f"<dc:language>{escape(LANGUAGE)}</dc:language></cp:coreProperties>".encode()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.namelist():
            part = before.read(member)
            if member == PROPERTIES:
                part = part.replace(b"</cp:coreProperties>", stated)
            after.writestr(zipfile.ZipInfo(member, ZIP_TIME), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
