"""Zones: the stretch of a sentence that belongs to each number, or to a few read together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stories.reading.mentions import MASK
from stories.reading.quantities import Quantity

COMPARISON = (
    r"\bcompare[ds]?(?: with| to)?\b|\bagainst\b|\bversus\b|\bthan\b|\bsimilar to\b"
    r"|\bmatching\b|\babove\b|\bbelow\b"
    r"|\b(?:up|down|rise|fall|increase|decrease|drop|jump|changed|rose|fell|risen|fallen|increased"
    r"|decreased|dropped|unchanged|different)(?: \S+){0,2}? from\b|\bfrom\b(?=\s*$)"
)
_STRONG = re.compile(
    rf"{COMPARISON}|;|: | - |\bwhile\b|\bwhereas\b|\bbut\b|\bto\b(?=\s*(?:a |just )?$)"
    r"|\bof whom\b|\bof which\b|(?<!dealt),? with\b|,? and\b"
)
# "2017: 806; 2018: 1,022": what stands before the colon belongs to the number after it.
_LABEL = re.compile(rf"[;:,] *{MASK}+(:) $")
# "Kent (444) than in Gwent (118)": what stands before a bracket belongs to the number in it.
_BRACKETED = re.compile(r"^\)[^()]*\($")
_COMPARISON = re.compile(COMPARISON)
# Between two numbers that are read together: "811 (94%)", "859, or 87%,", "859 of the 991".
_TOGETHER = re.compile(
    rf"^[\s{MASK}]*(?:\(|(?:people|of them|were \w+) ?\(|,? ?or |,? that is,? )\s*$"
)
_SUBSET = re.compile(r"^\s*(?:out )?of (?:the |those |all |all the |its )?(?:total of )?$")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch with the numbers in it.

    Attributes:
        quantities: one number, or several that are read together; none in a first part.
        start: where the stretch begins.
        end: where it ends.
        comparison: whether what was said before is compared with it.
        wholes: positions in ``quantities`` of the numbers after "of" ("859 of the 991").
    """

    quantities: tuple[Quantity, ...]
    start: int
    end: int
    comparison: bool = False
    wholes: frozenset[int] = frozenset()


def split_zones(text: str, quantities: tuple[Quantity, ...]) -> tuple[Zone, ...]:
    """Divide a sentence between its numbers.

    Args:
        text: the plain sentence with names, years, ages, lengths and numbers masked.
        quantities: its numbers, in order.
    """
    zones: list[Zone] = []
    members: list[Quantity] = []
    wholes: set[int] = set()
    start, comparison = _preamble(text, quantities), False
    if start:
        zones.append(Zone((), 0, start))
    for quantity in quantities:
        if members:
            between = text[members[-1].end : _visible(text, members[-1].end, quantity.start)]
            if _SUBSET.match(between):
                wholes.add(len(members))
            elif not _TOGETHER.match(between):
                end, next_comparison = _boundary(between, members[-1].end)
                zones.append(Zone(tuple(members), start, end, comparison, frozenset(wholes)))
                members, wholes, start, comparison = [], set(), end, next_comparison
        members.append(quantity)
    if members:
        zones.append(Zone(tuple(members), start, len(text), comparison, frozenset(wholes)))
    return tuple(zones)


def _preamble(text: str, quantities: tuple[Quantity, ...]) -> int:
    """Where a first part without numbers ends, before a colon or semicolon; 0 without one."""
    before = text[: quantities[0].start] if quantities else ""
    label = _LABEL.search(before)
    last = max(before.rfind(": "), before.rfind("; "), 0)
    return max(before.rfind(": ", 0, last), before.rfind("; ", 0, last), 0) if label else last


def _visible(text: str, start: int, end: int) -> int:
    """Where the hedge of a number begins, which is masked together with it."""
    while end > start and text[end - 1] == MASK:
        end -= 1
    return end


def _boundary(between: str, offset: int) -> tuple[int, bool]:
    """Where one zone ends and the next begins, and whether the next is compared with."""
    last = None
    if _BRACKETED.match(between):
        return offset + 1, re.search(rf"{COMPARISON}|\bas\b", between) is not None
    label = _LABEL.search(between)
    for match in _STRONG.finditer(between, 0, label.start(1) if label else len(between)):
        last = match
    if last is not None:
        return offset + last.start(), _COMPARISON.match(last[0]) is not None
    comma = between.rfind(",")
    if comma < 0:
        return offset + len(between), False
    if not between[comma + 1 :].strip() and (earlier := between.rfind(",", 0, comma)) >= 0:
        lead_in = between[earlier + 1 : comma].strip()
        comma = earlier if re.fullmatch(rf"(?:in|for|by) {MASK}+", lead_in) else comma
    return offset + comma, False
