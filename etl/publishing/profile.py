"""What must be the same in two copies of a published table, taken a part at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.arrays import Numbers, numbers, single
from etl.reading.decode import MONTH_UNIT
from outcomes.schema import MEASURE_COLUMNS

Totals = dict[tuple[str, int], tuple[float | int | None, int]]
Profile = dict[str, Any]
Places = Mapping[str, Numbers]
Cells = npt.NDArray[np.int64]


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


def profile_of_part(table: pa.Table, name: str, places: Places | None = None) -> Profile:
    """The profile of some rows; measures that are not whole are in billionths.

    Args:
        table: the rows, each dictionary the same throughout.
        name: of the published table.
        places: ``rows_by_place`` of them, where they are known already.
    """
    measures = MEASURE_COLUMNS[name]
    years = np.unique_counts(numbers(single(table.column("year"))))
    counted = {
        key: _by_word(single(table.column(key)).dictionary.to_pylist(), rows)
        for key, rows in (places or rows_by_place(table)).items()
    }
    counted["year"] = _by_word(years.values.tolist(), years.counts)
    return {"rows": table.num_rows, **counted, **_totals(table, measures)}


def rows_by_place(table: pa.Table) -> Places:
    """For each column of words, the number of rows of each place in its dictionary."""
    columns = {one.name: single(table.column(one.name)) for one in table.schema}
    return {
        name: _count(numbers(column.indices), len(column.dictionary))
        for name, column in columns.items()
        if pa.types.is_dictionary(column.type)
    }


def _count(places: Numbers, size: int) -> Numbers:
    """How many rows have each place; quick where all have the same."""
    if not len(places) or places.min() != places.max():
        return np.bincount(places, minlength=size)
    counts = np.zeros(size, np.int64)
    counts[places[0]] = len(places)
    return counts


def _by_word(words: list[Any], rows: Numbers) -> Counter[Any]:
    return Counter(
        {word: number for word, number in zip(words, rows.tolist(), strict=True) if number}
    )


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
