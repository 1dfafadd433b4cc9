"""The receipt's answer over HTTP: a page for browsers, JSON for programs."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import api
from outcomes.store import open_store
from tests.builders import make_edition
from tests.payloads import PAYLOADS

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def revised(tmp_path: Path, make_client: Any) -> tuple[FlaskClient, str]:
    """A client, and the code of a file whose newest figure was revised since."""
    make_edition(tmp_path, [{"year": 2018, "prosecutions": 5}, {"prosecutions": 991}])
    client = make_client(tmp_path)
    rows = client.get("/api/v1/observations.csv?area=west-midlands").text.splitlines()
    make_edition(tmp_path, [{"year": 2018, "prosecutions": 5}, {"prosecutions": 1003}])
    return client, rows[-1].split(",")[-1]


def test_the_code_in_a_file_is_answered(client: FlaskClient) -> None:
    body: Any = client.get("/api/v1/observations.json?area=west-midlands").json
    answer: Any = client.get(f"/verify/{body['receipt']}").json
    assert (answer["status"], answer["edition"]) == ("current", body["edition"])
    assert answer["title"] == body["title"]
    assert answer["newest"]["value"] == body["rows"][-1]["value"]
    assert client.get(f"/api/v1/verify/{body['receipt']}").json == answer
    assert client.get(answer["rows"]).json["rows"] == body["rows"]  # type: ignore[index]


def test_a_revision_gives_both_values_as_json_and_as_page(revised: tuple[FlaskClient, str]) -> None:
    client, code = revised
    (change,) = client.get(f"/verify/{code}").json["changes"]  # type: ignore[index]
    assert (change["year"], change["before"]["value"], change["after"]["value"]) == (
        2019,
        991,
        1003,
    )
    page = client.get(f"/verify/{code}", headers=BROWSER)
    assert page.mimetype == "text/html"
    assert "Accept" in page.headers["Vary"]
    row = re.search(r"<tr><th scope=\"row\">2019.*?</tr>", page.text)
    assert row is not None
    assert "991 defendants" in row[0]
    assert "1,003 defendants" in row[0]
    assert '<h2 id="verdict">Revised</h2>' in page.text


def test_the_form_answers_what_is_typed(revised: tuple[FlaskClient, str]) -> None:
    client, code = revised
    typed = code.lower().replace("-", " ")
    page = client.get("/verify", query_string={"code": f"  {typed} "}, headers=BROWSER)
    assert "1,003 defendants" in page.text
    empty = client.get("/verify", headers=BROWSER)
    assert "Receipt" in empty.text
    assert [word for word in ("Current", "Revised", "Unknown") if word in empty.text] == []


@pytest.mark.parametrize(
    "code",
    ["hello", "<script>alert(1)</script>", "../../etc/passwd", "%00", "x" * 3000, *PAYLOADS[:4]],
)
def test_anything_else_is_unknown_and_never_run(client: FlaskClient, code: str) -> None:
    for headers in ({}, BROWSER):
        response = client.get("/verify", query_string={"code": code}, headers=headers)
        assert response.status_code == 200
        assert "<script>" not in response.text
        assert "unknown" in response.text.lower()


def test_without_an_edition_it_is_503(tmp_path: Path, make_client: Any) -> None:
    assert make_client(tmp_path).get("/verify/ABCD").status_code == 503
    assert make_client(tmp_path).get("/verify").status_code == 200


def test_a_page_is_put_into_the_frame_of_the_site(tiny: Path) -> None:
    server = Flask("framed")
    api.register(server, open_store(tiny), lambda title, about, main: f"[{title}|{about}]{main}")
    page = server.test_client().get("/verify", headers=BROWSER).text
    assert page.startswith("[Check a receipt|Whether a figure")
