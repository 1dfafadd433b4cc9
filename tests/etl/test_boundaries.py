"""Boundaries: read from the ONS's GeoJSON, simplified alike on both sides, kept beside editions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from etl.neighbours.geojson import FEWEST_PLACES
from etl.neighbours.simplify import corners_to_keep, enclosed
from outcomes.areas import police_force_areas
from outcomes.boundaries import BOUNDARIES_FILE, read_boundaries
from outcomes.errors import SourceError

STEPS = 12


def geojson(**changes: Any) -> bytes:
    """Areas as squares in a row, each two with a common side of many corners."""
    return json.dumps(collection(**changes)).encode()


def collection(
    *, skip: int = 0, crs: str = "EPSG:4326", code: str = "PFA20CD", west: float = -3
) -> dict[str, Any]:
    features = []
    for place, area in enumerate(police_force_areas()[skip:]):
        left, right = place * 0.1 + west, place * 0.1 + west + 0.1
        up = [[right, 50 + step * 0.4 / STEPS] for step in range(STEPS + 1)]
        down = [[left, 50.4 - step * 0.4 / STEPS] for step in range(STEPS + 1)]
        shape = {"type": "Polygon", "coordinates": [[*up, *down, up[0]]]}
        features.append({"type": "Feature", "properties": {code: area.code}, "geometry": shape})
    return {
        "type": "FeatureCollection",
        "crs": {"properties": {"name": crs}},
        "features": features,
    }


def test_all_areas_are_there_and_straight_sides_have_no_corners() -> None:
    made = make_boundaries(geojson(), "areas.geojson")
    assert set(made.rings) == {area.slug for area in police_force_areas()}
    assert {len(ring) for rings in made.rings.values() for ring in rings} == {4}
    assert made.vintage == 2020


def test_kept_once_and_read_as_they_were(tmp_path: Path) -> None:
    made = make_boundaries(geojson(), "areas.geojson")
    assert keep_boundaries(made, tmp_path / "data")
    assert not keep_boundaries(made, tmp_path / "data")
    assert read_boundaries(tmp_path / "data") == made


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"rings": 3}'])
def test_what_cannot_be_read_is_as_if_it_were_not_there(tmp_path: Path, content: str) -> None:
    assert read_boundaries(tmp_path) is None
    (tmp_path / BOUNDARIES_FILE).write_text(content)
    assert read_boundaries(tmp_path) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"skip": 2}, "2 areas are missing"), ({"crs": "EPSG:27700"}, "EPSG:27700"),
     ({"code": "name"}, "no code of areas"), ({"west": 1.5}, "has a place at 1.9")],
)  # fmt: skip
def test_another_file_is_refused_with_what_is_wrong(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceError, match=said):
        make_boundaries(geojson(**changed), "areas.geojson")


def first_ring(whole: dict[str, Any]) -> list[Any]:
    ring: list[Any] = whole["features"][0]["geometry"]["coordinates"][0]
    return ring


SPOILED: dict[str, Callable[[dict[str, Any]], object]] = {
    "not closed": lambda whole: first_ring(whole).pop(),
    "has a place at 50": lambda whole: first_ring(whole)[1].reverse(),
    "has a place at nan": lambda whole: first_ring(whole)[1].__setitem__(0, float("nan")),
    "cannot be read": lambda whole: first_ring(whole).insert(1, {"east": 3}),
    "encloses nothing": lambda whole: first_ring(whole).__setitem__(
        slice(None), [[-3, 50]] * FEWEST_PLACES
    ),
    "areas twice": lambda whole: whole["features"].append(whole["features"][0]),
    "unknown codes of areas: S23000009": lambda whole: whole["features"].append(
        {**whole["features"][0], "properties": {"PFA20CD": "S23000009"}}
    ),
    "have no shape": lambda whole: whole["features"].append({"properties": {}}),
}


@pytest.mark.parametrize("said", SPOILED)
def test_a_spoiled_file_is_refused_with_what_is_wrong(said: str) -> None:
    whole = collection()
    SPOILED[said](whole)
    with pytest.raises(SourceError, match=said):
        make_boundaries(json.dumps(whole).encode(), "areas.geojson")


@pytest.mark.parametrize(
    "content", [b"<html>", b"", b"\xff\x00", b"[" * 100_000, b'{"error": 400}']
)
def test_what_is_not_geojson_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match="not GeoJSON"):
        make_boundaries(content, "areas.geojson")


def test_a_common_border_stays_common() -> None:
    border = ((20, 0), (21, 3), (20, 6), (26, 12), (20, 20))
    left = ((0, 0), *border, (0, 20))
    right = (*reversed(border), (40, 0), (40, 20))
    kept = corners_to_keep([left, right])
    assert {(20, 0), (26, 12), (20, 20)} <= kept
    assert (21, 3) not in kept


def test_the_real_file_keeps_every_area_and_its_size(real_data: Path) -> None:
    path = real_data / "geography" / "police_force_areas_2020.geojson"
    if not path.is_file():
        pytest.skip("no boundaries among the real files")
    made = make_boundaries(path.read_bytes(), path.name)
    corners = sum(len(ring) for rings in made.rings.values() for ring in rings)
    assert len(made.rings) == 43
    assert corners < 3_000
    size = {slug: enclosed(rings[0]) for slug, rings in made.rings.items()}
    assert size["devon-and-cornwall"] > size["west-midlands"] > size["city-of-london"] > 0
