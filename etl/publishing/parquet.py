"""The Parquet files of an edition: the same bytes for the same table."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from etl.progress import Progress, silent
from outcomes.errors import CheckError, Problem
from outcomes.schema import KEY_COLUMNS, arrow_schema

GROUP_ROWS = 65_536
AHEAD = 2


def encode_table(table: pa.Table, name: str, progress: Progress = silent) -> pa.Buffer:
    """The bytes of the Parquet file of a published table.

    Whole offences to a row group: small ones share a group of up to 65,536 rows, a large one
    has its own, so that a reader finds an offence by the groups' statistics. Each group's
    dictionaries hold the words of its rows only.

    Args:
        table: every offence in one run of rows.
        name: the table's name; its schema is that of ``outcomes.schema``.
        progress: told of the bytes in memory that are encoded.

    Raises:
        CheckError: the table is not as above.
    """
    _require_schema(table, name)
    groups, encoded = list(row_groups(table)), pa.BufferOutputStream()
    with (
        pq.ParquetWriter(
            encoded,
            table.schema,
            compression="zstd",
            compression_level=3,
            use_dictionary=list(KEY_COLUMNS[name]),
        ) as writer,
        ThreadPoolExecutor(1, "compact") as pool,
    ):
        for part in _a_few_ahead(pool, partial(_compacted, table), groups):
            writer.write_table(part, row_group_size=part.num_rows)
            progress.advance(part.nbytes)
    return encoded.getvalue()


def _a_few_ahead(
    pool: ThreadPoolExecutor,
    make: Callable[[int, int], pa.Table],
    groups: Sequence[tuple[int, int]],
) -> Iterator[pa.Table]:
    """Row groups made by the pool while those before are written."""
    waiting: deque[Future[pa.Table]] = deque()
    for start, rows in groups:
        waiting.append(pool.submit(make, start, rows))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


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
    return numbers(single(column.unify_dictionaries()).indices)


def numbers(array: pa.Array) -> npt.NDArray[Any]:
    """Numbers without blanks, as they lie in memory: to_numpy would load pandas where it is."""
    end = array.offset + len(array)
    return np.frombuffer(array.buffers()[1], dtype=str(array.type).replace("double", "float64"))[
        array.offset : end
    ]


def _array(numbers: npt.NDArray[Any], type_: pa.DataType) -> pa.Array:
    return pa.Array.from_buffers(type_, len(numbers), [None, pa.py_buffer(numbers)])


def single(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _compacted(whole: pa.Table, start: int, rows: int) -> pa.Table:
    table = whole.slice(start, rows).unify_dictionaries()
    columns = [
        _used_words(single(column)) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, schema=table.schema)


def _used_words(column: pa.DictionaryArray) -> pa.DictionaryArray:
    codes = numbers(column.indices)
    used = np.flatnonzero(np.bincount(codes, minlength=len(column.dictionary)))
    place = np.zeros(len(column.dictionary), dtype=np.int16)
    place[used] = np.arange(len(used), dtype=np.int16)
    words = column.dictionary.take(_array(used, pa.int64()))
    return pa.DictionaryArray.from_arrays(_array(place[codes], pa.int16()), words)


def _require_schema(table: pa.Table, name: str) -> None:
    if table.schema.remove_metadata() != arrow_schema(name):
        message = f"the columns of {name} are not those of the published schema"
        raise CheckError((Problem("TABLE_SCHEMA", message),))
    blank = [key for key in KEY_COLUMNS[name] if table.column(key).null_count]
    if blank:
        message = f"{name} has rows without a word"
        raise CheckError(tuple(Problem("KEY_MISSING", message, column=key) for key in blank))
