"""Sums that do not fit into memory: the same tables, and nothing left behind."""

from __future__ import annotations

import errno
import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.build import build
from etl.demonstration.release import write_release
from etl.load import load
from etl.publishing import edition_files
from etl.publishing.lock import hold_lock
from etl.publishing.parquet import encode_table
from etl.publishing.receipts import Draft
from etl.reading import gathering, spill, tables
from etl.reading.keys import digit
from etl.reading.packed import TableSource
from etl.reading.spill import KeptRun, Spill, SpilledRun
from etl.reading.sums import Run, sum_rows
from etl.reading.tables import make_table
from outcomes.errors import HostError
from tests.etl.builders import csv_zip, outcome_row, refused

ROWS = 5_000
CONSTANTS = {"period_basis": "calendar", "court_coverage": "all courts"}


@pytest.fixture
def nothing_in_memory() -> Iterator[None]:
    """Every run goes to the file; tables are made a thousand rows at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spill, "IN_MEMORY", 0)
        patch.setattr(tables, "PART_ROWS", 1 << 10)
        patch.setattr(gathering, "ROWS_PENDING", 1 << 10)
        yield


def a_run(seed: int, largest: int = 3 * ROWS, measures: int = 2) -> Run:
    """A run of up to five thousand rows with any keys."""
    chance = np.random.default_rng(seed)
    values = [chance.integers(-5, 10**12, ROWS) for _ in range(measures)]
    return sum_rows(chance.integers(0, largest, ROWS), values)


def same(one: KeptRun, other: KeptRun) -> bool:
    columns = [(each.keys, *each.values) for each in (one.whole(), other.whole())]
    return len(columns[0]) == len(columns[1]) and all(map(np.array_equal, *columns))


@pytest.mark.usefixtures("nothing_in_memory")
@given(seed=st.integers(0, 99), low=st.integers(-2, 3 * ROWS), size=st.integers(0, 3 * ROWS))
def test_a_part_is_the_same_from_the_file(seed: int, low: int, size: int) -> None:
    run, kept = a_run(seed), Spill().keep(a_run(seed))
    assert isinstance(kept, SpilledRun)
    assert (kept.rows, kept.nbytes, list(kept.signs)) == (run.rows, run.nbytes, list(run.signs))
    assert same(kept, run)
    assert same(kept.between(low, low + size), run.between(low, low + size))
    assert same(kept.of_measures([1]).part(9, 700), run.of_measures([1]).part(9, 700))


@pytest.mark.usefixtures("nothing_in_memory")
def test_many_runs_do_not_come_into_each_others_way() -> None:
    together = Spill()
    runs = [a_run(seed, measures=1 + seed % 3) for seed in range(20)]
    kept = [together.keep(run) for run in runs]
    assert all(map(same, kept, runs))


def test_the_first_runs_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_run(1)
    monkeypatch.setattr(spill, "IN_MEMORY", 2 * run.nbytes)
    together = Spill()
    assert [type(together.keep(run)) for _ in range(3)] == [Run, Run, SpilledRun]


@pytest.mark.usefixtures("nothing_in_memory")
def test_a_table_has_the_sums_of_its_runs() -> None:
    """Held to a count in plain Python; no key comes twice, and they ascend."""
    largest = digit("proceedings", "offence").stride * 40
    runs = [a_run(seed, largest, 1) for seed in range(6)] + [a_run(1, largest, 1)]
    expected = Counter[int]()
    for run in runs:
        for key, value in zip(run.keys.tolist(), run.values[0].tolist(), strict=True):
            expected[key] += value
    source = TableSource("2019-c-0", CONSTANTS, ("prosecutions",), tuple(runs))
    (made,) = make_table("proceedings", [source], Spill()).sources
    assert len(made.runs) > 10
    found = [run.whole() for run in made.runs]
    keys = [key for run in found for key in run.keys.tolist()]
    sums = [value for run in found for value in run.values[0].tolist()]
    assert keys == sorted(expected)
    assert dict(zip(keys, sums, strict=True)) == expected


def test_a_release_comes_to_the_same_bytes(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = write_release(tmp_path, 40_000)
    plain = encoded(files, tmp_path)
    request.getfixturevalue("nothing_in_memory")
    assert encoded(files, tmp_path) == plain
    assert {type(run) for run in build(files).tables["sentences"].sources[0].runs} == {SpilledRun}


def encoded(files: Sequence[Path], place: Path) -> dict[str, bytes]:
    built = build(files, spill=Spill(place / "work"))
    made = {
        f"{name} {summary}": sums
        for name, table in built.tables.items()
        for summary, sums in {"": table, **table.summaries}.items()
    }
    return {name: encode_table(table).content.to_pybytes() for name, table in made.items()}


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.usefixtures("nothing_in_memory")
def test_the_file_has_no_name_and_ends_with_its_runs(tmp_path: Path) -> None:
    place = tmp_path / "not" / "there yet"
    before = open_files()
    kept = Spill(place).keep(a_run(1))
    assert isinstance(kept, SpilledRun)
    assert list(place.iterdir()) == []
    assert open_files() == before + 1
    del kept
    gc.collect()
    assert open_files() == before


@pytest.mark.usefixtures("nothing_in_memory")
def test_the_disk_has_its_room_again_before_a_receipt_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt is to say that the disk is full: it was because of the file."""
    path, left = csv_zip(tmp_path, [outcome_row()]), []
    before = open_files()

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(edition_files, "write_file", refuse)
    with hold_lock(tmp_path / "data") as lock:
        try:
            load([path], lock, Draft("ingest"))
        except HostError as error:
            left.append((error.problems[0].code, open_files()))
    assert left == [("HOST_DISK_FULL", before + 1)]  # that of the lock


@pytest.mark.usefixtures("nothing_in_memory")
def test_a_disk_that_takes_little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, data, place: whole(file, data[:1001], place))
    assert same(Spill().keep(a_run(3)), a_run(3))


@pytest.mark.usefixtures("nothing_in_memory")
@pytest.mark.parametrize(
    ("trouble", "code"),
    [(errno.ENOSPC, "HOST_DISK_FULL"), (errno.EACCES, "HOST_READONLY"), (errno.EIO, "HOST_IO")],
)
def test_a_disk_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int, code: str
) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(os, "pwrite", refuse)
    (problem,) = refused(csv_zip(tmp_path, [outcome_row()]), error=HostError)
    assert problem.code == code


@pytest.mark.usefixtures("nothing_in_memory")
def test_a_file_cut_short_is_trouble(tmp_path: Path) -> None:
    kept = Spill(tmp_path).keep(a_run(1))
    assert isinstance(kept, SpilledRun)
    os.truncate(kept.spill._opened(), 100)
    with pytest.raises(OSError, match="shorter than it was written"):
        kept.whole()
