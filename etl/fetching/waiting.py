"""Remembers the release that was refused or held back, so that it is not loaded every hour."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl import __version__
from etl.checking.holds import HOLDS
from etl.fetching.fetch import Fetched
from etl.fetching.look import Asking
from etl.fetching.memory import MEMORY, Memory
from etl.fetching.raw import drop_damaged
from etl.publishing.clock import text_of
from etl.publishing.durable import replace_file
from etl.publishing.history import rolled_back, served_pointer
from etl.publishing.lock import Lock
from etl.publishing.receipts import Draft
from outcomes.errors import CheckError, Problem, SourceError
from outcomes.reference import REFERENCE
from outcomes.runs import AGAIN, HELD_SINCE, REFUSED_SINCE

WAITING_FILE = "waiting.json"
Refusal = SourceError | CheckError
KINDS: dict[str, type[SourceError | CheckError]] = {
    "source": SourceError,
    "check": CheckError,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A release that was judged, and what stopped it.

    Attributes:
        ground: all that the judgement rests on, as ``ground_of`` gives it.
        since: when it was stopped first, ISO 8601.
        kind: ``source`` when its files are bad, ``check`` when its figures do not pass.
        problems: what stopped it.
    """

    ground: str
    since: str
    kind: str
    problems: tuple[dict[str, Any], ...]

    def refusal(self) -> Refusal:
        """The judgement, once more."""
        problems = tuple(Problem(**problem) for problem in self.problems)
        error = KINDS[self.kind](problems)
        return error if _is_hold(error) else KINDS[self.kind]((*problems, self._note()))

    def _note(self) -> Problem:
        message = f"these very files were refused at {self.since} and are not read again"
        hint = f"They are when the source's files or this program change, or at once by: {AGAIN}"
        return Problem("STILL_REFUSED", message, "note", hint=hint)


def ground_of(data_dir: Path, hashes: Collection[str]) -> str:
    """One hash of what a judgement rests on: the sources' bytes, the code, what is served."""
    served, put_aside = served_pointer(data_dir), sorted(rolled_back(data_dir))
    whole = hashlib.sha256(f"{__version__} {served and served.edition} {put_aside}".encode())
    for sha256 in sorted(hashes):
        whole.update(sha256.encode())
    for path in sorted(REFERENCE.rglob("*.csv")):
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def stopped_before(data_dir: Path, ground: str) -> Waiting | None:
    """What was stopped on this very ground; None too when nothing readable is there."""
    try:
        raw = json.loads((data_dir / MEMORY / WAITING_FILE).read_text(encoding="utf-8"))
        problems = tuple(raw["problems"])
        found = Waiting(str(raw["ground"]), str(raw["since"]), str(raw["kind"]), problems)
        found.refusal()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if found.ground == ground else None


@contextmanager
def judged_once(
    lock: Lock, draft: Draft, files: Sequence[Fetched], asking: Asking
) -> Iterator[None]:
    """Load source files in this block, unless they were stopped before on the same ground.

    Args:
        lock: of the data directory.
        draft: the run's receipt, which is told since when a release waits or is refused.
        files: the source files.
        asking: whether to judge again, and the clock.

    Raises:
        SourceError: what was wrong the first time, without loading; or what the block raises,
            which is remembered unless it is the copies kept here that are damaged.
        CheckError: likewise.
        HostError: the machine refuses.
    """
    beside = [asking.beside] if asking.beside else []
    ground = ground_of(lock.data_dir, [*(file.sha256 for file in files), *beside])
    known = stopped_before(lock.data_dir, ground)
    since = known.since if known else text_of(asking.timing.now())
    if known is not None and not asking.judge_again:
        error = known.refusal()
        draft.details[_since_name(error)] = since
        raise error
    try:
        yield
    except (SourceError, CheckError) as error:
        damage = _damage(lock, files, asking)
        if damage:
            raise type(error)((*error.problems, *damage)) from None
        draft.details[_since_name(error)] = since
        _remember(lock.data_dir, ground, since, error)
        raise


def _since_name(error: Refusal) -> str:
    return HELD_SINCE if _is_hold(error) else REFUSED_SINCE


def _is_hold(error: Refusal) -> bool:
    """Whether a person can let it pass."""
    return all(problem.code in HOLDS for problem in error.problems)


def _damage(lock: Lock, files: Sequence[Fetched], asking: Asking) -> tuple[Problem, ...]:
    """Copies that are not what was fetched are dropped, so that they are fetched anew."""
    memory, found = Memory(lock.data_dir, now=asking.timing.now), []
    for file in files:
        if drop_damaged(lock.data_dir, file.path, file.sha256):
            memory.forget(file.attachment.url)
            message = "the copy that was kept here is damaged; the next refresh fetches it anew"
            found.append(Problem("RAW_DAMAGED", message, "note", file=file.path.name))
    return tuple(found)


def _remember(data_dir: Path, ground: str, since: str, error: Refusal) -> None:
    [kind] = [name for name, one in KINDS.items() if isinstance(error, one)]
    problems = tuple(problem.to_dict() for problem in error.problems)
    content = json.dumps(asdict(Waiting(ground, since, kind, problems)), indent=1)
    replace_file(data_dir / MEMORY / WAITING_FILE, content.encode())
