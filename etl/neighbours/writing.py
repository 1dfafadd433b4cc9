"""Makes the tables of neighbours, writes them into an edition, and reads them back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.durable import write_file
from outcomes.editions import TableFile
from outcomes.errors import CheckError, Problem
from outcomes.neighbour_tables import neighbour_schema


def neighbour_table(name: str, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Rows, each in the order of the table's columns, as a table of its schema."""
    schema = neighbour_schema(name)
    if not rows:
        return pa.Table.from_batches([], schema)
    columns = zip(*rows, strict=True)
    arrays = [_array(list(column), one.type) for column, one in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_dictionary(kind):
        return pa.array(values, kind)
    words = {word: place for place, word in enumerate(sorted({str(value) for value in values}))}
    places = pa.array([words[str(value)] for value in values], pa.int16())
    return pa.DictionaryArray.from_arrays(places, pa.array(list(words), pa.string()))


def write_neighbours(tables: Mapping[str, pa.Table], directory: Path) -> tuple[TableFile, ...]:
    """Write the tables as Parquet files, on disk and compared when this returns.

    Raises:
        CheckError: ``READ_BACK``: what was read is not what was built.
        OSError: the machine refuses.
    """
    return tuple(_write(name, table, directory) for name, table in sorted(tables.items()))


def _write(name: str, table: pa.Table, directory: Path) -> TableFile:
    encoded, path = pa.BufferOutputStream(), directory / f"{name}.parquet"
    pq.write_table(table, encoded, compression="zstd")
    write_file(path, encoded.getvalue())
    content = path.read_bytes()
    if pq.ParquetFile(pa.BufferReader(content)).read().to_pylist() != table.to_pylist():
        message = "what was read is not what was written"
        raise CheckError((Problem("READ_BACK", message, file=path.name),))
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(name, path.name, table.num_rows, len(content), sha256)
