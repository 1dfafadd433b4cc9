"""Writes the Parquet files of an edition: the same bytes for the same table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from etl.durable import new_file
from etl.progress import Progress, silent
from outcomes.errors import CheckError, Problem
from outcomes.schema import KEY_COLUMNS, arrow_schema

GROUP_ROWS = 65_536


def write_table(table: pa.Table, path: Path, progress: Progress = silent) -> None:
    """Write a published table as a new file, on disk when this returns.

    Whole offences to a row group: small ones share a group of up to 65,536 rows, a large one
    has its own, so that a reader finds an offence by the groups' statistics. Each group's
    dictionaries hold the words of its rows only.

    Args:
        table: of the schema of ``outcomes.schema``, every offence in one run of rows.
        path: a name that is not taken.
        progress: told of the bytes in memory that are written.

    Raises:
        CheckError: the table is not as above.
        OSError: the machine refuses.
    """
    _require_schema(table, path.stem)
    groups = list(row_groups(table))
    with (
        new_file(path) as file,
        pq.ParquetWriter(
            file, table.schema, compression="zstd", compression_level=3, write_statistics=True
        ) as writer,
    ):
        for start, rows in groups:
            part = table.slice(start, rows)
            writer.write_table(_compacted(part), row_group_size=rows)
            progress.advance(part.nbytes)


def row_groups(table: pa.Table) -> Iterator[tuple[int, int]]:
    """First row and number of rows of each row group.

    Raises:
        CheckError: ``TABLE_UNSORTED`` when the rows of an offence do not stand together.
    """
    starts = _offence_starts(table)
    begin = 0
    for start, end in zip(starts, [*starts[1:], table.num_rows], strict=True):
        if start > begin and end - begin > GROUP_ROWS:
            yield begin, start - begin
            begin = start
    yield begin, table.num_rows - begin


def _offence_starts(table: pa.Table) -> list[int]:
    offences = _codes(table.column("offence"))
    starts = [0, *(np.flatnonzero(np.diff(offences)) + 1).tolist()]
    if len(starts) != len(np.unique(offences)):
        message = "the rows of an offence do not stand together"
        raise CheckError((Problem("TABLE_UNSORTED", message, column="offence"),))
    return starts


def _codes(column: pa.ChunkedArray) -> npt.NDArray[np.int16]:
    codes: npt.NDArray[np.int16] = _single(column.unify_dictionaries()).indices.to_numpy()
    return codes


def _single(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _compacted(table: pa.Table) -> pa.Table:
    table = table.unify_dictionaries()
    columns = [
        _used_words(_single(column)) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, schema=table.schema)


def _used_words(column: pa.DictionaryArray) -> pa.DictionaryArray:
    codes = column.indices.to_numpy()
    used = np.flatnonzero(np.bincount(codes, minlength=len(column.dictionary)))
    place = np.zeros(len(column.dictionary), dtype=np.int16)
    place[used] = np.arange(len(used), dtype=np.int16)
    return pa.DictionaryArray.from_arrays(pa.array(place[codes]), column.dictionary.take(used))


def _require_schema(table: pa.Table, name: str) -> None:
    if table.schema.remove_metadata() != arrow_schema(name):
        message = f"the columns of {name} are not those of the published schema"
        raise CheckError((Problem("TABLE_SCHEMA", message),))
    blank = [key for key in KEY_COLUMNS[name] if table.column(key).null_count]
    if blank:
        message = f"{name} has rows without a word"
        raise CheckError(tuple(Problem("KEY_MISSING", message, column=key) for key in blank))
