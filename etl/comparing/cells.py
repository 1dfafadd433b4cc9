"""The figures of an edition by measure, year, area and offence, read from its Parquet files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.comparing.covering import CUSTODY, series_covered, suppliers
from etl.reading.arrays import numbers, single
from etl.reading.keys import FIRST_YEAR, LAST_YEAR
from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.editions import Coverage, Edition
from outcomes.errors import EditionUnavailable
from outcomes.schema import MEASURE_COLUMNS
from outcomes.series import Series
from outcomes.vocabulary import IMMEDIATE_CUSTODY

YEARS = LAST_YEAR - FIRST_YEAR + 1
KEYS = ("source", "offence", "year", "police_force_area")

Amounts = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
# By measure, source and offence: an amount for each year and area.
Sums = dict[tuple[str, str], dict[str, Amounts]]


@dataclass(frozen=True)
class Cells:
    """One series of an edition.

    Attributes:
        years: the years that the edition has, ascending.
        areas: names; only England and Wales for a national series.
        offences: labels that stand in its sources, in order.
        values: an amount for each year, area and offence.
    """

    years: tuple[int, ...]
    areas: tuple[str, ...]
    offences: tuple[str, ...]
    values: Amounts


def area_names() -> tuple[str, ...]:
    """The names that rows may have for an area, in the order of showing."""
    return tuple(area.name for area in areas().values())


def read_cells(edition: Edition, directory: Path) -> dict[Series, Cells]:
    """Every series of an edition. For each year the newest source that has it supplies it.

    Memory is that of the sums and of one row group, whatever the number of rows.

    Args:
        edition: what the edition states.
        directory: where its Parquet files lie.

    Raises:
        EditionUnavailable: a file cannot be read, or holds what this version does not know.
    """
    try:
        sums = {
            name: _read_table(directory / table.path, name)
            for table in edition.tables
            if (name := table.name) in MEASURE_COLUMNS
        }
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise EditionUnavailable(f"edition {edition.id} cannot be read: {error}") from error
    return {
        series: _cells(series, given, sums.get(given[0].table, {}))
        for series, given in series_covered(edition).items()
    }


def _cells(series: Series, covered: Sequence[Coverage], sums: Sums) -> Cells:
    supplier = {year: one.source for year, one in suppliers(covered).items()}
    years = tuple(sorted(supplier))
    of_source = {source: sums.get((series.measure, source), {}) for source in supplier.values()}
    offences = tuple(sorted({label for held in of_source.values() for label in held}))
    standing = {name for coverage in covered for name in coverage.areas}
    whole = (areas()[ENGLAND_AND_WALES].name,)
    names = tuple(name for name in area_names() if name in standing) if series.by_area else whole
    places = [area_names().index(name) for name in names]
    values = np.zeros((len(years), len(names), len(offences)))
    for at, year in enumerate(years):
        held = of_source[supplier[year]]
        for column, label in enumerate(offences):
            if label in held:
                values[at, :, column] = held[label][year - FIRST_YEAR, places]
    return Cells(years, names, offences, values)


def _read_table(path: Path, name: str) -> Sums:
    sums: Sums = defaultdict(dict)
    outcome = ("sentence_outcome",) if name == "sentences" else ()
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            columns = [*KEYS, *outcome, *MEASURE_COLUMNS[name]]
            _add_group(sums, file.read_row_group(group, columns=columns), name)
    return sums


def _add_group(sums: Sums, rows: pa.Table, name: str) -> None:
    """Add the rows of a row group; an offence's rows may lie in several."""
    if not rows.num_rows:
        return
    sources, source_codes = _words(rows, "source")
    offences, offence_codes = _words(rows, "offence")
    names, area_codes = _words(rows, "police_force_area")
    places = np.array([area_names().index(one) for one in names], np.int64)
    shape = (len(offences), len(sources), YEARS, len(area_names()))
    years = numbers(single(rows.column("year"))).astype(np.int64) - FIRST_YEAR
    packed = np.ravel_multi_index((offence_codes, source_codes, years, places[area_codes]), shape)
    stands = np.flatnonzero(np.bincount(offence_codes * len(sources) + source_codes))
    for measure, weights in amounts_of(rows, name):
        total = np.bincount(packed, weights, minlength=int(np.prod(shape))).reshape(shape)
        for offence, source in zip(*np.divmod(stands, len(sources)), strict=True):
            held = sums[measure, sources[source]]
            label = offences[offence]
            added = total[offence, source]
            held[label] = held[label] + added if label in held else added.copy()


def amounts_of(rows: pa.Table, name: str) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Each measure of a table's rows, nulls as zeros; immediate custody is one too."""
    for measure in MEASURE_COLUMNS[name]:
        amounts = _amounts(single(rows.column(measure)))
        yield measure, amounts
        if measure == "sentenced":
            words, codes = _words(rows, "sentence_outcome")
            is_custody = np.array([word == IMMEDIATE_CUSTODY for word in words], np.int64)
            yield CUSTODY, amounts * is_custody[codes]


def _amounts(column: pa.Array) -> npt.NDArray[Any]:
    """A measure, nulls as zeros. Not fill_null: its 0 imports pandas where that is."""
    if column.null_count == 0:
        return numbers(column)
    if column.null_count == len(column):
        return np.zeros(len(column))
    stands = numbers(pc.is_valid(column).cast(pa.int8()))
    found: npt.NDArray[Any] = np.where(stands, numbers(column), 0)
    return found


def _words(rows: pa.Table, column: str) -> tuple[list[str], Codes]:
    array = single(rows.column(column).unify_dictionaries())
    return array.dictionary.to_pylist(), numbers(array.indices).astype(np.int64)
