"""The source's own totals of a block, as its numbers stand, and counts that must agree."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from etl.reading.keys import FIRST_YEAR, Numbers
from etl.reading.labels import words_of

CROSS_CHECKED = ("convicted", "sentenced_flag", "outcome")
Totals = dict[tuple[str, str, int], int]
"""For table, measure and year, the sum of the source's numbers as they stand."""
Tally = dict[tuple[str, ...], tuple[int, int]]
"""For the words of CROSS_CHECKED, the number of rows and the sum of their counts."""


def totals_of(table: str, measures: Mapping[str, Numbers], years: Numbers) -> Totals:
    """For each measure and year, the sum over the rows."""
    totals: Totals = {}
    present = np.flatnonzero(np.bincount(years))
    for year in present:
        inside = years == year if len(present) > 1 else slice(None)
        for measure, numbers in measures.items():
            totals[table, measure, int(year) + FIRST_YEAR] = int(numbers[inside].sum())
    return totals


def tally_of(rows: Mapping[str, Numbers]) -> Tally:
    """Rows and counts by the words of ``CROSS_CHECKED``; empty where the file lacks them."""
    if not all(column in rows for column in CROSS_CHECKED):
        return {}
    sizes = [len(words_of(column)) for column in CROSS_CHECKED]
    codes = np.ravel_multi_index([rows[column] for column in CROSS_CHECKED], sizes)
    number = np.bincount(codes)
    counts = np.bincount(codes, weights=rows["count"])
    tally: Tally = {}
    for code in np.flatnonzero(number):
        places = np.unravel_index(code, sizes)
        words = (words_of(column)[at] for column, at in zip(CROSS_CHECKED, places, strict=True))
        tally[tuple(words)] = int(number[code]), int(counts[code])
    return tally
