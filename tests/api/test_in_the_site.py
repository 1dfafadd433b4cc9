"""The API inside the whole site: its routes win over Dash's pages, framed and compressed."""

import gzip
import re
from typing import Any

import pytest

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
CSV = "/api/v1/observations.csv?offence=breach-of-protective-order&by=year,sex,age_range"


@pytest.fixture
def site(app: Any) -> Any:
    return app.server.test_client()


@pytest.mark.parametrize("path", ["/api/v1/docs", "/api/v1/dictionary", "/verify", "/verify/x"])
def test_its_pages_stand_in_the_site_and_say_that_data_are_made_up(site: Any, path: str) -> None:
    response = site.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert '<html lang="en-GB">' in response.text
    assert 'href="/sentencing' in response.text
    assert "Demonstration data" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_navigation_marks_a_page_that_it_leads_to(site: Any) -> None:
    marked = re.compile(r'<a href="/fact-check"[^>]* aria-current="page"')
    answers = (site.get("/fact-check"), site.post("/fact-check", data={"text": "In 2018, 5."}))
    assert all(marked.search(answer.text) for answer in answers)
    assert 'aria-current="page"' not in site.get("/verify", headers=BROWSER).text


def test_files_are_compressed_and_state_the_hash_of_what_is_inside(site: Any) -> None:
    plain = site.get(CSV)
    packed = site.get(CSV, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["X-Content-SHA256"] == plain.headers["X-Content-SHA256"]
    again = site.get(
        CSV, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_unknown_addresses_and_methods_are_problems(site: Any) -> None:
    for method, path, status in (
        ("GET", "/api/v1/none", 404),
        ("POST", "/api/v1/areas", 405),
        ("GET", "/api/v1/observations.json?area=atlantis", 400),
    ):
        response = site.open(path, method=method)
        assert (response.status_code, response.mimetype) == (status, "application/problem+json")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_every_download_of_a_page_is_answered(site: Any) -> None:
    for suffix in ("csv", "xlsx", "ods", "parquet", "json"):
        response = site.get(CSV.replace("csv", suffix))
        assert response.status_code == 200
        assert int(response.headers["Content-Length"]) == len(response.data)


def test_rows_are_called_demonstration_once_above_the_table(site: Any) -> None:
    shown = site.get("/rows?area=kent", headers=BROWSER).text.partition("<body")[2]
    above = shown.partition("<table")[0]
    assert above.count("Demonstration data") == 1
    assert "not official statistics" in above
