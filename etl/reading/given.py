"""Whether what is named to be loaded are files at all, each once and with a name that can be told.

Their names are stored in editions and shown to readers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from outcomes.errors import Problem, SourceError

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def require_files(files: Sequence[Path]) -> None:
    """Refuse what is named but is no ordinary file; nothing of it is opened.

    Raises:
        SourceError: ``FILE_MISSING``, ``FILE_KIND`` (a pipe, a device), ``FILE_NAME`` or
            ``FILE_REPEATED``, for each file that is at fault.
    """
    problems = tuple(_problems(files))
    if problems:
        raise SourceError(problems)


def _problems(files: Sequence[Path]) -> Iterator[Problem]:
    known: set[str] = set()
    for path in files:
        name = path.name
        if _ODD.search(name):
            hint = "Rename it: the name is shown to readers"
            yield Problem("FILE_NAME", "its name cannot be shown", value=ascii(name), hint=hint)
        elif not path.exists():
            yield Problem("FILE_MISSING", "there is no such file", file=name)
        elif not (path.is_file() or path.is_dir()):
            yield Problem("FILE_KIND", "it is no ordinary file but a pipe or a device", file=name)
        elif os.path.realpath(path) in known:
            yield Problem("FILE_REPEATED", "it is named twice", file=name)
        known.add(os.path.realpath(path))
