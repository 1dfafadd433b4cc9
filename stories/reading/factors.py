"""“More than doubled”, “halved”: how many times as many a number is said to be as another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from stories.reading.hedges import ABOUT, OVER, UNDER

_WORDS = {
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "trebl": Fraction(3),
    "tripl": Fraction(3),
    "quadrupl": Fraction(4),
    "halv": Fraction(1, 2),
}
_HEDGES = {
    "more than": OVER, "over": OVER, "well over": OVER, "just over": OVER, "nearly": UNDER,
    "almost": UNDER, "close to": UNDER, "about": ABOUT, "around": ABOUT, "roughly": ABOUT,
}  # fmt: skip
_FACTOR = re.compile(
    rf"(?:\b({'|'.join(sorted(_HEDGES, key=len, reverse=True))}) )?"
    r"\b(?:(doubl|trebl|tripl|quadrupl|halv)(?:e[ds]?|ing)|(twice))\b"
)
_BEFORE_NUMBER = re.compile(r"\b(?:doubl|trebl|tripl|quadrupl)e the $|\btwice the $")


@dataclass(frozen=True, slots=True)
class Factor:
    """How many times as many: 2 for doubled, a half for halved, with its hedge."""

    value: Fraction
    hedge: str | None


def find_factor(text: str) -> Factor | None:
    """The one factor that a stretch of plain text names; None for none, or several."""
    found = list(_FACTOR.finditer(text))
    if len(found) != 1:
        return None
    return Factor(_WORDS[found[0][2] or found[0][3]], _HEDGES.get(found[0][1] or ""))


def multiplies(before: str) -> bool:
    """Whether the words before a number make it what another is double of."""
    return _BEFORE_NUMBER.search(before) is not None
