"""Keeps neighbours' files, so that a refresh of the courts' figures does not lose them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from etl.fetching.raw import RAW
from etl.publishing.durable import host_errors, make_directory, move, new_file
from etl.publishing.history import served_pointer
from etl.publishing.lock import Lock
from outcomes.editions import EDITION_FILE, Edition, SourceFile, edition_directory
from outcomes.errors import EditionUnavailable


def keep_neighbours(lock: Lock, sources: Sequence[SourceFile], files: Sequence[Path]) -> None:
    """Copy neighbours' files to ``raw/<sha256>/<name>``, those that are new.

    Args:
        lock: of the data directory.
        sources: what was read from neighbours' files.
        files: every file of the load.

    Raises:
        HostError: the machine refuses.
    """
    with host_errors(lock.data_dir):
        for source in sources:
            target = _place(lock.data_dir, source)
            if target.exists():
                continue
            named = (path for path in files if path.name == source.file)
            path = next((path for path in named if _sha256(path) == source.sha256), None)
            if path is not None:
                make_directory(target.parent)
                draft = target.with_name(f"{target.name}.part")
                draft.unlink(missing_ok=True)
                with path.open("rb") as content, new_file(draft) as copy:
                    shutil.copyfileobj(content, copy, 1 << 20)
                move(draft, target)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept_neighbours(data_dir: Path, *, without: str = "") -> dict[Path, SourceFile]:
    """The neighbours' files of the edition that is served, as far as they are kept.

    None of a demonstration: it may not be mixed with official figures; and none that feeds the
    table ``without``, which something new is to take the place of.
    """
    edition = _served(data_dir)
    if edition is None or edition.demonstration:
        return {}
    sources = [
        edition.source_by_id[one.source] for one in edition.neighbours if one.table != without
    ]
    kept = {_place(data_dir, source): source for source in sources}
    return {place: source for place, source in kept.items() if place.exists()}


def is_served(data_dir: Path, sha256: str) -> bool:
    """Whether the edition that is served was made of this file, among others."""
    edition = _served(data_dir)
    return edition is not None and sha256 in {one.sha256 for one in edition.sources}


def _served(data_dir: Path) -> Edition | None:
    pointer = served_pointer(data_dir)
    if pointer is None:
        return None
    try:
        path = edition_directory(data_dir, pointer.edition) / EDITION_FILE
        return Edition.from_json(path.read_text(encoding="utf-8"))
    except (OSError, EditionUnavailable):
        return None


def _place(data_dir: Path, source: SourceFile) -> Path:
    return data_dir / RAW / source.sha256 / source.file
