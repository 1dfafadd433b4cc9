"""“The highest since 2010”: how a number is said to stand among the years before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXTREME = re.compile(
    r"\b(?:(highest|most|largest|biggest|greatest|peak)|(lowest|fewest|least|smallest))\b"
    r"[^,;:\d]{0,60}\bsince ((?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Superlative:
    """A number said to be the highest (1) or the lowest (-1) since a year."""

    direction: int
    since: int


def find_superlative(text: str) -> Superlative | None:
    """The one superlative with a year that a stretch of plain text has, or None."""
    found = list(_EXTREME.finditer(text))
    if len(found) != 1:
        return None
    return Superlative(1 if found[0][1] else -1, int(found[0][3]))
