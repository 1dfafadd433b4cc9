"""Hedges before a number: ``nearly``, ``more than``, ``about``."""

from __future__ import annotations

import re

OVER, UNDER, ABOUT, AT_LEAST, AT_MOST = "over", "under", "about", "at least", "at most"
_HEDGE_LETTERS = 40
_HEDGES = {
    AT_LEAST: r"at least|no fewer than|no less than",
    AT_MOST: r"up to|at most|no more than|as many as|not more than",
    UNDER: (
        r"nearly|almost|just under|just short of|close to|approaching|fewer than|less than"
        r"|under|just below|below|not quite"
    ),
    OVER: (
        r"more than|well over|just over|over|just above|a little over|upwards of|in excess of"
        r"|exceeding|slightly more than"
    ),
    ABOUT: (
        r"about|around|roughly|approximately|approx\.?|some|circa|an estimated|an approximate"
        r"|in the region of|or so"
    ),
}
_HEDGE = re.compile(
    "|".join(
        rf"(?P<h{place}>(?<![\w-])(?:{words}))" for place, words in enumerate(_HEDGES.values())
    )
)


def find_hedge(text: str, end: int) -> tuple[str, int] | None:
    """The hedge right before a number, and where it begins."""
    start = max(0, end - _HEDGE_LETTERS)
    last = None
    for match in _HEDGE.finditer(text, start, end):
        last = match
    if last is None or last.end() == end or text[last.end() : end].strip(" a"):
        return None
    name = next(name for place, name in enumerate(_HEDGES) if last[f"h{place}"])
    return name, last.start()
