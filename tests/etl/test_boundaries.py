"""Boundaries: read from the ONS's GeoJSON, simplified alike on both sides, kept beside editions."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from etl.neighbours.simplify import corners_to_keep, enclosed
from outcomes.areas import police_force_areas
from outcomes.boundaries import BOUNDARIES_FILE, read_boundaries
from outcomes.errors import SourceError

STEPS = 12


def geojson(path: Path, *, skip: int = 0, crs: str = "EPSG:4326", code: str = "PFA20CD") -> Path:
    """Areas as squares in a row, each two with a common side of many corners."""
    features = []
    for place, area in enumerate(police_force_areas()[skip:]):
        west, east = place * 0.1 - 3, place * 0.1 - 2.9
        up = [[east, 50 + step * 0.4 / STEPS] for step in range(STEPS + 1)]
        down = [[west, 50.4 - step * 0.4 / STEPS] for step in range(STEPS + 1)]
        ring = [*up, *down, up[0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {code: area.code}, "geometry": shape})
    about = {"properties": {"name": crs}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": about, "features": features}))
    return path


def test_all_areas_are_there_and_straight_sides_have_no_corners(tmp_path: Path) -> None:
    made = make_boundaries(geojson(tmp_path / "areas.geojson"))
    assert set(made.rings) == {area.slug for area in police_force_areas()}
    assert {len(ring) for rings in made.rings.values() for ring in rings} == {4}
    assert made.vintage == 2020


def test_kept_once_and_read_as_they_were(tmp_path: Path) -> None:
    made = make_boundaries(geojson(tmp_path / "areas.geojson"))
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
     ({"code": "name"}, "no code of areas")],
)  # fmt: skip
def test_another_file_is_refused_with_what_is_wrong(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        make_boundaries(geojson(tmp_path / "areas.geojson", **changed))


def test_what_is_not_geojson_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text("<html>")
    with pytest.raises(SourceError, match="not GeoJSON"):
        make_boundaries(path)


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
    made = make_boundaries(path)
    corners = sum(len(ring) for rings in made.rings.values() for ring in rings)
    assert len(made.rings) == 43
    assert corners < 3_000
    size = {slug: enclosed(rings[0]) for slug, rings in made.rings.items()}
    assert size["devon-and-cornwall"] > size["west-midlands"] > size["city-of-london"] > 0
