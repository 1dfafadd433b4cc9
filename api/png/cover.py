"""How much of each point of a picture an area covers, and its colour laid over them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint8]
Cover = NDArray[np.uint16]
Places = NDArray[np.float64]
FULL = 255
# How far an edge along an axis goes across it, so that it is one piece.
NEARLY_NONE = 1e-12


def parts_of(colour: str) -> tuple[int, ...]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return tuple(bytes.fromhex(colour[1:]))


def lay(points: Points, cover: Cover, colour: str, left: int, top: int) -> None:
    """Mix a colour into a picture where something covers it.

    Args:
        points: rows of red, green and blue, changed in place.
        cover: how much of each point is covered, 0 to 255.
        colour: as ``#rrggbb``.
        left: column of the cover's first column; what lies outside the picture is left out.
        top: row of its first row.
    """
    high, wide = cover.shape
    first, last = (min(max(row, 0), points.shape[0]) for row in (top, top + high))
    begin, end = (min(max(column, 0), points.shape[1]) for column in (left, left + wide))
    over = cover[first - top : last - top, begin - left : end - left]
    for place, part in enumerate(parts_of(colour)):
        under = points[first:last, begin:end, place]
        mixed = under * (FULL - over) + part * over
        points[first:last, begin:end, place] = (mixed + FULL // 2) // FULL


def covered(corners: Places) -> tuple[Cover, int, int]:
    """The exact share of each point that lies inside straight edges.

    Each piece of an edge within a point covers what lies right of it in its row; edges that go up
    and edges that go down take each other's away.

    Args:
        corners: one row of x and y a corner, in points; the last is joined to the first.

    Returns:
        The cover, 0 to 255, and its column and row in the picture.
    """
    left, top = (math.floor(lowest) for lowest in corners.min(axis=0))
    wide, high = (math.ceil(highest) for highest in corners.max(axis=0) - (left, top))
    starts = corners - (left, top)
    ends = np.concatenate((starts[1:], starts[:1]))
    starts, ends = _cut(*_cut(starts, ends, 0), 1)
    falls, middles = ends[:, 1] - starts[:, 1], (starts + ends) / 2
    columns, rows = np.floor(middles).astype(np.intp).T
    # One column and row more, for edges that lie on the last ones' rim.
    place, beyond = rows * (wide + 2) + columns, middles[:, 0] - columns
    size = (high + 1) * (wide + 2)
    shares = np.bincount(place, falls * (1 - beyond), size)
    shares += np.bincount(place + 1, falls * beyond, size)
    inside = np.abs(np.cumsum(shares.reshape(high + 1, wide + 2), axis=1))
    return np.rint(np.minimum(inside, 1) * FULL).astype(np.uint16), left, top


def _cut(starts: Places, ends: Places, axis: int) -> tuple[Places, Places]:
    """Edges cut where they go from one column (or row, with ``axis`` 1) of points to the next."""
    begin, end = starts[:, axis], ends[:, axis]
    rising = end >= begin
    first = np.where(rising, np.floor(begin), np.ceil(begin))
    last = np.where(rising, np.ceil(end), np.floor(end))
    pieces = np.maximum(np.abs(last - first), 1).astype(np.intp)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    # Where along its edge, 0 to 1, each piece begins and ends.
    way, run = np.where(rising, 1, -1), np.where(end == begin, NEARLY_NONE, end - begin)
    reached = (first - begin)[edge] + way[edge] * np.array([number, number + 1])
    lower, upper = np.clip(reached / run[edge], 0, 1)[:, :, np.newaxis]
    from_start, along = starts[edge], (ends - starts)[edge]
    return from_start + lower * along, from_start + upper * along
