"""The rows behind a number: the whole answer, a page at a time, whatever its size."""

import csv
import io
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.formats import FORMATS

QUERY = "area=kent,west-midlands&by=year,area,sex"
FILES = {"CSV", "Excel (XLSX)", "OpenDocument (ODS)", "JSON"}


def cells_of(document: str) -> list[list[str]]:
    body = re.search(r"<tbody>(.*?)</tbody>", document, re.DOTALL)
    assert body is not None
    return [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    ]


def links_of(document: str) -> dict[str, str]:
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', document)
    return {label: unescape(address) for address, label in found}


def test_a_small_answer_is_one_page(client: FlaskClient) -> None:
    document = client.get(f"/rows?{QUERY}").text
    assert len(cells_of(document)) == 8
    assert "<nav" not in document
    assert links_of(document).keys() >= FILES


def test_pages_together_are_the_whole_answer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cells_of(client.get(f"/rows?{QUERY}").text)
    monkeypatch.setattr("api.rows_page.ROWS_A_PAGE", 3)
    address: str | None = f"/rows?{QUERY}"
    seen: list[list[str]] = []
    ranges = []
    while address:
        document = client.get(address).text
        seen += cells_of(document)
        ranges.append(re.findall(r"<p>(Rows [^<]+)</p>", document)[0])
        assert document.count('aria-current="page"') == 2
        address = links_of(document).get("Next page")
    assert seen == whole
    assert ranges == ["Rows 1 to 3 of 8", "Rows 4 to 6 of 8", "Rows 7 to 8 of 8"]
    assert links_of(document).keys() >= {"First page (1)", "Previous page"}
    assert re.search(r'<a href="[^"]+page=2[^"]*" rel="prev">', document)
    labels = re.findall(r'<nav aria-label="([^"]+)"', document)
    assert len(labels) == len(set(labels)) == 2


def test_every_page_is_of_one_edition_with_the_receipt_of_the_whole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body: Any = client.get(f"/api/v1/observations.json?{QUERY}").json
    monkeypatch.setattr("api.rows_page.ROWS_A_PAGE", 3)
    for number in (1, 2, 3):
        document = client.get(f"/rows?{QUERY}&page={number}").text
        assert f"/verify/{body['receipt']}" in document
        assert all("edition=2019-" in one for one in links_of(document).values() if "?" in one)


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1,1", "99999999"])
def test_a_page_that_is_not_there_is_refused(client: FlaskClient, page: str) -> None:
    refused: Any = client.get(f"/rows?{QUERY}&page={page}")
    assert refused.status_code == 400
    assert [one["parameter"] for one in refused.json["parameters"]] == ["page"]


def test_more_rows_than_one_file_holds_are_given_in_parts(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get(f"/api/v1/observations.csv?{QUERY}").data.decode("utf-8-sig")
    for suffix, format_ in list(FORMATS.items()):
        monkeypatch.setitem(FORMATS, suffix, replace(format_, most_rows=5))
    links = links_of(client.get(f"/rows?{QUERY}").text)
    assert {name for name in links if name.startswith("CSV")} == {
        "CSV, rows 1 to 5", "CSV, rows 6 to 8",
    }  # fmt: skip
    assert "Excel (XLSX)" not in links
    parts = [client.get(links[name]).data.decode("utf-8-sig") for name in sorted(links)
             if name.startswith("CSV")]  # fmt: skip
    rows = [row for text in parts for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert rows == list(csv.DictReader(io.StringIO(whole, newline="")))


def test_rates_lead_to_their_rows(client: FlaskClient) -> None:
    document = client.get("/rows?area=west-midlands&per=residents").text
    assert "No estimates of residents are loaded" in document
    assert "per=residents" in links_of(document)["CSV"]
