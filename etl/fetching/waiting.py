"""Remembers the release that a check holds back, so that not every refresh loads it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl import __version__
from etl.checking.holds import HOLDS
from etl.fetching.look import Asking
from etl.fetching.memory import MEMORY
from etl.publishing.clock import text_of
from etl.publishing.durable import replace_file
from etl.publishing.history import served_pointer
from etl.publishing.lock import Lock
from etl.publishing.receipts import Draft
from outcomes.errors import CheckError, Problem
from outcomes.reference import REFERENCE
from outcomes.runs import HELD_SINCE

WAITING_FILE = "waiting.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A release that was judged, and what holds it back.

    Attributes:
        ground: all that the judgement rests on, as ``ground_of`` gives it.
        since: when it was held back first, ISO 8601.
        problems: what stopped it.
    """

    ground: str
    since: str
    problems: tuple[dict[str, Any], ...]

    def refusal(self) -> CheckError:
        """The judgement, once more."""
        return CheckError(tuple(Problem(**problem) for problem in self.problems))


def ground_of(data_dir: Path, hashes: Collection[str]) -> str:
    """One hash of what a judgement rests on: the sources' bytes, the code, what is served."""
    served = served_pointer(data_dir)
    whole = hashlib.sha256(f"{__version__} {served and served.edition}".encode())
    for sha256 in sorted(hashes):
        whole.update(sha256.encode())
    for path in sorted(REFERENCE.rglob("*.csv")):
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def held_before(data_dir: Path, ground: str) -> Waiting | None:
    """What waits, if it was judged on this very ground; None too when nothing readable is there."""
    try:
        raw = json.loads((data_dir / MEMORY / WAITING_FILE).read_text(encoding="utf-8"))
        found = Waiting(str(raw["ground"]), str(raw["since"]), tuple(raw["problems"]))
        found.refusal()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if found.ground == ground else None


@contextmanager
def judged_once(
    lock: Lock, draft: Draft, hashes: Collection[str], asking: Asking
) -> Iterator[None]:
    """Load source files in this block, unless a check held them back before on the same ground.

    Args:
        lock: of the data directory.
        draft: the run's receipt, which is told since when a release waits.
        hashes: of the source files.
        asking: whether to judge again, and the clock.

    Raises:
        CheckError: the holds of the first time, without loading; or what the block raises, which
            is remembered where only a person can let it pass.
        HostError: the machine refuses.
    """
    ground = ground_of(lock.data_dir, hashes)
    known = held_before(lock.data_dir, ground)
    try:
        if known is not None and not asking.judge_again:
            raise known.refusal()
        yield
    except CheckError as error:
        if all(problem.code in HOLDS for problem in error.problems):
            since = known.since if known else text_of(asking.timing.now())
            draft.details[HELD_SINCE] = since
            _remember(lock.data_dir, Waiting(ground, since, _told(error)))
        raise


def _told(error: CheckError) -> tuple[dict[str, Any], ...]:
    return tuple(problem.to_dict() for problem in error.problems)


def _remember(data_dir: Path, waiting: Waiting) -> None:
    replace_file(data_dir / MEMORY / WAITING_FILE, json.dumps(asdict(waiting), indent=1).encode())
