"""Finds a block of lines that stands twice in a member, as in a file appended to itself.

Identical lines are no fault: the Ministry's own files have many, a few at a time. A block of a
thousand that comes again is. Each row has a print, runs of prints are hashed, and one in 32 of the
hashes is kept: a block that stands twice leaves many pairs at one distance. Only then is the member
read once more, twice at a time, to compare lines byte by byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
import numpy.typing as npt

from etl.reading.blocks import read_header
from etl.reading.inflate import Member, read_member
from etl.reading.keys import Numbers
from outcomes.errors import Problem

Prints = npt.NDArray[np.uint64]

SMALLEST_BLOCK = 1_000
_DOUBLINGS = 6
_WINDOW = 1 << _DOUBLINGS
_KEPT_BELOW = np.uint64(2**64 // 32)
_LEAST_PAIRS = 4
_MOST_DISTANCES = 3
_GOLDEN = 0x9E3779B97F4A7C15
_WRAP = 2**64


def prints_of(rows: Mapping[str, Numbers]) -> Prints:
    """A number for each row: equal rows have equal ones, others hardly ever.

    Args:
        rows: for each column, the numbers that its texts were read as.
    """
    columns = [rows[name].view(np.uint64) for name in sorted(rows)]
    prints = np.zeros(len(columns[0]), np.uint64)
    for place, column in enumerate(columns, 1):
        prints += column * np.uint64(pow(_GOLDEN, place, _WRAP))
    prints ^= prints >> np.uint64(32)
    return prints * np.uint64(_GOLDEN)


class Repeats:
    """Looks for blocks that stand twice while the rows of a member go by, in order."""

    def __init__(self) -> None:
        self._tail = np.zeros(0, np.uint64)
        self._kept: list[tuple[Prints, Numbers]] = []

    def add(self, prints: Prints, line: int) -> None:
        """Go on with rows of which the first stands in this line."""
        joined = np.concatenate((self._tail, prints))
        first = line - len(self._tail)
        self._tail = joined[max(0, len(joined) - _WINDOW + 1) :]
        hashes = _window_hashes(joined)
        places = np.flatnonzero(hashes < _KEPT_BELOW)
        self._kept.append((hashes[places], places + first))

    def interrupt(self) -> None:
        """Some lines could not be read: no block goes on across them."""
        self._tail = self._tail[:0]

    def distances(self) -> list[int]:
        """How many lines lie between blocks that seem to be the same, likeliest first."""
        if not self._kept:
            return []
        hashes, lines = (np.concatenate(one) for one in zip(*self._kept, strict=True))
        order = np.lexsort((lines, hashes))
        same = np.flatnonzero(np.diff(hashes[order]) == 0)
        apart = np.diff(lines[order])[same]
        found = Counter(apart[apart >= SMALLEST_BLOCK].tolist())
        likely = [one for one, pairs in found.most_common(_MOST_DISTANCES) if pairs >= _LEAST_PAIRS]
        return [int(one) for one in likely]


def _window_hashes(prints: Prints) -> Prints:
    """A hash of each run of ``_WINDOW`` prints, in the place of its first."""
    hashes = prints
    for doubling in range(_DOUBLINGS):
        reach = 1 << doubling
        if len(hashes) <= reach:
            return np.zeros(0, np.uint64)
        factor = np.uint64(pow(_GOLDEN, 2 * reach + 1, _WRAP))
        hashes = hashes[:-reach] * factor + hashes[reach:]
    mixed = hashes ^ (hashes >> np.uint64(32))
    return mixed * np.uint64(_GOLDEN)


def find_repeat(member: Member, distance: int) -> Problem | None:
    """The longest block of a member that stands again so many lines later, byte for byte.

    Raises:
        SourceError, HostError: the member cannot be read.
    """
    start, length = _longest(member, distance)
    if length < SMALLEST_BLOCK:
        return None
    length = min(length, distance)
    again = start + distance
    return Problem(
        "ROWS_REPEATED",
        f"lines {start:,} to {start + length - 1:,} stand again as lines "
        f"{again:,} to {again + length - 1:,}",
        line=again,
        count=length,
        expected="no block of a thousand lines twice",
        hint="Perhaps the file was appended to itself: fetch it again",
    )


def _longest(member: Member, distance: int) -> tuple[int, int]:
    """First line and number of the most lines in a row that stand again so far below."""
    best, start, length = (0, 0), 2, 0
    later = islice(_lines(member), distance, None)
    for line, (one, other) in enumerate(zip(_lines(member), later, strict=False), 2):
        if one == other:
            length += 1
            continue
        best = max(best, (length, start))
        start, length = line + 1, 0
    length, start = max(best, (length, start))
    return start, length


def _lines(member: Member) -> Iterator[bytes]:
    """The lines under the header, without their ends."""
    for block in read_header(read_member(member))[2]:
        yield from bytes(block.data).splitlines()
