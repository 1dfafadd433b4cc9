"""Too little memory is trouble of the machine: never the file's, and never the figures'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.__main__ import main
from etl.neighbours import columns
from etl.publishing import verify
from etl.publishing.publish import publish
from etl.reading import extract
from tests.etl.builders import c_row, csv_zip
from tests.etl.scenarios import edition_build


def no_memory(*_: Any, **__: Any) -> NoReturn:
    raise pa.ArrowMemoryError("malloc of size 5242752 failed")


@pytest.mark.parametrize(
    ("module", "name"),
    [(extract, "read_table"), (pq, "read_metadata"), (pq, "ParquetFile")],
    ids=["parsing", "reading back", "reading back a group"],
)
def test_a_load_says_so_and_keeps_no_file_aside(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: Any,
    name: str,
) -> None:
    path, data_dir = csv_zip(tmp_path, [c_row()]), tmp_path / "data"
    monkeypatch.setattr(module, name, no_memory)
    assert main(["ingest", "--json", "--data-dir", str(data_dir), str(path)]) == 1
    told = json.loads(capsys.readouterr().out)["problems"]
    assert [one["code"] for one in told if one["severity"] == "error"] == ["HOST_MEMORY"]
    assert sorted(one.name for one in data_dir.iterdir() if any([*one.glob("*")])) == ["receipts"]


def test_a_look_up_is_not_read_slowly_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "read_table", no_memory)
    with pytest.raises(MemoryError):
        columns.plain_table(memoryview(b"a,b\n"), 2, {0: pa.string()})


def test_a_sound_edition_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(edition_build(1), tmp_path)
    monkeypatch.setattr(pq, "read_metadata", no_memory)
    with pytest.raises(MemoryError):
        verify.find_damage(tmp_path)
