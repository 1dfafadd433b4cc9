"""The lists of what can be asked for: complete, and every word in them accepted."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from outcomes.areas import areas
from outcomes.measures import MEASURES
from outcomes.offences import families, offences
from tests.builders import make_edition


def get_json(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    return response.json


def test_measures_are_those_of_the_registry(client: FlaskClient) -> None:
    listed = get_json(client, "/api/v1/measures")["measures"]
    assert [one["measure"] for one in listed] == list(MEASURES)
    assert all(one["unit"] and one["definition"] and one["caveat"] for one in listed)


def test_areas_are_the_43_and_their_aggregates(client: FlaskClient) -> None:
    listed = get_json(client, "/api/v1/areas")["areas"]
    assert [one["area"] for one in listed] == list(areas())
    assert sum(one["kind"] == "police force area" for one in listed) == 43
    (here,) = [one for one in listed if one["area"] == "west-midlands"]
    assert (here["name"], here["code"]) == ("West Midlands", "E23000014")


def test_offences_are_all_families_and_single_ones(client: FlaskClient) -> None:
    listed = get_json(client, "/api/v1/offences")["offences"]
    assert len(listed) == 1 + len(families()) + len(offences())
    (family,) = [one for one in listed if one["offence"] == "breach-of-protective-order"]
    assert family["kind"] == "family"
    assert "breach-of-a-restraining-order" in family["members"]


@pytest.mark.parametrize("name", ["measure", "area", "offence"])
def test_every_listed_word_is_accepted(client: FlaskClient, name: str) -> None:
    for one in get_json(client, f"/api/v1/{name}s")[f"{name}s"]:
        response = client.get(f"/api/v1/observations.json?{name}={one[name]}&limit=1")
        assert response.status_code == 200, one
        assert response.json["query"][name] == one[name]


def test_editions_name_the_served_one_and_what_it_covers(tmp_path: Path, make_client: Any) -> None:
    first = make_edition(tmp_path, [{"prosecutions": 1}])
    second = make_edition(tmp_path, [{"prosecutions": 2}])
    body = get_json(make_client(tmp_path), "/api/v1/editions")
    assert body["edition"] == second.id
    assert [(one["edition"], one["current"]) for one in body["editions"]] == [
        (second.id, True),
        (first.id, False),
    ]
    coverage = body["editions"][0]["coverage"][0]
    assert (coverage["table"], coverage["years"]) == ("proceedings", [2019])
    assert coverage["areas"] == ["West Midlands"]


def test_lists_refuse_parameters_and_have_tags(client: FlaskClient) -> None:
    assert client.get("/api/v1/areas?x=1").status_code == 400
    tag = client.get("/api/v1/areas").headers["ETag"]
    assert client.get("/api/v1/areas", headers={"If-None-Match": tag}).status_code == 304
