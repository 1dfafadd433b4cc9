"""Makes published tables of summed keys, one run of rows an offence, and their summaries.

Questions over everything are asked often, and would have to read every row: sums over all offences,
over all areas and over both are published beside a table and read in its place, to the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from etl.reading.keys import digit
from etl.reading.packed import PackedTable, TableSource
from etl.reading.sums import Run, merge, sum_rows
from outcomes.schema import ALL, ALL_AREAS, ALL_OFFENCES, SUMMARIES, SUMMED_WORDS

PARTS = 16
WORKERS = 4
# A key that is summed away, and those that follow from it.
SUMMED_KEYS = {
    "offence": ("offence", "offence_group", "offence_type"),
    "police_force_area": ("police_force_area",),
}


@dataclass(frozen=True)
class _Part:
    """The rows of one source in some offences, and their sums for each summary."""

    rows: Run
    sums: dict[str, Run]


def make_table(name: str, sources: Sequence[TableSource]) -> PackedTable:
    """The table of some sources, with its summaries.

    Args:
        name: ``proceedings`` or ``sentences``.
        sources: in the order of their identifiers; their runs may overlap.
    """
    bounds = _offence_bounds(name, [run for source in sources for run in source.runs])
    with ThreadPoolExecutor(WORKERS, "table") as pool:
        made = pool.map(lambda bound: [_part(name, one, *bound) for one in sources], bounds)
        parts = list(zip(*made, strict=True))
        summaries = pool.map(lambda summary: _summary(name, summary, sources, parts), SUMMARIES)
        found = dict(zip(SUMMARIES, summaries, strict=True))
    whole = (
        replace(source, runs=tuple(part.rows for part in of_source))
        for source, of_source in zip(sources, parts, strict=True)
    )
    return PackedTable(name, tuple(whole), found)


def _offence_bounds(name: str, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Ranges of keys that hold whole offences, and about equally many rows."""
    offence = digit(name, "offence")
    limits = np.arange(offence.size + 1) * offence.stride
    before = np.zeros(len(limits), np.int64)
    for run in runs:
        before += np.searchsorted(run.keys, limits)
    shares = np.linspace(0, before[-1], PARTS + 1)
    places = np.unique(np.concatenate(([0], np.searchsorted(before, shares), [offence.size])))
    chosen = limits[places].tolist()
    return list(pairwise(chosen))


def _part(name: str, source: TableSource, low: int, high: int) -> _Part:
    rows = merge([run.between(low, high) for run in source.runs])
    over_offences = _sum_away(name, "offence", rows)
    sums = {
        ALL_OFFENCES: over_offences,
        ALL_AREAS: _sum_away(name, "police_force_area", rows),
        ALL: _sum_away(name, "police_force_area", over_offences),
    }
    return _Part(rows, sums)


def _sum_away(name: str, key: str, run: Run) -> Run:
    """The sums over all words of a key, and of those that follow from it."""
    keys = run.keys
    for summed in SUMMED_KEYS[key]:
        one = digit(name, summed)
        keys = keys - one.of(keys) * one.stride
    return sum_rows(keys, run.values)


def _summary(
    name: str,
    summary: str,
    sources: Sequence[TableSource],
    parts: Sequence[Sequence[_Part]],
) -> PackedTable:
    words = {
        column: word for key in SUMMARIES[summary] for column, word in SUMMED_WORDS[key].items()
    }
    over_areas = "police_force_area" in SUMMARIES[summary]
    return PackedTable(
        name,
        tuple(
            replace(
                source,
                constants={**source.constants, **words},
                runs=(merge([part.sums[summary] for part in of_source]),),
            )
            for source, of_source in zip(sources, parts, strict=True)
            if not (over_areas and source.national)
        ),
    )
