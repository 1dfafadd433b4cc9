"""Reads what changed from one edition to the next, as the loader wrote it beside the editions.

``diffs/<before>__<after>.json`` is written before an edition is served. It is no part of any
edition: where it is absent or cannot be read, everything else works and nothing is shown.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from outcomes.editions import EDITION_ID
from outcomes.errors import EditionUnavailable
from outcomes.history import served_pointers
from outcomes.revisions import Revision

DIFFS = "diffs"

log = logging.getLogger(__name__)


def revision_path(data_dir: Path, before: str, after: str) -> Path:
    """Where the comparison of two editions is kept.

    Raises:
        EditionUnavailable: a name is none of an edition.
    """
    for name in (before, after):
        if not EDITION_ID.fullmatch(name):
            raise EditionUnavailable(f"not an edition identifier: {name!r}")
    return data_dir / DIFFS / f"{before}__{after}.json"


def read_revision(data_dir: Path, before: str, after: str) -> Revision | None:
    """What changed from one edition to another; None when no comparison of them is kept."""
    try:
        text = revision_path(data_dir, before, after).read_text(encoding="utf-8")
        return Revision.from_dict(json.loads(text))
    except (FileNotFoundError, EditionUnavailable):
        return None
    except (
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        log.warning("the comparison of %s and %s cannot be read: %s", before, after, error)
        return None


def latest_revision(data_dir: Path, edition: str) -> Revision | None:
    """What changed when an edition was last published; None for the first, or when not kept."""
    for pointer in reversed(served_pointers(data_dir)):
        if pointer.edition == edition and pointer.previous:
            found = read_revision(data_dir, pointer.previous, edition)
            if found:
                return found
    return None
