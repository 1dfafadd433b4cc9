"""Reads the boundaries of police force areas as the ONS gives them, and simplifies them.

Simplifying snaps every corner to a grid, then drops the corners that matter least, each in all
areas at once, so that two areas keep the border that they share.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

from etl.neighbours.simplify import Corner, corners_to_keep, enclosed
from etl.publishing.durable import write_file
from outcomes.areas import police_force_areas
from outcomes.boundaries import BOUNDARIES_FILE, Boundaries, Ring
from outcomes.errors import Problem, SourceError

CODE_FIELD = re.compile(r"PFA(\d\d)CD", re.IGNORECASE)
# Rows of the grid from north to south: finer than a page draws them.
ROWS = 560
# Rings that enclose less than so many squares of the grid are dropped, but never an area's largest.
LEAST_AREA = 3.0


Place = tuple[float, float]


def make_boundaries(path: Path) -> Boundaries:
    """Boundaries of all 43 areas from a GeoJSON file in degrees.

    Raises:
        SourceError: it is no such file, or lacks areas, with what was expected.
    """
    content = path.read_bytes()
    features = _features(content, path.name)
    field = _code_field(features, path.name)
    found = {str(one["properties"].get(field)): list(_outer(one)) for one in features}
    _require_all(found, path.name)
    slugs = {area.code: area.slug for area in police_force_areas()}
    places = {slugs[code]: rings for code, rings in found.items() if code in slugs}
    scale, west, north, size = _plane([one for rings in places.values() for one in rings])
    placed = {
        slug: [_placed(ring, scale, west, north) for ring in parts]
        for slug, parts in sorted(places.items())
    }
    kept = corners_to_keep([ring for parts in placed.values() for ring in parts])
    rings = {slug: _simplified(parts, kept) for slug, parts in placed.items()}
    vintage = 2000 + int(_match(field)[1])
    return Boundaries(path.name, hashlib.sha256(content).hexdigest(), vintage, *size, rings)


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


def _bad(name: str, message: str, expected: str) -> SourceError:
    hint = "Take the police force area boundaries of the ONS Open Geography Portal, as GeoJSON"
    return SourceError((Problem("BOUNDARIES", message, file=name, expected=expected, hint=hint),))


def _features(content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        features = json.loads(content)["features"]
        crs = json.loads(content).get("crs", {}).get("properties", {}).get("name", "EPSG:4326")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _bad(name, "this is not GeoJSON", "a FeatureCollection") from None
    if not re.search(r"4326|CRS84", str(crs)):
        raise _bad(name, f"places are given in {crs}", "degrees (EPSG:4326)")
    if not isinstance(features, list) or not all(_is_feature(one) for one in features):
        raise _bad(name, "some parts have no shape", "polygons with properties")
    return features


def _is_feature(one: Any) -> bool:
    shape = one.get("geometry") if isinstance(one, dict) else None
    return (
        isinstance(shape, dict)
        and shape.get("type") in {"Polygon", "MultiPolygon"}
        and isinstance(one.get("properties"), dict)
    )


def _match(field: str) -> re.Match[str]:
    match = CODE_FIELD.fullmatch(field)
    if match is None:
        raise ValueError(field)
    return match


def _code_field(features: Sequence[dict[str, Any]], name: str) -> str:
    names = features[0]["properties"] if features else {}
    field = next((one for one in names if CODE_FIELD.fullmatch(one)), None)
    if field is None:
        raise _bad(name, f"no code of areas among {', '.join(names) or 'nothing'}", "PFA..CD")
    return str(field)


def _require_all(found: dict[str, Any], name: str) -> None:
    missing = [area.name for area in police_force_areas() if area.code not in found]
    if missing:
        raise _bad(name, f"{len(missing)} areas are missing: {', '.join(missing)}", "all 43")


def _outer(feature: dict[str, Any]) -> Iterator[list[Place]]:
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    for polygon in polygons:
        yield [(float(one[0]), float(one[1])) for one in polygon[0]]


def _plane(rings: Sequence[Sequence[Place]]) -> tuple[Place, float, float, tuple[int, int]]:
    """Scale of each axis, western and northern edge, width and height of the plane."""
    east = [place[0] for ring in rings for place in ring]
    up = [place[1] for ring in rings for place in ring]
    vertical = ROWS / (max(up) - min(up))
    across = vertical * cos(radians((max(up) + min(up)) / 2))
    width = round((max(east) - min(east)) * across)
    return (across, vertical), min(east), max(up), (width, ROWS)


def _placed(ring: Sequence[Place], scale: Place, west: float, north: float) -> Ring:
    corners = [(round((x - west) * scale[0]), round((north - y) * scale[1])) for x, y in ring]
    distinct = [one for place, one in enumerate(corners) if one != corners[place - 1]]
    return tuple(distinct) or tuple(corners[:1])


def _simplified(rings: Sequence[Ring], kept: frozenset[Corner]) -> tuple[Ring, ...]:
    order = sorted(rings, key=lambda ring: -enclosed(ring))
    large = (*order[:1], *(ring for ring in order[1:] if enclosed(ring) >= LEAST_AREA))
    return tuple(tuple(corner for corner in ring if corner in kept) for ring in large)
