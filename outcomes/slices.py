"""Reads one published table, an offence at a time, as arrays of word codes.

The table is sorted by offence, so the rows of an offence lie in one or a few neighbouring row
groups. They are decoded once, kept within a bound, and summed as integers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from outcomes.areas import areas
from outcomes.schema import MEASURE_COLUMNS
from outcomes.vocabulary import WORDS

CACHE_BYTES = 64 * 1024 * 1024
YEAR_ZERO = 1900

Codes = npt.NDArray[np.uint8]
Amounts = npt.NDArray[np.float64]

SENTENCES_WORDS = ("court", "sentence_outcome", "custodial_length")
SHARED_WORDS = ("defendant_kind", "sex", "age_group", "age_range", "ethnicity")


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one offence.

    Attributes:
        codes: for each key column, the position of each row's word in its list of words
            (``Table.words``); ``year`` counts from 1900.
        amounts: for each measure column, each row's number; absent measures are zero here,
            since coverage, not the row, says what a source carries.
        sources: positions of the sources that the rows come from.
    """

    codes: dict[str, Codes]
    amounts: dict[str, Amounts]
    sources: frozenset[int]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.codes["year"])

    @property
    def size(self) -> int:
        """Bytes held."""
        codes = sum(column.nbytes for column in self.codes.values())
        return codes + sum(column.nbytes for column in self.amounts.values())


class Table:
    """One published table of one edition, held compressed in memory."""

    def __init__(self, name: str, content: bytes, sources: Iterable[str]) -> None:
        """Open a table from the bytes of its Parquet file.

        Args:
            name: ``proceedings`` or ``sentences``.
            content: the whole file.
            sources: identifiers of the edition's sources, in order.

        Raises:
            pa.ArrowInvalid: when the bytes are not such a file.
        """
        self.name = name
        self._content = pa.py_buffer(content)
        self._metadata = pq.read_metadata(pa.BufferReader(self._content))
        self._kept: OrderedDict[str, Slice] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()
        sentences = SENTENCES_WORDS if name == "sentences" else ()
        self.words: dict[str, tuple[str, ...]] = {
            "source": tuple(sources),
            "police_force_area": tuple(area.name for area in areas().values()),
            **{column: WORDS[column] for column in (*SHARED_WORDS, *sentences)},
        }

    @cached_property
    def groups_by_offence(self) -> dict[str, tuple[int, ...]]:
        """For each offence label that stands in the table, the row groups that hold it."""
        found: dict[str, list[int]] = {}
        for group in range(self._metadata.num_row_groups):
            for label in self._labels(group):
                found.setdefault(label, []).append(group)
        return {label: tuple(groups) for label, groups in found.items()}

    def _labels(self, group: int) -> Iterable[str]:
        position = self._metadata.schema.to_arrow_schema().get_field_index("offence")
        statistics = self._metadata.row_group(group).column(position).statistics
        if statistics is not None and statistics.has_min_max and statistics.min == statistics.max:
            return (str(statistics.min),)
        column = self._read(group, ["offence"]).column("offence")
        return [str(label) for label in column.unique().to_pylist()]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self._metadata.num_rows)

    @property
    def content(self) -> memoryview:
        """The bytes of the Parquet file, as it was published."""
        return memoryview(self._content)

    def parts(self) -> Iterator[pa.Table]:
        """All rows with all columns, one row group after the other, in the published order."""
        columns = self._metadata.schema.to_arrow_schema().names
        for group in range(self._metadata.num_row_groups):
            yield self._read(group, columns)

    def slice(self, offence: str) -> Slice | None:
        """The rows of one offence by its label, or None when it does not stand in the table."""
        with self._lock:
            kept = self._kept.get(offence)
            if kept is not None:
                self._kept.move_to_end(offence)
                return kept
        groups = self.groups_by_offence.get(offence)
        if groups is None:
            return None
        return self._keep(offence, self._decode(offence, groups))

    def has(self, offence: str, source: str) -> bool:
        """Whether an offence, by its label, stands in the rows of a source."""
        if len(self.words["source"]) == 1:
            return offence in self.groups_by_offence
        rows = self.slice(offence)
        return rows is not None and self.words["source"].index(source) in rows.sources

    def _keep(self, offence: str, decoded: Slice) -> Slice:
        with self._lock:
            if offence not in self._kept and decoded.size <= CACHE_BYTES:
                self._kept[offence] = decoded
                self._kept_bytes += decoded.size
            while self._kept_bytes > CACHE_BYTES:
                self._kept_bytes -= self._kept.popitem(last=False)[1].size
        return decoded

    def _read(self, group: int, columns: list[str]) -> pa.Table:
        reader = pq.ParquetFile(pa.BufferReader(self._content), metadata=self._metadata)
        return reader.read_row_group(group, columns=columns, use_threads=False)

    def _decode(self, offence: str, groups: tuple[int, ...]) -> Slice:
        columns = ["offence", "year", *self.words, *MEASURE_COLUMNS[self.name]]
        read = pa.concat_tables([self._read(group, columns) for group in groups])
        read = read.unify_dictionaries().combine_chunks()
        mine = _equals(read.column("offence"), offence)
        codes = {name: self._codes(read.column(name), name)[mine] for name in self.words}
        years = _numbers(read.column("year")) - YEAR_ZERO
        codes["year"] = years.astype(np.uint8)[mine]
        amounts = {name: _amounts(read.column(name))[mine] for name in MEASURE_COLUMNS[self.name]}
        return Slice(codes, amounts, frozenset(np.unique(codes["source"]).tolist()))

    def _codes(self, column: pa.ChunkedArray, name: str) -> Codes:
        positions = {word: position for position, word in enumerate(self.words[name])}
        array = _single(column)
        lookup = np.array(
            [positions[word] for word in array.dictionary.to_pylist()], dtype=np.uint8
        )
        return np.asarray(lookup[np.from_dlpack(array.indices)])


def _single(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _equals(column: pa.ChunkedArray, word: str) -> npt.NDArray[np.bool_]:
    array = _single(column)
    position = array.dictionary.to_pylist().index(word)
    return np.asarray(np.from_dlpack(array.indices) == position)


def _amounts(column: pa.ChunkedArray) -> Amounts:
    amounts = np.zeros(len(column))
    published = _numbers(pc.indices_nonzero(column.is_valid()))
    amounts[published] = _numbers(column.drop_null())
    return amounts


def _numbers(column: pa.ChunkedArray | pa.Array) -> npt.NDArray[Any]:
    # Not to_numpy, which imports pandas where it is installed: a second and 40 MB.
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.from_dlpack(whole)
