"""Publishes on a small file system of its own, filled or made read-only; run by a test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from etl.publishing.publish import publish
from outcomes.errors import HostError
from tests.etl.onlooker import look
from tests.etl.scenarios import edition_build


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` says, as far as it is asked."""

    free: int


def main() -> None:
    """Print the problem's code, and whether what is served is unchanged."""
    place, kind = Path(sys.argv[1]), sys.argv[2]
    before = publish(edition_build(1), place / "data").id
    pointer = (place / "data" / "current.json").read_bytes()
    if kind == "full":
        with (place / "filler").open("wb", buffering=0) as filler:
            while _writes(filler.write, bytes(4096)):
                pass
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    # What is free is looked at first; here the system itself is to refuse, half-way.
    shutil.disk_usage = _plenty  # type: ignore[assignment]
    try:
        publish(edition_build(2), place / "data")
    except HostError as error:
        sys.stdout.write(f"{error.problems[0].code}\n")
    served = look(place / "data") == before
    same = (place / "data" / "current.json").read_bytes() == pointer
    sys.stdout.write("unchanged\n" if served and same else "changed\n")


def _plenty(path: Path) -> Usage:
    return Usage(free=10**12)


def _writes(write: object, content: bytes) -> bool:
    try:
        return bool(write(content))  # type: ignore[operator]
    except OSError:
        return False


if __name__ == "__main__":
    main()
