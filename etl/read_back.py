"""Reads a written table again and compares it with what was built, and with the source's counts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from outcomes.editions import Coverage, TableFile
from outcomes.errors import CheckError, Problem
from outcomes.schema import MEASURE_COLUMNS

Totals = dict[tuple[str, int], tuple[float | int | None, int]]
Profile = dict[str, Any]


def read_back(path: Path, expected: Profile, coverage: tuple[Coverage, ...]) -> TableFile:
    """Read a written file again and compare it.

    Args:
        path: the file.
        expected: the profile of the table that it was made from.
        coverage: of the build; its totals are the sums of the sources' raw counts.

    Raises:
        CheckError: ``READ_BACK`` or ``TOTAL_DIFFERS``, naming everything that differs.
    """
    name = path.stem
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
    return TableFile(name, path.name, found["rows"], len(content), sha256)


def _profile_of_bytes(content: bytes, name: str) -> Profile:
    try:
        table = pq.read_table(pa.BufferReader(content), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        message = f"what was written cannot be read: {error}"
        raise CheckError((Problem("READ_BACK", message, file=name),)) from error
    return profile(table, name.removesuffix(".parquet"))


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
    wanted = [(name, function) for name in measures for function in ("sum", "count")]
    grouped = table.group_by(["source", "year"], use_threads=False).aggregate(wanted)
    rows = grouped.to_pylist()
    return {
        name: {
            (row["source"], row["year"]): (row[f"{name}_sum"], row[f"{name}_count"]) for row in rows
        }
        for name in measures
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
