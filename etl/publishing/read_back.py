"""Reads a written table again and compares it with what was built, and with the source's counts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from etl.publishing.parquet import numbers, single
from outcomes.editions import Coverage, TableFile
from outcomes.errors import CheckError, Problem
from outcomes.schema import MEASURE_COLUMNS

Totals = dict[tuple[str, int], tuple[float | int | None, int]]
Profile = dict[str, Any]
Cells = npt.NDArray[np.int64]


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
    try:
        table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
    except (pa.ArrowException, OSError) as error:
        message = f"what was written cannot be read: {error}"
        raise CheckError((Problem("READ_BACK", message, file=name),)) from error
    return profile(table, table_of(name.removesuffix(".parquet")))


def profile(table: pa.Table, name: str) -> Profile:
    """What must be the same in two copies of a published table.

    Returns:
        ``rows``; for each key, the number of rows of each word; for each measure its totals.
    """
    table = table.unify_dictionaries()
    measures = MEASURE_COLUMNS[name]
    keys = [column for column in table.column_names if column not in measures]
    counted = {key: _rows_by_word(table.column(key)) for key in keys}
    return {"rows": table.num_rows, **counted, **totals(table, measures)}


def _rows_by_word(column: pa.ChunkedArray) -> dict[Any, int]:
    return {pair["values"]: pair["counts"] for pair in column.value_counts().to_pylist()}


def totals(table: pa.Table, measures: tuple[str, ...]) -> dict[str, Totals]:
    """For each measure, by (source, year): the sum (None without values) and how many values."""
    sources, years = single(table.column("source")), numbers(single(table.column("year")))
    first, span = int(years.min()), int(np.ptp(years)) + 1
    cells = numbers(sources.indices).astype(np.int64) * span + (years - first)
    names = sources.dictionary.to_pylist()
    keys = {
        cell: (names[cell // span], first + cell % span)
        for cell in np.flatnonzero(np.bincount(cells)).tolist()
    }
    return {name: _sums(single(table.column(name)), cells, keys) for name in measures}


def _sums(column: pa.Array, cells: Cells, keys: dict[int, tuple[str, int]]) -> Totals:
    known = numbers(column.is_valid().cast(pa.int8()))
    values = np.where(known, numbers(column), 0)
    counts = np.bincount(cells, weights=known).astype(np.int64).tolist()
    # Exact for counts: their sums stay far below 2 to the power of 53.
    sums = np.bincount(cells, weights=values).tolist()
    whole = pa.types.is_integer(column.type)
    return {
        key: ((int(sums[cell]) if whole else sums[cell]) if counts[cell] else None, counts[cell])
        for cell, key in keys.items()
    }


def _total_problems(coverage: Coverage, found: Profile) -> Iterator[Problem]:
    for measure, years in coverage.totals.items():
        for year, expected in years.items():
            total = found[measure].get((coverage.source, year), (0, 0))[0] or 0
            if not math.isclose(total, expected, rel_tol=1e-9):
                yield Problem(
                    "TOTAL_DIFFERS",
                    f"{coverage.source} has {total:,} {measure} in {year} after loading",
                    column=measure,
                    expected=f"{expected:,}, the sum of the source's counts",
                )
