"""Writes the tables of neighbours into an edition, and reads them back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.durable import write_file
from outcomes.editions import TableFile
from outcomes.errors import CheckError, Problem


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
    if pq.read_table(pa.BufferReader(content)).to_pylist() != table.to_pylist():
        message = "what was read is not what was written"
        raise CheckError((Problem("READ_BACK", message, file=path.name),))
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(name, path.name, table.num_rows, len(content), sha256)
