"""“The highest since 2010”, “a record”, “more than”: how a number is said to stand to others."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXTREME = re.compile(
    r"\b(?:(highest|most|largest|biggest|greatest|peak)|(lowest|fewest|least|smallest))\b"
    r"[^,;:\d]{0,60}\bsince ((?:19|20)\d\d)\b"
)
_RECORD = re.compile(
    r"\brecord[- ](?:high|low|number|level|total|year|figure|breaking)|\b(?:a|the|set a) record\b"
    r"(?! (?:of|shows?|for)\b)|\bon record\b|\bever\b|\bsince records began\b|\ball[- ]time\b"
)
_LOW = re.compile(r"\b(?:low|lowest|fewest|least|smallest)\b")
_RANK = re.compile(
    r"\b(?:highest|lowest|fewest|worst|topped|ranked|\w+-year (?:high|low)"
    r"|(?:consecutive|successive|straight) year|years? running|in a row"
    r"|(?:largest|biggest|smallest|greatest) (?=number|total|figure|share|proportion)"
    r"|most (?=prosecutions|convictions|people|defendants|offenders|men|women|sentences|of any))"
)
_MORE = re.compile(r"\b(?:(more|higher|greater)|(fewer|less|lower))\b(?! than)")


@dataclass(frozen=True, slots=True)
class Superlative:
    """A number said to be the highest (1) or the lowest (-1).

    Attributes:
        direction: 1 or -1.
        since: the year since when, or None for a record, of all years.
        among: whether it is said of areas or of anything else that is no year.
    """

    direction: int
    since: int | None
    among: bool = False


def find_superlative(text: str) -> Superlative | None:
    """What a stretch of plain text says to be highest or lowest, or None."""
    found = list(_EXTREME.finditer(text))
    if len(found) == 1:
        return Superlative(1 if found[0][1] else -1, int(found[0][3]))
    direction = -1 if _LOW.search(text) else 1
    if _RECORD.search(text):
        return Superlative(direction, None)
    return Superlative(direction, None, among=True) if _RANK.search(text) else None


def find_more(text: str) -> int:
    """1 where a stretch of plain text says "more people …", -1 for fewer, else 0."""
    found = _MORE.search(text)
    if found is None:
        return 0
    return 1 if found[1] else -1
