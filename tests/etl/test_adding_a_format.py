"""What docs/adding-a-format.md says, done: a format taken out is refused; put in again, read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.etl.builders import csv_text, e_row

COPIED = ("etl", "outcomes", "data/reference")


def block(document: str, name: str) -> str:
    """The fenced block of this name."""
    (found,) = re.findall(rf"^```{name}\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture
def document(repository: Path) -> str:
    return (repository / "docs" / "adding-a-format.md").read_text("utf-8")


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """The loader with its tables, in a place of its own."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(repository / name, tmp_path / "copy" / name, ignore=ignored)
    shutil.copy(repository / "pyproject.toml", tmp_path / "copy")
    return tmp_path / "copy"


def ingest(copy: Path, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", "ingest", str(file)],
        cwd=copy,
        env={**os.environ, "OUTCOMES_DATA_DIR": str(copy / "editions"), "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_format_is_added_as_the_document_says(copy: Path, document: str, tmp_path: Path) -> None:
    columns, rule = block(document, "columns"), block(document, "rule")
    table, code = copy / "data/reference/columns.csv", copy / "etl/reading/formats.py"
    change(table, columns, "")
    change(code, rule, "")
    file = tmp_path / "sentencing.csv"
    file.write_text(csv_text([e_row(Sentenced=5)]), "latin-1")

    refused = ingest(copy, file)
    assert refused.returncode == 3
    assert "HEADER_CHANGED" in refused.stderr
    assert not (copy / "editions" / "current.json").exists()

    table.write_text(table.read_text("utf-8") + columns, "utf-8")
    change(code, "RULES: Mapping[str, FormatRule] = {\n",
           "RULES: Mapping[str, FormatRule] = {\n" + rule)  # fmt: skip
    added = ingest(copy, file)
    assert added.returncode == 0, added.stderr
    assert (copy / "editions" / "current.json").exists()
