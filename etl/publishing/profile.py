"""What must be the same in two copies of a published table, taken a part at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.publishing.parquet import numbers, single
from etl.reading.decode import MONTH_UNIT
from outcomes.schema import MEASURE_COLUMNS

Totals = dict[tuple[str, int], tuple[float | int | None, int]]
Profile = dict[str, Any]
Cells = npt.NDArray[np.int64]
ROWS_AT_ONCE = 1 << 17


def profile(table: pa.Table, name: str) -> Profile:
    """The profile of a table in memory; see ``combine``."""
    return combine(profile_of_part(part, name) for part in _parts(table))


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, ROWS_AT_ONCE):
        yield table.slice(start, ROWS_AT_ONCE)


def combine(parts: Iterable[Profile]) -> Profile:
    """The profile of a whole table from those of its parts, however it was parted.

    Returns:
        ``rows``; for each key, the number of rows of each word; for each measure, by (source,
        year), the sum (None without values) and how many values.
    """
    whole: Profile = {"rows": 0}
    for part in parts:
        for column, found in part.items():
            if column == "rows":
                whole["rows"] += found
            elif isinstance(found, Counter):
                whole.setdefault(column, Counter()).update(found)
            else:
                _add_totals(whole.setdefault(column, {}), found)
    return whole


def _add_totals(whole: Totals, part: Totals) -> None:
    for key, (total, values) in part.items():
        before, known = whole.get(key, (None, 0))
        found = [one for one in (before, total) if one is not None]
        whole[key] = (sum(found) if found else None, known + values)


def profile_of_part(table: pa.Table, name: str) -> Profile:
    """The profile of some rows; measures that are not whole are in billionths."""
    table = table.unify_dictionaries()
    measures = MEASURE_COLUMNS[name]
    keys = [column for column in table.column_names if column not in measures]
    counted = {key: _rows_by_word(single(table.column(key))) for key in keys}
    return {"rows": table.num_rows, **counted, **_totals(table, measures)}


def _rows_by_word(column: pa.Array) -> Counter[Any]:
    if not pa.types.is_dictionary(column.type):
        words, rows = np.unique_counts(numbers(column))
        return Counter(dict(zip(words.tolist(), rows.tolist(), strict=True)))
    rows = np.bincount(numbers(column.indices), minlength=len(column.dictionary)).tolist()
    words = zip(column.dictionary.to_pylist(), rows, strict=True)
    return Counter({word: number for word, number in words if number})


def _totals(table: pa.Table, measures: tuple[str, ...]) -> dict[str, Totals]:
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
    if column.null_count == len(column):
        return dict.fromkeys(keys.values(), (None, 0))
    known = numbers(column.is_valid().cast(pa.int8()))
    values = np.where(known, numbers(column), 0)
    if pa.types.is_floating(column.type):
        values = np.rint(values * MONTH_UNIT)
    sums = np.zeros(max(keys) + 1, np.int64)
    np.add.at(sums, cells, values.astype(np.int64))
    counts = np.bincount(cells, weights=known).astype(np.int64).tolist()
    return {
        key: (int(sums[cell]) if counts[cell] else None, counts[cell]) for cell, key in keys.items()
    }
