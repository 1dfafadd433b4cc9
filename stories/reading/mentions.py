"""Mentions: stretches of a sentence that mean something, found by rules one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

# Letters that stand for others, each as long as what it stands for; raised numbers are notes.
_LIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " ")
)
MASK = "\u0001"


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of a sentence.

    Attributes:
        kind: what it says, for example ``area``, ``period``, ``measure``.
        start: where it begins in the sentence.
        end: where it ends.
        value: what it means, by kind.
    """

    kind: str
    start: int
    end: int
    value: Any


Make = Callable[[re.Match[str]], Any]
Rule = tuple[str, re.Pattern[str], Make]


def plain(text: str) -> str:
    """Text in lower case with plain quotes and dashes, letter for letter as long."""
    return "".join(one if len(one.lower()) != 1 else one.lower() for one in text.translate(_LIKE))


@dataclass(slots=True)
class Scan:
    """A sentence being read: what was understood is masked, so that nothing is read twice.

    Attributes:
        text: the sentence as it stands.
        rest: the plain sentence, with what was understood masked.
        mentions: what was understood.
    """

    text: str
    rest: str = ""
    mentions: list[Mention] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rest = plain(self.text)

    def apply(self, rules: Iterable[Rule]) -> None:
        """Find every rule's mentions in turn; a rule whose value is None passes."""
        for kind, pattern, make in rules:
            for match in list(pattern.finditer(self.rest)):
                value = make(match)
                if value is not None:
                    self.take(kind, match.start(), match.end(), value)

    def take(self, kind: str, start: int, end: int, value: Any) -> None:
        """Note one mention and mask it."""
        self.mentions.append(Mention(kind, start, end, value))
        self.rest = self.rest[:start] + MASK * (end - start) + self.rest[end:]

    def of(self, *kinds: str) -> Iterator[Mention]:
        """Mentions of some kinds, in the order in which they stand."""
        found = (one for one in self.mentions if one.kind in kinds)
        yield from sorted(found, key=lambda one: one.start)


def rule(kind: str, pattern: str, value: Any) -> Rule:
    """A rule from a pattern of whole words; a value that is a function is given the match."""
    make: Make = value if callable(value) else lambda _: value
    return kind, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), make
