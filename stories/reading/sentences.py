"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*\n*|[.!?\n]+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|approx|c|v|s)|\b[A-Z])\.$")


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with the places where they begin; a line end ends one too."""
    start, held = 0, ""
    for match in _SENTENCE.finditer(text):
        if not held:
            start = match.start()
        held += match[0]
        if not _ABBREVIATED.search(held.rstrip(" ")):
            yield start, held
            held = ""
    if held:
        yield start, held
