"""Makes published tables of summed keys, in parts that fit into memory, and their summaries.

Questions over everything are asked often, and would have to read every row: sums over all offences,
over all areas and over both are published beside a table and read in its place, to the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np

from etl.reading.keys import digit
from etl.reading.packed import PackedTable, TableSource
from etl.reading.spill import KeptRun, Spill
from etl.reading.sums import SIGN_EVERY, Run, merge, sum_rows
from outcomes.schema import ALL, ALL_AREAS, ALL_OFFENCES, SUMMARIES, SUMMED_WORDS

PART_ROWS = 1 << 18
WORKERS = 4
Made = TypeVar("Made")
# A key that is summed away, and those that follow from it.
SUMMED_KEYS = {
    "offence": ("offence", "offence_group", "offence_type"),
    "police_force_area": ("police_force_area",),
}


@dataclass(frozen=True)
class _Part:
    """The rows of one source in a range of keys, and their sums for each summary."""

    rows: KeptRun
    sums: dict[str, KeptRun]


def make_table(name: str, sources: Sequence[TableSource], spill: Spill) -> PackedTable:
    """The table of some sources, with its summaries.

    Args:
        name: ``proceedings`` or ``sentences``.
        sources: in the order of their identifiers; their runs may overlap.
        spill: keeps the table.
    """
    with (
        ThreadPoolExecutor(WORKERS, "table") as pool,
        ThreadPoolExecutor(len(SUMMARIES), "summary") as summing,
    ):
        parts = _by_ranges(pool, [one.runs for one in sources], partial(_part, name, spill))
        rows = [[part.rows for part in of_source] for of_source in parts]

        def summed(summary: str) -> PackedTable:
            return PackedTable(name, tuple(_summed(summary, sources, parts, pool, spill)))

        summaries = dict(zip(SUMMARIES, summing.map(summed, SUMMARIES), strict=True))
    return PackedTable(name, tuple(map(_with_runs, sources, rows)), summaries)


def _by_ranges(
    pool: ThreadPoolExecutor,
    runs: Sequence[Sequence[KeptRun]],
    make: Callable[[Sequence[Run]], Made],
) -> list[tuple[Made, ...]]:
    """For each source, what is made of its rows in each range of keys, ascending."""

    def of_range(low: int, high: int) -> list[Made]:
        return [make([run.between(low, high) for run in of_source]) for of_source in runs]

    ranges = _ranges([run for of_source in runs for run in of_source])
    return list(zip(*pool.map(of_range, *zip(*ranges, strict=True)), strict=True))


def _ranges(runs: Sequence[KeptRun]) -> list[tuple[int, int]]:
    """Ranges of keys that hold about equally many rows, however many there are."""
    signs = np.sort(np.concatenate([np.zeros(0, np.int64), *(run.signs for run in runs)]))
    step = PART_ROWS // SIGN_EVERY
    cuts = np.unique(signs[step::step]).tolist()
    return list(pairwise([0, *cuts, np.iinfo(np.int64).max]))


def _part(name: str, spill: Spill, runs: Sequence[Run]) -> _Part:
    rows = merge(runs)
    over_offences = _sum_away(name, "offence", rows)
    sums = {
        ALL_OFFENCES: over_offences,
        ALL_AREAS: _sum_away(name, "police_force_area", rows),
        ALL: _sum_away(name, "police_force_area", over_offences),
    }
    return _Part(spill.keep(rows), {summary: spill.keep(run) for summary, run in sums.items()})


def _sum_away(name: str, key: str, run: Run) -> Run:
    """The sums over all words of a key, and of those that follow from it."""
    summed = sum(digit(name, one).mask for one in SUMMED_KEYS[key])
    return sum_rows(run.keys & ~summed, run.values)


def _summed(
    summary: str,
    sources: Sequence[TableSource],
    parts: Sequence[Sequence[_Part]],
    pool: ThreadPoolExecutor,
    spill: Spill,
) -> Iterator[TableSource]:
    """The sources of a summary; sums over areas leave out sources that are national."""
    over_areas = "police_force_area" in SUMMARIES[summary]
    words = {
        column: word for key in SUMMARIES[summary] for column, word in SUMMED_WORDS[key].items()
    }
    for source, of_source in zip(sources, parts, strict=True):
        if not (over_areas and source.national):
            runs = [part.sums[summary] for part in of_source]
            (made,) = _by_ranges(pool, [runs], spill.merge)
            yield _with_runs(replace(source, constants={**source.constants, **words}), made)


def _with_runs(source: TableSource, runs: Sequence[KeptRun]) -> TableSource:
    return replace(source, runs=tuple(run for run in runs if run.rows))
