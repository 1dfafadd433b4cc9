"""Adds up the measures of a published table by source and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from etl.reading.arrays import Numbers, is_known, numbers, single
from etl.reading.decode import MONTH_UNIT

YearTotals = Counter[tuple[str, str, int]]


def year_totals(rows: pa.Table, measures: Sequence[str]) -> YearTotals:
    """The sums of measures, by measure, source and year; a blank adds nothing.

    Measures that are not whole are in billionths, so that the order does not matter. Quick where
    rows of one source and year stand together, as they do in a published table.
    """
    sources, years = single(rows.column("source")), numbers(single(rows.column("year")))
    names, first, span = sources.dictionary.to_pylist(), int(years.min()), int(np.ptp(years)) + 1
    cells = numbers(sources.indices).astype(np.int64) * span + (years - first)
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    totals = YearTotals()
    for measure in measures:
        values, sums = _whole(single(rows.column(measure))), np.zeros(len(names) * span, np.int64)
        np.add.at(sums, cells[starts], np.add.reduceat(values, starts))
        for cell in np.flatnonzero(sums).tolist():
            totals[measure, names[cell // span], first + cell % span] = int(sums[cell])
    return totals


def _whole(column: pa.Array) -> Numbers:
    values = numbers(column)
    if column.null_count:
        values = np.where(is_known(column), values, 0)
    if pa.types.is_floating(column.type):
        values = np.rint(values * MONTH_UNIT)
    return values.astype(np.int64, copy=False)
