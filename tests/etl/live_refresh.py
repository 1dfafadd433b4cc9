"""Editions published and rolled back through the command line while readers ask all the time.

``python -m tests.etl.live_refresh --rounds N`` is the long run: it prints one JSON object of what
was answered, and ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.etl.builders import csv_text, outcome_row, prosecuted_row, zip_file
from tests.serving import REPOSITORY, serve

CLIENTS = 50
TIRELESS = 5
WORKERS = 2
AREAS = ("kent", "surrey", "west-midlands")
SPELLED = ("Kent", "Surrey", "West Midlands")
OBSERVATIONS = "/api/v1/observations.json?by=area,year&area=" + ",".join(AREAS)
PATHS = (
    f"{OBSERVATIONS}&measure=prosecutions",
    f"{OBSERVATIONS}&measure=sentenced",
    "/prosecutions?area=kent",
)
MOST_SECONDS = 300
Values = tuple[int, ...]


def source(place: Path, number: int) -> Path:
    """A source file; each figure in it tells its number."""
    prosecuted = [
        prosecuted_row(Police_Force_Area=area, Proceeded_against=value, Convicted=1, Sentenced=1)
        for area, value in zip(SPELLED, values_of(PATHS[0], number), strict=True)
    ]
    sentenced = [
        outcome_row(Police_Force_Area=area, Sentenced=value)
        for area, value in zip(SPELLED, values_of(PATHS[1], number), strict=True)
    ]
    members = {"proceedings.csv": csv_text(prosecuted), "outcomes.csv": csv_text(sentenced)}
    return zip_file(place, members, f"release-{number}.zip")


def values_of(path: str, number: int) -> Values:
    """What the edition made of the source file of that number must answer."""
    first = 1_000 if path == PATHS[0] else 5_000
    return tuple(first * place + number for place in range(1, len(AREAS) + 1))


@dataclass
class Seen:
    """What all readers were answered.

    Attributes:
        answers: by path, edition and values.
        wrong: what was no whole answer.
        count: all answers.
        since: for each edition, answers of it; waited for by the publisher.
        allowed: once so many were answered, only a few of the readers go on, so that the publisher
            has the processor too.
        stopped: whether the readers are to end.
    """

    answers: Counter[tuple[str, str, Values]] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    count: int = 0
    since: Counter[str] = field(default_factory=Counter)
    allowed: int = 0
    stopped: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)
    news: threading.Condition = field(init=False)
    gate: threading.Condition = field(init=False)

    def __post_init__(self) -> None:
        self.news = threading.Condition(self.lock)
        self.gate = threading.Condition(self.lock)

    def add(self, path: str, edition: str, values: Values) -> None:
        with self.news:
            self.count += 1
            self.since[edition] += bool(edition)
            if edition:
                self.answers[path, edition, values] += 1
            self.news.notify_all()

    def allow(self, more: int) -> None:
        """Let all readers ask so many times more."""
        with self.news:
            self.allowed = self.count + more
            self.gate.notify_all()

    def stop(self) -> None:
        """Let the readers end."""
        with self.news:
            self.stopped = True
            self.gate.notify_all()

    def may_ask(self, reader: int) -> bool:
        """Wait until a reader may ask; False when it is to end."""
        with self.news:
            self.gate.wait_for(
                lambda: self.stopped or reader < TIRELESS or self.count < self.allowed
            )
            return not self.stopped

    def refuse(self, what: str) -> None:
        with self.news:
            self.wrong[what] += 1
            self.news.notify_all()

    def wait_for(self, edition: str, more: int) -> None:
        """Wait until so many more answers are of this edition, or something was wrong."""
        with self.news:
            enough = self.since[edition] + more
            self.allowed = max(self.allowed, self.count + 3 * more)
            self.gate.notify_all()
            met = self.news.wait_for(
                lambda: bool(self.wrong) or self.since[edition] >= enough, MOST_SECONDS
            )
        if not met:
            self.refuse(f"{edition} was not answered {more} times in {MOST_SECONDS} seconds")

    def mixed(self, numbers: dict[str, int]) -> list[str]:
        """Answers whose figures are not those of the edition that they name."""
        return [
            f"{path}: {edition} with {values}"
            for path, edition, values in self.answers
            if edition not in numbers or values != values_of(path, numbers[edition])
        ]


def _ask(address: str, seen: Seen, reader: int) -> None:
    host = urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    turn = reader
    while seen.may_ask(reader):
        path, turn = PATHS[turn % len(PATHS)], turn + 1
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                seen.refuse(f"{path}: status {answer.status}")
            elif path.startswith("/api/"):
                told = json.loads(body)
                rows = sorted(told["rows"], key=lambda row: str(row["area"]))
                seen.add(path, told["edition"], tuple(row["value"] for row in rows))
            elif body.rstrip().endswith(b"</html>"):
                seen.add(path, "", ())
            else:
                seen.refuse(f"{path}: {body[-80:]!r}")
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            seen.refuse(f"{path}: {error!r}")
    connection.close()


@contextmanager
def asking(address: str) -> Iterator[Seen]:
    """Readers that ask all the time, each on a connection of its own."""
    seen = Seen()
    readers = [
        threading.Thread(target=_ask, args=(address, seen, number)) for number in range(CLIENTS)
    ]
    for reader in readers:
        reader.start()
    try:
        yield seen
    finally:
        seen.stop()
        for reader in readers:
            reader.join()


def etl(data_dir: Path, *arguments: str) -> str:
    """Run a command, and give the edition that it says is served."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments, "--json"],
        cwd=REPOSITORY,
        env={**os.environ, "OUTCOMES_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"etl {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
    return str(json.loads(done.stdout)["edition"])


def run(place: Path, publications: int, answers: int, busy: int) -> dict[str, object]:
    """Publish so many editions and roll back once while readers ask.

    Args:
        place: an empty directory.
        publications: after the first, which is there when the readers begin.
        answers: how many of each edition must come before the next one.
        busy: how often all readers ask while one is made; then only a few of them do.

    Returns:
        Counts of answers, what was wrong, what was mixed, and how many editions were seen.
    """
    data_dir, log = place / "data", place / "log"
    numbers = {etl(data_dir, "ingest", str(source(place, 0))): 0}
    (first,) = numbers
    with serve(data_dir, log, WORKERS) as address, asking(address) as seen:
        seen.wait_for(first, answers)
        for number in range(1, publications + 1):
            seen.allow(busy)
            edition = etl(data_dir, "ingest", str(source(place, number)))
            numbers[edition] = number
            seen.wait_for(edition, answers)
        seen.allow(busy)
        etl(data_dir, "rollback", first, "--reason", "the live test goes back")
        seen.wait_for(first, answers)
    return {
        "answers": seen.count,
        "editions": len([one for one in numbers if seen.since[one]]),
        "wrong": dict(seen.wrong),
        "mixed": seen.mixed(numbers),
        "log": log.read_text("utf-8"),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="editions to publish")
    parser.add_argument("--answers", type=int, default=2_000, help="of each edition")
    parser.add_argument("--busy", type=int, default=20_000, help="answers while one is made")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="live-") as directory:
        found = run(Path(directory), chosen.rounds, chosen.answers, chosen.busy)
    log = str(found.pop("log"))
    sys.stdout.write(json.dumps(found) + "\n")
    torn = bool(found["wrong"] or found["mixed"] or "Traceback" in log)
    return int(torn or found["editions"] != chosen.rounds + 1)


if __name__ == "__main__":
    sys.exit(main())
