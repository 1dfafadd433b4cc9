"""Gives the rows of one published table, an offence at a time, summed over what is not asked for.

The table is sorted by offence, so the rows of an offence lie in one or a few neighbouring row
groups. Those of its columns that a question needs are decoded once, packed into one number a row,
and summed; the sums are kept, so that the next question of the kind starts from a few hundred
rows instead of a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from outcomes.areas import areas
from outcomes.combinations import Amounts, Rows, Slice, join, sum_equal
from outcomes.row_groups import YEAR_ZERO, Numbers, RowGroups
from outcomes.schema import NOT_ALL_CONVICTED
from outcomes.shelf import Shelf
from outcomes.vocabulary import WORDS

__all__ = ["YEAR_ZERO", "Amounts", "Numbers", "Slice", "Table"]

SHELF_BYTES = 64 * 1024 * 1024
SENTENCES_WORDS = ("court", "sentence_outcome", "custodial_length")
SHARED_WORDS = ("defendant_kind", "sex", "age_group", "age_range", "ethnicity")


class Table:
    """One published table of one edition, held compressed in memory."""

    def __init__(
        self, name: str, content: bytes, sources: Iterable[str], shelf: Shelf | None = None
    ) -> None:
        """Open a table from the bytes of its Parquet file.

        Args:
            name: ``proceedings`` or ``sentences``.
            content: the whole file.
            sources: identifiers of the edition's sources, in order.
            shelf: where columns and sums are kept; one of its own when left out.

        Raises:
            pa.ArrowInvalid: when the bytes are not such a file.
        """
        self.name = name
        self.summaries: dict[str, Table] = {}
        self._content = pa.py_buffer(content)
        self._shelf = shelf or Shelf(SHELF_BYTES)
        self._own = object()
        sentences = SENTENCES_WORDS if name == "sentences" else ()
        self.words: dict[str, tuple[str, ...]] = {
            "source": tuple(sources),
            "police_force_area": tuple(area.name for area in areas().values()),
            **{column: WORDS[column] for column in (*SHARED_WORDS, *sentences)},
        }
        self._groups = RowGroups(self._content, self.words, self._shelf)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self._groups.rows

    @property
    def content(self) -> memoryview:
        """The bytes of the Parquet file, as it was published."""
        return memoryview(self._content)

    def parts(self) -> Iterator[pa.Table]:
        """All rows with all columns, one row group after the other, in the published order."""
        return self._groups.parts()

    def has(self, offence: str, source: str) -> bool:
        """Whether an offence, by its label, stands in the rows of a source."""
        if len(self.words["source"]) == 1:
            return next(self._groups.holding(offence), None) is not None
        rows = self.slice(offence, ("source",), ())
        return rows is not None and self.words["source"].index(source) in rows.codes["source"]

    def slice(self, offence: str, columns: Sequence[str], measures: Sequence[str]) -> Slice | None:
        """The rows of an offence, summed over all other columns.

        Args:
            offence: its label.
            columns: the key columns that are wanted.
            measures: the measure columns that are wanted, or ``NOT_ALL_CONVICTED``.

        Returns:
            None when the offence does not stand in the table.
        """
        key = (self._own, offence, tuple(columns), tuple(measures))
        made = self._shelf.take(key, lambda: self._make(offence, columns, measures), _size)
        return made if made.codes else None

    def _make(self, offence: str, columns: Sequence[str], measures: Sequence[str]) -> Slice:
        summed = [
            sum_equal(self._rows(columns, measures, *place))
            for place in self._groups.holding(offence)
        ]
        if not summed:
            return Slice({}, {})
        return summed[0] if len(summed) == 1 else sum_equal(join(summed))

    def _rows(
        self, columns: Sequence[str], measures: Sequence[str], group: int, start: int, end: int
    ) -> Rows:
        codes = {name: self._groups.codes(group, name).between(start, end) for name in columns}
        amounts: dict[str, Numbers | None] = {}
        for name in measures:
            found = self._measure(group, name)
            amounts[name] = None if found is None else found[start:end]
        return Rows(end - start, codes, amounts)

    def _measure(self, group: int, name: str) -> Numbers | None:
        if name != NOT_ALL_CONVICTED:
            return self._groups.amounts(group, name)
        prosecutions = self._groups.amounts(group, "prosecutions")
        convictions = self._groups.amounts(group, "convictions")
        if prosecutions is None or convictions is None:
            return convictions if prosecutions is None else prosecutions
        return np.asarray(prosecutions != convictions)


def _size(rows: Slice) -> int:
    return rows.size
