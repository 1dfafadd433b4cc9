"""The Parquet files of an edition: the same bytes for the same table."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl.progress import Progress, silent
from etl.publishing.arrays import Numbers, array_of, numbers, single
from etl.publishing.profile import Profile, combine, profile_of_part, rows_by_place
from outcomes.errors import CheckError, Problem
from outcomes.schema import KEY_COLUMNS, arrow_schema

GROUP_ROWS = 65_536
WORKERS, AHEAD = 2, 3
# A row group has most of their words: least and greatest tell a reader nothing, and cost a quarter.
WITHOUT_STATISTICS = (
    "police_force_area",
    "sex",
    "age_group",
    "age_range",
    "ethnicity",
    "sentence_outcome",
    "custodial_length",
)


@dataclass(frozen=True)
class Encoded:
    """The Parquet file of a table, before it is on disk.

    Attributes:
        content: its bytes.
        profile: of the rows that it was made from.
    """

    content: pa.Buffer
    profile: Profile


def encode_table(table: pa.Table, name: str, progress: Progress = silent) -> Encoded:
    """The Parquet file of a published table, and the profile of its rows.

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
    groups, encoded, profiles = list(row_groups(table)), pa.BufferOutputStream(), []
    with (
        pq.ParquetWriter(
            encoded,
            table.schema,
            compression="zstd",
            compression_level=3,
            use_dictionary=list(KEY_COLUMNS[name]),
            write_statistics=[one for one in table.column_names if one not in WITHOUT_STATISTICS],
        ) as writer,
        ThreadPoolExecutor(WORKERS, "group") as pool,
    ):
        for group in _a_few_ahead(pool, table, name, groups):
            writer.write_table(group.rows, row_group_size=group.rows.num_rows)
            progress.advance(group.rows.nbytes)
            profiles.append(group.profile)
    return Encoded(encoded.getvalue(), combine(profiles))


@dataclass(frozen=True)
class _Group:
    """Rows that are written together, each dictionary holding only their words."""

    rows: pa.Table
    profile: Profile


def _a_few_ahead(
    pool: ThreadPoolExecutor, table: pa.Table, name: str, groups: Sequence[tuple[int, int]]
) -> Iterator[_Group]:
    """Row groups made by the pool while those before are written."""
    waiting: deque[Future[_Group]] = deque()
    for start, rows in groups:
        waiting.append(pool.submit(_group, table, name, start, rows))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _group(whole: pa.Table, name: str, start: int, rows: int) -> _Group:
    table = whole.slice(start, rows).unify_dictionaries().combine_chunks()
    places = rows_by_place(table)
    columns = [
        _used_words(single(table.column(one)), places[one]) if one in places else table.column(one)
        for one in table.column_names
    ]
    return _Group(pa.table(columns, schema=table.schema), profile_of_part(table, name, places))


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


def _codes(column: pa.ChunkedArray) -> Numbers:
    return numbers(single(column.unify_dictionaries()).indices)


def _used_words(column: pa.DictionaryArray, rows: Numbers) -> pa.DictionaryArray:
    """The same column with a dictionary of the words that have rows."""
    used = np.flatnonzero(rows)
    words = column.dictionary.take(array_of(used, pa.int64()))
    place = np.zeros(len(rows), dtype=np.int16)
    place[used] = np.arange(len(used), dtype=np.int16)
    codes = np.take(place, numbers(column.indices))
    return pa.DictionaryArray.from_arrays(array_of(codes, pa.int16()), words)


def _require_schema(table: pa.Table, name: str) -> None:
    if table.schema.remove_metadata() != arrow_schema(name):
        message = f"the columns of {name} are not those of the published schema"
        raise CheckError((Problem("TABLE_SCHEMA", message),))
    blank = [key for key in KEY_COLUMNS[name] if table.column(key).null_count]
    if blank:
        message = f"{name} has rows without a word"
        raise CheckError(tuple(Problem("KEY_MISSING", message, column=key) for key in blank))
