"""What the last successful refresh took from the source: the ground of "nothing new"."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from etl import __version__
from etl.fetching.memory import MEMORY
from etl.publishing.durable import replace_file

TAKEN_FILE = "taken.json"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """One source file that was taken.

    Attributes:
        release: path of the release's page, as the collection lists it.
        year: of the release's period.
        month: of the release's period.
        title: of the attachment.
        name: of the file.
        url: where it was.
        sha256: of its bytes.
    """

    release: str
    year: int
    month: int
    title: str
    name: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, and what was made of it.

    Attributes:
        files: the source files.
        edition: the edition made of them.
        code: version of the software that made it.
    """

    files: tuple[TakenFile, ...] = ()
    edition: str = ""
    code: str = __version__

    @property
    def hashes(self) -> frozenset[str]:
        """The bytes that were taken, by SHA-256."""
        return frozenset(file.sha256 for file in self.files)

    @property
    def newest(self) -> tuple[int, int]:
        """Year and month of the newest release that was taken; zeros for none."""
        return max(((file.year, file.month) for file in self.files), default=(0, 0))

    def holds(self, release: str) -> bool:
        """Whether a file of this release was taken."""
        return any(file.release == release for file in self.files)


def read_taken(data_dir: Path) -> Taken:
    """What was taken; nothing when no refresh succeeded yet or the file is damaged."""
    try:
        raw = json.loads((data_dir / MEMORY / TAKEN_FILE).read_text(encoding="utf-8"))
        files = tuple(TakenFile(**file) for file in raw["files"])
        return Taken(files, str(raw["edition"]), str(raw["code"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Taken()


def write_taken(data_dir: Path, taken: Taken) -> None:
    """Replace at one stroke what is remembered as taken.

    Raises:
        HostError: the machine refuses.
    """
    replace_file(data_dir / MEMORY / TAKEN_FILE, json.dumps(asdict(taken), indent=1).encode())
