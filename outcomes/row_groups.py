"""Reads a published Parquet file from memory, column by column of a row group, when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from outcomes.shelf import Shelf

YEAR_ZERO = 1900

Codes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Coded:
    """A key column.

    Attributes:
        words: positions of its different words in the table's list; years count from 1900.
        places: for each row, which of ``words`` it has; None where all rows have the first.
    """

    words: Codes
    places: Codes | None

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.words.nbytes + (0 if self.places is None else self.places.nbytes)

    def between(self, start: int, end: int) -> Coded:
        """The same for some neighbouring rows."""
        return Coded(self.words, None if self.places is None else self.places[start:end])


class RowGroups:
    """The row groups of a table that is sorted by offence."""

    def __init__(
        self, content: pa.Buffer, words: Mapping[str, Sequence[str]], shelf: Shelf
    ) -> None:
        """Open a file.

        Args:
            content: the whole file.
            words: for each key column that is asked for, the words that its rows may have.
            shelf: where decoded columns are kept.

        Raises:
            pa.ArrowInvalid: when the bytes are not such a file.
        """
        self._content = content
        self._metadata = pq.read_metadata(pa.BufferReader(content))
        self._names = self._metadata.schema.to_arrow_schema().names
        self._positions = {
            column: {word: place for place, word in enumerate(known)}
            for column, known in words.items()
        }
        self._shelf = shelf
        self._own = object()
        self._offences: dict[int, dict[str, tuple[int, int]]] = {}

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self._metadata.num_rows)

    def parts(self) -> Iterator[pa.Table]:
        """All rows with all columns, one row group after the other."""
        for group in range(self._metadata.num_row_groups):
            yield self._read(group, self._names)

    def holding(self, offence: str) -> Iterator[tuple[int, int, int]]:
        """Row group, first row and end of the rows of an offence, by its label."""
        for group, (first, last) in enumerate(self._offence_ranges):
            if first <= offence <= last:
                found = self._offences_of(group).get(offence)
                if found is not None:
                    yield group, *found

    @cached_property
    def _offence_ranges(self) -> list[tuple[str, str]]:
        """The first and last offence of each row group, in the order of text."""
        return [self._range(group, "offence") for group in range(self._metadata.num_row_groups)]

    def _range(self, group: int, column: str) -> tuple[str, str]:
        statistics = self._statistics(group, column)
        if statistics is None or not statistics.has_min_max:
            return "", chr(0x10FFFF)
        return statistics.min, statistics.max

    def _statistics(self, group: int, column: str) -> Any:
        return self._metadata.row_group(group).column(self._names.index(column)).statistics

    def _offences_of(self, group: int) -> dict[str, tuple[int, int]]:
        """Where the rows of each offence of a row group stand."""
        found = self._offences.get(group)
        if found is None:
            found = self._offences[group] = self._find_offences(group)
        return found

    def _find_offences(self, group: int) -> dict[str, tuple[int, int]]:
        first, last = self._offence_ranges[group]
        if first == last:
            return {first: (0, self._metadata.row_group(group).num_rows)}
        array = _single(self._read(group, ["offence"]).column("offence"))
        labels, places = array.dictionary.to_pylist(), _numbers(array.indices)
        starts = [0, *(np.flatnonzero(np.diff(places)) + 1).tolist(), len(places)]
        return {labels[places[start]]: (start, end) for start, end in pairwise(starts)}

    def codes(self, group: int, column: str) -> Coded:
        """A key column of a row group, all its rows.

        Raises:
            KeyError: for a word that the table's list lacks.
        """
        key = (self._own, group, column)
        return self._shelf.take(key, lambda: self._decode(group, column), lambda made: made.size)

    def amounts(self, group: int, column: str) -> Numbers | None:
        """A measure column of a row group, zero where it is null; None where all of it is."""
        key = (self._own, group, column)
        found = self._shelf.take(key, lambda: self._decode_amounts(group, column), _nbytes)
        return found if len(found) else None

    def _decode(self, group: int, column: str) -> Coded:
        if column == "year":
            years = _numbers(self._read(group, ["year"]).column("year"))
            first, last = int(years.min()), int(years.max())
            places = (years - first).astype(np.uint8) if last > first else None
            return Coded(
                np.arange(first - YEAR_ZERO, last - YEAR_ZERO + 1).astype(np.uint8), places
            )
        return self._decode_words(group, column)

    def _decode_words(self, group: int, column: str) -> Coded:
        positions = self._positions[column]
        first, last = self._range(group, column)
        if first == last:
            return Coded(np.array([positions[first]], np.uint8), None)
        array = _single(self._read(group, [column]).column(column))
        words = [positions[word] for word in array.dictionary.to_pylist()]
        return Coded(np.array(words, np.uint8), _numbers(array.indices).astype(np.uint8))

    def _decode_amounts(self, group: int, column: str) -> Numbers:
        statistics = self._statistics(group, column)
        rows = self._metadata.row_group(group).num_rows
        if statistics is not None and statistics.null_count == rows:
            return np.empty(0)
        read = self._read(group, [column]).column(column)
        if read.null_count == 0:
            return _smallest(_numbers(read))
        amounts = np.zeros(rows)
        amounts[_numbers(pc.indices_nonzero(read.is_valid()))] = _numbers(read.drop_null())
        return amounts

    def _read(self, group: int, columns: list[str]) -> pa.Table:
        reader = pq.ParquetFile(pa.BufferReader(self._content), metadata=self._metadata)
        return reader.read_row_group(group, columns=columns, use_threads=False)


def _nbytes(numbers: Numbers) -> int:
    return numbers.nbytes


def _smallest(numbers: Numbers) -> Numbers:
    """Whole numbers in the smallest type that holds them all, others as they are."""
    if numbers.dtype.kind != "i" or numbers.min() < 0:
        return numbers
    return numbers.astype(np.min_scalar_type(numbers.max()))


def _single(column: pa.ChunkedArray) -> pa.DictionaryArray:
    if column.num_chunks == 1:
        return column.chunk(0)
    return column.unify_dictionaries().combine_chunks()


def _numbers(column: pa.ChunkedArray | pa.Array) -> Numbers:
    # Not to_numpy, which imports pandas where it is installed: a second and 40 MB.
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.from_dlpack(whole)
