"""Keeps comparisons of editions beside the editions, for the Data page and the API."""

from __future__ import annotations

import json
from pathlib import Path

from etl.publishing.durable import make_directory
from etl.publishing.staging import put_over
from outcomes.revision_files import revision_path
from outcomes.revisions import Revision


def keep_revision(data_dir: Path, staging: Path, revision: Revision) -> None:
    """Write a comparison at one stroke; the same one again changes nothing.

    Raises:
        OSError: the machine refuses.
    """
    path = revision_path(data_dir, revision.before, revision.after)
    content = json.dumps(revision.to_dict(), indent=1, ensure_ascii=False).encode() + b"\n"
    if path.is_file() and path.read_bytes() == content:
        return
    make_directory(path.parent)
    put_over(staging, path, content)
