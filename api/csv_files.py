"""CSV: UTF-8 with a byte order mark and CRLF, for spreadsheets and machines alike.

No text cell can become a formula: one that begins like a formula gets an apostrophe in front.
Numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from api.rows import Cell, Row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
BYTE_ORDER_MARK = "\ufeff"


def guarded(cell: Cell) -> str | int | float:
    """A cell as it is written: text that a spreadsheet would run as a formula is disarmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def csv_text(header: Sequence[str], rows: Iterable[Row], heading: Iterable[Row] = ()) -> str:
    """A table as CSV text, without the byte order mark.

    Args:
        header: column names.
        rows: cells in the order of the header.
        heading: rows that stand above the header, with one empty row between.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    above = list(heading)
    writer.writerows([guarded(cell) for cell in row] for row in above)
    if above:
        writer.writerow([])
    writer.writerow([guarded(name) for name in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_bytes(text: str) -> bytes:
    """CSV text as it is sent."""
    return (BYTE_ORDER_MARK + text).encode("utf-8")
