"""“More than doubled”, “halved”: how many times as many a number is said to be as another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from stories.reading.hedges import ABOUT, OVER, UNDER
from stories.reading.number_words import WORD, read_number

_WORDS = {
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "trebl": Fraction(3),
    "tripl": Fraction(3),
    "quadrupl": Fraction(4),
    "halv": Fraction(1, 2),
}
_PARTS = {
    "a half": Fraction(1, 2), "half": Fraction(1, 2), "a third": Fraction(1, 3),
    "one third": Fraction(1, 3), "two thirds": Fraction(2, 3), "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4), "three quarters": Fraction(3, 4), "a fifth": Fraction(1, 5),
    "one fifth": Fraction(1, 5), "a tenth": Fraction(1, 10), "one tenth": Fraction(1, 10),
}  # fmt: skip
_HEDGES = {
    "more than": OVER, "over": OVER, "well over": OVER, "just over": OVER, "nearly": UNDER,
    "almost": UNDER, "close to": UNDER, "about": ABOUT, "around": ABOUT, "roughly": ABOUT,
}  # fmt: skip
_FACTOR = re.compile(
    rf"(?:\b({'|'.join(sorted(_HEDGES, key=len, reverse=True))}) )?"
    r"\b(?:(doubl|trebl|tripl|quadrupl|halv)(?:e[ds]?|ing)|(twice))\b"
)
_HEDGED = rf"(?:({'|'.join(sorted(_HEDGES, key=len, reverse=True))}) )?"
_FOLD = re.compile(rf"{_HEDGED}\b(\d+|{WORD})[ -]?fold\b")
_BY_PART = re.compile(
    r"\b(?:(rose|risen|rise|increase[ds]?|grew|grown|jumped|climbed|soared|went up)"
    r"|(?:fell|fallen|fall|dropped|decreased?|declined?|went down|shrank)) (?:by|of) "
    rf"{_HEDGED}({'|'.join(sorted(_PARTS, key=len, reverse=True))})\b"
)
_BEFORE_NUMBER = re.compile(r"\b(?:doubl|trebl|tripl|quadrupl)e the $|\btwice the $")


@dataclass(frozen=True, slots=True)
class Factor:
    """How many times as many: 2 for doubled, a half for halved, with its hedge."""

    value: Fraction
    hedge: str | None


def find_factor(text: str) -> Factor | None:
    """The one factor that a stretch of plain text names; None for none, or several."""
    found = [*_words(text), *_folds(text), *_parts(text)]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> Iterator[Factor]:
    for one in _FACTOR.finditer(text):
        yield Factor(_WORDS[one[2] or one[3]], _HEDGES.get(one[1] or ""))


def _folds(text: str) -> Iterator[Factor]:
    """Such as “fivefold”, “a 5-fold rise”."""
    for one in _FOLD.finditer(text):
        value = int(one[2]) if one[2].isdigit() else read_number(one[2])
        if value:
            yield Factor(Fraction(value), _HEDGES.get(one[1] or ""))


def _parts(text: str) -> Iterator[Factor]:
    """Such as “fell by a third”, “rose by more than half”, as times of what it was before."""
    for one in _BY_PART.finditer(text.replace("-", " ")):
        part = _PARTS[one[3]]
        yield Factor(1 + part if one[1] else 1 - part, _HEDGES.get(one[2] or ""))


def multiplies(before: str) -> bool:
    """Whether the words before a number make it what another is double of."""
    return _BEFORE_NUMBER.search(before) is not None
