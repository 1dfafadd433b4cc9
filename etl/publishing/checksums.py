"""Checksums of a table's columns: equal where every cell is, row for row, and each dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from isal.isal_zlib import crc32

from etl.reading.arrays import is_known, numbers, single

Checksums = Mapping[str, int]


def checksums(rows: pa.Table) -> Checksums:
    """A number for each column of some rows, where blanks are blank and not zero."""
    return {name: _checksum(single(rows.column(name))) for name in rows.column_names}


def unequal(expected: Sequence[Checksums], found: Sequence[Checksums]) -> tuple[str, ...]:
    """The columns that differ in any of several parts; all of them where parts are missing."""
    columns = dict.fromkeys(column for part in (*expected, *found) for column in part)
    return tuple(
        column
        for column in columns
        if [part.get(column) for part in expected] != [part.get(column) for part in found]
    )


def _checksum(column: pa.Array) -> int:
    if pa.types.is_dictionary(column.type):
        words = "\n".join(column.dictionary.to_pylist()).encode()
        return int(crc32(numbers(column.indices), crc32(words)))
    if not column.null_count:
        return int(crc32(numbers(column)))
    known = is_known(column)
    return int(crc32(np.where(known, numbers(column), 0), crc32(known)))
