"""Killed at every step on the file system: never torn, nothing lost, the next run puts it right."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow


def run_harness(repository: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("scenario", ["first", "next", "again", "repair", "rollback"])
def test_a_switch_killed_at_any_step_is_before_or_after(scenario: str, repository: Path) -> None:
    findings = run_harness(repository, "tests.etl.kill_harness", scenario)
    assert findings["torn"] == findings["lost"] == findings["stuck"] == []
    assert findings["kills"] == len(findings["steps"])
    assert findings["seen"]["before"] > 0
    assert findings["seen"]["after"] > 0
    assert findings["reads"] > findings["kills"]


def test_a_cleaning_killed_at_any_step_removes_less_and_is_finished_later(
    repository: Path,
) -> None:
    findings = run_harness(repository, "tests.etl.kill_harness", "clean")
    assert findings["torn"] == findings["lost"] == findings["stuck"] == []
    assert findings["kills"] == len(findings["steps"])
    assert any(step.startswith("rename") for step in findings["steps"])
    assert any(step.startswith("rmdir") for step in findings["steps"])


def test_the_harness_catches_a_careless_writer(repository: Path) -> None:
    findings = run_harness(repository, "tests.etl.kill_harness", "careless")
    assert any("current.json" in what for what in findings["torn"])
    assert any("proceedings.parquet" in what for what in findings["torn"])
    assert findings["stuck"]


def test_of_eight_at_once_one_publishes_and_seven_are_told(repository: Path) -> None:
    seen = run_harness(repository, "tests.etl.crowd_harness", "race")
    assert seen["codes"] == [0] * 8
    assert (seen["held"], seen["busy"], seen["switches"]) == (1, 7, 2)
    assert seen["served"]
    assert seen["damage"] == []


def test_the_lock_names_its_holder_and_ends_with_it(repository: Path) -> None:
    seen = run_harness(repository, "tests.etl.crowd_harness", "held")
    assert seen == {"refused": True, "killed": True, "served": True}


def test_a_disk_full_at_any_size_is_named_and_changes_nothing(repository: Path) -> None:
    seen = run_harness(repository, "tests.etl.crowd_harness", "full")
    assert seen["wrong"] == []
    assert len(seen["refused"]) >= 8
    assert len(seen["published"]) >= 2
