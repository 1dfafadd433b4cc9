"""Observations: the contract's shape, the right figures, paging, tags and names."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.formats import FORMATS
from outcomes.queries import answer
from outcomes.receipts import issue
from outcomes.selection import Selection
from outcomes.store import open_store
from tests.builders import make_edition

OBSERVATIONS = "/api/v1/observations.json"
RESTRAINING = "breach-of-a-restraining-order"


def get_json(client: FlaskClient, query: str) -> Any:
    response = client.get(f"{OBSERVATIONS}?{query}")
    assert response.status_code == 200, response.text
    return response.json


def test_an_answer_has_every_part_of_the_contract(client: FlaskClient) -> None:
    body = get_json(client, f"measure=prosecutions&area=west-midlands&offence={RESTRAINING}")
    assert body["edition"].startswith("2019-")
    assert body["demonstration"] is False
    assert body["query"]["area"] == "west-midlands"
    assert (body["query"]["from"], body["query"]["to"]) == ("2018", "2019")
    assert (body["measure"], body["unit"]) == ("prosecutions", "defendants")
    assert all({"code", "text"} <= set(notice) for notice in body["notices"])
    assert body["columns"] == list(body["rows"][0])
    assert [(row["year"], row["value"]) for row in body["rows"]] == [(2018, 1000), (2019, 1012)]
    first = body["rows"][0]
    assert (first["area"], first["area_code"]) == ("West Midlands", "E23000014")
    assert (first["offence"], first["offence_code"]) == ("Breach of a restraining order", "8.10")
    assert first["source"] == "Outcomes by offence 2019"


def test_the_receipt_is_that_of_the_same_result(client: FlaskClient, tiny: Path) -> None:
    body = get_json(client, f"area=west-midlands&offence={RESTRAINING}")
    selection = Selection(offences=(RESTRAINING,), areas=("west-midlands",))
    assert body["receipt"] == issue(answer(open_store(tiny).edition(), selection))


def test_a_ratio_carries_what_was_divided(client: FlaskClient) -> None:
    query = f"measure=conviction_ratio&area=west-midlands&offence={RESTRAINING}&from=2018&to=2018"
    (row,) = get_json(client, query)["rows"]
    assert (row["numerator"], row["denominator"], row["value"]) == (871, 1000, 0.871)


def test_months_are_divided_after_summing(client: FlaskClient) -> None:
    (row,) = get_json(client, "measure=acsl_months&area=west-midlands&from=2019")["rows"]
    assert row["value"] == pytest.approx(6.05)
    assert row["denominator"] == 10


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=kent", "year"),
        ("area=kent,west-midlands", "area,year"),
        ("area=kent&area=west-midlands", "area,year"),
        (f"offence={RESTRAINING},stalking", "offence,year"),
        (f"offence={RESTRAINING},stalking&area=kent,surrey", "area,offence,year"),
        ("area=kent,surrey&by=sex", "sex"),
    ],
)
def test_without_by_the_answer_tells_apart_what_was_given(
    client: FlaskClient, query: str, expected: str
) -> None:
    assert get_json(client, query)["query"]["by"] == expected


def test_areas_that_are_added_up_are_all_named(client: FlaskClient) -> None:
    body = get_json(client, "area=kent,west-midlands&by=year&from=2019")
    (row,) = body["rows"]
    assert (row["area"], row["value"]) == ("Kent + West Midlands", 1035)


def test_what_is_summed_over_years_says_which(client: FlaskClient) -> None:
    (row,) = get_json(client, "area=west-midlands&by=area")["rows"]
    assert (row["from_year"], row["to_year"], row["value"]) == (2018, 2019, 2032)


def test_not_published_is_no_value_and_never_zero(client: FlaskClient) -> None:
    body = get_json(client, "offence=murder&area=surrey&from=2016&to=2019")
    assert [row["year"] for row in body["rows"]] == [2016, 2017, 2018, 2019]
    assert {row["value"] for row in body["rows"]} == {None}
    assert {row["status"] for row in body["rows"]} == {"not published"}
    (notice,) = [one for one in body["notices"] if one["code"] == "not-published"]
    assert "2018 to 2019" in notice["text"]


def test_a_true_zero_is_zero(client: FlaskClient) -> None:
    query = "measure=convictions&area=west-midlands&age=18-20&from=2019&to=2019"
    (row,) = get_json(client, query)["rows"]
    assert (row["value"], row["status"]) == (0, "published")


def test_nothing_to_divide_by_is_not_applicable(client: FlaskClient) -> None:
    (row,) = get_json(client, "measure=conviction_ratio&area=kent&from=2018&to=2018")["rows"]
    assert (row["value"], row["denominator"], row["status"]) == (None, 0, "not applicable")


def test_a_chosen_sex_stands_in_the_rows(client: FlaskClient) -> None:
    (row,) = get_json(client, "area=west-midlands&sex=female&from=2018&to=2018")["rows"]
    assert (row["sex"], row["value"]) == ("female", 100)


def test_pages_together_are_the_whole_answer(client: FlaskClient) -> None:
    query = "area=kent,west-midlands&by=area,year,sex"
    whole = get_json(client, query)["rows"]
    address: str | None = f"{OBSERVATIONS}?{query}&limit=3"
    seen = []
    while address:
        response = client.get(address)
        assert response.headers["X-Rows"] == str(len(response.json["rows"]))
        assert response.headers["X-Total-Rows"] == str(len(whole))
        seen += response.json["rows"]
        links = response.headers["Link"].split(", ")
        address = next((one[1 : one.index(">")] for one in links if 'rel="next"' in one), None)
    assert len(whole) == 8
    assert seen == whole


def test_a_page_beyond_the_end_is_empty(client: FlaskClient) -> None:
    assert get_json(client, "area=kent&limit=5&offset=900")["rows"] == []


def test_too_many_combinations_are_refused_with_what_to_do(client: FlaskClient) -> None:
    response = client.get(f"{OBSERVATIONS}?by=offence,sex,age_range,ethnicity,year,court")
    assert response.status_code == 400
    assert "choose fewer" in response.json["detail"]


def test_too_many_rows_are_refused_before_they_are_written(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "json", replace(FORMATS["json"], most_rows=3))
    query = f"{OBSERVATIONS}?area=kent,west-midlands"
    refused = client.get(query)
    assert refused.status_code == 400
    assert "4 rows" in refused.json["detail"]
    assert client.get(f"{query}&limit=2").status_code == 200
    monkeypatch.setattr("api.answers.MAX_TOTAL_ROWS", 3)
    assert client.get(f"{query}&limit=2").status_code == 400


def test_the_body_is_whole_and_says_its_hash_and_length(client: FlaskClient) -> None:
    for suffix in ("json", "csv"):
        response = client.get(f"/api/v1/observations.{suffix}?area=kent")
        assert response.headers["X-Content-SHA256"] == hashlib.sha256(response.data).hexdigest()
        assert response.headers["Content-Length"] == str(len(response.data))
        assert response.headers["X-Rows"] == "2"


def test_a_known_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"{OBSERVATIONS}?area=kent")
    tag = first.headers["ETag"]
    for known in (tag, f'"x", {tag}', "*"):
        again = client.get(f"{OBSERVATIONS}?area=kent", headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    compressed = tag.removesuffix('"') + ':gzip"'
    again = client.get(f"{OBSERVATIONS}?area=kent", headers={"If-None-Match": compressed})
    assert again.status_code == 304


def test_other_selections_formats_and_pages_have_other_tags(client: FlaskClient) -> None:
    addresses = [
        "observations.json?area=kent",
        "observations.json?area=surrey",
        "observations.json?area=kent&limit=1",
        "observations.csv?area=kent",
        "observations.csv?area=kent&heading=yes",
    ]
    tags = [client.get(f"/api/v1/{address}").headers["ETag"] for address in addresses]
    assert len(set(tags)) == len(addresses)


def test_a_new_edition_has_a_new_tag_and_is_answered(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 10}])
    client = make_client(tmp_path)
    before = client.get(f"{OBSERVATIONS}?area=west-midlands")
    make_edition(tmp_path, [{"prosecutions": 11}])
    tag = {"If-None-Match": before.headers["ETag"]}
    after = client.get(f"{OBSERVATIONS}?area=west-midlands", headers=tag)
    assert (before.json["rows"][0]["value"], after.json["rows"][0]["value"]) == (10, 11)
    pinned = get_json(client, f"area=west-midlands&edition={before.json['edition']}")
    assert pinned["rows"] == before.json["rows"]


def test_a_file_name_says_what_is_inside(client: FlaskClient) -> None:
    query = f"offence={RESTRAINING}&area=west-midlands,kent&measure=conviction_ratio&from=2018"
    response = client.get(f"/api/v1/observations.csv?{query}")
    edition = client.get("/health").json["edition"]
    expected = f"{RESTRAINING}_west-midlands-and-1-more_conviction-ratio_2018-2019_{edition}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{expected}"'


def test_other_sites_may_read(client: FlaskClient) -> None:
    response = client.get(f"{OBSERVATIONS}?area=kent", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Rows" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/health").headers


def test_a_demonstration_says_so_in_every_answer(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 10}], demonstration=True)
    body = json.loads(make_client(tmp_path).get(f"{OBSERVATIONS}?area=west-midlands").data)
    assert body["demonstration"] is True
    assert body["edition"].startswith("demonstration-")
    assert any("demonstration" in notice["text"] for notice in body["notices"])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("measure=prosecutions&by=year,court", "court"),
        ("measure=convictions&by=sentence_outcome", "sentence outcome"),
        ("measure=custody_rate&by=year,sentence_outcome", "sentence outcome"),
    ],
)
def test_a_breakdown_that_no_source_has_is_named(
    client: FlaskClient, query: str, named: str
) -> None:
    body = get_json(client, query)
    assert not [row for row in body["rows"] if row["value"] is not None]
    (told,) = [one["text"] for one in body["notices"] if one["code"] == "not-published"]
    assert f"no source breaks this down by {named}" in told
