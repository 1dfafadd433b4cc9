"""How much of each point an area covers, beside a slow and obvious way of finding it out."""

import math
import random

import numpy as np
import pytest

from api.png.cover import covered

Corner = tuple[float, float]
FINENESS = 16


def is_inside(x: float, y: float, corners: list[Corner]) -> bool:
    """Whether a ray to the right crosses an odd number of edges."""
    crossed = 0
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y):
            crossed += x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def sampled(corners: list[Corner], column: int, row: int) -> float:
    """The share of a point that is inside, by trying many places in it."""
    places = [(place + 0.5) / FINENESS for place in range(FINENESS)]
    hits = sum(is_inside(column + x, row + y, corners) for x in places for y in places)
    return hits / FINENESS**2


@pytest.mark.parametrize("seed", range(8))
def test_an_area_covers_of_each_point_what_lies_inside_it(seed: int) -> None:
    choose = random.Random(seed)
    turns = sorted(choose.uniform(0, 2 * math.pi) for _ in range(7))
    corners = [
        (-3 + length * math.cos(turn), 4 + length * math.sin(turn))
        for turn, length in ((turn, choose.uniform(2, 9)) for turn in turns)
    ]
    cover, left, top = covered(np.array(corners))
    for row, column in np.ndindex(*cover.shape):
        expected = sampled(corners, left + column, top + row)
        assert cover[row, column] / 255 == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("turned", [False, True])
def test_corners_on_the_rims_of_points_cover_whole_points(turned: bool) -> None:
    corners = [(2.0, 3.0), (6.0, 3.0), (6.0, 5.0), (2.0, 5.0)]
    cover, left, top = covered(np.array(corners[::-1] if turned else corners))
    assert (left, top) == (2, 3)
    assert cover[:2, :4].tolist() == [[255] * 4] * 2
    assert cover.sum() == 255 * 8
