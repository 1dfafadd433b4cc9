"""Pictures: every view, every size, with its words; refused, tagged and bounded."""

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import api
from outcomes.store import open_store

AREA = "area=west-midlands&offence=breach-of-a-restraining-order"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as the file states them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("view", ["trend", "ratio", "mix"])
def test_a_view_is_drawn_with_title_source_edition_and_receipt(
    client: FlaskClient, view: str
) -> None:
    drawn = client.get(f"/charts/{view}.svg?{AREA}")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    words = re.sub(r"<[^>]+>", " ", drawn.text)
    assert "West Midlands" in words
    assert "Source: Ministry of Justice" in words
    codes = re.findall(r"Receipt ([0-9A-Z-]+)\.", words)
    assert len(codes) == 1
    verdict: Any = client.get(f"/api/v1/verify/{codes[0]}").json
    assert verdict["status"] == "current"
    assert verdict["edition"] in words


@pytest.mark.parametrize(("size", "width"), [("web", 1200), ("print", 3600), ("card", 1200)])
def test_a_png_has_the_width_of_its_size(client: FlaskClient, size: str, width: int) -> None:
    made = client.get(f"/charts/trend.png?{AREA}&size={size}")
    assert (made.status_code, made.mimetype) == (200, "image/png")
    assert size_of(made.data)[0] == width
    if size == "card":
        assert size_of(made.data)[1] == 630


def test_a_png_opens_and_is_not_empty(client: FlaskClient) -> None:
    png = client.get(f"/charts/trend.png?{AREA}").data
    width, height = size_of(png)
    start = png.index(b"IDAT")
    length = struct.unpack(">I", png[start - 4 : start])[0]
    points = zlib.decompress(png[start + 4 : start + 4 + length])
    assert len(points) == height * (1 + width * 3)
    assert len(set(points)) > 20


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/charts/trend.svg?area=atlantis", "area"),
        ("/charts/trend.svg?size=huge", "size"),
        ("/charts/trend.svg?colour=red", "colour"),
        ("/charts/ratio.svg?measure=prosecutions", "measure"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client: FlaskClient, path: str, named: str) -> None:
    refused: Any = client.get(path)
    assert refused.status_code == 400
    assert [one["parameter"] for one in refused.json["parameters"]] == [named]


def test_unknown_pictures_and_forms_are_404(client: FlaskClient) -> None:
    assert client.get("/charts/none.svg").status_code == 404
    assert client.get("/charts/trend.gif").status_code == 404


def test_a_known_picture_is_not_made_again(client: FlaskClient) -> None:
    first = client.get(f"/charts/trend.png?{AREA}")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/charts/trend.png?{AREA}", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"/charts/trend.png?{AREA}&size=card", headers=tag)
    assert other.status_code == 200


def test_too_many_pngs_are_429_and_svg_goes_on(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTCOMES_EXPORTS_PER_CLIENT", "2 per minute")
    server = Flask("limited")
    api.register(server, open_store(tiny))
    client = server.test_client()
    found = [client.get(f"/charts/trend.png?area={one}").status_code for one in ("kent", "wales")]
    assert found == [200, 200]
    refused: Any = client.get("/charts/trend.png?area=england")
    assert refused.status_code == 429
    assert "SVG" in refused.json["detail"]
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/charts/trend.svg?area=england").status_code == 200
