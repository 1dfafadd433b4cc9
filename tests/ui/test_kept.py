"""An answer is worked out once for an edition, and sent again as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from flask_compress import Compress

from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from outcomes.store import open_store
from tests.builders import make_edition
from tests.etl.test_boundaries import geojson
from ui.context import install_store, pinned_edition
from ui.kept import EXTENSION, SHARED_VARIABLE, forget_shared, install_kept

PACKED = {"Accept-Encoding": "br, gzip"}


class Counted:
    """A server whose answers say how many were worked out."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.worked = 0
        server = Flask(__name__)
        install_store(server, open_store(data_dir))
        install_kept(server)
        self.server = server
        Compress(server)
        for path in ("/charts/<name>", "/data", "/health", "/_dash-update-component"):
            server.add_url_rule(path, path, self.answer, methods=["GET", "POST"])
        self.client: FlaskClient = server.test_client()

    def answer(self, name: str = "") -> Response:
        self.worked += 1
        response = Response(f"{self.worked} {request.get_data(as_text=True)} " * 400)
        response.status_code = 404 if name == "nothing" else 200
        response.set_etag("tag", weak=True)
        return response


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Counted]:
    make_edition(tmp_path, [{"prosecutions": 1}])
    return Counted(tmp_path)


def test_the_second_answer_is_the_first_with_all_its_headers(site: Counted) -> None:
    first, second = (site.client.get("/charts/a.svg?x=1", headers=PACKED) for _ in range(2))
    assert site.worked == 1
    assert second.data == first.data
    assert list(second.headers) == list(first.headers)
    assert second.headers["Content-Encoding"] == "br"


def test_other_addresses_bodies_and_encodings_are_worked_out(site: Counted) -> None:
    for address in ("/charts/a.svg?x=1", "/charts/a.svg?x=2", "/charts/b.svg?x=1"):
        site.client.get(address)
    assert site.worked == 3
    plain = site.client.get("/charts/a.svg?x=1")
    packed = site.client.get("/charts/a.svg?x=1", headers=PACKED)
    assert site.worked == 4
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "br"
    bodies = [site.client.post("/_dash-update-component", data=one).data for one in "aba"]
    assert site.worked == 6
    assert bodies[0] == bodies[2] != bodies[1]


def test_another_edition_makes_all_anew_and_the_first_comes_back(site: Counted) -> None:
    site.client.get("/charts/a.svg")
    make_edition(site.data_dir, [{"prosecutions": 2}])
    site.client.get("/charts/a.svg")
    assert site.worked == 2


@pytest.mark.parametrize("path", ["/charts/nothing", "/data", "/health"])
def test_faults_and_what_changes_without_an_edition_are_not_kept(site: Counted, path: str) -> None:
    site.client.get(path)
    site.client.get(path)
    assert site.worked == 2


@pytest.mark.parametrize("header", ["If-None-Match", "Range"])
def test_requests_with_conditions_are_looked_at(site: Counted, header: str) -> None:
    site.client.get("/charts/a.svg")
    site.client.get("/charts/a.svg", headers={header: "bytes=0-1"})
    assert site.worked == 2


def test_without_an_edition_nothing_is_kept(tmp_path: Path) -> None:
    site = Counted(tmp_path)
    site.client.get("/charts/a.svg")
    site.client.get("/charts/a.svg")
    assert site.worked == 2


def test_other_boundaries_make_other_answers(site: Counted) -> None:
    assert site.client.get("/charts/areas-boundaries.svg").text.startswith("1 ")
    keep_boundaries(make_boundaries(geojson(), "areas.geojson"), site.data_dir)
    assert site.client.get("/charts/areas-boundaries.svg").text.startswith("2 ")


@pytest.fixture
def workers(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Counted, Counted]]:
    """Two servers that share what they keep, as two workers do."""
    memory = tmp_path_factory.mktemp("memory")
    monkeypatch.setenv(SHARED_VARIABLE, str(memory))
    make_edition(tmp_path, [{"prosecutions": 1}])
    first, second = Counted(tmp_path), Counted(tmp_path)
    second.server.extensions[EXTENSION].shared = first.server.extensions[EXTENSION].shared
    yield first, second
    forget_shared(first.server)


def test_what_one_worker_has_worked_out_another_sends(workers: tuple[Counted, Counted]) -> None:
    first, second = workers
    sent = first.client.get("/charts/a.svg?x=1", headers=PACKED)
    again = second.client.get("/charts/a.svg?x=1", headers=PACKED)
    assert (first.worked, second.worked) == (1, 0)
    assert again.data == sent.data
    assert list(again.headers) == list(sent.headers)
    assert second.client.get("/charts/a.svg?x=2", headers=PACKED).status_code == 200
    assert second.client.get("/charts/a.svg?x=1").status_code == 200
    assert second.worked == 2


def test_workers_share_nothing_across_editions(workers: tuple[Counted, Counted]) -> None:
    first, second = workers
    first.client.get("/charts/a.svg")
    make_edition(first.data_dir, [{"prosecutions": 2}])
    second.client.get("/charts/a.svg")
    assert second.worked == 1


@pytest.mark.parametrize("path", ["/charts/nothing", "/data", "/health"])
def test_workers_share_no_faults(workers: tuple[Counted, Counted], path: str) -> None:
    first, second = workers
    first.client.get(path)
    second.client.get(path)
    assert second.worked == 1


def test_without_room_to_share_each_worker_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHARED_VARIABLE, str(tmp_path / "not" / "there"))
    make_edition(tmp_path, [{"prosecutions": 1}])
    site = Counted(tmp_path)
    site.client.get("/charts/a.svg")
    site.client.get("/charts/a.svg")
    assert site.worked == 1


def test_an_edition_published_in_the_middle_is_not_kept_under_the_one_before(
    site: Counted,
) -> None:
    store = site.server.extensions["outcomes"]
    before = store.edition().edition.id
    pointer = (site.data_dir / "current.json").read_bytes()
    seen: list[str] = []

    def switch() -> None:
        make_edition(site.data_dir, [{"prosecutions": 2}])
        store.edition()
        seen.append(pinned_edition().edition.id)

    site.server.before_request(switch)
    site.client.get("/charts/a.svg")
    assert seen == [before]
    (site.data_dir / "current.json").write_bytes(pointer)
    assert store.edition().edition.id == before
