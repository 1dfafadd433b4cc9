"""Ways to be told of an area's new figures: my patch, feed and weekly text in the whole site."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import make_edition
from tests.pages.reading import reading

FEED = '<link rel="alternate" type="application/atom+xml" href="{}"'


def document(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_my_patch_stands_in_the_sites_frame(client: Any) -> None:
    shown = document(client, "/my-patch?q=ZZ1")
    assert "<title>My patch – Protective orders in court</title>" in shown
    assert "These figures are made up." in shown
    assert "The look-ups of this edition are made up: they name no real place." in shown
    assert "75% of its 20 live postcodes (15)" in shown
    assert "Office for National Statistics" not in shown


@pytest.mark.parametrize("path", ["/", "/areas", "/areas/kent", "/data", "/nowhere"])
def test_every_page_leads_to_my_patch(client: Any, path: str) -> None:
    shown = unescape(client.get(path).get_data(as_text=True))
    assert 'href="/my-patch">My patch: find the area by postcode or council</a>' in shown


def test_the_areas_lead_to_my_patch(client: Any) -> None:
    assert 'Not sure which? <a href="/my-patch">' in document(client, "/areas")


@pytest.mark.parametrize("path", ["/areas/kent", "/areas/kent/story"])
def test_an_area_has_its_feed_and_weekly_text(client: Any, path: str) -> None:
    shown = document(client, f"{path}?offence=stalking")
    assert FEED.format("/feed.atom?area=kent") in shown
    for link in (
        "/feed.atom?area=kent&offence=stalking",
        "/areas/kent/weekly.txt?offence=stalking",
    ):
        assert f'<a href="{link}"' in shown
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("path", ["/", "/prosecutions?area=kent", "/my-patch"])
def test_other_pages_have_the_feed_of_editions(client: Any, path: str) -> None:
    assert FEED.format("/feed.atom") in document(client, path)


def test_every_link_of_my_patch_leads_somewhere(client: Any) -> None:
    shown = document(client, "/my-patch?q=yorkshire")
    links = set(re.findall(r'<a [^>]*?href="(/[^"]*)"', shown))
    assert len(links) > 43
    assert {client.get(link).status_code for link in sorted(links)} == {200}


def test_the_weekly_text_is_not_kept_beyond_a_switch(app: Any, tmp_path: Path) -> None:
    old, new = ([{"year": 2019, "prosecutions": number}] for number in (10, 12))
    make_edition(tmp_path, old)
    with reading(app, tmp_path) as client:
        path = "/areas/west-midlands/weekly.txt"
        assert "This is the first edition here" in document(client, path)
        make_edition(tmp_path, new)
        assert "2019: 12; it was 10." in document(client, path)
        make_edition(tmp_path, old, reason="rollback: wrong")
        assert "2019: 10; it was 12." in document(client, path)


def test_the_data_page_tells_of_the_look_ups(client: Any, tiny_client: Any) -> None:
    assert "none of local authorities and none of postcode districts" in (
        document(tiny_client, "/data")
    )
    feed = ET.fromstring(client.get("/feed.atom?area=kent").get_data())
    assert "Kent" in "".join(feed.itertext())
