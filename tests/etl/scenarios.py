"""Runs of the loader that the kill harness interrupts, and a careless one that it must catch."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.build import Build
from etl.publishing.cleanup import Keeping, clean_up
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Terms, publish, publish_build
from etl.publishing.receipts import recorded
from etl.publishing.rollback import roll_back
from outcomes.runs import PUBLISHED, UNCHANGED
from tests.builders import build_of

Act = Callable[[Path], None]


def edition_build(number: int) -> Build:
    """The build of a tiny edition; each number has its own figures."""
    return build_of(
        [{"prosecutions": number, "convictions": number}, {"sex": "female", "prosecutions": 3}],
        [{"sentenced": number}],
    )


@dataclass(frozen=True)
class Scenario:
    """What stands before, what is done, and what must be served after: editions by number."""

    prepare: Act
    act: Act
    before: int | None
    after: int


def _published(*numbers: int) -> Act:
    def prepare(data_dir: Path) -> None:
        for number in numbers:
            publish(edition_build(number), data_dir)

    return prepare


def _publish(number: int) -> Act:
    def act(data_dir: Path) -> None:
        with recorded("ingest", data_dir) as draft, hold_lock(data_dir) as lock:
            published = publish_build(edition_build(number), lock)
            draft.outcome = PUBLISHED if published.switched else UNCHANGED

    return act


def _roll_back_to(number: int) -> Act:
    def act(data_dir: Path) -> None:
        with recorded("rollback", data_dir) as draft, hold_lock(data_dir) as lock:
            published = roll_back(lock, edition_id(number), "the figures were wrong")
            draft.outcome = PUBLISHED if published.switched else UNCHANGED

    return act


_ids: dict[int, str] = {}


def edition_id(number: int) -> str:
    """The identifier of the tiny edition of a number."""
    return _ids[number]


def learn_ids(scratch: Path, numbers: range) -> None:
    """Find out the identifiers, once, by publishing to a directory of no other use."""
    for number in numbers:
        _ids[number] = publish(edition_build(number), scratch).id


def _aged(data_dir: Path) -> None:
    """Six editions; a cleaning thirty days ago moved what was not needed to the trash."""
    for number in range(1, 5):
        with hold_lock(data_dir) as lock:
            long_ago = Terms(now=lambda number=number: _days_ago(300 - number))  # type: ignore[misc]
            publish_build(edition_build(number), lock, long_ago)
    with hold_lock(data_dir) as lock:
        clean_up(lock, lambda: _days_ago(30), Keeping(previous=2))
        publish_build(edition_build(5), lock, Terms(now=lambda: _days_ago(29)))
        publish_build(edition_build(6), lock, Terms(now=lambda: _days_ago(28)))


def _days_ago(days: int) -> datetime:
    return datetime(2025, 6, 1, tzinfo=UTC) - timedelta(days=days)


def _clean(data_dir: Path) -> None:
    with hold_lock(data_dir) as lock:
        clean_up(lock, lambda: _days_ago(0) + timedelta(days=365), Keeping(previous=1))


def _damaged(data_dir: Path) -> None:
    _published(1, 2)(data_dir)
    damaged = data_dir / "editions" / edition_id(3)
    publish(edition_build(3), data_dir)
    publish(edition_build(1), data_dir)
    os.truncate(damaged / "sentences.parquet", 100)
    (damaged / "proceedings.parquet").unlink()


def _careless(data_dir: Path) -> None:
    """Writes over what is served and over the pointer, as a naive script would."""
    pointer = json.loads((data_dir / "current.json").read_text())
    directory = data_dir / "editions" / pointer["edition"]
    scratch = data_dir / "scratch"
    publish(edition_build(2), scratch)
    new = json.loads((scratch / "current.json").read_text())
    for path in (scratch / "editions" / new["edition"]).iterdir():
        with (directory / path.name).open("wb") as file:
            file.write(path.read_bytes())
    with (data_dir / "current.json").open("wb") as file:
        file.write(json.dumps({**pointer, "sha256": new["sha256"]}).encode())


SCENARIOS: dict[str, Scenario] = {
    "first": Scenario(_published(), _publish(1), None, 1),
    "next": Scenario(_published(1, 2), _publish(3), 2, 3),
    "again": Scenario(_published(1, 2), _publish(1), 2, 1),
    "repair": Scenario(_damaged, _publish(3), 1, 3),
    "rollback": Scenario(_published(1, 2), _roll_back_to(1), 2, 1),
    "clean": Scenario(_aged, _clean, 6, 6),
    "careless": Scenario(_published(1), _careless, 1, 1),
}
