"""The second map comes and goes with the boundaries beside the editions, without a restart."""

from pathlib import Path
from typing import Any

from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from outcomes.boundaries import BOUNDARIES_FILE
from tests.etl.test_boundaries import geojson

ABSENT = "The boundaries of the areas are not loaded here"


def test_the_map_is_there_as_soon_as_its_boundaries_are(tiny_client: Any, tmp_path: Path) -> None:
    without = tiny_client.get("/areas")
    assert ABSENT in without.text
    keep_boundaries(make_boundaries(geojson(), "areas.geojson"), tmp_path)
    tag = {"If-None-Match": without.headers["ETag"]}
    with_map = tiny_client.get("/areas", headers=tag)
    assert with_map.status_code == 200
    assert ABSENT not in with_map.text
    assert "Boundaries (2020): Office for National Statistics" in with_map.text
    (tmp_path / BOUNDARIES_FILE).unlink()
    assert ABSENT in tiny_client.get("/areas").text
