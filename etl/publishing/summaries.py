"""Sums a published table over all offences, over all areas, and over both.

Questions over everything are asked often, and would have to read every row. The sums are published
beside the table and read in its place, to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from etl.publishing.arrays import numbers, single
from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, Numbers, digit, digits
from etl.reading.labels import words_of
from etl.reading.sums import Run, Sums, sum_rows
from etl.reading.tables import TableSource, constant, make_table
from outcomes.editions import Coverage
from outcomes.schema import ALL, ALL_AREAS, ALL_OFFENCES, SUMMARIES, SUMMED_WORDS

ROWS_AT_ONCE = 1 << 18
WORKERS = 2
# A key that is summed away, and those that follow from it.
SUMMED_KEYS = {
    "offence": ("offence", "offence_group", "offence_type"),
    "police_force_area": ("police_force_area",),
}


def summarise(
    name: str, table: pa.Table, coverage: Sequence[Coverage]
) -> Iterator[tuple[str, pa.Table]]:
    """The summaries of a published table, each with its name in ``outcomes.schema.SUMMARIES``.

    Each has the table's columns and order. A key that is summed away holds one word in all rows.
    Sums over areas leave out sources that are national; a summary without rows is left out.

    Args:
        name: ``proceedings`` or ``sentences``.
        table: of the published schema.
        coverage: of the build.
    """
    sources = {one.source: _Source(name, one) for one in coverage if one.table == name}
    with ThreadPoolExecutor(WORKERS, "summary") as pool:
        list(pool.map(lambda part: _add(part, sources), _parts(table)))
    found: dict[str, list[TableSource]] = {summary: [] for summary in SUMMARIES}
    for identifier in sorted(sources):
        for summary, given in sources[identifier].finish():
            found[summary].append(given)
    for summary in SUMMARIES:
        given_by = found.pop(summary)
        if given_by:
            yield summary, _make(name, summary, given_by)


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, ROWS_AT_ONCE):
        yield table.slice(start, ROWS_AT_ONCE).unify_dictionaries()


def _add(part: pa.Table, sources: dict[str, _Source]) -> None:
    """Add the rows of a part to the sums of their sources."""
    column = single(part.column("source"))
    codes = numbers(column.indices)
    for place, identifier in enumerate(column.dictionary.to_pylist()):
        rows = np.flatnonzero(codes == place)
        if len(rows):
            sources[identifier].add(part, rows)


class _Source:
    """The sums of one source's rows, growing."""

    def __init__(self, name: str, coverage: Coverage) -> None:
        self._name = name
        self._coverage = coverage
        self._over_offences, self._over_areas = Sums(), Sums()

    def add(self, part: pa.Table, rows: Numbers) -> None:
        """Add some rows of a part."""
        kept, offences, areas = (one[rows] for one in _pack(self._name, part))
        values = [_whole(single(part.column(one)))[rows] for one in self._coverage.measures]
        self._over_offences.add(sum_rows(kept + areas, values), len(rows))
        if not self._coverage.national:
            self._over_areas.add(sum_rows(kept + offences, values), len(rows))

    def finish(self) -> Iterator[tuple[str, TableSource]]:
        """What the source gives to each summary."""
        self._over_offences.close()
        over_offences = self._over_offences.take()
        yield ALL_OFFENCES, self._given(over_offences)
        if self._coverage.national:
            return
        self._over_areas.close()
        yield ALL_AREAS, self._given(self._over_areas.take())
        area = digit(self._name, "police_force_area")
        over_both = (
            sum_rows(run.keys - area.of(run.keys) * area.stride, run.values)
            for run in over_offences
        )
        yield ALL, self._given(over_both)

    def _given(self, runs: Iterable[Run]) -> TableSource:
        one = self._coverage
        constants = {"period_basis": one.basis, "court_coverage": one.courts}
        return TableSource(one.source, constants, one.measures, tuple(runs))


def _pack(name: str, part: pa.Table) -> tuple[Numbers, Numbers, Numbers]:
    """What each row's words are worth in its packed key: the others, the offence, the area."""
    packed = [np.zeros(part.num_rows, np.int64) for _ in range(3)]
    for one in digits(name):
        column = single(part.column(one.name))
        summed = [one.name in keys for keys in SUMMED_KEYS.values()]
        worth = packed[summed.index(True) + 1 if any(summed) else 0]
        if one.name == "year":
            worth += (numbers(column).astype(np.int64) - FIRST_YEAR) * one.stride
        else:
            known = words_of(one.name)
            words = [known.index(word) * one.stride for word in column.dictionary.to_pylist()]
            worth += np.take(np.array(words, np.int64), numbers(column.indices))
    kept, offences, areas = packed
    return kept, offences, areas


def _whole(column: pa.Array) -> Numbers:
    """A measure as whole numbers, zero where it is null; months in billionths."""
    values = numbers(column)
    if column.null_count:
        values = np.where(numbers(column.is_valid().cast(pa.int8())), values, 0)
    if pa.types.is_floating(column.type):
        values = np.rint(values * MONTH_UNIT)
    return values.astype(np.int64)


def _make(name: str, summary: str, given: Sequence[TableSource]) -> pa.Table:
    made = make_table(name, given)
    for key in SUMMARIES[summary]:
        for column, word in SUMMED_WORDS[key].items():
            place = made.schema.get_field_index(column)
            same = constant(made.num_rows, word, (word,))
            made = made.set_column(place, made.schema.field(place), same)
    return made
