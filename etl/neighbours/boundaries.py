"""Makes boundaries that a page can draw of the shapes that the ONS gives, and keeps them.

Simplifying snaps every corner to a grid, then drops the corners that matter least, each in all
areas at once, so that two areas keep the border that they share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import cos, radians
from pathlib import Path

from etl.neighbours.geojson import Outline, Place, read_shapes
from etl.neighbours.simplify import Corner, corners_to_keep, enclosed
from etl.publishing.durable import write_file
from outcomes.boundaries import BOUNDARIES_FILE, Boundaries, Ring

# Rows of the grid from north to south: finer than a page draws them.
ROWS = 560
# Rings that enclose less than so many squares of the grid are dropped, but never an area's largest.
LEAST_AREA = 3.0


def make_boundaries(content: bytes, name: str) -> Boundaries:
    """Boundaries of all 43 areas from a GeoJSON file in degrees.

    Args:
        content: of the file.
        name: of the file, which the boundaries name as their source.

    Raises:
        SourceError: it is no such file, or lacks areas, with what was expected.
    """
    shapes = read_shapes(content, name)
    every = [one for outlines in shapes.outlines.values() for one in outlines]
    scale, west, north, size = _plane(every)
    placed = {
        slug: [_placed(outline, scale, west, north) for outline in outlines]
        for slug, outlines in sorted(shapes.outlines.items())
    }
    kept = corners_to_keep([ring for parts in placed.values() for ring in parts])
    rings = {slug: _simplified(parts, kept) for slug, parts in placed.items()}
    return Boundaries(name, hashlib.sha256(content).hexdigest(), shapes.vintage, *size, rings)


def keep_boundaries(made: Boundaries, data_dir: Path) -> bool:
    """Put boundaries beside the editions; False when the same ones were there already."""
    path = data_dir / BOUNDARIES_FILE
    content = made.to_json().encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    data_dir.mkdir(parents=True, exist_ok=True)
    staged = data_dir / f".{BOUNDARIES_FILE}.new"
    staged.unlink(missing_ok=True)
    write_file(staged, content)
    staged.replace(path)
    return True


def _plane(outlines: Sequence[Outline]) -> tuple[Place, float, float, tuple[int, int]]:
    """Scale of each axis, western and northern edge, width and height of the plane."""
    east = [place[0] for outline in outlines for place in outline]
    up = [place[1] for outline in outlines for place in outline]
    vertical = ROWS / (max(up) - min(up))
    across = vertical * cos(radians((max(up) + min(up)) / 2))
    width = round((max(east) - min(east)) * across)
    return (across, vertical), min(east), max(up), (width, ROWS)


def _placed(outline: Outline, scale: Place, west: float, north: float) -> Ring:
    corners = [(round((x - west) * scale[0]), round((north - y) * scale[1])) for x, y in outline]
    distinct = [one for place, one in enumerate(corners) if one != corners[place - 1]]
    return tuple(distinct) or tuple(corners[:1])


def _simplified(rings: Sequence[Ring], kept: frozenset[Corner]) -> tuple[Ring, ...]:
    order = sorted(rings, key=lambda ring: -enclosed(ring))
    large = (*order[:1], *(ring for ring in order[1:] if enclosed(ring) >= LEAST_AREA))
    return tuple(tuple(corner for corner in ring if corner in kept) for ring in large)
