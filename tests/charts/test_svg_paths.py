"""Lines and areas of a picture go through their corners, to a tenth of a pixel."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.svg_marks import scatter_svg
from charts.svg_space import Space

SPACE = Space(left=0, top=0, width=500, height=500, xrange=(0, 500), yrange=(500, 0))
TENTHS = st.integers(0, 5_000).map(lambda tenths: tenths / 10)
POINTS = st.lists(st.tuples(TENTHS, TENTHS), min_size=2, max_size=30)


def walked(path: str) -> list[tuple[float, float]]:
    """The corners of a path of one place and steps from there."""
    place, _, steps = path.removeprefix("M").rstrip("z").partition("l")
    x, y = map(float, place.split())
    corners = [(x, y)]
    numbers = iter(map(float, steps.split()))
    for dx, dy in zip(numbers, numbers, strict=True):
        x, y = x + dx, y + dy
        corners.append((x, y))
    return corners


def drawn(points: list[tuple[float, float]], **more: str) -> str:
    trace = {"x": [x for x, _ in points], "y": [y for _, y in points], "mode": "lines", **more}
    found = re.search(r'<path d="([^"]+)"', scatter_svg(trace, SPACE))
    assert found
    return found[1]


@given(POINTS)
def test_a_line_has_every_corner_of_its_points(points: list[tuple[float, float]]) -> None:
    corners = walked(drawn(points))
    assert len(corners) == len(points)
    for corner, point in zip(corners, points, strict=True):
        assert corner == pytest.approx(point)


@given(POINTS)
def test_an_area_leaves_out_corners_that_stand_where_the_one_before_does(
    points: list[tuple[float, float]],
) -> None:
    path = drawn(points, fill="toself", fillcolor="#ffffff")
    corners = walked(path)
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    apart = [tenths[0], *(after for before, after in pairwise(tenths) if before != after)]
    assert path.endswith("z")
    assert [(round(10 * x), round(10 * y)) for x, y in corners] == apart
