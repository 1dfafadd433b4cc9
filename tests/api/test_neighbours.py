"""Recorded crime, residents and orders in the API: right, refused by name, and open if missing."""

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from etl.neighbours.build import set_apart
from etl.publishing.publish import publish
from outcomes.orders import orders_made
from tests.builders import build_of
from tests.etl.neighbours.builders import publish_around, residents_row, write

TABLES = ("recorded-crime", "residents", "orders")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Courts, residents and recorded crime side by side."""
    return publish_around(tmp_path_factory.mktemp("around"))


@pytest.fixture
def around(make_client: Any, data_dir: Path) -> FlaskClient:
    client: FlaskClient = make_client(data_dir)
    return client


def get_json(client: FlaskClient, address: str) -> Any:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.text
    return response.json


def test_recorded_crime_is_what_the_file_says(around: FlaskClient) -> None:
    body = get_json(around, "recorded-crime?area=west-midlands&offence=stalking")
    assert (body["measure"], body["unit"], body["total_rows"]) == ("offences_recorded", "crimes", 1)
    (row,) = body["rows"]
    assert (row["year"], row["area"], row["offence"], row["offence_code"]) == (
        2019, "West Midlands", "Stalking", "8Q",
    )  # fmt: skip
    assert (row["value"], row["status"]) == (12, "published")
    parts = get_json(around, "recorded-crime?area=west-midlands&offence=stalking&by=outcome")
    assert sum(one["value"] for one in parts["rows"]) == 12
    assert parts["rows"][0]["outcome"] == "charged or summonsed"


def test_every_format_has_the_same_values(around: FlaskClient) -> None:
    told = get_json(around, "recorded-crime.json?by=outcome&area=west-midlands")
    text = around.get("/api/v1/recorded-crime.csv?by=outcome&area=west-midlands").data.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["value"] for row in rows] == [str(row["value"]) for row in told["rows"]]
    assert {row["basis"] for row in rows} == {"march"}
    assert {row["receipt"] for row in rows} == {told["receipt"]}
    for suffix in ("xlsx", "ods", "parquet"):
        assert around.get(f"/api/v1/recorded-crime.{suffix}").headers["X-Rows"] == "1"


def test_residents_of_an_aggregate_are_those_of_its_parts(around: FlaskClient) -> None:
    body = get_json(around, "residents?area=wales,kent")
    assert [(row["area"], row["value"]) for row in body["rows"]] == [
        ("Wales", 200_000), ("Kent", 50_000),
    ]  # fmt: skip
    assert body["publisher"] == "Office for National Statistics"
    assert "offence" not in body["columns"]


def test_a_year_that_is_not_published_is_no_zero(around: FlaskClient) -> None:
    body = get_json(around, "residents?area=kent&from=2018&to=2019")
    assert [(row["value"], row["status"]) for row in body["rows"]] == [
        (50_000, "published"), (None, "not published"),
    ]  # fmt: skip
    (told,) = [one for one in body["notices"] if one["code"] == "not-published"]
    assert "Kent in 2019" in told["text"]


def test_orders_have_their_citation_in_every_row(around: FlaskClient) -> None:
    held = [one for one in orders_made() if one.orders is not None]
    body = get_json(around, "orders")
    assert [(row["order"], row["year"], row["value"]) for row in body["rows"]] == [
        (one.order, one.year, one.orders) for one in held
    ]
    assert [row["source"] for row in body["rows"]] == [one.citation for one in held]
    missing = {one.order.capitalize() for one in orders_made() if one.orders is None}
    told = [one["text"] for one in body["notices"] if one["code"] == "no-figure"]
    assert {text.split(":")[0] for text in told} == missing


def test_a_ratio_without_breaches_is_not_published(around: FlaskClient) -> None:
    query = "orders?measure=breaches_per_100_orders&order=restraining-orders"
    body = get_json(around, query)
    assert {row["status"] for row in body["rows"]} == {"not published"}
    assert any("not the share of orders" in one["text"] for one in body["notices"])


def test_rates_carry_what_was_divided(around: FlaskClient) -> None:
    (row,) = get_json(around, "observations.json?area=kent&per=residents")["rows"]
    assert (row["value"], row["numerator"], row["denominator"]) == (60.0, 30, 50_000)


@pytest.mark.parametrize(
    ("query", "named", "near"),
    [
        ("recorded-crime?offence=stalkng", "offence", "stalking"),
        ("recorded-crime?areas=kent", "areas", "area"),
        ("recorded-crime?area=kentt", "area", "kent"),
        ("recorded-crime?measure=charge", "measure", "charges"),
        ("recorded-crime?by=outcomes", "by", "outcome"),
        ("recorded-crime?measure=charges&by=outcome", "by", None),
        ("recorded-crime?from=2019&to=2018", "from", None),
        ("recorded-crime?edition=2011-000000000000", "edition", "20"),
        ("recorded-crime?basis=march", "basis", None),
        ("residents?offence=stalking", "offence", None),
        ("residents?from=18", "from", None),
        ("residents.csv?limit=0", "limit", None),
        ("orders?area=kent", "area", None),
        ("orders?order=restraining-order", "order", "restraining-orders"),
        ("observations.json?per=resident", "per", "residents"),
        ("observations.json?per=residents&measure=custody_rate", "per", None),
        ("observations.json?per=residents&by=area&from=2010&to=2018", "per", None),
    ],
)
def test_what_is_unknown_is_refused_by_name(
    around: FlaskClient, query: str, named: str, near: str | None
) -> None:
    response: Any = around.get(f"/api/v1/{query}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    (problem,) = response.json["parameters"]
    assert problem["parameter"] == named
    assert near is None or any(one.startswith(near) for one in problem["near"])


@pytest.mark.parametrize("table", TABLES)
def test_a_known_answer_is_not_sent_again(around: FlaskClient, table: str) -> None:
    first = around.get(f"/api/v1/{table}")
    again = around.get(f"/api/v1/{table}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = around.get(f"/api/v1/{table}?from=2014&to=2014")
    assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("table", TABLES)
def test_its_receipt_is_answered(around: FlaskClient, table: str) -> None:
    body = get_json(around, table)
    told = get_json(around, f"verify/{body['receipt']}")
    assert (told["status"], told["title"]) == ("current", body["title"])
    rows: Any = around.get(told["rows"]).json
    assert rows["rows"] == body["rows"]


@pytest.mark.parametrize("table", TABLES[:2])
def test_an_edition_without_it_says_what_is_missing(client: FlaskClient, table: str) -> None:
    body = get_json(client, table)
    assert body["rows"] == []
    (told,) = [one for one in body["notices"] if one["code"] == f"no-{table}"]
    assert "no rows" in told["text"]
    assert told["level"] == "warning"


def test_real_orders_do_not_stand_in_a_demonstration(make_client: Any, demonstration: Path) -> None:
    body = get_json(make_client(demonstration), "orders")
    published = {made.citation for made in orders_made()}
    assert {row["order"] for row in body["rows"]} == {"non-molestation orders", "occupation orders"}
    assert not published & {row["source"] for row in body["rows"]}
    assert {"demonstration", "no-orders"} <= {one["code"] for one in body["notices"]}


def test_too_many_rows_are_refused_before_they_are_made(
    around: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.answers.MAX_TOTAL_ROWS", 3)
    refused: Any = around.get("/api/v1/residents?area=kent&from=1990&to=2018")
    assert refused.status_code == 400
    assert "29 rows" in refused.json["detail"]


@pytest.mark.parametrize("kept", [True, False])
def test_a_receipt_of_revised_figures_gives_both_values(
    tmp_path: Path, make_client: Any, kept: bool
) -> None:
    data_dir = tmp_path / "data"
    built = build_of([{"year": 2018, "prosecutions": 30, "police_force_area": "Kent"}])
    codes, editions = [], []
    for number in (50_000, 60_000):
        name = f"{number}.csv"
        files = [write(tmp_path / name, [residents_row("Kent", 2018, number)])]
        publish(replace(built, neighbours=set_apart(files)[1]), data_dir)
        client = make_client(data_dir)
        rates = get_json(client, "observations.json?area=kent&per=residents&from=2018&to=2018")
        codes.append((rates["receipt"], get_json(client, "residents?area=kent")["receipt"]))
        editions.append(rates["edition"])
    if not kept:
        shutil.rmtree(data_dir / "editions" / editions[0])
        client = make_client(data_dir)
    for code, before, after in zip(codes[0], (60.0, 50_000), (50.0, 60_000), strict=True):
        told = get_json(client, f"verify/{code}")
        assert told["status"] == "revised", told["reason"]
        (change,) = told["changes"]
        assert (change["before"]["value"], change["after"]["value"]) == (before, after)
