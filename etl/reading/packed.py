"""A published table before it is written: packed keys and sums, in the order of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from etl.reading.keys import Numbers, digit
from etl.reading.spill import KeptRun
from etl.reading.sums import Run


@dataclass(frozen=True)
class TableSource:
    """What one source gives to one table.

    Attributes:
        id: of the source.
        constants: columns that hold one word in all its rows, such as period_basis.
        measures: the measures that the runs carry, in order; the table's others are null.
        runs: sums of its rows. In a packed table no key stands in two of them, and they ascend.
        national: whether its rows are of no areas, but of England and Wales.
    """

    id: str
    constants: Mapping[str, str]
    measures: tuple[str, ...]
    runs: tuple[KeptRun, ...]
    national: bool = False

    @property
    def rows(self) -> int:
        """How many rows the runs have."""
        return sum(run.rows for run in self.runs)


@dataclass(frozen=True)
class Piece:
    """Rows of one offence and source.

    Attributes:
        offence: its place among the words of the key.
        source: its place among the table's sources.
        run: holds the rows.
        start, end: which of its rows they are.
    """

    offence: int
    source: int
    run: KeptRun
    start: int
    end: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.end - self.start

    @property
    def nbytes(self) -> int:
        """How many bytes it takes in memory."""
        return self.run.nbytes * self.rows // self.run.rows

    def read(self) -> Run:
        """The rows."""
        return self.run.part(self.start, self.end)


@dataclass(frozen=True)
class PackedTable:
    """Rows of a published table, or of one of its summaries.

    Attributes:
        name: ``proceedings`` or ``sentences``.
        sources: in the order of their identifiers.
        summaries: by their names in ``outcomes.schema.SUMMARIES``. They have the table's columns
            and order; a key that is summed away holds one word in all rows. Sums over areas leave
            out sources that are national.
    """

    name: str
    sources: tuple[TableSource, ...]
    summaries: Mapping[str, PackedTable] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(source.rows for source in self.sources)

    @property
    def nbytes(self) -> int:
        """How many bytes it would take in memory, without its summaries."""
        return sum(run.nbytes for source in self.sources for run in source.runs)

    def source(self, identifier: str) -> TableSource:
        """The source of this identifier; StopIteration when there is none."""
        return next(source for source in self.sources if source.id == identifier)

    def pieces(self) -> Sequence[Piece]:
        """All rows, sorted by offence and source, and inside each by their keys."""
        found = [
            Piece(offence, place, run, start, end)
            for place, source in enumerate(self.sources)
            for run in source.runs
            for offence, start, end in _offences(self.name, run.keys)
        ]
        return sorted(found, key=lambda piece: (piece.offence, piece.source))


def _offences(table: str, keys: Numbers) -> Iterator[tuple[int, int, int]]:
    """The place of each offence's word, and where its rows begin and end."""
    offence = digit(table, "offence")
    bounds = np.searchsorted(keys, np.arange(offence.size + 1) * offence.stride).tolist()
    for place, (start, end) in enumerate(pairwise(bounds)):
        if end > start:
            yield place, start, end
