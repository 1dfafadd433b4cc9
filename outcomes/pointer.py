"""The pointer to the edition that is served: ``current.json``, replaced at one stroke."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from stat import S_ISREG

from outcomes.editions import EDITION_ID
from outcomes.errors import EditionUnavailable

POINTER_FILE = "current.json"
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Pointer:
    """What ``current.json`` says: which edition is served, and since when.

    Attributes:
        sequence: grows by one with every switch.
        edition: identifier of the edition.
        sha256: of that edition's ``edition.json``.
        switched: time of the switch (ISO 8601, UTC).
        reason: ``publish`` or ``rollback: …``.
        previous: the edition served before, or None.
    """

    sequence: int
    edition: str
    sha256: str
    switched: str
    reason: str
    previous: str | None = None

    def to_json(self) -> str:
        """The text of ``current.json``."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Pointer:
        """Read a pointer; EditionUnavailable when it is not one."""
        try:
            pointer = cls(**json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            raise EditionUnavailable(f"current.json cannot be read: {error}") from error
        words = pointer.edition, pointer.sha256, pointer.switched, pointer.reason
        if type(pointer.sequence) is not int or not all(isinstance(word, str) for word in words):
            raise EditionUnavailable("current.json cannot be read: it is of another kind")
        if not EDITION_ID.match(pointer.edition):
            raise EditionUnavailable(f"current.json names no edition: {pointer.edition!r}")
        return pointer


def read_pointer(data_dir: Path) -> Pointer:
    """The pointer to the edition that is served; EditionUnavailable when there is none."""
    path = data_dir / POINTER_FILE
    try:
        # A pipe in its place would keep every reader waiting, and a huge file every reader busy.
        state = path.stat()
        if not S_ISREG(state.st_mode) or state.st_size > MOST_BYTES:
            raise EditionUnavailable("current.json is no file of a pointer's kind and size")
        return Pointer.from_json(path.read_bytes())
    except OSError as error:
        raise EditionUnavailable(f"no edition has been published in {data_dir}") from error
