"""Numbers written in words: ``nine hundred and ninety-one``."""

from __future__ import annotations

import re

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * (place + 2) for place, word in enumerate(_TENS)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
WORD = "|".join(sorted([*UNITS, *_SCALES, "dozen"], key=len, reverse=True))
# One or more number words, with "and" and hyphens between them; "a hundred" and the like.
PATTERN = re.compile(
    rf"(?<![\w-])(?:an? (?=hundred|thousand|million|dozen))?(?:{WORD})"
    rf"(?:(?:[ -]| and (?=(?:{WORD})\b))(?:{WORD}))*(?![\w-])"
)


def read_number(text: str) -> int | None:
    """The number that words say, or None when they do not say one."""
    total = group = 0
    last = 0
    for word in re.split(r"[ -]+", text):
        if word in ("a", "an", "and"):
            continue
        if word == "dozen":
            group = (group or 1) * 12
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0
        elif word in UNITS:
            if 0 < last < 20 or (last and UNITS[word] >= 10 and last < 100):
                return None
            group += UNITS[word]
        last = UNITS.get(word, 0)
    return total + group
