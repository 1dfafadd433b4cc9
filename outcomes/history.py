"""The editions that a data directory keeps, and every one that it ever served."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from outcomes.editions import EDITION_FILE, EDITION_ID, Edition
from outcomes.errors import EditionUnavailable
from outcomes.pointer import Pointer

log = logging.getLogger(__name__)


def kept_editions(data_dir: Path) -> tuple[Edition, ...]:
    """What every kept edition states of itself, by name, newest last year first.

    An edition whose statement cannot be read is passed over with a warning: it cannot be asked.
    """
    found = []
    for name in kept_names(data_dir):
        try:
            text = (data_dir / "editions" / name / EDITION_FILE).read_text("utf-8", "replace")
            found.append(Edition.from_json(text))
        except (OSError, EditionUnavailable) as error:
            log.warning("edition %s cannot be read: %s", name, error)
    return tuple(found)


def kept_names(data_dir: Path) -> tuple[str, ...]:
    """Names of the editions that are kept, in descending order."""
    try:
        entries = [entry.name for entry in (data_dir / "editions").iterdir() if entry.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(filter(EDITION_ID.fullmatch, entries), reverse=True))


def served_pointers(data_dir: Path) -> tuple[Pointer, ...]:
    """Every switch of the edition that is served, oldest first; unreadable ones left out."""
    found = []
    for path in sorted((data_dir / "history").glob("*.json")):
        try:
            found.append(Pointer.from_json(path.read_text("utf-8")))
        except (OSError, ValueError, EditionUnavailable) as error:
            log.warning("%s cannot be read: %s", path.name, error)
    return tuple(found)


def served_before(data_dir: Path, edition: str, day: date | None = None) -> str:
    """Name of the edition that was served when a day began; empty where there was none.

    Args:
        data_dir: the directory of editions.
        edition: the one that is served now.
        day: the day; left out, the last moment before ``edition`` came to be served.
    """
    pointers = served_pointers(data_dir)
    if day is None:
        came = [pointer for pointer in pointers if pointer.edition == edition]
        return (came[-1].previous or "") if came else ""
    earlier = [pointer.edition for pointer in pointers if pointer.switched[:10] < day.isoformat()]
    return earlier[-1] if earlier else ""
