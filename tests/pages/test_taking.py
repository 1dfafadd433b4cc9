"""What a page offers to take away: downloads, embeds, citations; and an edition since revised."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_edition
from tests.pages.reading import reading

PAGES = ("/", "/prosecutions", "/convictions", "/sentencing", "/people", "/areas", "/areas/kent")
FORMS = ("csv", "xlsx", "ods", "parquet", "json")
AREA = "area=west-midlands&offence=breach-of-a-restraining-order"


@pytest.mark.parametrize("path", PAGES)
def test_every_download_and_picture_of_a_page_is_there(client: Any, path: str) -> None:
    document = client.get(path).get_data(as_text=True)
    menu = re.search(r'<details class="downloading">.*?</details>', document, re.DOTALL)
    assert menu is not None
    addresses = [unescape(one) for one in re.findall(r'href="([^"]+)"', menu[0])]
    for form in FORMS:
        assert any(one.startswith(f"/api/v1/observations.{form}?") for one in addresses), form
    assert any("heading=yes" in one for one in addresses)
    pictures = [one for one in addresses if one.startswith("/charts/")]
    assert {".svg?", ".png?"} <= {re.search(r"\.\w+\?", one)[0] for one in pictures}  # type: ignore[index]
    for address in addresses:
        assert "edition=" in address
        if ".png" not in address or "size=print" not in address:
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_each_citation_names_the_edition_and_leads_back(client: Any, path: str) -> None:
    document = client.get(path).get_data(as_text=True)
    styles = re.findall(r'<pre id="\w+-citation-\d"[^>]*>(.*?)</pre>', document, re.DOTALL)
    harvard, newspaper, bibtex = map(unescape, styles)
    edition = client.get("/health").json["edition"]
    assert all(edition in one for one in (harvard, newspaper, bibtex))
    assert bibtex.startswith("@misc{")
    assert bibtex.count("{") == bibtex.count("}")
    address = harvard.split("Available at: ")[1].removeprefix("http://localhost")
    assert client.get(address).status_code == 200
    code = newspaper.split("Receipt ")[1]
    assert client.get(f"/api/v1/verify/{code}").json["status"] == "current"


def test_embed_code_is_live_and_pinned(client: Any) -> None:
    document = client.get(f"/prosecutions?{AREA}&show=index").get_data(as_text=True)
    codes = re.findall(r'<pre id="prosecutions-(?:live|pinned)"[^>]*>(.*?)</pre>', document)
    live, pinned = (re.search(r'src="([^"]+)"', unescape(one))[1] for one in codes)  # type: ignore[index]
    assert "edition=" not in live
    assert "edition=" in pinned
    for address in (live, pinned):
        assert "show=index" in address
        embed = client.get(unescape(address).removeprefix("http://localhost"))
        assert embed.status_code == 200


@pytest.fixture
def revised(app: Any, tmp_path: Path) -> Any:
    """A client of a site where 2018 was revised from 1,005 to 1,003, and the old edition's name."""
    rows = [{"year": 2017, "prosecutions": 990}, {"year": 2018, "prosecutions": 1005}]
    old = make_edition(tmp_path, rows)
    make_edition(tmp_path, [rows[0], {"year": 2018, "prosecutions": 1003}])
    with reading(app, tmp_path) as client:
        yield client, old.id


def notices_of(document: str) -> str:
    found = re.search(r'<div class="notices revised">(.*?)</div>', document, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])) if found else ""


def test_an_old_pinned_address_says_what_was_revised(revised: Any) -> None:
    client, old = revised
    document = client.get(f"/prosecutions?{AREA}&edition={old}").get_data(as_text=True)
    said = notices_of(document)
    assert "Revised since" in said
    assert "1 figure differs" in said
    assert "Prosecutions, 2018: 1,005 here, 1,003 now." in said
    assert "2017" not in said
    assert "1,005" in document


def test_the_served_edition_says_nothing_of_revisions(revised: Any) -> None:
    client, _ = revised
    assert not notices_of(client.get(f"/prosecutions?{AREA}").get_data(as_text=True))


def test_a_picture_of_an_old_edition_verifies_as_revised(revised: Any) -> None:
    client, old = revised
    drawn = client.get(f"/charts/prosecutions.svg?{AREA}&edition={old}").text
    [code] = re.findall(r"Receipt ([0-9A-Z-]+)\.", re.sub(r"<[^>]+>", " ", drawn))
    verdict = client.get(f"/api/v1/verify/{code}").json
    assert verdict["status"] == "revised"
    [change] = verdict["changes"]
    assert (change["year"], change["before"]["value"], change["after"]["value"]) == (
        2018,
        1005,
        1003,
    )


def test_stories_and_embeds_of_an_old_edition_say_it_too(revised: Any) -> None:
    client, old = revised
    of_old = f"offence=breach-of-a-restraining-order&edition={old}"
    story = client.get(f"/areas/west-midlands/story?{of_old}").get_data(as_text=True)
    embed = client.get(f"/embed/prosecutions?area=west-midlands&{of_old}").get_data(as_text=True)
    for document in (story, embed):
        assert "Revised since" in document
        assert "1,005 here, 1,003 now" in document
    live = client.get(f"/embed/prosecutions?{AREA}").get_data(as_text=True)
    assert "Revised since" not in live
    assert "1,003" in live


def test_rates_are_cited_with_the_receipt_of_the_rates(client: Any) -> None:
    document = client.get("/prosecutions?area=kent&show=rate&to=2020").get_data(as_text=True)
    [code] = set(re.findall(r"Receipt ([0-9A-Z-]{15,})", document))
    told = client.get(f"/api/v1/verify/{code}").json
    assert (told["status"], told["measure"]) == ("current", "prosecutions_per_100000")
