"""Reads police force areas from GeoJSON as the ONS gives it; all 43, sound and in place, or none.

The figures stand beside these shapes, so what is half there or somewhere else is refused whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from outcomes.areas import police_force_areas
from outcomes.errors import Problem, SourceError

CODE_FIELD = re.compile(r"PFA(\d\d)CD", re.IGNORECASE)
# West, south, east and north of the United Kingdom, in degrees.
UNITED_KINGDOM = (-8.7, 49.8, 1.8, 60.9)
FEWEST_PLACES = 4
SHOWN = 120

Place = tuple[float, float]
Outline = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of all areas.

    Attributes:
        vintage: year of the areas.
        outlines: outer rings of each area by its slug, in degrees (east, north), each closed.
    """

    vintage: int
    outlines: Mapping[str, tuple[Outline, ...]]


def read_shapes(content: bytes, name: str) -> Shapes:
    """The shapes in a GeoJSON file.

    Args:
        content: of the file.
        name: of the file, for what is said of it.

    Raises:
        SourceError: ``BOUNDARIES``: it is no such file, areas are missing or unknown, a ring is
            not closed, or a place lies outside the United Kingdom.
    """
    features = _features(content, name)
    field = _code_field(features, name)
    slugs = {area.code: area.slug for area in police_force_areas()}
    codes = [str(one["properties"].get(field)) for one in features]
    _require_all(codes, name)
    outlines = {
        slugs[code]: _outlines(one["geometry"], slugs[code], name)
        for code, one in zip(codes, features, strict=True)
    }
    return Shapes(_vintage(field), outlines)


def _refuse(name: str, message: str, expected: str) -> NoReturn:
    hint = "Take the police force area boundaries of the ONS Open Geography Portal, as GeoJSON"
    raise SourceError((Problem("BOUNDARIES", message, file=name, expected=expected, hint=hint),))


def _features(content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        whole = json.loads(content)
        features = whole["features"]
        crs = (whole.get("crs") or {}).get("properties", {}).get("name", "EPSG:4326")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        start = content[:SHOWN].decode("utf-8", "replace")
        _refuse(name, f"this is not GeoJSON: it begins {start!r}", "a FeatureCollection")
    if not re.search(r"4326|CRS84", str(crs)):
        _refuse(name, f"places are given in {crs}", "degrees (EPSG:4326)")
    if not isinstance(features, list) or not all(_is_feature(one) for one in features):
        _refuse(name, "some parts have no shape", "polygons with properties")
    return features


def _is_feature(one: Any) -> bool:
    shape = one.get("geometry") if isinstance(one, dict) else None
    return (
        isinstance(shape, dict)
        and shape.get("type") in {"Polygon", "MultiPolygon"}
        and isinstance(one.get("properties"), dict)
    )


def _code_field(features: Sequence[dict[str, Any]], name: str) -> str:
    names = features[0]["properties"] if features else {}
    field = next((one for one in names if CODE_FIELD.fullmatch(one)), None)
    if field is None:
        _refuse(name, f"no code of areas among {', '.join(names) or 'nothing'}", "PFA..CD")
    return str(field)


def _vintage(field: str) -> int:
    return 2000 + int(CODE_FIELD.sub(r"\1", field))


def _require_all(codes: Sequence[str], name: str) -> None:
    """Each of the 43 areas once, and nothing else."""
    names = {area.code: area.name for area in police_force_areas()}
    missing = [names[code] for code in names if code not in codes]
    if missing:
        _refuse(name, f"{len(missing)} areas are missing: {', '.join(missing)}", "all 43")
    unknown = sorted({code for code in codes if code not in names})
    if unknown:
        _refuse(name, f"unknown codes of areas: {', '.join(unknown)}", "the 43 that are known")
    if len(codes) != len(names):
        _refuse(name, f"{len(codes)} shapes, some areas twice", "one shape an area")


def _outlines(shape: Mapping[str, Any], slug: str, name: str) -> tuple[Outline, ...]:
    """The outer rings of an area; lakes and enclaves in it are left out."""
    polygons = shape.get("coordinates")
    if shape["type"] == "Polygon":
        polygons = [polygons]
    try:
        outlines = tuple(_outline(polygon[0]) for polygon in polygons or ())
    except (TypeError, ValueError, IndexError, KeyError):
        _refuse(name, f"the shape of {slug} cannot be read", "rings of pairs of numbers")
    for outline in outlines:
        _require_ring(outline, slug, name)
    if not any(_twice_enclosed(outline) for outline in outlines):
        _refuse(name, f"the shape of {slug} encloses nothing", "an area")
    return outlines


def _outline(raw: Sequence[Sequence[float]]) -> Outline:
    return tuple((float(place[0]), float(place[1])) for place in raw)


def _require_ring(outline: Outline, slug: str, name: str) -> None:
    if len(outline) < FEWEST_PLACES or outline[0] != outline[-1]:
        _refuse(name, f"a ring of {slug} is not closed", "the first place again at the end")
    west, south, east, north = UNITED_KINGDOM
    for x, y in outline:
        if not (west <= x <= east and south <= y <= north):
            _refuse(name, f"{slug} has a place at {x:g}, {y:g}", "degrees within the UK")


def _twice_enclosed(outline: Outline) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(outline)))
