"""Whole tables of an edition: the Parquet file as published, or as CSV, part by part."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyarrow as pa
from flask import Response
from pyarrow import csv

from api.caching import not_modified, tag_of, tagged
from api.context import pinned_edition
from api.csv_files import BYTE_ORDER_MARK, guarded
from api.limits import count_client
from api.problems import Refused
from api.provenance import DEMONSTRATION_COLUMN
from api.selecting import given_parameters, require_known
from outcomes.errors import EditionUnavailable
from outcomes.slices import Table
from outcomes.store import LoadedEdition

PARQUET = "application/vnd.apache.parquet"
PART_ROWS = 16_384


def get_table(edition: str, table: str, suffix: str) -> Response:
    """All rows of a published table.

    Parquet is sent as it was published, with its length. CSV is made while it is sent, in
    constant memory; a transfer that breaks off is seen by its missing end.

    Raises:
        Refused: 404 for an edition, table or format that is not there.
    """
    require_known(given_parameters(), ())
    loaded = _loaded(edition)
    found = loaded.tables.get(table)
    if found is None or suffix not in ("parquet", "csv"):
        raise Refused(404, f"Edition {loaded.edition.id} has no such file.")
    tag = tag_of(loaded.edition.id, table, suffix)
    return tagged(not_modified(tag) or _file(loaded, found, suffix), tag, pinned=True)


def _loaded(edition: str) -> LoadedEdition:
    try:
        return pinned_edition(edition)
    except EditionUnavailable as error:
        raise Refused(404, "This edition is not kept here. See /api/v1/editions.") from error


def _file(loaded: LoadedEdition, table: Table, suffix: str) -> Response:
    if suffix == "parquet":
        response = Response(bytes(table.content), mimetype=PARQUET)
        stated = next(one for one in loaded.edition.tables if one.name == table.name)
        response.headers["X-Content-SHA256"] = stated.sha256
    else:
        count_client()
        lines = _csv(table, demonstration=loaded.edition.demonstration)
        response = Response(lines, mimetype="text/csv")
    response.headers["X-Rows"] = str(table.rows)
    name = f"{loaded.edition.id}_{table.name}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(table: Table, *, demonstration: bool) -> Iterator[bytes]:
    """The lines of a table; demonstration data have a first column that says so."""
    yield BYTE_ORDER_MARK.encode()
    header = True
    for part in table.parts():
        for start in range(0, part.num_rows, PART_ROWS):
            yield _lines(part.slice(start, PART_ROWS), header=header, demonstration=demonstration)
            header = False


def _lines(part: pa.Table, *, header: bool, demonstration: bool) -> bytes:
    columns = {name: _plain(part.column(name)) for name in part.column_names}
    if demonstration:
        columns = {DEMONSTRATION_COLUMN: pa.repeat(pa.scalar(True), part.num_rows), **columns}
    out = io.BytesIO()
    options = csv.WriteOptions(include_header=header, quoting_style="needed")
    csv.write_csv(pa.table(columns), out, options)
    return out.getvalue().replace(b"\n", b"\r\n")


def _plain(column: pa.ChunkedArray) -> pa.Array:
    """A column as text or numbers, with text disarmed that a spreadsheet would run."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    if not pa.types.is_dictionary(array.type):
        return array
    words = pa.array([guarded(word) for word in array.dictionary.to_pylist()], pa.string())
    return words.take(array.indices)
