"""Statements: what one number of a sentence says, and those that say where it moved from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.reading.bases import Cue
from stories.reading.clauses import Clause
from stories.reading.people import People
from stories.reading.periods import Period
from stories.reading.quantities import Quantity

_ABOUT = r"(?:(?:a|an|the|about|around|roughly|nearly|almost|just|over|under|more than|some) )*$"
_FROM, _TO = re.compile(rf"\bfrom {_ABOUT}"), re.compile(rf"\bto {_ABOUT}")


@dataclass(frozen=True, slots=True)
class Base:
    """The whole that a number is a part of: "of the 859 women convicted".

    Attributes:
        cue: what was done to them.
        people: whom it counts.
        counted: whether the number is that of the whole itself.
    """

    cue: Cue
    people: People
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What one number says.

    Attributes:
        quantity: the number.
        clause: the zone that it stands in.
        cues: measures and outcomes that it is about, without the base.
        base: the whole that it is a part of, or None where not said.
        people: whom it counts.
        area: slug, or None where not known.
        offences: choices of offences.
        period: the period, or None where not known.
        earlier: the statement that this one is compared with, or None.
        start: the statement that this one is where it moved to from, or None.
        starts: whether another number is where this one moved to.
        whole: the number that it is a part of ("859 of the 991"), or None.
        near: the plain words before and after the number, for words of change.
        wrong: why what is counted is another thing, or None.
        trouble: why it cannot be answered, or None.
    """

    quantity: Quantity
    clause: Clause
    cues: tuple[Cue, ...]
    base: Base | None
    people: People
    area: str | None
    offences: tuple[tuple[str, ...], ...]
    period: Period | None
    earlier: Statement | None
    start: Statement | None
    starts: bool
    whole: Quantity | None
    near: tuple[str, str]
    wrong: str | None
    trouble: str | None


def paired(statements: Sequence[Statement]) -> list[Statement]:
    """Statements with those joined that say "from 5,377 to 12,080"."""
    found = list(statements)
    for place in range(1, len(found)):
        begin, end = found[place - 1], found[place]
        lead = found[place - 2].clause.direction if place > 1 else 0
        moved = begin.clause.direction != 0 or end.clause.direction != 0
        if not moved and lead and begin.clause.zone.comparison:
            moved, end = True, replace(end, clause=replace(end.clause, direction=lead))
        if moved and _FROM.search(begin.near[0]) and _TO.search(end.near[0]):
            first, last = _ends(begin.period, end.period)
            begin = replace(begin, period=first, starts=True)
            found[place - 1 : place + 1] = [begin, replace(end, period=last, start=begin)]
    return found


def _ends(first: Period | None, last: Period | None) -> tuple[Period | None, Period | None]:
    """The years of two numbers, where a span of years is named for both together."""
    if first is None or first != last or first.first is None or first.last is None:
        return first, last
    if first.first == first.last:
        return first, last
    return replace(first, last=first.first), replace(first, first=first.last)
