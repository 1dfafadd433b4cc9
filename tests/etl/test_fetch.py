"""A source file comes whole and as promised, and is kept as it came; or nothing is kept."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from etl.fetching import fetch as fetch_module
from etl.fetching.attachments import Attachment, parse_attachment
from etl.fetching.fetch import Fetched, Fetcher
from etl.fetching.govuk import Publication, parse_publication
from etl.fetching.memory import Memory
from etl.fetching.raw import safe_name
from outcomes.errors import HostError
from tests.etl.fault_server import (
    Answer,
    FaultServer,
    chunked,
    cut,
    cut_chunks,
    drip,
    endless,
    html,
    misstated,
    no_length,
    packed,
    promising,
    redirect,
    reset,
    serve,
    stall,
    status,
)
from tests.etl.govuk_builders import GovUk, attachment, publication, refusal

NAME = "obo_2010_2024.zip"
PATH = f"/media/683f0a1b/{NAME}"


def zip_of(text: str = "Year,Count\r\n2024,1\r\n" * 500) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("obo.csv"), text)
    return content.getvalue()


ZIP = zip_of()
OTHER_ZIP = zip_of("Year,Count\r\n2024,2\r\n" * 500)


@dataclass
class Source:
    """One attachment at the stand-in, fetched into one directory."""

    server: FaultServer
    govuk: GovUk
    data_dir: Path

    def fetch(self, answer: Answer | None = None, size: int | None = None) -> Fetched:
        """Fetch, after changing what the address answers and what size is promised."""
        if answer is not None:
            self.server.answers[PATH] = answer
        web = self.govuk.asking().web()
        memory = Memory(self.data_dir, now=lambda: self.govuk.now)
        try:
            return Fetcher(self.data_dir, web, memory, 60).fetch(self.attachment(size), PAGE)
        finally:
            web.close()

    def attachment(self, size: int | None) -> Attachment:
        return parse_attachment(attachment(NAME, file_size=size), "/page")

    @property
    def kept(self) -> dict[str, bytes]:
        """Everything under raw/ but the memory."""
        raw = self.data_dir / "raw"
        return {
            str(path.relative_to(raw)): path.read_bytes()
            for path in sorted(raw.rglob("*"))
            if path.is_file() and path.relative_to(raw).parts[0] != "govuk"
        }


PAGE: Publication = parse_publication(publication("December 2024", []), "/page")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    with FaultServer() as server:
        yield Source(server, GovUk(server), tmp_path)


def etag(value: str) -> dict[str, str]:
    return {"ETag": f'"{value}"'}


@pytest.mark.parametrize("size", [None, len(ZIP)])
@pytest.mark.parametrize("answer", [serve(ZIP), chunked(ZIP), no_length(ZIP)])
def test_a_file_is_kept_under_its_hash_with_a_receipt(
    answer: Answer, size: int | None, source: Source
) -> None:
    fetched = source.fetch(answer, size)
    sha256 = hashlib.sha256(ZIP).hexdigest()
    assert fetched.path == source.data_dir / "raw" / sha256 / NAME
    assert (fetched.sha256, fetched.size, fetched.arrived) == (sha256, len(ZIP), True)
    assert fetched.path.read_bytes() == ZIP
    assert stat.S_IMODE(fetched.path.stat().st_mode) == 0o444
    receipt = json.loads((fetched.path.parent / "receipt.json").read_text("utf-8"))
    assert receipt["sha256"] == sha256
    assert receipt["url"].startswith("https://assets.publishing.service.gov.uk/")
    assert receipt["final_url"] == source.server.url + PATH
    assert receipt["published"] == "2026-07-30T08:30:00Z"
    assert receipt["fetched"] == "2026-08-20T12:00:00Z"
    assert set(source.kept) == {f"{sha256}/{NAME}", f"{sha256}/receipt.json"}


def test_what_is_here_is_asked_for_with_a_condition(source: Source) -> None:
    first = source.fetch(serve(ZIP, headers=etag("a")))
    again = source.fetch()
    assert (again.path, again.arrived) == (first.path, False)
    assert source.server.asked[1].headers["If-None-Match"] == '"a"'


def test_a_source_that_ignores_conditions_is_not_read_again(source: Source) -> None:
    modified = {"Last-Modified": "Thu, 15 May 2025 08:30:00 GMT"}
    source.fetch(serve(ZIP, headers=modified))
    again = source.fetch(serve(OTHER_ZIP, headers=modified))
    assert not again.arrived


def test_once_a_week_the_bytes_are_compared_whatever_the_etag_says(source: Source) -> None:
    source.fetch(serve(ZIP, headers=etag("a")))
    source.server.answers[PATH] = serve(OTHER_ZIP, headers=etag("a"))
    source.govuk.later(days=6, hours=23)
    assert not source.fetch().arrived
    source.govuk.later(hours=1)
    found = source.fetch()
    assert found.sha256 == hashlib.sha256(OTHER_ZIP).hexdigest()
    assert "If-None-Match" not in source.server.asked[-1].headers


def test_a_clock_that_was_set_back_makes_nothing_trusted(source: Source) -> None:
    source.fetch(serve(ZIP, headers=etag("a")))
    source.govuk.now -= timedelta(days=3_650)
    assert source.fetch().arrived


def test_other_bytes_at_the_same_address_are_another_file(source: Source) -> None:
    first = source.fetch(serve(ZIP, headers=etag("a")))
    second = source.fetch(serve(OTHER_ZIP, headers=etag("b")))
    assert second.arrived
    assert first.path.read_bytes() == ZIP
    assert second.path.read_bytes() == OTHER_ZIP


def test_a_replaced_file_is_found_where_it_went(source: Source) -> None:
    source.server.answers["/media/new/file.zip"] = serve(ZIP)
    fetched = source.fetch(redirect("https://assets.publishing.service.gov.uk/media/new/file.zip"))
    assert fetched.path.read_bytes() == ZIP
    assert fetched.path.name == NAME


def test_a_file_that_was_lost_here_is_fetched_again(source: Source) -> None:
    first = source.fetch(serve(ZIP, headers=etag("a")))
    first.path.unlink()
    assert source.fetch().arrived
    assert first.path.read_bytes() == ZIP


def test_a_memory_that_is_damaged_counts_as_none(source: Source) -> None:
    source.fetch(serve(ZIP, headers=etag("a")))
    for path in (source.data_dir / "raw" / "govuk").glob("*.json"):
        path.write_text('{"url": 7')
    assert source.fetch().arrived


def test_what_an_ended_process_left_is_swept(source: Source) -> None:
    left = source.data_dir / "raw" / "arriving"
    left.mkdir(parents=True)
    (left / "body").write_bytes(b"half")
    source.fetch(serve(ZIP))
    assert not left.exists()


SIZE = len(ZIP)
# What the address does, which size the publication promises, what it is called.
FAULTS: list[tuple[str, Answer, int | None, str]] = [
    ("3 short body", cut(ZIP, SIZE // 2), SIZE, "NET_TRUNCATED"),
    ("3 short body, nothing promised", cut(ZIP, SIZE - 1), None, "NET_TRUNCATED"),
    ("3 cut chunk", cut_chunks(ZIP, SIZE // 2), SIZE, "NET_TRUNCATED"),
    ("3 no length, cut", no_length(ZIP[: SIZE // 2]), SIZE, "NET_TRUNCATED"),
    ("3 stalls", stall(ZIP), SIZE, "NET_TIMEOUT"),
    ("3 empty", serve(b""), None, "SRC_NOT_ZIP"),
    ("4 less is stated", misstated(ZIP, SIZE // 2), SIZE, "NET_LENGTH"),
    ("4 less is stated, nothing promised", misstated(ZIP, SIZE // 2), None, "NET_TRUNCATED"),
    ("4 two lengths", misstated(ZIP, SIZE // 2, SIZE), SIZE, "NET_LENGTH"),
    ("4 a negative length", misstated(ZIP[:90], -1), SIZE, "NET_TRUNCATED"),
    ("4 more than promised", no_length(ZIP + b"x"), SIZE, "NET_LENGTH"),
    ("4 a longer file", serve(OTHER_ZIP + b"x"), SIZE, "NET_LENGTH"),
    ("5 not there", status(404), None, "SRC_NOT_FOUND"),
    ("5 gone", status(410), None, "SRC_GONE"),
    ("5 forbidden", status(403), None, "SRC_FORBIDDEN"),
    ("1 reset", reset, None, "NET_CONNECTION"),
    ("7 elsewhere", redirect("https://elsewhere.example/a.zip"), None, "NET_HOST_FORBIDDEN"),
    ("8 a page of HTML", html, None, "SRC_NOT_ZIP"),
    ("8 a short page", serve(b"<html>"), None, "SRC_NOT_ZIP"),
    ("8 a CSV called zip", serve(b"Year,Count\n" * 99, "application/zip"), None, "SRC_NOT_ZIP"),
    ("8 an empty zip", serve(b"PK\x05\x06" + bytes(18)), None, "SRC_NOT_ZIP"),
    ("11 304 to no condition", status(304), None, "SRC_STATUS"),
    ("12 packed", packed, None, "NET_ENCODING"),
    ("12 far too big", promising(3_000_000_000), None, "NET_TOO_BIG"),
    ("12 endless", endless, None, "NET_TOO_BIG"),
]


@pytest.mark.parametrize(
    ("answer", "size", "code"),
    [pytest.param(*fault, id=row) for row, *fault in FAULTS],
)
def test_a_faulty_file_is_refused_by_name_and_nothing_is_kept(
    answer: Answer,
    size: int | None,
    code: str,
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetch_module, "MOST_FILE_BYTES", 1_000_000)
    if code == "NET_TIMEOUT":
        source.govuk.patience = 0.05
    assert refusal(source.fetch, answer, size) == code
    assert source.kept == {}
    assert source.fetch(serve(ZIP)).arrived


@pytest.mark.parametrize("part", range(64))
def test_a_zip_cut_anywhere_is_noticed_without_any_length(part: int, source: Source) -> None:
    code = refusal(source.fetch, no_length(ZIP[: SIZE * part // 64]))
    assert code == ("SRC_NOT_ZIP" if part == 0 else "NET_TRUNCATED")
    assert source.kept == {}


def test_a_slow_drip_meets_the_deadline(source: Source) -> None:
    """The drip never ends; a minute passes with every byte or few."""
    source.govuk.slow_path = PATH
    assert refusal(source.fetch, drip) == "NET_DEADLINE"
    assert source.kept == {}
    assert len(source.server.asked) == 1


def test_the_first_bytes_of_what_is_no_zip_are_shown(source: Source) -> None:
    with pytest.raises(Exception, match="DOCTYPE html"):
        source.fetch(html)


def test_a_full_disk_is_a_fault_of_the_machine(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_module, "SPARE_BYTES", 1 << 60)
    with pytest.raises(HostError) as caught:
        source.fetch(serve(ZIP))
    assert caught.value.problems[0].code == "HOST_DISK_FULL"
    assert source.kept == {}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("obo_2010_2016.zip", "obo_2010_2016.zip"),
        ("Outcomes by offence (2024).ZIP", "Outcomes-by-offence-2024.zip"),
        ("../../etc/passwd", "etc-passwd.zip"),
        ("..\\..\\x.zip", "x.zip"),
        ("/", "source.zip"),
        (".zip", "source.zip"),
        ("x" * 300 + ".zip", "x" * 120 + ".zip"),
        ("a\x00b\n.zip", "a-b.zip"),
        ("receipt.json", "receipt.json.zip"),
    ],
)
def test_the_name_of_a_file_cannot_lead_elsewhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe
