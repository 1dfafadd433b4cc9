"""The Parquet files of an edition: the same bytes for the same table."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby

import pyarrow as pa
import pyarrow.parquet as pq

from etl.progress import Progress, silent
from etl.publishing.checksums import Checksums, checksums
from etl.reading.columns import published_rows
from etl.reading.packed import PackedTable, Piece
from outcomes.schema import KEY_COLUMNS, arrow_schema

GROUP_ROWS = 65_536
LARGEST_GROUP = 1 << 17
BATCH_ROWS = 1 << 18  # the same bytes as in batches of a thousand rows, a sixth sooner
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
        checksums: of the rows that each of its row groups was made from.
    """

    content: pa.Buffer
    checksums: tuple[Checksums, ...]


def encode_table(table: PackedTable, progress: Progress = silent) -> Encoded:
    """The Parquet file of a published table, and checksums of its rows.

    Whole offences to a row group: small ones share a group of up to 65,536 rows, a large one
    has its own, so that a reader finds an offence by the groups' statistics; sums over all
    offences, which can be larger than any, have several. Each group's dictionaries hold the words
    of its rows only.

    Args:
        table: the rows, at least one.
        progress: told of the bytes in memory that are encoded.
    """
    encoded, expected = pa.BufferOutputStream(), []
    schema = arrow_schema(table.name)
    with (
        pq.ParquetWriter(
            encoded,
            schema,
            compression="zstd",
            compression_level=3,
            write_batch_size=BATCH_ROWS,
            use_dictionary=list(KEY_COLUMNS[table.name]),
            write_statistics=[one for one in schema.names if one not in WITHOUT_STATISTICS],
        ) as writer,
        ThreadPoolExecutor(WORKERS, "group") as pool,
    ):
        for group in _a_few_ahead(pool, table):
            writer.write_table(group.rows, row_group_size=group.rows.num_rows)
            progress.advance(group.nbytes)
            expected.append(group.checksums)
    return Encoded(encoded.getvalue(), tuple(expected))


@dataclass(frozen=True)
class _Group:
    """Rows that are written together.

    Attributes:
        rows: as they are published.
        checksums: of them.
        nbytes: how much memory they took when they were packed.
    """

    rows: pa.Table
    checksums: Checksums
    nbytes: int


def _a_few_ahead(pool: ThreadPoolExecutor, table: PackedTable) -> Iterator[_Group]:
    """Row groups made by the pool while those before are written."""
    waiting: deque[Future[_Group]] = deque()
    for pieces in row_groups(table.pieces()):
        waiting.append(pool.submit(_group, table, pieces))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _group(table: PackedTable, pieces: Sequence[Piece]) -> _Group:
    rows = published_rows(table, pieces)
    return _Group(rows, checksums(rows), sum(piece.nbytes for piece in pieces))


def row_groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each row group, from those of a table in order."""
    group: list[Piece] = []
    for _, each in groupby(pieces, key=lambda piece: piece.offence):
        offence = list(each)
        if _rows(offence) > LARGEST_GROUP:
            if group:
                yield group
            *full, group = _cut(offence)
            yield from full
            continue
        if group and _rows(group) + _rows(offence) > GROUP_ROWS:
            yield group
            group = []
        group += offence
    yield group


def _cut(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a very large offence in groups of the largest size."""
    group: list[Piece] = []
    for piece in pieces:
        left = piece
        while (room := LARGEST_GROUP - _rows(group)) < left.rows:
            yield [*group, replace(left, end=left.start + room)]
            group, left = [], replace(left, start=left.start + room)
        group.append(left)
    yield group


def _rows(pieces: Iterable[Piece]) -> int:
    return sum(piece.rows for piece in pieces)
