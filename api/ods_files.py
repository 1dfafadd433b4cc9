"""ODS of a spreadsheet: the few parts of OpenDocument that an accessible table needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from api.books import LANGUAGE, Book, Sheet, SheetTable
from api.ods_parts import FORMS, MANIFEST, MIME_TYPE, NAMESPACES, SETTINGS, STYLES, column_style

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def ods_bytes(book: Book) -> bytes:
    """The whole file: the same bytes for the same figures."""
    parts = {
        "mimetype": MIME_TYPE,
        "content.xml": _content(book),
        "styles.xml": STYLES,
        "meta.xml": _meta(book),
        "settings.xml": SETTINGS,
        "META-INF/manifest.xml": MANIFEST,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            kept = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, ZIP_TIME), part.encode("utf-8"), kept)
    return out.getvalue()


def _meta(book: Book) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMESPACES}>'
        f"<office:meta><dc:title>{escape(book.title)}</dc:title>"
        f"<meta:initial-creator>{escape(book.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(book.author)}</dc:creator><dc:language>{LANGUAGE}</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _content(book: Book) -> str:
    widths = sorted({width for sheet in book.sheets for width in _widths(sheet)})
    sheets = "".join("".join(_sheet(sheet)) for sheet in book.sheets)
    ranges = "".join(_range(sheet) for sheet in book.sheets if sheet.table)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{''.join(map(column_style, widths))}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}"
        f"<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _widths(sheet: Sheet) -> list[int]:
    return [column.width for column in sheet.table.columns] if sheet.table else [100]


def _sheet(sheet: Sheet) -> Iterator[str]:
    described = f"<table:title>{escape(sheet.title)}</table:title>"
    if sheet.table:
        described += f"<table:desc>{escape(sheet.table.description)}</table:desc>"
    yield f"<table:table table:name={quoteattr(sheet.name)}>{described}"
    for width in _widths(sheet):
        yield f'<table:table-column table:style-name="width{width}"/>'
    yield _row([_text(sheet.title, "Title")])
    yield from (_row([_text(line, "Line")]) for line in sheet.lines)
    if sheet.table:
        yield from _table(sheet.table)
    yield "</table:table>"


def _table(table: SheetTable) -> Iterator[str]:
    headers = [_text(column.header, "Header") for column in table.columns]
    yield f"<table:table-header-rows>{_row(headers)}</table:table-header-rows>"
    forms = [column.form for column in table.columns]
    for cells in table.rows:
        written = [_cell(cell, form) for cell, form in zip(cells, forms, strict=True)]
        if table.leads_to_sheets:
            written[0] = _link(str(cells[0]))
        yield _row(written)


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: str | float, form: str) -> str:
    if isinstance(cell, str):
        return _text(cell, "Text")
    kind = "percentage" if form == "share" else "float"
    shown = escape(FORMS[form].format(cell))
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{cell!r}" '
        f'table:style-name="{form.capitalize()}"><text:p>{shown}</text:p></table:table-cell>'
    )


def _text(text: str, style: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return (
        f'<table:table-cell office:value-type="string" table:style-name="{style}">'
        f"{lines}</table:table-cell>"
    )


def _link(sheet: str) -> str:
    address = quoteattr(f"#{sheet}.A1")
    return (
        '<table:table-cell office:value-type="string" table:style-name="Text"><text:p>'
        f'<text:a xlink:type="simple" xlink:href={address}>{escape(sheet)}</text:a>'
        "</text:p></table:table-cell>"
    )


def _range(sheet: Sheet) -> str:
    """Marks the table of a sheet, so that programs find it with its header row."""
    table = sheet.table
    if table is None:
        return ""
    top = len(sheet.lines) + 2
    last = f"{column_letters(len(table.columns))}{top + len(table.rows)}"
    address = quoteattr(f"{sheet.name}.A{top}:{sheet.name}.{last}")
    return (
        f'<table:database-range table:name="table_{table.name}" '
        f'table:target-range-address={address} table:display-filter-buttons="false" '
        'table:contains-header="true"/>'
    )


def column_letters(number: int) -> str:
    """The letters of the column with this number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
