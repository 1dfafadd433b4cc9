"""Refusals: problem JSON that names the parameter and what would be accepted; never a 5xx."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from outcomes.selection import PARAMETERS
from tests.payloads import PAYLOADS

OBSERVATIONS = "/api/v1/observations.json"
NAMES = (*PARAMETERS, "limit", "offset", "heading")
ACCEPTED = (
    "prosecutions", "custody_rate", "acsl_months", "breach-of-protective-order", "stalking",
    "all-offences", "murder", "west-midlands", "kent", "wales", "2018", "2019", "1900", "2099",
    "calendar", "march", "male", "not-known", "25-and-over", "children", "year", "area", "offence",
    "sex", "age_range", "court", "custodial_length", "yes", "no", "1", "50000", "0", "",
)  # fmt: skip
HOSTILE = (
    *PAYLOADS, "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "%0d%0aSet-Cookie: a=b",
    "<script>alert(1)</script>", "' OR 1=1 --", "${7*7}", "{{7*7}}", "\ud7ff", "\uffff", "🙃" * 50,
    "a" * 3000, "," * 500, "NaN", "-1", "1e9", "9" * 40, "２０１８", "nul", "None", "[]", "{}",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "parameter", "near"),
    [
        ("area=west-midland", "area", "west-midlands"),
        ("offence=breach-of-restraining-order", "offence", "breach-of-a-restraining-order"),
        ("measure=prosecution", "measure", "prosecutions"),
        ("by=sexes", "by", "sex"),
        ("age=25-over", "age", "25 and over"),
        ("sex=mal", "sex", "male"),
        ("basis=calender", "basis", "calendar"),
        ("offense=murder", "offense", "offence"),
        ("heading=maybe", "heading", None),
        ("from=18", "from", None),
        ("from=2019&to=2018", "from", None),
        ("limit=0", "limit", None),
        ("limit=50001", "limit", None),
        ("offset=-1", "offset", None),
        ("limit=1&limit=2", "limit", None),
        ("edition=2011-000000000000", "edition", "2019-"),
        ("edition=../current", "edition", None),
    ],
)
def test_what_is_unknown_is_named_with_what_is_near(
    client: FlaskClient, query: str, parameter: str, near: str | None
) -> None:
    response = client.get(f"/api/v1/observations.csv?{query}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    body: Any = response.json
    assert (body["status"], body["title"]) == (400, "Bad Request")
    (problem,) = body["parameters"]
    assert problem["parameter"] == parameter
    assert problem["reason"].endswith(".")
    assert parameter in body["detail"]
    if near is not None:
        assert any(one.startswith(near) for one in problem["near"])


def test_every_cause_is_named_at_once(client: FlaskClient) -> None:
    body: Any = client.get(f"{OBSERVATIONS}?area=x&measure=y&z=1").json
    assert {one["parameter"] for one in body["parameters"]} == {"area", "measure", "z"}


def test_a_heading_is_for_csv_only(client: FlaskClient) -> None:
    assert client.get(f"{OBSERVATIONS}?heading=yes").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v1", "/api/v2/areas", "/api/v1/observations.exe", "/api/v1/a/b/"],
)
def test_an_unknown_address_is_404(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/v1/areas", "/api/v1/observations.csv"])
def test_other_methods_are_405_and_say_which_are_taken(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]
    assert client.open("/api/none", method=method).status_code == 404


def test_head_has_no_body_but_the_length(client: FlaskClient) -> None:
    got = client.get(OBSERVATIONS)
    head = client.head(OBSERVATIONS)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_without_an_edition_it_is_503_and_says_when_to_come_back(
    tmp_path: Path, make_client: Any
) -> None:
    client = make_client(tmp_path)
    for path in (OBSERVATIONS, "/api/v1/editions"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.mimetype == "application/problem+json"
        assert int(response.headers["Retry-After"]) > 0
        assert str(tmp_path) not in response.text
    assert client.get("/api/v1/areas").status_code == 200


VALUES = st.one_of(
    st.sampled_from(ACCEPTED),
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.lists(st.sampled_from(ACCEPTED), max_size=6).map(",".join),
)
QUERIES = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), VALUES))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, suffix=st.sampled_from(["json", "csv"]))
@example(query=[("by", "year,year,sex")], suffix="json")
@example(query=[("area", "")], suffix="csv")
def test_no_query_ever_breaks_it(
    client: FlaskClient, query: list[tuple[str, str]], suffix: str
) -> None:
    response = client.get(f"/api/v1/observations.{suffix}", query_string=query)
    assert response.status_code in (200, 400), (query, response.text)
    if response.status_code == 400:
        body: Any = response.json
        assert body["detail"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_answered_calmly(client: FlaskClient, name: str, value: str) -> None:
    response = client.get(OBSERVATIONS, query_string={name: value})
    assert response.status_code in (200, 400)
    assert "Set-Cookie" not in response.headers
    assert response.mimetype in ("application/json", "application/problem+json")


@pytest.mark.parametrize(
    ("raw", "detail"),
    [
        ("?%", "%: There is no such parameter."),
        ("?=", "There is no such parameter."),
        ("?a=%ff", "a: There is no such parameter."),
        ("?area=%ff%fe", "There is no such value."),
        ("?" + "a" * 9000, "There is no such parameter."),
    ],
)
def test_query_strings_that_are_none_are_refused_by_name(
    client: FlaskClient, raw: str, detail: str
) -> None:
    answer: Any = client.get(iri_to_uri(f"{OBSERVATIONS}{raw}"))
    assert answer.status_code == 400
    assert detail in answer.json["detail"]
    assert len(answer.data) < 2_000


def test_a_query_string_of_nothing_asks_for_what_is_usual(client: FlaskClient) -> None:
    assert client.get(f"{OBSERVATIONS}?&&&").json == client.get(OBSERVATIONS).json


BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "status"), [("/rows?offence=nonsense", 400), ("/embed/none", 404)]
)
def test_a_browser_gets_a_page_and_a_program_problem_json(
    client: Any, path: str, status: int
) -> None:
    page, problem = client.get(path, headers=BROWSER), client.get(path)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert (problem.status_code, problem.mimetype) == (status, "application/problem+json")
    assert problem.get_json()["detail"] in unescape(page.text)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/areas", {"GET", "HEAD", "OPTIONS"}),
        ("/api/v1/observations.json", {"GET", "HEAD", "OPTIONS"}),
        ("/api/v1/fact-check", {"POST", "OPTIONS"}),
    ],
)
def test_options_tell_what_an_address_takes(
    client: FlaskClient, path: str, methods: set[str]
) -> None:
    told = client.options(path)
    assert (told.status_code, told.data) == (204, b"")
    assert set(told.headers["Allow"].split(", ")) == methods
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert told.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert client.options("/api/none").status_code == 404


@pytest.mark.parametrize("path", ["/charts/trend.svg", "/embed/trend", "/rows", OBSERVATIONS])
def test_an_edition_that_is_not_kept_is_refused_everywhere(client: FlaskClient, path: str) -> None:
    refused: Any = client.get(f"{path}?edition=2011-000000000000")
    assert refused.status_code == 400
    (problem,) = refused.json["parameters"]
    assert problem["reason"] == "This edition is not kept here."
    assert problem["near"]
