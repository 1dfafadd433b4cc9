"""Embeds and oEmbed: small, framed by anybody, and the same chart as the page."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

PAGE = "/prosecutions?area=west-midlands"


@pytest.fixture
def site(app: Any) -> Any:
    return app.server.test_client()


def test_an_embed_has_chart_source_and_link_and_no_script(site: Any) -> None:
    answer = site.get(f"/embed{PAGE}")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert len(re.findall("<svg", answer.text)) == 2
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert f'href="http://localhost{PAGE}"' in unescape(answer.text)
    assert "Demonstration data" in answer.text
    assert len(answer.data) < 40_000


def test_pages_may_not_be_framed(site: Any) -> None:
    assert "frame-ancestors 'none'" in site.get(PAGE).headers["Content-Security-Policy"]


def test_the_embed_of_every_chart_of_every_page_is_answered(site: Any) -> None:
    from ui.views import view_places  # noqa: PLC0415 (the pages bind themselves with the app)

    for view in view_places():
        answer = site.get(f"/embed/{view}?area=west-midlands&offence=breach-of-protective-order")
        assert answer.status_code == 200, view
        codes = re.findall(r"/verify/([0-9A-Z-]{15,})", answer.text)
        assert codes, view
        for code in codes:
            assert site.get(f"/api/v1/verify/{code}").json["status"] == "current", (view, code)


@pytest.mark.parametrize("page", ["prosecutions", "areas"])
def test_the_receipt_of_rates_is_answered_with_the_rates(site: Any, page: str) -> None:
    embed = site.get(f"/embed/{page}?area=kent&show=rate&to=2020").text
    code = re.search(r"/verify/([0-9A-Z-]{15,})", embed)
    assert code is not None
    told = site.get(f"/api/v1/verify/{code[1]}").json
    assert (told["status"], told["measure"]) == ("current", "prosecutions_per_100000")
    rows = site.get(told["rows"]).json["rows"]
    newest = {name: told["newest"][name] for name in ("value", "numerator", "denominator")}
    assert newest in [{name: row[name] for name in newest} for row in rows]


def test_oembed_gives_a_frame_of_the_page_asked_for(site: Any) -> None:
    address = quote(f"http://localhost{PAGE}", safe="")
    told = site.get(f"/oembed?url={address}&maxwidth=1500").json
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 1000)
    source = re.search(r'src="([^"]+)"', told["html"])
    assert source is not None
    path = unescape(source[1]).removeprefix("http://localhost")
    assert site.get(path).status_code == 200
    thumbnail = site.get(told["thumbnail_url"].removeprefix("http://localhost"))
    assert thumbnail.mimetype == "image/png"


def test_oembed_in_xml_tells_the_same(site: Any) -> None:
    address = quote(f"http://localhost{PAGE}", safe="")
    told = site.get(f"/oembed?url={address}").json
    answer = site.get(f"/oembed?url={address}&format=xml")
    assert answer.mimetype == "text/xml"
    root = ET.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {name: str(one) for name, one in told.items()}


def test_oembed_keeps_within_the_room_that_is_asked_for(site: Any) -> None:
    told = site.get("/oembed?url=/prosecutions&maxwidth=50&maxheight=9999").json
    assert (told["width"], told["height"]) == (50, 640)
    assert not any(name.startswith("thumbnail") for name in told)
    whole = site.get("/oembed?url=/prosecutions&maxwidth=1200&maxheight=630").json
    assert (whole["thumbnail_width"], whole["thumbnail_height"]) == (1200, 630)
    assert whole["height"] == 630


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=http%3A//elsewhere.example/prosecutions", 404),
        ("url=/methods", 404),
        ("url=/prosecutions%3Farea%3Datlantis", 404),
        ("url=/prosecutions&format=yaml", 501),
        ("url=http%3A//%5B%3A%3A1", 404),
        ("url=javascript%3Aprosecutions", 404),
        ("url=/prosecutions&maxwidth=wide", 400),
        ("", 400),
    ],
)
def test_oembed_refuses_what_has_no_chart(site: Any, query: str, status: int) -> None:
    assert site.get(f"/oembed?{query}").status_code == status


DOCUMENTS = (
    "/", PAGE, "/areas/kent", "/areas/kent/story", "/fact-check", "/methods", "/data", "/guide",
    "/orders", "/recorded-crime", "/rows?area=kent", "/verify", "/verify/x", "/api/v1/docs",
    "/api/v1/dictionary",
)  # fmt: skip


def test_every_document_tells_its_card(site: Any) -> None:
    for path in DOCUMENTS:
        document = site.get(path, headers={"Accept": "text/html"}).text
        cards = re.findall(r'<meta property="og:image" content="([^"]+)"', document)
        assert len(cards) == 1, path
        urls = re.findall(r'<meta property="og:url" content="([^"]+)"', document)
        assert [unescape(one).split("?")[0] for one in urls] == [
            f"http://localhost{path.split('?')[0]}"
        ]
        for name in ("og:title", "og:type", "og:description", "twitter:title", "twitter:image"):
            assert len(re.findall(rf'="{name}" content="[^"]+"', document)) == 1, (path, name)
        card = site.get(unescape(cards[0]).removeprefix("http://localhost"))
        assert (card.status_code, card.mimetype) == (200, "image/png"), path
        assert '<meta name="twitter:card" content="summary_large_image">' in document
