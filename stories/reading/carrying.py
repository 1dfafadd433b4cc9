"""Area, offence, year and measure of each zone: named there, or carried over from before.

A value that cannot be told is a ``Reason``: a number that needs it is then not answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from outcomes import areas
from stories.reading.bases import Cue
from stories.reading.clauses import Clause
from stories.reading.mentions import Mention, Scan
from stories.reading.names import LOCAL, UNKNOWN
from stories.reading.people import People
from stories.reading.periods import UNKNOWN_YEAR, Period

UNCLEAR = "it is not clear which {name} is meant"
MISSING = "the text does not say which {name} is meant"
NO_MEASURE = "the text does not say what is counted"
NAMES = {"area": "area", "offence": "offence", "period": "year"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value cannot be told."""

    text: str


@dataclass(slots=True)
class Carried:
    """What the sentences before have spoken of.

    Attributes:
        values: the last area, offence, period or the reason why there is none.
        cues: the measures last spoken of.
        local: the last area that is not England and Wales.
        people: whom the last number counts.
    """

    values: dict[str, Any] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    local: str | None = None
    people: People = field(default_factory=People)

    def learn_local(self, mentions: Iterable[Mention]) -> None:
        """Remember the last area that "locally" may mean."""
        for one in mentions:
            if one.value not in (LOCAL, UNKNOWN, areas.ENGLAND_AND_WALES):
                self.local = one.value

    def learn(
        self, resolved: dict[str, list[Any]], clauses: Sequence[Clause], cues: tuple[Cue, ...]
    ) -> None:
        """Remember what a sentence with numbers spoke of, comparisons left out."""
        for name, values in resolved.items():
            main = [
                value
                for value, clause in zip(values, clauses, strict=True)
                if not clause.zone.comparison
            ]
            distinct = list(dict.fromkeys(main))
            unclear = Reason(UNCLEAR.format(name=NAMES[name]))
            self.values[name] = distinct[0] if len(distinct) == 1 else unclear
        self.cues = cues

    def learn_heading(self, scan: Scan) -> None:
        """Remember what a sentence without numbers, such as a heading, names."""
        for name, noun in NAMES.items():
            own = list(dict.fromkeys(one.value for one in scan.of(name)))
            if len(own) == 1:
                value = own[0][0] if name == "offence" else own[0]
                self.values[name] = _related(name, value, None, self)
            elif own:
                self.values[name] = Reason(UNCLEAR.format(name=noun))


def resolve(name: str, clauses: Sequence[Clause], carried: Carried) -> list[Any]:
    """For each zone its area, offence or period, or a ``Reason``."""
    found: list[Any] = []
    main: Any = None
    for place, clause in enumerate(clauses):
        own = _joined(_own(name, clause))
        if len(own) > 1:
            value: Any = Reason(UNCLEAR.format(name=NAMES[name]))
        elif own:
            value = _related(name, own[0], main, carried)
        elif place:
            value = found[-1] if clause.zone.comparison and name != "period" else main
        else:
            value = _ahead(name, clauses, carried)
        found.append(value)
        if not clause.zone.comparison or main is None:
            main = value
    return [_compared_year(name, place, clauses, found) for place in range(len(clauses))]


def _own(name: str, clause: Clause) -> tuple[Any, ...]:
    return {"area": clause.areas, "offence": clause.offences, "period": clause.periods}[name]


def _joined(own: tuple[Any, ...]) -> tuple[Any, ...]:
    """“In 2019 … up 43% on 2017”: two years of one zone, where one says what it moved from."""
    periods = [one for one in own if isinstance(one, Period)]
    since = [one.since for one in periods if one.since is not None]
    ends = [one for one in periods if one.first is not None and one.first == one.last]
    if len(periods) == len(own) == 2 and len(since) == len(ends) == 1:
        end = ends[0]
        if end.first is not None and end.first > since[0]:
            return (Period(since[0], end.first, end.basis),)
    return own


def _related(name: str, own: Any, main: Any, carried: Carried) -> Any:
    """A value that refers to another: ``locally``, ``the year before``."""
    if own == UNKNOWN:
        return Reason(f"the {NAMES[name]} is not one of these figures")
    if own == LOCAL:
        return carried.local or Reason(MISSING.format(name="area"))
    if not isinstance(own, Period):
        return own
    if own.trouble:
        return Reason(own.trouble)
    if own.since is not None:
        return _moved_since(own.since, main, carried)
    return own if own.offset is None else _shifted(own.offset, main, carried)


def _shifted(offset: int, main: Any, carried: Carried) -> Any:
    start = main if isinstance(main, Period) else carried.values.get("period")
    if not isinstance(start, Period) or start.first is None or start.first != start.last:
        return Reason(UNKNOWN_YEAR)
    return Period(start.first + offset, start.first + offset, start.basis)


def _moved_since(since: int, main: Any, carried: Carried) -> Any:
    """The years over which a number moved: from the year named to the year spoken of."""
    end = _shifted(0, main, carried)
    if isinstance(end, Reason) or end.first <= since:
        return Reason(UNKNOWN_YEAR)
    return Period(since, end.first, end.basis)


def _ahead(name: str, clauses: Sequence[Clause], carried: Carried) -> Any:
    """The first zone's value where it names none: carried over, or said later in the sentence."""
    before = carried.values.get(name)
    later = [
        _related(name, own, None, carried)
        for clause in clauses[1:]
        if not clause.zone.comparison
        for own in _own(name, clause)
    ]
    distinct = list(dict.fromkeys(later))
    if not distinct:
        return before if before is not None else Reason(MISSING.format(name=NAMES[name]))
    known = before is not None and not isinstance(before, Reason)
    if len(distinct) > 1 or (known and before != distinct[0]):
        return Reason(UNCLEAR.format(name=NAMES[name]))
    return distinct[0]


def _compared_year(name: str, place: int, clauses: Sequence[Clause], found: list[Any]) -> Any:
    """The year before, where a number is “down from 1,005” without a year."""
    value, clause = found[place], clauses[place]
    moved = clause.direction or (place and clauses[place - 1].direction)
    plainly = not clause.periods and not clause.areas and clause.zone.comparison
    if name != "period" or not place or not plainly or not moved:
        return value
    if not isinstance(value, Period) or value.first is None or value.first != value.last:
        return value
    return Period(value.first - 1, value.first - 1, value.basis)


def resolve_cues(
    place: int, clauses: Sequence[Clause], before: tuple[Cue, ...], carried: Carried
) -> tuple[tuple[Cue, ...], str | None]:
    """The measures of a zone: its own, or what was counted before where no word says another."""
    clause = clauses[place]
    if clause.cues or clause.average or clause.lengths:
        return clause.cues, None
    if clause.base:
        people = clause.sexes or clause.ages
        return (() if people or not place else before), None
    if not clause.plain and not clause.wrong:
        return (), NO_MEASURE
    if place:
        return before, None
    later = [cue for one in clauses[1:] for cue in one.cues]
    if later and (not carried.cues or set(later) == set(carried.cues)):
        return (later[0],) if len(set(later)) == 1 else (), None
    return ((), UNCLEAR.format(name="measure")) if later else (carried.cues, None)
