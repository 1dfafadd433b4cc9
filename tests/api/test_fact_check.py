"""The fact check as a page without scripts and by the API: the verdicts, and its bounds."""

from typing import Any

import pytest
from flask.testing import FlaskClient

TRUE = (
    "In 2019, 1,012 people were prosecuted in the West Midlands for breach of a restraining order."
)
FALSE = TRUE.replace("1,012", "1,013")


def test_a_right_figure_matches_and_a_wrong_one_is_told_the_right_one(client: FlaskClient) -> None:
    # The newspapers' restraining orders may be the one offence or the family of three.
    for text, verdict, data in ((TRUE, "matches", "1,012"), (FALSE, "different", "1,032")):
        answer: Any = client.post("/api/v1/fact-check", data=text, content_type="text/plain").json
        [one] = answer["answers"]
        assert (one["verdict"], one["data"]) == (verdict, data)
        rows = client.get(one["rows"]["address"]).data.decode("utf-8-sig")
        assert f",{data.replace(',', '')}," in rows


def test_json_and_plain_text_are_answered_alike(client: FlaskClient) -> None:
    plain = client.post("/api/v1/fact-check", data=TRUE, content_type="text/plain")
    assert client.post("/api/v1/fact-check", json={"text": TRUE}).json == plain.json


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"\xff\xfe\xfa", "text/plain", 400),
        (b"[1]", "application/json", 400),
        (b'{"text": 5}', "application/json", 400),
        (b"{" * 5000, "application/json", 400),
        (b"a" * 20_001, "text/plain", 413),
        (b"a" * 100_000, "text/plain", 413),
    ],
)
def test_other_bodies_are_refused(client: FlaskClient, body: bytes, kind: str, status: int) -> None:
    refused = client.post("/api/v1/fact-check", data=body, content_type=kind)
    assert refused.status_code == status
    assert refused.mimetype == "application/problem+json"


def test_get_says_what_it_takes(client: FlaskClient) -> None:
    refused = client.get("/api/v1/fact-check")
    assert refused.status_code == 405
    assert "POST" in refused.headers["Allow"]


def test_the_page_answers_a_form_and_repeats_the_text_harmlessly(client: FlaskClient) -> None:
    assert '<form method="post" action="/fact-check#answers">' in client.get("/fact-check").text
    page = client.post("/fact-check", data={"text": f"{FALSE} <script>alert(1)</script>"}).text
    assert "the data says 1,032" in page
    assert "<script>" not in page
    assert 'href="/rows?' in page


def test_an_empty_text_has_no_figure(client: FlaskClient) -> None:
    page = client.post("/fact-check", data={"text": ""}).text
    assert "<title>No figure found – Fact check</title>" in page
    assert "<h1>Fact check</h1>" in page
