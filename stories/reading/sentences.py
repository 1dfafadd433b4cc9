"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_SENTENCE = 1_000
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*\n*|[.!?\n]+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|approx|c|v|s)|\b[A-Z])\.$")


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with the places where they begin; a line end ends one too.

    One of more than 1,000 letters is cut, so that no text takes long to read.
    """
    start, held = 0, ""
    for match in _SENTENCE.finditer(text):
        if not held:
            start = match.start()
        held += match[0]
        if len(held) > MAX_SENTENCE or not _ABBREVIATED.search(held[-10:].rstrip(" ")):
            yield from _cut(start, held)
            held = ""
    if held:
        yield from _cut(start, held)


def _cut(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    while len(sentence) > MAX_SENTENCE:
        end = sentence.rfind(" ", 1, MAX_SENTENCE) + 1 or MAX_SENTENCE
        yield start, sentence[:end]
        start, sentence = start + end, sentence[end:]
    yield start, sentence
