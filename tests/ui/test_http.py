"""Headers, tags, compression, scripts: what every answer says of itself."""

import gzip
import re
from html import unescape
from typing import Any

import brotli
import pytest
from plotly.offline import get_plotlyjs_version

from ui.statics import PLOTLY_PATH, PLOTLY_VERSION, plotly_script

SUITE = "/_dash-component-suites/"


def test_plotly_is_the_version_that_dash_brings() -> None:
    assert get_plotlyjs_version() == PLOTLY_VERSION
    assert f"v{PLOTLY_VERSION}".encode() in plotly_script("identity")[:200]


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_plotly_comes_in_a_bundle_of_our_own(client: Any, encoding: str) -> None:
    answer = client.get(PLOTLY_PATH, headers={"Accept-Encoding": encoding})
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}[encoding]
    assert undo(answer.data) == plotly_script("identity")
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert "max-age" in answer.headers["Cache-Control"]
    again = client.get(
        PLOTLY_PATH,
        headers={"Accept-Encoding": encoding, "If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_the_small_bundle_is_small() -> None:
    assert len(plotly_script("br")) < 280_000


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/api/v1/measures", "/health", "/assets/site.css"]
)
def test_every_answer_has_the_security_headers(client: Any, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert "unsafe-inline" not in re.search(r"script-src ([^;]*)", policy)[1]  # type: ignore[index]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_the_policy_allows_the_inline_scripts_that_dash_writes(app: Any, client: Any) -> None:
    answer = client.get("/")
    written = re.findall(
        r"<script(?![^>]*json)[^>]*>([^<]+)</script>", answer.get_data(as_text=True)
    )
    assert len(written) == len(app.csp_hashes()) == 2
    for digest in app.csp_hashes():
        assert digest in answer.headers["Content-Security-Policy"]


def test_documents_are_asked_for_again_with_their_tag(client: Any) -> None:
    answer = client.get("/prosecutions?area=kent")
    tag = answer.headers["ETag"]
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/prosecutions?area=kent", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/prosecutions?area=essex", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_the_same_document_is_the_same_bytes(client: Any) -> None:
    assert client.get("/convictions").data == client.get("/convictions").data


def test_documents_are_compressed(client: Any) -> None:
    plain = client.get("/prosecutions").data
    packed = client.get("/prosecutions", headers={"Accept-Encoding": "br"})
    assert brotli.decompress(packed.data) == plain
    assert len(packed.data) < 60_000
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_every_script_and_style_of_a_page_is_there_and_may_be_kept(client: Any) -> None:
    document = client.get("/").get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="(/(?:assets|_dash)[^"]+)"', document)
    assert len(addresses) > 10
    for address in map(unescape, addresses):
        answer = client.get(address, headers={"Accept-Encoding": "br"}, buffered=True)
        assert answer.status_code == 200, address
        assert "max-age=31536000" in answer.headers["Cache-Control"], address
        assert answer.headers["Content-Encoding"] == "br" or "icon" in address


def test_nothing_comes_from_another_host(client: Any) -> None:
    whole = client.get("/").get_data(as_text=True)
    # Code to copy, and addresses for those who show a link: nothing that a browser loads.
    document = re.sub(r"<pre.*?</pre>|<link[^>]*oembed[^>]*>", "", whole, flags=re.DOTALL)
    assert re.findall(r'(?:src|srcset|action)="(?:https?:)?//[^"]*"', document) == []
    assert re.findall(r'<link[^>]*href="(?:https?:)?//[^"]*"', document) == []


@pytest.mark.parametrize(
    "path",
    [f"{SUITE}nothing/x.js", f"{SUITE}dash/nothing.js", f"{SUITE}dash/../../app.py",
     f"{SUITE}plotly/package_data/../plotly.min.js", f"{SUITE}", "/assets/nothing.css"],
)  # fmt: skip
def test_scripts_that_are_not_there_are_404(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_machine_is_not_told(client: Any) -> None:
    document = client.get("/").get_data(as_text=True)
    assert "python_version" not in document
    assert "end_id" not in document


def test_sending_to_a_page_is_405(client: Any) -> None:
    assert client.post("/prosecutions", data={"a": "b"}).status_code == 405


def test_a_fault_says_nothing_of_itself(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("ui.site.find_page", fail)
    answer = app.server.test_client().get("/prosecutions?sex=not-asked-before")
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)
    assert "Something went wrong" in answer.get_data(as_text=True)
