"""Reads a written table again and compares it with what was built, and with the source's counts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.profile import Profile, combine, profile_of_part
from etl.reading.decode import MONTH_UNIT
from outcomes.editions import Coverage, TableFile
from outcomes.errors import CheckError, Problem

READERS = 4


def read_back(path: Path, expected: Profile, coverage: tuple[Coverage, ...]) -> TableFile:
    """Read a written file again and compare it.

    Args:
        path: the file.
        expected: the profile of the table that it was made from.
        coverage: of the sources that are in it; its totals are the sums of their raw counts.

    Raises:
        CheckError: ``READ_BACK`` or ``TOTAL_DIFFERS``, naming everything that differs.
    """
    name = table_of(path.stem)
    content = path.read_bytes()
    found = _profile_of_bytes(content, path.name)
    problems = [
        Problem("READ_BACK", "what was read is not what was written", file=path.name, column=column)
        for column in expected
        if found[column] != expected[column]
    ]
    stated = [one for one in coverage if one.table == name]
    problems += [problem for one in stated for problem in _total_problems(one, found)]
    if problems:
        raise CheckError(tuple(problems))
    sha256 = hashlib.sha256(content).hexdigest()
    return TableFile(path.stem, path.name, found["rows"], len(content), sha256)


def table_of(name: str) -> str:
    """The table that a file holds, or of which it holds a summary."""
    return name.partition("-")[0]


def _profile_of_bytes(content: bytes, name: str) -> Profile:
    """The profile of a file, a row group at a time, several side by side."""
    try:
        metadata = pq.read_metadata(pa.BufferReader(content))
        with ThreadPoolExecutor(READERS, "read-back") as pool:
            groups = range(metadata.num_row_groups)
            return combine(pool.map(partial(_profile_of_group, content, metadata, name), groups))
    except MemoryError:  # Arrow's own is an ArrowException, too
        raise
    except (pa.ArrowException, OSError) as error:
        message = f"what was written cannot be read: {error}"
        raise CheckError((Problem("READ_BACK", message, file=name),)) from error


def _profile_of_group(content: bytes, metadata: pq.FileMetaData, name: str, group: int) -> Profile:
    file = pq.ParquetFile(pa.BufferReader(content), metadata=metadata)
    rows = file.read_row_group(group, use_threads=False).unify_dictionaries()
    return profile_of_part(rows, table_of(name.removesuffix(".parquet")))


def _total_problems(coverage: Coverage, found: Profile) -> Iterator[Problem]:
    for measure, years in coverage.totals.items():
        for year, expected in years.items():
            total = found[measure].get((coverage.source, year), (0, 0))[0] or 0
            if measure == "acsl_months":
                total /= MONTH_UNIT
            if not math.isclose(total, expected, rel_tol=1e-9):
                yield Problem(
                    "TOTAL_DIFFERS",
                    f"{coverage.source} has {total:,} {measure} in {year} after loading",
                    column=measure,
                    expected=f"{expected:,}, the sum of the source's counts",
                )
