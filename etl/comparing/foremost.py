"""Keeps the most moved insides of figures while they are found."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

import numpy as np

from etl.comparing.cells import Amounts
from etl.comparing.movements import DAMPING
from outcomes.moves import Move

MOST_LISTED = 20
GRAINS = ("national", "offence", "area", "area and offence")
Rank = tuple[float, float, str, int, str, str]


def move_rank(move: Move) -> Rank:
    """The most moved first, by the share of the figure; of the same share the larger move."""
    share = move.moved / (abs(max(move.before, move.after)) + DAMPING)
    return (-share, -move.moved, move.series.measure, -move.year, move.area, move.offence)


class Foremost:
    """For each grain and breakdown the twenty most moved, and how many moved at all."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], list[tuple[Rank, Move]]] = {}

    def offer(
        self,
        key: tuple[str, str],
        moved: Amounts,
        totals: tuple[Amounts, Amounts],
        make: Callable[[int], Move],
    ) -> None:
        """Consider figures.

        Args:
            key: their grain and breakdown.
            moved: how much moved inside each, 0 for nothing.
            totals: each figure before and after.
            make: makes the move of the figure at a place.
        """
        places = np.flatnonzero(moved)
        if not len(places):
            return
        share = _share(moved[places], *(total[places] for total in totals))
        kept = self._kept.setdefault(key, [])
        if len(kept) == MOST_LISTED:
            # Those of the same share may still come before it by other grounds.
            near = share >= -kept[-1][0][0]
            places, share = places[near], share[near]
        order = np.lexsort((-moved[places], -share))[:MOST_LISTED]
        for move in (make(place) for place in places[order].tolist()):
            kept.append((move_rank(move), move))
        kept.sort(key=itemgetter(0))
        del kept[MOST_LISTED:]

    def listed(self) -> tuple[Move, ...]:
        """Those that are kept, grain by grain, the most moved first whatever the breakdown."""
        kept = [one for of_key in self._kept.values() for one in of_key]
        ranked = sorted(kept, key=lambda one: (GRAINS.index(one[1].grain), one[0]))
        return tuple(move for _, move in ranked)


def _share(moved: Amounts, before: Amounts, after: Amounts) -> Amounts:
    share: Amounts = moved / (np.abs(np.maximum(before, after)) + DAMPING)
    return share
