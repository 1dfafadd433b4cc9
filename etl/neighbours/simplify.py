"""Leaves out corners of areas that nobody would see, and keeps borders that areas share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from outcomes.boundaries import Ring

# Corners whose triangle with the two beside it is smaller are dropped.
LEAST_TRIANGLE = 4.0
FEWEST_CORNERS = 4

Corner = tuple[int, int]


def corners_to_keep(rings: Sequence[Ring]) -> frozenset[Corner]:
    """The corners that matter: where areas meet, and where leaving out would be seen.

    A corner between two others goes when the triangle of the three is small, the smallest first
    (Visvalingam). A ring keeps four corners at least.
    """
    near, inside = _neighbours(rings), _rings_of(rings)
    counts = Counter({number: len(ring) for number, ring in enumerate(rings)})
    heap = [(_triangle(corner, near), corner) for corner in near if len(near[corner]) == 2]
    heapify(heap)
    while heap and heap[0][0] < LEAST_TRIANGLE:
        size, corner = heappop(heap)
        if len(near.get(corner, ())) != 2 or size != _triangle(corner, near):
            continue
        if any(counts[number] <= FEWEST_CORNERS for number in inside[corner]):
            continue
        one, other = near.pop(corner)
        counts.subtract(inside[corner])
        for here, there in ((one, other), (other, one)):
            near[here].discard(corner)
            near[here].add(there)
            if len(near[here]) == 2:
                heappush(heap, (_triangle(here, near), here))
    return frozenset(near)


def _neighbours(rings: Sequence[Ring]) -> dict[Corner, set[Corner]]:
    near: dict[Corner, set[Corner]] = defaultdict(set)
    for ring in rings:
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            near[one].add(other)
            near[other].add(one)
    return dict(near)


def _rings_of(rings: Sequence[Ring]) -> dict[Corner, list[int]]:
    inside: dict[Corner, list[int]] = defaultdict(list)
    for number, ring in enumerate(rings):
        for corner in ring:
            inside[corner].append(number)
    return inside


def _triangle(corner: Corner, near: Mapping[Corner, set[Corner]]) -> float:
    return enclosed((corner, *near[corner]))


def enclosed(ring: Ring) -> float:
    """Squares of the grid within a ring."""
    ahead = [*ring[1:], *ring[:1]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, ahead, strict=True))) / 2
