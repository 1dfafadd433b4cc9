"""A data directory with strangers and damage in it: told of, put right, never died of."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.fetching.memory import MEMORY
from etl.fetching.waiting import WAITING_FILE
from etl.load import load
from etl.publishing.cleanup import Keeping, clean_up
from etl.publishing.history import HISTORY, history_files, kept_editions, served_pointer
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.receipts import Draft, recorded
from etl.publishing.verify import find_damage
from outcomes.errors import EditionUnavailable, HostError, SourceError
from outcomes.pointer import MOST_BYTES, POINTER_FILE, read_pointer
from outcomes.runs import (
    RECEIPTS,
    last_attempt,
    receipt_files,
    refused_release,
    waiting_release,
)
from tests.etl.builders import c_row, csv_zip
from tests.etl.fault_server import FaultServer
from tests.etl.govuk_builders import GovUk
from tests.etl.refreshing import Site, source_zip
from tests.etl.scenarios import edition_build

STRANGERS = ("lost+found", ".hidden", "a b", "-x")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    publish(edition_build(1), tmp_path)
    publish(edition_build(2), tmp_path)
    return tmp_path


def said(**changes: object) -> str:
    whole = {"sequence": 3, "edition": "2024-0123456789ab", "sha256": "x", "switched": "",
             "reason": "publish", "previous": None}  # fmt: skip
    return json.dumps({**whole, **changes})


POINTERS: dict[str, str | bytes] = {
    "empty": "",
    "a zero": "\0",
    "cut short": said()[:-9],
    "no UTF-8": b"\xff\xfe\xfb",
    "UTF-16": said().encode("utf-16-le")[:-1],
    "null": "null",
    "a list": "[1]",
    "nested without end": "[" * 200_000,
    "without an edition": json.dumps({"sequence": 1}),
    "with more": said(more=1),
    "half a number": said(sequence=1.5),
    "a truth": said(sequence=True),
    "a text": said(sequence="3"),
    "edition a number": said(edition=7),
    "edition elsewhere": said(edition="../../etc"),
    "edition with a blank": said(edition="a b"),
    "edition of nothing": said(edition=""),
    "reason a list": said(reason=[]),
    "no moment": said(switched=None),
}


@pytest.mark.parametrize("name", POINTERS)
def test_a_pointer_that_is_none_is_replaced_by_the_next_publication(
    published: Path, name: str
) -> None:
    content = POINTERS[name]
    path = published / "current.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(EditionUnavailable):
        read_pointer(published)
    assert served_pointer(published) is None
    assert [one.code for one in find_damage(published)] == ["POINTER_UNREADABLE"]
    edition = publish(edition_build(1), published)
    assert read_pointer(published).edition == edition.id
    assert read_pointer(published).sequence == 3


@pytest.mark.parametrize("kind", ["pipe", "directory", "huge"])
def test_a_pointer_that_is_no_file_of_its_size_is_none_and_keeps_nobody_waiting(
    published: Path, kind: str
) -> None:
    path = published / POINTER_FILE
    text = path.read_text()
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    else:
        path.write_text(text + " " * MOST_BYTES)
    with pytest.raises(EditionUnavailable, match=r"current\.json is no file"):
        read_pointer(published)


@pytest.mark.parametrize("kind", ["file", "nowhere"])
def test_no_place_for_the_history_is_trouble_of_the_machine_not_another_writer(
    published: Path, kind: str
) -> None:
    before = read_pointer(published)
    shutil.rmtree(published / HISTORY)
    if kind == "file":
        (published / HISTORY).write_text("")
    else:
        (published / HISTORY).symlink_to("nowhere/at/all")
    with pytest.raises(HostError) as caught:
        publish(edition_build(3), published)
    assert [problem.code for problem in caught.value.problems] == ["HOST_IO"]
    assert read_pointer(published) == before


NO_RECEIPTS: dict[str, dict[str, object] | str] = {
    "nested without end": "[" * 200_000,
    "null": "null",
    "a list": "[]",
    "details of nothing": {"details": None},
    "problems that are words": {"problems": ["ROW_WIDTH"]},
    "a problem without a name": {"problems": [{"severity": "error"}]},
    "problems that are a number": {"problems": 7},
    "no moment": {"finished": None},
    "no outcome": {"outcome": [1]},
}


@pytest.mark.parametrize("damage", NO_RECEIPTS.values(), ids=NO_RECEIPTS)
def test_what_is_no_receipt_is_passed_over(
    published: Path, damage: dict[str, object] | str
) -> None:
    with recorded("refresh", published):
        pass
    [sound] = receipt_files(published)
    whole = damage if isinstance(damage, str) else json.dumps(
        {**json.loads(sound.read_text()), **damage}
    )  # fmt: skip
    (published / RECEIPTS / "000050-x.json").write_text(whole)
    attempt = last_attempt(published)
    assert attempt is not None
    assert attempt.run_id == sound.stem
    assert (waiting_release(published), refused_release(published)) == (None, None)


@pytest.mark.parametrize("damage", ["[" * 200_000, "null", "[]", "7", '{"ground": 7}', "\x00"])
def test_what_a_refresh_remembered_may_be_damaged_in_any_way(tmp_path: Path, damage: str) -> None:
    with FaultServer() as server:
        site = Site(GovUk(server), tmp_path / "data")
        site.govuk.add_release("December 2024", {"obo_2010_2024.zip": source_zip(2024, 10)})
        site.refresh()
        remembered = list((site.data_dir / MEMORY).iterdir())
        assert remembered
        for path in (*remembered, site.data_dir / MEMORY / WAITING_FILE):
            path.write_text(damage)
        assert site.refresh().outcome == "unchanged"


def test_a_pointer_to_an_edition_that_is_gone_is_told_and_put_right(published: Path) -> None:
    shutil.rmtree(published / "editions" / read_pointer(published).edition)
    assert [one.severity for one in find_damage(published)] == ["error"]
    edition = publish(edition_build(2), published)
    assert find_damage(published, every=True) == ()
    assert read_pointer(published).edition == edition.id


def test_what_is_no_edition_is_neither_counted_nor_removed(published: Path) -> None:
    before = kept_editions(published)
    for name in STRANGERS:
        (published / "editions" / name).mkdir()
        os.utime(published / "editions" / name, (0, 0))
    (published / "editions" / "notes.txt").write_text("")
    assert kept_editions(published) == before
    assert find_damage(published, every=True) == ()
    with hold_lock(published) as lock:
        clean_up(lock, keeping=Keeping(previous=0))
    assert all((published / "editions" / name).is_dir() for name in STRANGERS)


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.json", b"{}"), ("1x.json", b"{}"), ("1\u00b2.json", b"{}"), ("3.json.bak", b"{}")],
)
def test_what_is_no_entry_of_the_history_is_left_alone(
    published: Path, name: str, content: bytes
) -> None:
    before = history_files(published)
    (published / "history" / name).write_bytes(content)
    assert history_files(published) == before
    publish(edition_build(1), published)
    assert read_pointer(published).sequence == 3
    assert (published / "history" / name).read_bytes() == content


def unreadable(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\xfb")


def nested(path: Path) -> None:
    path.write_text("[" * 200_000)


@pytest.mark.parametrize("damage", [unreadable, nested])
def test_a_damaged_entry_of_the_history_is_told(
    published: Path, damage: Callable[[Path], None]
) -> None:
    damage(published / "history" / "000001.json")
    assert [one.code for one in find_damage(published, every=True)] == ["HISTORY_DAMAGED"]
    publish(edition_build(1), published)
    assert read_pointer(published).sequence == 3


@pytest.mark.parametrize("damage", [unreadable, nested])
def test_a_damaged_statement_of_what_is_served_is_put_right(
    published: Path, damage: Callable[[Path], None]
) -> None:
    path = published / "editions" / read_pointer(published).edition / "edition.json"
    path.chmod(0o644)
    damage(path)
    assert [one.severity for one in find_damage(published)] == ["error"]
    publish(edition_build(2), published)
    assert find_damage(published, every=True) == ()


def test_what_is_wrong_is_told_though_the_file_cannot_be_kept_aside(
    published: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (published / "quarantine").write_text("in the way")
    path = csv_zip(tmp_path_factory.mktemp("source"), [c_row(Sex="?")])
    draft = Draft("ingest")
    with pytest.raises(SourceError) as caught, hold_lock(published) as lock:
        load([path], lock, draft)
    assert [(one.code, one.severity) for one in caught.value.problems] == [
        ("LABEL_UNKNOWN", "error"),
        ("HOST_IO", "warning"),
    ]
    assert "quarantine" not in draft.details
