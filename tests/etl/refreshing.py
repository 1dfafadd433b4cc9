"""Refreshes in tests: a data directory beside a stand-in for GOV.UK, with the real loader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from etl.fetching.refresh import refresh
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms
from etl.publishing.receipts import recorded
from outcomes.editions import Edition
from outcomes.errors import ProblemsError
from outcomes.pointer import read_pointer
from outcomes.runs import Run
from tests.etl.builders import b_row, csv_text, prosecuted_row, served_bytes, zip_file
from tests.etl.govuk_builders import GovUk


@cache
def source_zip(
    year: int, count: int, letter: str = "G", since: int = 0, **changes: object
) -> bytes:
    """A tiny source file: so many prosecutions in a year, and in each since another.

    The same bytes each time.
    """
    years = range(since or year, year + 1)
    if letter == "B":
        rows = [b_row(Year_of_Appearance=one, Count=count, **changes) for one in years]
    else:
        rows = [prosecuted_row(Year=one, Proceeded_against=count, **changes) for one in years]
    with TemporaryDirectory() as place:
        return zip_file(Path(place), {"rows.csv": csv_text(rows)}).read_bytes()


@dataclass
class Site:
    """One data directory that is refreshed from one stand-in."""

    govuk: GovUk
    data_dir: Path

    def refresh(self, load: Any = None, **asking: Any) -> Run:
        """Refresh once; the receipt."""
        with recorded("refresh", self.data_dir) as draft, hold_lock(self.data_dir) as lock:

            def load_files(files: Sequence[Path], facts: Mapping[Path, Any]) -> Published:
                return real_load(files, lock, draft, Terms(even_rolled_back=False), facts)

            refresh(lock, draft, load or load_files, self.govuk.asking(**asking))
        assert draft.run is not None
        return draft.run

    def ingest(self, content: bytes) -> Edition:
        """Load a file by hand."""
        path = self.data_dir.parent / "by-hand.zip"
        path.write_bytes(content)
        with recorded("ingest", self.data_dir) as draft, hold_lock(self.data_dir) as lock:
            return load([path], lock, draft).edition

    def refused(self, error: type[ProblemsError], **changes: Any) -> list[str]:
        """Refresh once, which must fail in this way; the names of the causes."""
        with pytest.raises(ProblemsError) as caught:
            self.refresh(**changes)
        assert isinstance(caught.value, error)
        return [problem.code for problem in caught.value.problems]

    def served(self) -> Edition:
        directory = self.data_dir / "editions" / read_pointer(self.data_dir).edition
        return Edition.from_json((directory / "edition.json").read_text("utf-8"))

    def total(self, measure: str) -> float:
        """The raw sum of a measure over what is served."""
        return sum(sum(one.totals.get(measure, {}).values()) for one in self.served().coverage)

    def bytes(self) -> dict[str, bytes]:
        """Every byte that readers can come by."""
        return served_bytes(self.data_dir)


real_load = load
