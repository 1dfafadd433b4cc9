"""Reads a written table again and compares it with what was built, and with the source's counts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.checksums import Checksums, checksums, unequal
from etl.publishing.year_totals import YearTotals, year_totals
from etl.reading.decode import MONTH_UNIT
from outcomes.editions import Coverage, TableFile
from outcomes.errors import CheckError, Problem
from outcomes.schema import MEASURE_COLUMNS

READERS = 4
# What damaged bytes lead to: text in no encoding, columns with other names or of other types.
UNREADABLE = (pa.ArrowException, OSError, ValueError, TypeError, LookupError)


def read_back(
    path: Path, expected: Sequence[Checksums], coverage: tuple[Coverage, ...]
) -> TableFile:
    """Read a written file again and compare it.

    Args:
        path: the file.
        expected: checksums of the rows that each of its row groups was made from.
        coverage: of the sources that are in it; its totals are the sums of their raw counts.

    Raises:
        CheckError: ``READ_BACK`` or ``TOTAL_DIFFERS``, naming everything that differs.
    """
    name = table_of(path.stem)
    content = path.read_bytes()
    found = _read(content, path.name)
    problems = [
        Problem("READ_BACK", "what was read is not what was written", file=path.name, column=column)
        for column in unequal(expected, [group.checksums for group in found])
    ]
    totals = sum((group.totals for group in found), YearTotals())
    stated = [one for one in coverage if one.table == name]
    problems += [problem for one in stated for problem in _total_problems(one, totals)]
    if problems:
        raise CheckError(tuple(problems))
    rows = sum(group.rows for group in found)
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(path.stem, path.name, rows, len(content), sha256)


def table_of(name: str) -> str:
    """The table that a file holds, or of which it holds a summary."""
    return name.partition("-")[0]


@dataclass(frozen=True)
class _Group:
    """What was read of a row group."""

    rows: int
    checksums: Checksums
    totals: YearTotals


def _read(content: bytes, name: str) -> list[_Group]:
    """The row groups of a file, several read side by side."""
    try:
        metadata = pq.read_metadata(pa.BufferReader(content))
        with ThreadPoolExecutor(READERS, "read-back") as pool:
            groups = range(metadata.num_row_groups)
            return list(pool.map(partial(_read_group, content, metadata, name), groups))
    except MemoryError:  # Arrow's own is an ArrowException, too
        raise
    except UNREADABLE as error:
        message = f"what was written cannot be read: {error}"
        raise CheckError((Problem("READ_BACK", message, file=name),)) from error


def _read_group(content: bytes, metadata: pq.FileMetaData, name: str, group: int) -> _Group:
    file = pq.ParquetFile(pa.BufferReader(content), metadata=metadata)
    rows = file.read_row_group(group, use_threads=False).unify_dictionaries()
    measures = MEASURE_COLUMNS[table_of(name.removesuffix(".parquet"))]
    return _Group(rows.num_rows, checksums(rows), year_totals(rows, measures))


def _total_problems(coverage: Coverage, found: YearTotals) -> Iterator[Problem]:
    for measure, years in coverage.totals.items():
        for year, expected in years.items():
            total: float = found[measure, coverage.source, year]
            if measure == "acsl_months":
                total /= MONTH_UNIT
            if not math.isclose(total, expected, rel_tol=1e-9):
                yield Problem(
                    "TOTAL_DIFFERS",
                    f"{coverage.source} has {total:,} {measure} in {year} after loading",
                    column=measure,
                    expected=f"{expected:,}, the sum of the source's counts",
                )
