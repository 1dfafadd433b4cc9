"""Several writers at once, and writers without room: in processes of their own.

``python -m tests.etl.crowd_harness race|held|full`` prints one JSON object of what was seen.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from etl.publishing.history import switches
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish, publish_build
from etl.publishing.verify import find_damage
from outcomes.errors import BusyError, HostError
from tests.etl.kill_harness import contents, debris, end_of, in_child
from tests.etl.onlooker import look
from tests.etl.scenarios import SCENARIOS, edition_build, edition_id, learn_ids

RACERS = 8
SIZES = (0, 1, 64, 150, 300, 512, 1_024, 2_048, 3_000, 4_096, 6_000, 8_192, 16_384, 65_536)


def race(data_dir: Path) -> dict[str, Any]:
    """Eight processes publish at once; the one with the lock goes on when seven were refused."""
    start, told = os.pipe(), os.pipe()
    go = os.pipe()

    def work() -> None:
        os.read(start[0], 1)
        try:
            with hold_lock(data_dir) as lock:
                os.write(told[1], b"holds\n")
                os.read(go[0], 1)
                publish_build(edition_build(2), lock)
        except BusyError:
            os.write(told[1], b"busy\n")

    racers = [in_child(work) for _ in range(RACERS)]
    os.write(start[1], b"." * RACERS)
    os.close(told[1])
    lines = []
    with os.fdopen(told[0]) as news:
        for line in news:
            lines.append(line.strip())
            if len(lines) == RACERS:
                os.write(go[1], b".")
    codes = [end_of(racer) for racer in racers]
    return {
        "codes": codes,
        "held": lines.count("holds"),
        "busy": lines.count("busy"),
        "switches": len(switches(data_dir)),
        "served": look(data_dir) == edition_id(2),
        "damage": [str(problem) for problem in find_damage(data_dir, every=True)],
    }


def held(data_dir: Path) -> dict[str, Any]:
    """A process that holds the lock is killed; the next publication is not in its way."""
    told = os.pipe()

    def work() -> None:
        with hold_lock(data_dir):
            os.write(told[1], b".")
            signal.pause()

    holder = in_child(work)
    os.read(told[0], 1)
    try:
        publish(edition_build(2), data_dir)
        refused = ""
    except BusyError as error:
        refused = error.problems[0].message
    os.kill(holder, signal.SIGKILL)
    code = end_of(holder)
    after = publish(edition_build(2), data_dir).id
    return {
        "refused": f"process {holder} on" in refused,
        "killed": code == -signal.SIGKILL,
        "served": look(data_dir) == after == edition_id(2),
    }


def full(data_dir: Path) -> dict[str, Any]:
    """Publications that may write no file beyond a size: named, and nothing else changed."""
    seen: dict[str, Any] = {"refused": [], "published": [], "wrong": []}
    pointer, kept = (data_dir / "current.json").read_bytes(), contents(data_dir)
    for size in SIZES:
        outcome = _limited(size, data_dir)
        unchanged = (data_dir / "current.json").read_bytes() == pointer
        if outcome == "HOST_DISK_FULL" and unchanged and kept <= contents(data_dir):
            seen["refused"].append(size)
        elif outcome == "published" and look(data_dir) == edition_id(2):
            seen["published"].append(size)
            publish(edition_build(1), data_dir)
            pointer = (data_dir / "current.json").read_bytes()
        else:
            seen["wrong"].append([size, outcome])
        seen["wrong"] += [[size, str(path)] for path in debris(data_dir)]
    return seen


def _limited(size: int, data_dir: Path) -> str:
    said, say = os.pipe()

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            publish(edition_build(2), data_dir)
            os.write(say, b"published")
        except HostError as error:
            os.write(say, error.problems[0].code.encode())

    child = in_child(work)
    os.close(say)
    with os.fdopen(said) as news:
        outcome = news.read()
    code = end_of(child)
    return outcome if code == 0 else f"exit code {code}"


def main() -> None:
    """The command line."""
    work = {"race": race, "held": held, "full": full}[sys.argv[1]]
    with tempfile.TemporaryDirectory(prefix="crowd-") as directory:
        learn_ids(Path(directory) / "ids", range(1, 3))
        data_dir = Path(directory) / "data"
        SCENARIOS["careless"].prepare(data_dir)
        sys.stdout.write(json.dumps(work(data_dir)) + "\n")


if __name__ == "__main__":
    main()
