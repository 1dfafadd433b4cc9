"""Fifty readers ask while editions are published and one is rolled back: every answer is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.live_refresh import PATHS, Seen, run, values_of


@pytest.mark.slow
def test_fifty_readers_three_editions_and_a_rollback(tmp_path: Path) -> None:
    found = run(tmp_path, publications=2, answers=30, busy=200)
    assert found["wrong"] == {}
    assert found["mixed"] == []
    assert found["editions"] == 3
    assert isinstance(found["answers"], int)
    assert found["answers"] >= 4 * 30
    assert "Traceback" not in str(found["log"])


def test_figures_of_another_edition_would_be_noticed() -> None:
    seen = Seen()
    seen.add(PATHS[0], "first", values_of(PATHS[0], 0))
    seen.add(PATHS[1], "second", values_of(PATHS[1], 1))
    numbers = {"first": 0, "second": 1}
    assert seen.mixed(numbers) == []
    seen.add(PATHS[0], "first", (*values_of(PATHS[0], 0)[:2], values_of(PATHS[0], 1)[2]))
    seen.add(PATHS[0], "unknown", values_of(PATHS[0], 1))
    assert len(seen.mixed(numbers)) == 2
