"""The story pack by the API and as a page: the same words, every number with its rows."""

import hashlib
import io
import re
import zipfile
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.test_rows_page import cells_of

OF = "area=west-midlands&offence=breach-of-a-restraining-order&year=2019"
PAGE = "/areas/west-midlands/story?offence=breach-of-a-restraining-order&year=2019"


def test_every_form_has_the_same_sentences(client: FlaskClient) -> None:
    told: Any = client.get(f"/api/v1/story?{OF}").json
    sentences = [claim["text"] for claim in told["claims"]]
    assert sentences
    plain = client.get(f"/api/v1/story?{OF}&format=text").text
    page = unescape(re.sub(r"<[^>]+>", "", client.get(PAGE).text))
    article = unescape(re.sub(r"<[^>]+>", "", client.get(f"/api/v1/story?{OF}&format=html").text))
    for sentence in sentences:
        assert sentence in plain
        assert sentence in page
        assert sentence in article


def test_each_number_of_the_page_leads_to_rows(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    linked = re.findall(r'<a href="(/rows\?[^"]+)"[^>]*>([^<]+)</a>', page)
    counts = [(unescape(address), number) for address, number in linked if number[-1].isdigit()]
    assert counts
    for address, number in counts:
        rows = client.get(address).text
        assert number in {cell for row in cells_of(rows) for cell in row}, address
        assert "/verify/" in rows


def test_the_zip_has_words_rows_pictures_and_their_hashes(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/story?{OF}&format=zip")
    assert answer.headers["Content-Disposition"].endswith('.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
        names = set(pack.namelist())
        assert {"README.txt", "story.md", "rows.csv", "trend.svg", "trend.png"} <= names
        readme = pack.read("README.txt").decode()
        for name in names - {"README.txt"}:
            assert hashlib.sha256(pack.read(name)).hexdigest() in readme


def test_the_same_story_is_not_written_again(client: FlaskClient) -> None:
    first = client.get(f"/api/v1/story?{OF}")
    again = client.get(f"/api/v1/story?{OF}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("area=atlantis", "area"),
        ("area=kent,essex", "area"),
        ("year=soon", "year"),
        ("format=pdf", "format"),
        ("by=sex", "by"),
    ],
)
def test_what_cannot_be_read_is_refused(client: FlaskClient, query: str, named: str) -> None:
    refused: Any = client.get(f"/api/v1/story?{query}")
    assert refused.status_code == 400
    assert {one["parameter"] for one in refused.json["parameters"]} == {named}


def story_notices(client: FlaskClient, query: str) -> list[str]:
    document = client.get(f"/areas/west-midlands/story?{query}").text
    found = re.search(r'<div class="notices">(.*?)</div>', document)
    return [unescape(one) for one in re.findall("<p>(.*?)</p>", found[1])] if found else []


def test_a_story_says_first_what_of_its_address_it_could_not_read(client: FlaskClient) -> None:
    begin = "offence “zzz” in the address: There is no such value. Instead, “Offence” is set to “"
    first, *_ = story_notices(client, "offence=zzz")
    assert first.startswith(begin)
    meant = "offence “stalkin” in the address: There is no such value. Did you mean Stalking"
    assert story_notices(client, "offence=stalkin")[0].startswith(meant)
    assert story_notices(client, "edition=2019-000000000000")[0] == (
        "edition “2019-000000000000” in the address: This edition is not kept here. "
        "The edition that is served answers."
    )


def test_a_story_keeps_what_of_its_address_it_could_read(client: FlaskClient) -> None:
    offence = "breach-of-a-restraining-order"
    first, *rest = story_notices(client, f"offence={offence}&year=soon")
    assert "year “soon” in the address" in first
    assert all("in the address" not in one for one in rest)
    document = client.get(f"/areas/west-midlands/story?offence={offence}&year=soon").text
    assert f'<option value="{offence}" selected>' in document


def test_a_page_of_odd_addresses_is_still_a_page(client: FlaskClient) -> None:
    for query in ("year=soon", "offence=none", "edition=2019-000000000000", "utm_source=x"):
        assert client.get(f"/areas/kent/story?{query}").status_code == 200
    assert client.get("/areas/atlantis/story").status_code == 404
    assert "No story" in client.get("/areas/essex/story?year=1999").text
