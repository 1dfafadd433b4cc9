"""Every fault of network and source: named, and what is served unchanged to the byte.

The table follows the rows of the failure model (network and source). Each case begins with an
edition that is served and a source at which something new seems to be.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.fetching import documents, fetch
from etl.fetching.content import CONTENT_API
from etl.fetching.govuk import COLLECTION
from outcomes.errors import NetworkError
from outcomes.runs import FAILED, last_attempt, last_success
from tests.etl.fault_server import (
    Answer,
    FaultServer,
    cut,
    cut_chunks,
    drip,
    endless,
    garbage,
    hang_up,
    header_drip,
    html,
    misstated,
    no_length,
    packed,
    promising,
    redirect,
    reset,
    serve,
    silence,
    stall,
    status,
)
from tests.etl.govuk_builders import (
    GovUk,
    attachment,
    collection,
    json_answer,
    moved,
    page_of,
    publication,
)
from tests.etl.refreshing import Site, source_zip

SERVED, NEW = "December 2023", "December 2024"
NAME = "obo_2010_2024.zip"
ZIP = source_zip(2024, 10, since=2023)
MOST_BYTES = 100_000

PLACES: dict[str, Callable[[GovUk], str]] = {
    "collection": lambda _: CONTENT_API + COLLECTION,
    "page": lambda _: CONTENT_API + page_of(NEW),
    "file": lambda govuk: govuk.path_of(NEW, NAME),
}
EVERYWHERE = tuple(PLACES)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one edition, made from one release."""
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path_factory.mktemp("published"))
        site.govuk.add_release(SERVED, {"obo_2010_2023.zip": source_zip(2023, 5)})
        assert site.refresh().outcome == "published"
        return site.data_dir


@pytest.fixture
def site(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """That directory, and a source that has a newer release."""
    shutil.copytree(published, tmp_path / "data")
    monkeypatch.setattr(documents, "MOST_DOCUMENT_BYTES", MOST_BYTES)
    monkeypatch.setattr(fetch, "MOST_FILE_BYTES", 100 * MOST_BYTES)
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release(NEW, {NAME: ZIP})
        site.govuk.add_release(SERVED, {"obo_2010_2023.zip": source_zip(2023, 5)})
        yield site


def test_without_a_fault_the_new_release_is_published(site: Site) -> None:
    """The control: what the cases below break is sound."""
    assert site.refresh().outcome == "published"
    assert site.total("prosecutions") == 20


def page(*attachments: object, **changes: object) -> Answer:
    return json_answer(publication(NEW, attachments, **changes))


def zips(*names: str) -> list[object]:
    return [attachment(name, title=name, url=f"https://www.gov.uk/{name}") for name in names]


def page_with(attachments: object) -> Answer:
    return json_answer({**publication(NEW, []), "details": {"attachments": attachments}})


FAR = "https://elsewhere.example/x"
OLD_PAGE = page_of(NEW)
# Row of the model, where, what is answered, the fault's name, how many requests that place gets.
TABLE: list[tuple[str, tuple[str, ...], Answer, str, int]] = [
    ("1 never answers", EVERYWHERE, silence, "NET_TIMEOUT", 4),
    ("1 hangs up", EVERYWHERE, hang_up, "NET_CONNECTION", 4),
    ("1 resets", EVERYWHERE, reset, "NET_CONNECTION", 4),
    ("1 speaks no HTTP", EVERYWHERE, garbage, "NET_CONNECTION", 4),
    ("2 drips", EVERYWHERE, drip, "NET_DEADLINE", 1),
    ("2 drips in its headers", ("collection", "page"), header_drip, "NET_DEADLINE", 1),
    ("3 stalls", EVERYWHERE, stall(ZIP), "NET_TIMEOUT", 4),
    ("3 short body", EVERYWHERE, cut(ZIP, len(ZIP) // 2), "NET_TRUNCATED", 4),
    ("3 cut chunk", EVERYWHERE, cut_chunks(ZIP, len(ZIP) // 2), "NET_TRUNCATED", 4),
    ("3 cut without length", ("file",), no_length(ZIP[:-1]), "NET_TRUNCATED", 4),
    ("3 cut JSON", ("collection", "page"), no_length(b'{"links": {'), "SRC_NOT_JSON", 1),
    ("4 less is stated", ("file",), misstated(ZIP, len(ZIP) - 9), "NET_LENGTH", 1),
    ("4 two lengths", EVERYWHERE, misstated(ZIP, len(ZIP) - 9, len(ZIP)), "NET_LENGTH", 1),
    ("4 more than promised", ("file",), no_length(ZIP + b"!"), "NET_LENGTH", 1),
    ("4 nothing is stated", ("file",), misstated(ZIP, 0), "NET_LENGTH", 1),
    ("4 one more is stated", ("file",), misstated(ZIP, len(ZIP) + 1), "NET_LENGTH", 1),
    ("5 401", EVERYWHERE, status(401), "SRC_FORBIDDEN", 1),
    ("5 403", EVERYWHERE, status(403), "SRC_FORBIDDEN", 1),
    ("5 404", EVERYWHERE, status(404), "SRC_NOT_FOUND", 1),
    ("5 410", EVERYWHERE, status(410), "SRC_GONE", 1),
    ("5 gone item", ("collection", "page"), json_answer({"schema_name": "gone"}), "SRC_GONE", 1),
    ("6 429", EVERYWHERE, status(429, {"Retry-After": "5"}), "SRC_BUSY", 4),
    ("6 500", EVERYWHERE, status(500), "SRC_BUSY", 4),
    ("6 503 for ever", EVERYWHERE, status(503, {"Retry-After": "999999"}), "SRC_BUSY", 1),
    ("6 503 senseless", EVERYWHERE, status(503, {"Retry-After": "later"}), "SRC_BUSY", 4),
    ("7 other host", EVERYWHERE, redirect(FAR), "NET_HOST_FORBIDDEN", 1),
    ("7 other host, 302", EVERYWHERE, redirect(FAR, 302), "NET_HOST_FORBIDDEN", 1),
    ("7 plain http", EVERYWHERE, redirect("http://www.gov.uk/x"), "NET_HOST_FORBIDDEN", 1),
    ("7 no scheme", EVERYWHERE, redirect("//elsewhere.example/x"), "NET_HOST_FORBIDDEN", 1),
    ("7 metadata", EVERYWHERE, redirect("http://169.254.169.254/"), "NET_HOST_FORBIDDEN", 1),
    ("7 another port", EVERYWHERE, redirect("http://127.0.0.1:9/"), "NET_HOST_FORBIDDEN", 1),
    ("7 a file", EVERYWHERE, redirect("file:///etc/passwd"), "NET_HOST_FORBIDDEN", 1),
    ("7 nowhere", EVERYWHERE, status(302), "NET_REDIRECT", 1),
    (
        "7 drafts",
        ("file",),
        redirect("https://draft-assets.publishing.service.gov.uk/x"),
        "NET_HOST_FORBIDDEN",
        1,
    ),
    ("8 HTML", ("collection", "page"), html, "SRC_NOT_JSON", 1),
    ("8 HTML for a zip", ("file",), misstated(b"<html>" * 200), "SRC_NOT_ZIP", 1),
    ("8 a list", ("collection", "page"), json_answer([1]), "SRC_NOT_JSON", 1),
    ("8 text for a zip", ("file",), serve(b"x" * len(ZIP)), "SRC_NOT_ZIP", 1),
    ("8 zeros for a zip", ("file",), serve(bytes(len(ZIP))), "SRC_NOT_ZIP", 1),
    ("8 a zip's beginning", ("file",), no_length(ZIP[:4]), "NET_TRUNCATED", 4),
    ("8 nothing for JSON", ("collection", "page"), serve(b""), "SRC_NOT_JSON", 1),
    ("8 null", ("collection", "page"), json_answer(None), "SRC_NOT_JSON", 1),
    ("8 a zip for JSON", ("collection", "page"), serve(ZIP), "SRC_NOT_JSON", 1),
    ("8 JSON in UTF-16", ("page",), serve('{"a": 1}'.encode("utf-16")), "SRC_NOT_JSON", 1),
    ("8 JSON without end", ("page",), serve(b"[" * 20_000), "SRC_NOT_JSON", 1),
    ("9 moved nowhere", ("page",), json_answer(moved(OLD_PAGE, "")), "SRC_SHAPE", 1),
    ("9 moved to drafts", ("page",), json_answer(moved(OLD_PAGE, "//draft/x")), "SRC_MOVED", 1),
    ("9 moved without saying", ("page",), json_answer({"schema_name": "redirect"}), "SRC_SHAPE", 1),
    (
        "9 moved to a number",
        ("page",),
        json_answer({"schema_name": "redirect", "redirects": [{"destination": 7}]}),
        "SRC_SHAPE",
        1,
    ),
    ("9 moved to a file", ("page",), json_answer(moved(OLD_PAGE, "file:///x")), "SRC_MOVED", 1),
    ("9 moved away", ("page",), json_answer(moved(OLD_PAGE, FAR)), "SRC_MOVED", 1),
    ("9 moved in a circle", ("page",), json_answer(moved(OLD_PAGE, OLD_PAGE)), "SRC_MOVED", 2),
    ("9 moved to nothing", ("page",), json_answer(moved(OLD_PAGE, "/x")), "SRC_NOT_FOUND", 1),
    ("10 empty object", ("collection", "page"), json_answer({}), "SRC_SHAPE", 1),
    ("10 no releases", ("collection",), json_answer(collection([])), "SRC_SHAPE", 1),
    ("10 renamed", ("page",), page(*zips("tools.zip")), "SRC_ATTACHMENT_AMBIGUOUS", 1),
    (
        "10 three zips",
        ("page",),
        page(*zips("obo_1.zip", "obo_2.zip", "obo_3.zip")),
        "SRC_ATTACHMENT_AMBIGUOUS",
        1,
    ),
    ("10 one zip twice", ("page",), page(*zips("obo_1.zip") * 2), "SRC_ATTACHMENT_AMBIGUOUS", 1),
    (
        "10 attached elsewhere",
        ("page",),
        page(attachment(url="https://elsewhere.example/obo.zip")),
        "NET_HOST_FORBIDDEN",
        1,
    ),
    ("10 attachments a text", ("page",), page_with("zips"), "SRC_SHAPE", 1),
    ("10 an attachment a number", ("page",), page_with([7]), "SRC_SHAPE", 1),
    ("10 no address", ("page",), page(attachment(url=None)), "SRC_SHAPE", 1),
    ("10 a size in words", ("page",), page(attachment(file_size="big")), "SRC_SHAPE", 1),
    ("10 a size below nothing", ("page",), page(attachment(file_size=-1)), "SRC_SHAPE", 1),
    ("11 304 unasked", ("page", "file"), status(304), "SRC_STATUS", 1),
    ("11 a part", EVERYWHERE, status(206), "SRC_STATUS", 1),
    ("11 no content", EVERYWHERE, status(204), "SRC_STATUS", 1),
    ("11 a choice", ("file",), status(300), "SRC_STATUS", 1),
    ("11 a teapot", ("file",), status(418), "SRC_STATUS", 1),
    ("12 packed", EVERYWHERE, packed, "NET_ENCODING", 1),
    (
        "12 promises too much",
        ("collection", "page"),
        promising(MOST_BYTES + 1),
        "NET_TOO_BIG",
        1,
    ),
    ("12 promises another size", ("file",), promising(MOST_BYTES + 1), "NET_LENGTH", 1),
    ("12 endless document", ("collection", "page"), endless, "NET_TOO_BIG", 1),
    ("12 endless file", ("file",), endless, "NET_LENGTH", 1),
]
CASES = [
    pytest.param(place, answer, code, requests, id=f"{row}, {place}")
    for row, places, answer, code, requests in TABLE
    for place in places
]


@pytest.mark.parametrize(("place", "answer", "code", "requests"), CASES)
def test_a_fault_is_named_and_what_is_served_stays(
    place: str, answer: Answer, code: str, requests: int, site: Site
) -> None:
    before, path = site.bytes(), PLACES[place](site.govuk)
    sound = site.govuk.server.answers[path]
    site.govuk.server.answers[path] = answer
    prepare(site.govuk, path, answer, code)
    assert site.refused(NetworkError, seconds=seconds_for(answer)) == [code]
    assert site.bytes() == before
    assert site.govuk.server.paths.count(path) == requests
    attempt, success = last_attempt(site.data_dir), last_success(site.data_dir)
    assert attempt is not None
    assert success is not None
    assert (attempt.outcome, attempt.edition) == (FAILED, success.edition)
    site.govuk.server.answers[path] = sound
    site.govuk.slow_path, site.govuk.patience = "", 5.0
    assert site.refresh().outcome == "published"


def prepare(govuk: GovUk, path: str, answer: Answer, code: str) -> None:
    """Make clocks and patience such that no test waits."""
    if code == "NET_TIMEOUT":
        govuk.patience = 0.05
    if answer is drip:
        govuk.slow_path = path


def seconds_for(answer: Answer) -> float:
    """Of the documents together."""
    return 0.3 if answer is header_drip else 60.0
