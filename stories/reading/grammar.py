"""What must not be overlooked: nouns, verbs, offences and places that the rules do not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.reading.cues import WRONG
from stories.reading.mentions import MASK, Mention, Scan
from stories.reading.word_lists import (
    AFTER_WERE,
    BEFORE_NOUN,
    FOLLOWING,
    MEASURE_NOUNS,
    NEUTRAL,
    PEOPLE,
    QUALIFYING,
    WRONG_NOUNS,
)

_WORDS = re.compile(rf"[a-z'-]+|{MASK}+|[^\sa-z{MASK}]")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Aa]t|[Ww]ithin|[Tt]hroughout|[Aa]round|[Nn]ear|[Oo]utside)\s+(?:the\s+)?"
    r"(?!(?:Ministry|Crown|Magistrates|Parliament|Act|January|All|Those|Total)\b)([A-Z][\w'-]+)"
)
_FOR_WHAT = re.compile(
    r"\s+(?:for|of|over|on)\s+(?:(?:the|a|an|any|their|offences? of|crimes? of)\s+)*"
    rf"([a-z'-]+|{MASK})"
)
_ANY_OFFENCE = (
    *PEOPLE,
    "offence",
    "offences",
    "it",
    "this",
    "these",
    "them",
    "that",
    "those",
    "such",
)
# Letters between a number and its own noun, an adjective included.
_NOUN_LETTERS = 14
WRONG_NOUN = "these figures count defendants and offenders, one a case"
UNKNOWN_NOUN = "what is counted is not in these data"


def noun_trouble(text: str, end: int) -> tuple[str | None, str | None]:
    """What is wrong with the noun after a number: (reason, None), (None, trouble), or neither.

    Args:
        text: the plain sentence with names, years and numbers masked.
        end: where the number ends.
    """
    for word in _WORDS.findall(text[end:])[:9]:
        if word[0] == MASK or word in BEFORE_NOUN or word in "()-'\"":
            continue
        if word in WRONG_NOUNS or re.fullmatch(WRONG, word):
            return WRONG_NOUN, None
        known = word in PEOPLE or word in MEASURE_NOUNS or word in FOLLOWING
        return (None, None) if known or not word.isalpha() else (None, UNKNOWN_NOUN)
    return None, None


def leftover(scan: Scan, start: int, end: int) -> list[str]:
    """Words of a stretch that no rule has understood and that are not neutral."""
    words = re.findall(r"[a-z'-]{2,}", scan.rest[start:end].replace(MASK, " "))
    return [word for word in words if word.strip("'-") not in NEUTRAL and word.strip("'-")]


def unknown_between(scan: Scan, start: int, end: int) -> str | None:
    """A word that no rule knows between a count and what was done to those counted.

    Where the count is followed by its own noun ("991 prosecutions"), until the next comma.
    """
    cues = [one for one in scan.of("measure", "average") if start <= one.start < end]
    comma = re.compile(r"[,;(]").search(scan.rest, start, end)
    stop = comma.start() if comma else end
    if cues and cues[0].start - start > _NOUN_LETTERS:
        stop = cues[0].start
    words = leftover(scan, start, stop)
    return words[0] if words else None


def unknown_verb(scan: Scan, start: int, end: int) -> str | None:
    """A word after "were" that says something these figures do not count."""
    passive = re.compile(
        r"\b(?:were|was|been|being|got|are|is)\s+(?:(?:also|then|all|later)\s+)?([a-z'-]+)"
    )
    for match in passive.finditer(scan.rest[start:end]):
        if match[1] not in AFTER_WERE:
            return match[1]
    return None


def unknown_offence(scan: Scan, mention: Mention) -> bool:
    """Whether what follows or precedes a measure names an offence that the rules do not know."""
    after = _FOR_WHAT.match(scan.rest, mention.end)
    if after and after[1] != MASK and after[1] not in _ANY_OFFENCE:
        return True
    noun = scan.text[mention.start : mention.end].lower().rstrip("s")
    before = re.search(r"([a-z'-]+)\s+$", scan.rest[: mention.start])
    return noun in ("prosecution", "conviction") and bool(before and before[1] not in QUALIFYING)


def unknown_places(scan: Scan) -> Iterator[tuple[int, int]]:
    """Capitalised places that no rule has understood."""
    for match in _PLACE.finditer(scan.text):
        if scan.rest[match.start(1) : match.end(1)] != MASK * len(match[1]):
            yield match.start(1), match.end(1)
