"""Rows of a published table, offence by offence, as numbers that mean the same in two editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from etl.comparing.cells import Amounts, Codes, amounts_of
from etl.reading.arrays import numbers, single
from outcomes.schema import KEY_COLUMNS, MEASURE_COLUMNS

PLACES = ("source", "police_force_area")
# The same for all rows of a source, or a property of the offence.
NOT_SPLIT = (*PLACES, "year", "offence", "offence_code", "period_basis", "court_coverage")
# Combinations of a row's words are packed into one number, six bits a column.
WORD_BITS = 6
GROUPS_KEPT = 2


def breakdowns_of(name: str) -> tuple[str, ...]:
    """The columns by which a table's figures can be split, besides year, area and offence."""
    return tuple(column for column in KEY_COLUMNS[name] if column not in NOT_SPLIT)


class Words:
    """The words of each column, numbered as they are met."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, int]] = {}

    def of(self, column: str) -> list[str]:
        """The words of a column so far, in the order of their numbers."""
        return list(self._places.get(column, {}))

    def codes(self, column: str, array: pa.DictionaryArray) -> Codes:
        """The number of each row's word; ValueError when a breakdown has more than fit."""
        known = self._places.setdefault(column, {})
        words = [known.setdefault(word, len(known)) for word in array.dictionary.to_pylist()]
        if column not in NOT_SPLIT and len(known) > 1 << WORD_BITS:
            raise ValueError(f"{column} has {len(known)} words")
        return np.take(np.array(words, np.int16), numbers(array.indices))


@dataclass(frozen=True)
class Rows:
    """Rows of one table.

    Attributes:
        name: of the table.
        years: of each row.
        codes: for each column of words, the number of each row's word.
        amounts: each measure, nulls as zeros.
    """

    name: str
    years: Codes
    codes: dict[str, Codes]
    amounts: dict[str, Amounts]

    def pick(self, rows: slice | Codes) -> Rows:
        """Some of the rows."""
        return Rows(
            self.name,
            self.years[rows],
            {column: codes[rows] for column, codes in self.codes.items()},
            {measure: amounts[rows] for measure, amounts in self.amounts.items()},
        )

    @cached_property
    def combinations(self) -> Codes:
        """One number for each combination of words over all breakdowns of the table."""
        packed = np.zeros(len(self.years), np.int64)
        for column in breakdowns_of(self.name):
            packed = (packed << WORD_BITS) + self.codes[column]
        return packed


class OffenceRows:
    """A published table, opened. Memory is that of two row groups and of one offence."""

    def __init__(self, path: Path, name: str, words: Words) -> None:
        self._file = pq.ParquetFile(path)
        self._name = name
        self._words = words
        self._kept: dict[int, Rows] = {}
        self._groups: dict[str, list[int]] = {}
        for group in range(self._file.num_row_groups):
            for label in _labels(self._file.read_row_group(group, ["offence"])):
                self._groups.setdefault(label, []).append(group)

    @property
    def labels(self) -> tuple[str, ...]:
        """The offences that have rows, in the order in which they lie."""
        return tuple(self._groups)

    def pieces(self, label: str) -> Iterator[Rows]:
        """The rows of an offence, a piece for each row group that has some."""
        for number in self._groups.get(label, ()):
            group = self._group(number)
            code = self._words.of("offence").index(label)
            rows = np.flatnonzero(group.codes["offence"] == code)
            together = rows[-1] - rows[0] + 1 == len(rows)
            yield group.pick(slice(rows[0], rows[-1] + 1) if together else rows)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _group(self, number: int) -> Rows:
        if number not in self._kept:
            while len(self._kept) >= GROUPS_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[number] = self._read(number)
        return self._kept[number]

    def _read(self, number: int) -> Rows:
        columns = ("offence", *PLACES, *breakdowns_of(self._name))
        measures = MEASURE_COLUMNS[self._name]
        rows = self._file.read_row_group(number, ["year", *columns, *measures])
        codes = {
            column: self._words.codes(column, single(rows.column(column).unify_dictionaries()))
            for column in columns
        }
        years: npt.NDArray[Any] = numbers(single(rows.column("year")))
        return Rows(self._name, years, codes, dict(amounts_of(rows, self._name)))


def _labels(rows: pa.Table) -> list[str]:
    """The offences of some rows; words that no row has do not count."""
    column = single(rows.column("offence").unify_dictionaries())
    words = column.dictionary.to_pylist()
    return [str(words[code]) for code in np.unique(numbers(column.indices)).tolist()]
