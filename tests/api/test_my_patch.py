"""From a place to its police force area: as JSON and as a page, with look-ups and without."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from etl.neighbours.build import set_apart
from etl.publishing.publish import publish
from tests.api.conftest import MakeClient
from tests.builders import build_of
from tests.etl.neighbours.builders import write
from tests.etl.neighbours.test_lookups import authority, postcode


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with both look-ups: Ambridge in Kent, a district in two areas."""
    folder = tmp_path_factory.mktemp("patch")
    rows = [
        authority(),
        authority(LAD23CD="E99000002", LAD23NM="Great Ambridge", PFA23NM="Sussex"),
        authority(LAD23CD="E99000003", LAD23NM="Lower Loxley", CSP23NM="Safe Loxley"),
    ]
    near = ("Kent", "Kent", "Kent", "Sussex")
    codes = [postcode(f"ZZ1 {n}AA", area) for n, area in enumerate(near)]
    codes += [postcode("ZZ10 1AA", "Dorset"), postcode("Z1A 1AA", "Gwent")]
    files = [write(folder / "a.csv", rows), write(folder / "p.csv", codes)]
    built = replace(build_of([{"prosecutions": 1}]), neighbours=set_apart(files)[1])
    publish(built, folder / "data")
    return folder / "data"


@pytest.fixture
def patches(make_client: MakeClient, place: Path) -> FlaskClient:
    return make_client(place)


def asked(client: FlaskClient, text: str) -> Any:
    return client.get("/api/v1/my-patch", query_string={"q": text})


def page(client: FlaskClient, text: str = "") -> str:
    answer = client.get(f"/my-patch?q={quote(text)}")
    assert answer.status_code == 200
    return unescape(answer.text)


def words(client: FlaskClient, text: str) -> str:
    """What the page says, without its tags."""
    return re.sub(r"<[^>]+>", "", page(client, text))


@pytest.mark.parametrize(
    ("text", "kind", "areas"),
    [
        ("ZZ1", "postcode district", ["kent", "sussex"]),
        ("zz1 1aa", "postcode district", ["kent", "sussex"]),
        ("ZZ11AA", "postcode district", ["kent", "sussex"]),
        ("zz10", "postcode district", ["dorset"]),
        ("ZZ10 1", "postcode district", ["dorset"]),
        ("z1a1aa", "postcode district", ["gwent"]),
        ("Z1A1", "postcode district", ["gwent"]),
        ("ambridge", "local authority", ["kent"]),
        ("Safe Loxley", "local authority", ["kent"]),
        (" west  midlands police ", "police force area", ["west-midlands"]),
        ("Devon & Cornwall", "police force area", ["devon-and-cornwall"]),
        ("London, City of", "police force area", ["city-of-london"]),
        ("Hampshire Constabulary", "police force area", ["hampshire"]),
        ("Met", "police force area", ["metropolitan-police"]),
        ("dyfed powys", "police force area", ["dyfed-powys"]),
    ],
)
def test_a_place_has_its_areas(
    patches: FlaskClient, text: str, kind: str, areas: list[str]
) -> None:
    (found,) = asked(patches, text).json["places"]
    assert found["kind"] == kind
    assert [one["area"] for one in found["areas"]] == areas


def test_a_district_in_two_areas_has_the_share_of_each(patches: FlaskClient) -> None:
    body = asked(patches, "ZZ1").json
    (found,) = body["places"]
    shares = [(one["name"], one["postcodes"], one["share"]) for one in found["areas"]]
    assert shares == [("Kent", 3, 0.75), ("Sussex", 1, 0.25)]
    assert [source.split(".")[0] for source in body["sources"]] == [
        "Office for National Statistics: Local authorities by police force area, 2023",
        "Office for National Statistics: Postcode directory, 1980",
    ]


def test_every_address_of_an_area_answers(patches: FlaskClient) -> None:
    (found,) = asked(patches, "Kent").json["places"]
    (one,) = found["areas"]
    for name in ("story", "feed", "weekly"):
        assert patches.get(one[name]).status_code == 200, name
    assert one["page"] == "/areas/kent"


def test_words_inside_longer_names_find_every_place(patches: FlaskClient) -> None:
    found = asked(patches, "yorkshire").json["places"]
    assert [one["name"] for one in found] == ["North Yorkshire", "South Yorkshire",
                                              "West Yorkshire"]  # fmt: skip
    assert "3 places have “yorkshire” in their name" in page(patches, "yorkshire")
    assert asked(patches, "yorkshire").json["whole_name"] is False
    assert asked(patches, "North Yorkshire").json["whole_name"] is True


def test_a_larger_place_is_not_taken_for_the_one_with_its_name(patches: FlaskClient) -> None:
    shown = page(patches, "London")
    assert "One place has “London” in its name" in shown
    assert "<h3>City of London</h3>" in shown
    assert "A larger place" in shown
    assert "A larger place" not in page(patches, "City of London")


def test_the_whole_name_goes_before_longer_ones(patches: FlaskClient) -> None:
    assert [one["name"] for one in asked(patches, "Ambridge").json["places"]] == ["Ambridge"]


@pytest.mark.parametrize(
    ("text", "near"), [("Ambrige", "Ambridge"), ("Wesst Midlands", "West Midlands"), ("ZZ9", "ZZ1")]
)
def test_a_name_that_is_none_is_refused_with_near_ones(
    patches: FlaskClient, text: str, near: str
) -> None:
    refused = asked(patches, text)
    assert refused.status_code == 400
    assert refused.mimetype == "application/problem+json"
    (problem,) = refused.json["parameters"]
    assert problem["parameter"] == "q"
    assert near in problem["near"]
    shown = page(patches, text)
    assert f"Nothing here is called “{text}”" in shown
    assert f'href="/my-patch?q={quote(near)}"' in shown


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * 81, "\u0000", "💩", "--", "<script>alert(1)</script>"]
)
def test_nonsense_is_refused_and_never_repeated_as_markup(patches: FlaskClient, text: str) -> None:
    assert asked(patches, text).status_code == 400
    assert "<script>alert" not in patches.get(f"/my-patch?q={quote(text)}").text


def test_one_place_at_a_time_and_no_other_parameter(patches: FlaskClient) -> None:
    assert patches.get("/api/v1/my-patch?q=Kent&q=Essex").status_code == 400
    assert patches.get("/api/v1/my-patch").status_code == 400
    assert patches.get("/api/v1/my-patch?q=Kent&area=kent").status_code == 400
    assert patches.get("/my-patch?q=Kent&utm_source=x").status_code == 200


def test_the_page_shows_shares_and_links(patches: FlaskClient) -> None:
    shown = page(patches, "ZZ1 1AA")
    assert 'value="ZZ1 1AA"' in shown
    told = words(patches, "ZZ1 1AA")
    assert "A postcode district that lies in 2 police force areas." in told
    assert "Kent: 75% of its 4 live postcodes (3)." in told
    assert "Sussex: 25% of its 4 live postcodes (1)." in told
    assert 'href="/areas/kent/story"' in shown
    assert 'href="/feed.atom?area=sussex"' in shown
    assert "Royal Mail copyright" in shown
    assert "all of its 1 live postcodes" in page(patches, "ZZ10")


def test_without_look_ups_names_of_areas_are_still_known(client: FlaskClient) -> None:
    assert "no look-up of local authorities and none of postcode districts" in page(client)
    assert 'href="/areas/kent/story"' in page(client, "Kent Police")
    assert asked(client, "Kent").json["sources"] == []
    assert "no look-up of postcode districts" in page(client, "B15")
    refused = asked(client, "Solihull")
    assert refused.status_code == 400
    assert "This edition has no look-up of local authorities." in refused.json["detail"]


def test_without_an_edition_the_page_still_answers(make_client: MakeClient, tmp_path: Path) -> None:
    client = make_client(tmp_path)
    assert 'href="/areas/kent/story"' in page(client, "Kent")
    assert asked(client, "Kent").status_code == 503


def test_an_unchanged_answer_is_not_sent_again(patches: FlaskClient) -> None:
    tag = asked(patches, "Kent").headers["ETag"]
    again = patches.get("/api/v1/my-patch?q=Kent", headers={"If-None-Match": tag})
    assert again.status_code == 304
