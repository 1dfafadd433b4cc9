"""Finds what moved inside figures from one edition to another, also where these stood still.

For every year, area and offence the rows of both editions are compared by sex, age, outcome and
all their other columns; and where each of those alone is as before, by how they cross.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.comparing.aligned import Aligned
from etl.comparing.covering import series_covered, suppliers
from etl.comparing.foremost import Foremost
from etl.comparing.inside import Inside
from etl.comparing.offence_rows import OffenceRows, Words
from etl.comparing.splits import Axes, Placed, Sides
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable
from outcomes.moves import Move
from outcomes.schema import MEASURE_COLUMNS


@dataclass(frozen=True)
class Held:
    """An edition, and where its files lie."""

    edition: Edition
    directory: Path


@dataclass(frozen=True)
class Moves:
    """What moved inside figures.

    Attributes:
        moves: for each grain and breakdown the most moved, most moved first.
        divided: for each breakdown, in how many figures by year, area and offence words moved
            against each other.
    """

    moves: tuple[Move, ...]
    divided: dict[str, int]


def find_moves(before: Held, after: Held, aligned: Sequence[Aligned]) -> Moves:
    """Look into every figure of the series and years that both editions have.

    A breakdown is left out for years in which only one of the files splits by it. Memory is that
    of some row groups and of the sums of one offence, whatever the number of rows.

    Raises:
        EditionUnavailable: a file cannot be read, or holds what this version does not know.
    """
    foremost, divided = Foremost(), Counter[str]()
    for name in MEASURE_COLUMNS:
        words = Words()
        insides = list(_insides(name, (before, after), aligned, words, foremost))
        if insides:
            with _opened(before, name, words) as old, _opened(after, name, words) as new:
                for label in dict.fromkeys((*old.labels, *new.labels)):
                    _look_into(label, (old, new), insides, words)
        for inside in insides:
            inside.finish()
            divided += inside.divided
    return Moves(foremost.listed(), dict(divided))


def _insides(
    name: str,
    held: tuple[Held, Held],
    aligned: Sequence[Aligned],
    words: Words,
    foremost: Foremost,
) -> Iterator[Inside]:
    covered = [series_covered(one.edition) for one in held]
    for one in aligned:
        old, new = (suppliers(each[one.series]) for each in covered)
        if old[one.years[0]].table == name:
            yield Inside(one, (old, new), words, foremost)


@contextmanager
def _opened(held: Held, name: str, words: Words) -> Iterator[OffenceRows]:
    try:
        [file] = [table.path for table in held.edition.tables if table.name == name]
        rows = OffenceRows(held.directory / file, name, words)
        try:
            yield rows
        finally:
            rows.close()
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        identifier = held.edition.id
        raise EditionUnavailable(f"edition {identifier} cannot be read: {error}") from error


def _look_into(
    label: str,
    tables: tuple[OffenceRows, OffenceRows],
    insides: Sequence[Inside],
    words: Words,
) -> None:
    """One offence in every series of a table; series on the same axes share the work."""
    rows = [list(table.pieces(label)) for table in tables]
    sides: dict[Axes, Sides] = {}
    for inside in insides:
        axes = inside.axes
        if axes not in sides:
            before, after = (
                [Placed.of(piece, axes.cells(piece, words, side)) for piece in rows[side]]
                for side in (0, 1)
            )
            sides[axes] = before, after
        inside.add(label, sides[axes])
