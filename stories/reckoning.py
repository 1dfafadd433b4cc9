"""What the data say of a statement: which counts it is about, and what is divided by what."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from outcomes.store import LoadedEdition
from stories.asking import CHANGE, NOTHING, SHARE, Asked, Evidence, NotHere
from stories.reading.bases import Cue
from stories.reading.carrying import NO_MEASURE, UNCLEAR
from stories.reading.people import People
from stories.reading.quantities import COUNT, FRACTION, MONTHS, PERCENT
from stories.reading.statements import Base, Statement

PROSECUTED: Cue = ("prosecutions", None)
CONVICTED: Cue = ("convictions", None)
SENTENCED: Cue = ("sentenced", None)
CUSTODY: Cue = ("sentenced", "immediate custody")
RATIO: Cue = ("conviction_ratio", None)
CUSTODY_RATE: Cue = ("custody_rate", None)
_CHANGED_BEFORE = re.compile(
    r"(?:\b(?:rise|rose|risen|increase[ds]?|grew|growth|jump(?:ed)?|surged?"
    r"|(?<!made )(?<!make )(?<!making )up|down|fall|fell|fallen|drop(?:ped)?|decreased?|declined?"
    r"|reduction|change[d]?|cut)(?: of| by)?(?: (?:nearly|almost|about|around|more than|over"
    r"|just over|just under|some|roughly|an?|less than|under))?) *$"
)
_CHANGED_AFTER = re.compile(
    r"^[ -](?:increase|rise|jump|growth|fall|drop|decrease|decline|reduction|more|fewer"
    r"|higher|lower|up|down)\b"
)
_RANGE = re.compile(r"\bbetween (?:[\d,.%]+|\w+) and $|\bbetween $|(?<!\b19\d)(?<!\b20\d)\d ?- ?$")
_RANGED = re.compile(r"^ ?- ?\d")
# "The proportion jailed rose by 1%" is of the share, and in points or of itself.
_OF_A_SHARE = re.compile(r"\b(?:proportion|percentage|share|rate|ratio)s?\b[^,;]*$")
_ALL_BUT = re.compile(r"\ball but (?:fewer than |less than |about |around )?$")


def ask(loaded: LoadedEdition, said: Statement, offences: tuple[str, ...]) -> Evidence:
    """What an edition says of a statement, for one choice of offences.

    Raises:
        NotHere: when the edition does not answer it, or the statement is not clear.
    """
    if said.trouble or said.area is None or said.period is None or said.period.first is None:
        raise NotHere(said.trouble or NO_MEASURE)
    if _RANGE.search(said.near[0]) or _RANGED.match(said.near[1]):
        raise NotHere("it is one end of a range")
    asked = Asked(loaded, said.area, offences, said.period, said.clause.magistrates)
    if said.quantity.kind == COUNT:
        return _count(asked, said)
    if said.quantity.kind in (PERCENT, FRACTION):
        return _percentage(asked, said)
    if said.quantity.kind == MONTHS and said.clause.average:
        return asked.divided("acsl_months", said.people)
    if said.quantity.kind == MONTHS:
        raise NotHere("it is a length of time that these figures do not count")
    raise NotHere("these figures count people, shares and months")


def is_change(said: Statement) -> bool:
    """Whether a number is how far a count moved."""
    before, after = said.near
    return bool(_CHANGED_BEFORE.search(before) or _CHANGED_AFTER.match(after))


def _one_cue(cues: tuple[Cue, ...]) -> Cue:
    """The one measure and outcome that cues together mean; an outcome says "sentenced" too."""
    outcomes = tuple(cue for cue in cues if cue[1])
    narrowed = outcomes if outcomes and all(cue[0] == "sentenced" for cue in cues) else cues
    if len(narrowed) != 1:
        raise NotHere(UNCLEAR.format(name="measure") if narrowed else NO_MEASURE)
    return narrowed[0]


def _counted_cue(said: Statement) -> Cue:
    """What a count counts."""
    if said.base and (said.base.counted or not said.cues):
        return said.base.cue
    return _one_cue(said.cues)


def _count(asked: Asked, said: Statement) -> Evidence:
    cue = _counted_cue(said)
    if cue in (RATIO, CUSTODY_RATE) or said.clause.average:
        raise NotHere(UNCLEAR.format(name="measure"))
    if is_change(said):
        return _change(asked, cue, said)
    whole = said.base.people if said.base else People()
    if said.base and not said.base.counted and whole.ages:
        raise NotHere(UNCLEAR.format(name="age"))
    people = _within(said.people, whole)
    part = asked.count(cue, people)
    if not _ALL_BUT.search(said.near[0]):
        return part
    every = asked.count(cue, whole)
    return replace(part, value=every.value - part.value, divided_by=every.rows)


def _within(people: People, whole: People) -> People:
    """Those of a whole: of the women convicted, those aged 25 and over."""
    if people.sex and whole.sex and people.sex != whole.sex:
        raise NotHere(UNCLEAR.format(name="sex"))
    return replace(people, sex=people.sex or whole.sex)


def _change(asked: Asked, cue: Cue, said: Statement) -> Evidence:
    """How far a count moved from the year before, or over the years named, with its sign."""
    first, last = asked.period.first, asked.period.last
    if first is None or last is None or said.people.ages or said.people.lengths:
        raise NotHere(UNCLEAR.format(name="change"))
    start = first - 1 if first == last else first
    end, begin = asked.in_year(last), asked.in_year(start)
    later, earlier = end.count(cue, said.people), begin.count(cue, said.people)
    now, before = int(later.value), int(earlier.value)
    value = Fraction(now - before)
    if said.quantity.kind != COUNT:
        if not before:
            raise NotHere(NOTHING)
        value /= before
    return Evidence(CHANGE, value, now, before, later.rows, earlier.rows, later.notices)


def _percentage(asked: Asked, said: Statement) -> Evidence:
    cues = set(said.cues)
    if is_change(said):
        if _OF_A_SHARE.search(said.near[0]):
            raise NotHere(UNCLEAR.format(name="share"))
        return _change(asked, _counted_cue(said), said)
    if RATIO in cues and cues <= {RATIO, CONVICTED}:
        return asked.divided("conviction_ratio", said.people)
    if RATIO not in cues and said.people.lengths is not None:
        return _length_share(asked, said)
    if RATIO not in cues and (CUSTODY_RATE in cues or any(cue[1] for cue in cues)):
        return _outcome_share(asked, said)
    if RATIO not in cues and not said.clause.cues and (said.people.sex or said.people.ages):
        return _people_share(asked, said)
    if _is_ratio(said):
        return asked.divided("conviction_ratio", said.base.people if said.base else People())
    raise NotHere(UNCLEAR.format(name="share"))


def _is_ratio(said: Statement) -> bool:
    """Whether convictions are set against prosecutions, said or not."""
    if said.people.sex or said.people.ages:
        return False
    of_prosecuted = said.base is None or said.base.cue == PROSECUTED
    cues = set(said.cues)
    return (cues == {CONVICTED} and of_prosecuted) or cues == {CONVICTED, PROSECUTED}


def _outcome_share(asked: Asked, said: Statement) -> Evidence:
    """The part of those sentenced (or convicted, if the sentence says so) with an outcome."""
    cue = CUSTODY if CUSTODY_RATE in said.cues else _one_cue(said.cues)
    whole = said.base.people if said.base else People()
    base = said.base.cue if said.base and said.base.cue[1] is None else SENTENCED
    if base == PROSECUTED or whole.ages or said.people != People():
        raise NotHere(UNCLEAR.format(name="share"))
    return _divide(asked.count(cue, whole), asked.count(base, whole))


def _people_share(asked: Asked, said: Statement) -> Evidence:
    """The part of those convicted (or otherwise counted) of a sex or an age."""
    whole = said.base.people if said.base else People()
    cue = said.base.cue if said.base else _one_cue(said.cues)
    if whole.ages or cue in (RATIO, CUSTODY_RATE):
        raise NotHere(UNCLEAR.format(name="share"))
    if said.base and said.cues and cue not in said.cues:
        raise NotHere(UNCLEAR.format(name="share"))
    return _divide(asked.count(cue, _within(said.people, whole)), asked.count(cue, whole))


def _length_share(asked: Asked, said: Statement) -> Evidence:
    """The part of those given immediate custody, or of those named, with a length."""
    if said.people.sex or said.people.ages or not said.people.lengths:
        raise NotHere(UNCLEAR.format(name="share"))
    whole = said.base or Base(CUSTODY, People())
    if whole.people.ages or whole.people.sex:
        raise NotHere(UNCLEAR.format(name="share"))
    return _divide(asked.count(SENTENCED, said.people), asked.count(whole.cue))


def _divide(part: Evidence, whole: Evidence) -> Evidence:
    if not whole.value:
        raise NotHere(NOTHING)
    top, bottom = int(part.value), int(whole.value)
    return Evidence(SHARE, Fraction(top, bottom), top, bottom, part.rows, whole.rows, part.notices)
