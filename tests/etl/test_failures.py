"""A fault in one of many threads ends the run with that cause, once, and keeps nobody waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest

from etl import load as loading
from etl.demonstration.release import write_release
from etl.load import load
from etl.progress import silent
from etl.publishing import edition_files
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.receipts import Draft
from etl.reading import members
from etl.reading.archive import open_source
from etl.reading.spill import Spill
from etl.reading.transform import Transformer
from outcomes.errors import HostError
from tests.etl.builders import c_row, csv_zip
from tests.etl.scenarios import edition_build


class FaultError(Exception):
    """Happens in a thread."""


def fail(*_: Any, **__: Any) -> None:
    raise FaultError("in a thread")


def test_the_other_members_are_not_read_to_their_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transformer, "read", fail)
    found = [one for path in write_release(tmp_path, 2_000) for one in open_source(path).members]
    looked_at: list[object] = []
    monkeypatch.setattr(members, "damage_of", looked_at.append)
    with ThreadPoolExecutor(1) as pool:
        reader = members._Reader(pool, BoundedSemaphore(3), silent, Spill())
        with pytest.raises(FaultError):
            reader.read(found[0])
        assert reader.read(found[1]).rows == 0
    assert looked_at == []


def test_nobody_waits_for_room_that_a_thread_would_have_given_back(tmp_path: Path) -> None:
    """As many members fail as there is room for blocks, and one more."""
    [member] = open_source(csv_zip(tmp_path, [c_row()])).members
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    reader = members._Reader(pool, BoundedSemaphore(1), silent, Spill())
    for _ in range(2):
        reader.stopped.clear()
        with pytest.raises(RuntimeError, match="new futures"):
            reader.read(member)


def test_no_more_tables_are_written_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []

    def count(table: object, *_: object) -> None:
        begun.append(table)
        fail()

    build = edition_build(1)
    monkeypatch.setattr(edition_files, "ENCODERS", 1)
    monkeypatch.setattr(edition_files, "encode_table", count)
    monkeypatch.setattr(edition_files, "as_completed", lambda futures: [*futures][:1])
    with pytest.raises(FaultError):
        publish(build, tmp_path)
    files = sum(1 + len(table.summaries) for table in build.tables.values())
    assert len(begun) < files
    assert not (tmp_path / "staging").exists()


def test_what_a_killed_run_left_is_gone_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "data" / "staging" / "edition"
    left.mkdir(parents=True)
    (left / "sentences.parquet").write_bytes(b"half of it")

    def look(*_: object, **__: object) -> None:
        assert list(left.parent.iterdir()) == []
        fail()

    monkeypatch.setattr(loading, "build", look)
    with pytest.raises(FaultError), hold_lock(tmp_path / "data") as lock:
        load([csv_zip(tmp_path, [c_row()])], lock, Draft("ingest"))
    assert not (tmp_path / "data" / "staging").exists()


def test_staging_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "staging").write_text("mine")
    with pytest.raises(HostError) as refusal, hold_lock(tmp_path / "data") as lock:
        load([csv_zip(tmp_path, [c_row()])], lock, Draft("ingest"))
    [problem] = refusal.value.problems
    assert (problem.code, problem.file) == ("HOST_IO", str(tmp_path / "data" / "staging"))
    assert (tmp_path / "data" / "staging").read_text() == "mine"
