"""A data directory with strangers and damage in it: told of, put right, never died of."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.load import load
from etl.publishing.cleanup import Keeping, clean_up
from etl.publishing.history import history_files, kept_editions, served_pointer
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.receipts import Draft
from etl.publishing.verify import find_damage
from outcomes.errors import EditionUnavailable, SourceError
from outcomes.pointer import read_pointer
from tests.etl.builders import c_row, csv_zip
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
