"""The formats in which observations leave the site: for each, how an answer is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.answers import Answer
from api.csv_files import csv_bytes, csv_text
from api.heading import heading_of
from api.json_answers import observations_json
from api.ods_files import ods_bytes
from api.ods_parts import MIME_TYPE
from api.parquet_files import parquet_bytes
from api.selecting import MAX_ROWS
from api.sheets import book_of
from api.xlsx_files import xlsx_bytes

# More rows than a person looks at, and as many as are made within some seconds.
SHEET_ROWS = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Writer = Callable[[Answer, bool], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of observations.

    Attributes:
        suffix: the end of addresses and file names.
        media_type: what a response is said to be.
        label: how it is called in text.
        write: makes the whole file of an answer, with a heading above the rows when told.
        download: whether a browser saves it instead of showing it.
        parameters: names that it takes beside a selection's.
        costly: whether making it takes so long that it is bounded in number.
        most_rows: the most rows of one file.
    """

    suffix: str
    media_type: str
    label: str
    write: Writer
    download: bool = True
    parameters: tuple[str, ...] = ("limit", "offset")
    costly: bool = False
    most_rows: int = MAX_ROWS


def _json(answer: Answer, _: bool) -> bytes:
    return observations_json(answer)


def _csv(answer: Answer, heading: bool) -> bytes:
    if not heading:
        return csv_bytes(answer.plain_csv)
    return csv_bytes(csv_text(answer.file_columns, answer.file_rows, heading_of(answer)))


def _xlsx(answer: Answer, _: bool) -> bytes:
    return xlsx_bytes(book_of(answer))


def _ods(answer: Answer, _: bool) -> bytes:
    return ods_bytes(book_of(answer))


def _parquet(answer: Answer, _: bool) -> bytes:
    return parquet_bytes(answer)


FORMATS: dict[str, Format] = {
    one.suffix: one
    for one in (
        Format("json", "application/json", "JSON", _json, download=False),
        Format("csv", "text/csv", "CSV", _csv, parameters=("limit", "offset", "heading")),
        Format("xlsx", XLSX, "Excel (XLSX)", _xlsx, costly=True, most_rows=SHEET_ROWS),
        Format("ods", MIME_TYPE, "OpenDocument (ODS)", _ods, costly=True, most_rows=SHEET_ROWS),
        Format("parquet", "application/vnd.apache.parquet", "Parquet", _parquet, costly=True),
    )
}
