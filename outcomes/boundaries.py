"""The boundaries of police force areas, as the loader keeps them beside the editions.

They come from the Office for National Statistics, not from the Ministry, and no figure depends on
them: without them there is one map less, and the page says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

BOUNDARIES_FILE = "boundaries.json"

Ring = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Boundaries:
    """Simplified boundaries on a plane.

    Attributes:
        source: name of the file they were made from.
        sha256: of that file.
        vintage: of the areas, for example 2020.
        width: of the plane; x goes from 0 at the west to it.
        height: of the plane; y goes from 0 at the north down to it.
        rings: the outer rings of each area, by its slug, the largest first; none is closed.
    """

    source: str
    sha256: str
    vintage: int
    width: int
    height: int
    rings: Mapping[str, tuple[Ring, ...]]

    def to_json(self) -> str:
        """The file's text; the same boundaries give the same bytes."""
        return json.dumps(vars(self), sort_keys=True, separators=(",", ":")) + "\n"

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> Boundaries:
        """Read what ``to_json`` wrote.

        Raises:
            KeyError, TypeError, ValueError: when it is something else.
        """
        rings = {
            str(slug): tuple(tuple((int(x), int(y)) for x, y in ring) for ring in parts)
            for slug, parts in given["rings"].items()
        }
        return cls(
            source=str(given["source"]),
            sha256=str(given["sha256"]),
            vintage=int(given["vintage"]),
            width=int(given["width"]),
            height=int(given["height"]),
            rings=rings,
        )


def read_boundaries(data_dir: Path) -> Boundaries | None:
    """The boundaries of a data directory; None when it has none that can be read."""
    path = data_dir / BOUNDARIES_FILE
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, state.st_mtime_ns, state.st_ino)


def boundaries_mark(data_dir: Path) -> str:
    """A word that changes when the boundaries of a data directory do; empty when it has none."""
    try:
        state = (data_dir / BOUNDARIES_FILE).stat()
    except OSError:
        return ""
    return f"{state.st_mtime_ns}-{state.st_ino}"


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _inode: int) -> Boundaries | None:
    """A file that was read once is not read again until it changes."""
    try:
        return Boundaries.from_dict(json.loads(path.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
