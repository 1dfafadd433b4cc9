"""The feed: valid Atom, an entry a switch, figures of an area on demand."""

import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

from outcomes.areas import areas
from tests.builders import make_edition
from tests.payloads import PAYLOADS

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client: FlaskClient, query: str = "") -> ET.Element:
    response = client.get(f"/feed.atom{query}")
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return ET.fromstring(response.data)


def test_it_has_what_atom_asks_for(client: FlaskClient) -> None:
    feed = feed_of(client)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            assert element.findtext(ATOM + name)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    (own,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert (own.get("href") or "").endswith("/feed.atom")
    identifiers = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(set(identifiers)) == len(identifiers)


# What RFC 4287 lets stand in a feed and in an entry, and how it writes a moment.
IN_ENTRY = {
    "author", "category", "content", "contributor", "id", "link", "published", "rights", "source",
    "summary", "title", "updated",
}  # fmt: skip
IN_FEED = (IN_ENTRY - {"content", "published", "source", "summary"}) | {
    "entry", "generator", "icon", "logo", "subtitle",
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def test_the_feed_of_every_area_is_strictly_atom(client: FlaskClient) -> None:
    named: list[str] = []
    for query in ("", *(f"?area={area}" for area in areas())):
        feed = feed_of(client, query)
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            allowed = IN_FEED if element is feed else IN_ENTRY
            assert {one.tag.removeprefix(ATOM) for one in element} <= allowed
            for name in ("id", "title", "updated"):
                assert len(element.findall(ATOM + name)) == 1
            assert MOMENT.fullmatch(element.findtext(f"{ATOM}updated") or "")
            named.append(element.findtext(f"{ATOM}id") or "")
            links = [
                (one.get("rel"), one.get("href") or "") for one in element.findall(f"{ATOM}link")
            ]
            assert all(href.startswith("http://localhost/") for _, href in links)
            assert [rel for rel, _ in links].count("alternate") == 1
    assert len(set(named)) == len(named)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in named)


def test_every_switch_is_an_entry_newest_first(tmp_path: Path, make_client: Any) -> None:
    first = make_edition(tmp_path, [{"prosecutions": 10}])
    second = make_edition(tmp_path, [{"prosecutions": 1234}])
    client = make_client(tmp_path)
    entries = list(feed_of(client, "?area=west-midlands").iter(f"{ATOM}entry"))
    summaries = [entry.findtext(f"{ATOM}summary") or "" for entry in entries]
    assert "Prosecutions 2019: 1,234 defendants." in summaries[0]
    assert "Prosecutions 2019: 10 defendants." in summaries[1]
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert [one.get("href", "").split("=")[-1] for one in links if one is not None] == [
        second.id,
        first.id,
    ]
    shutil.rmtree(tmp_path / "editions" / first.id)
    again = list(feed_of(make_client(tmp_path)).iter(f"{ATOM}entry"))
    assert "no longer kept" in (again[1].findtext(f"{ATOM}summary") or "")


def test_the_feed_of_an_area_leads_to_its_story_and_page(client: FlaskClient) -> None:
    feed = feed_of(client, "?area=west-midlands&offence=stalking")
    alternate = feed.find(f"{ATOM}link[@rel='alternate']")
    assert alternate is not None
    assert (alternate.get("href") or "").endswith("/areas/west-midlands")
    entry = next(feed.iter(f"{ATOM}entry"))
    related = {one.get("title"): one.get("href") or "" for one in entry.iter(f"{ATOM}link")}
    story = related["Story pack"].removeprefix("http://localhost")
    assert story.startswith("/areas/west-midlands/story?offence=stalking&edition=")
    assert client.get(story).status_code == 200
    whole = next(feed_of(client, "?area=england-and-wales").iter(f"{ATOM}entry"))
    assert len(whole.findall(f"{ATOM}link")) == 1


def test_an_area_without_figures_says_so(client: FlaskClient) -> None:
    entry = next(feed_of(client, "?area=surrey&offence=stalking").iter(f"{ATOM}entry"))
    assert "Surrey" in (entry.findtext(f"{ATOM}title") or "")
    assert "Nothing is published" in (entry.findtext(f"{ATOM}summary") or "")


def test_entries_keep_their_names(client: FlaskClient) -> None:
    assert [one.text for one in feed_of(client).iter(f"{ATOM}id")] == [
        one.text for one in feed_of(client).iter(f"{ATOM}id")
    ]
    areas = {feed_of(client, f"?area={area}").findtext(f"{ATOM}id") for area in ("kent", "surrey")}
    assert len(areas) == 2


def test_unknown_parameters_are_refused_and_tags_are_honoured(client: FlaskClient) -> None:
    assert client.get("/feed.atom?area=nowhere").status_code == 400
    assert client.get("/feed.atom?from=2010").status_code == 400
    tag = client.get("/feed.atom").headers["ETag"]
    assert client.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304


def test_odd_titles_are_carried_as_text(tmp_path: Path, make_client: Any) -> None:
    title = "<b>&" + "".join(PAYLOADS)
    make_edition(tmp_path, [{"prosecutions": 1}], sources={"2019-g-00000000": {"title": title}})
    entry = next(feed_of(make_client(tmp_path)).iter(f"{ATOM}entry"))
    assert "<b>&=1+1" in (entry.findtext(f"{ATOM}summary") or "")


def test_demonstration_data_say_so(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}], demonstration=True)
    entry = next(feed_of(make_client(tmp_path)).iter(f"{ATOM}entry"))
    assert (entry.findtext(f"{ATOM}summary") or "").startswith("Demonstration data")


def test_without_an_edition_it_is_503(tmp_path: Path, make_client: Any) -> None:
    assert make_client(tmp_path).get("/feed.atom").status_code == 503
