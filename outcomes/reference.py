"""Reads the tracked reference tables of ``data/reference``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


@cache
def read_reference(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/reference/<name>.csv`` as dictionaries of text, in file order."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
