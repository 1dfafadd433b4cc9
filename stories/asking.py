"""What the data say of a statement: the counts behind it, asked through the queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from outcomes import vocabulary
from outcomes.queries import answer
from outcomes.result import NOT_MEANINGFUL, PUBLISHED, Notice, Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from stories.claims import Rows
from stories.reading.clauses import Cue
from stories.reading.contexts import NO_MEASURE, UNCLEAR, Statement
from stories.reading.cues import OPEN_ENDED
from stories.reading.periods import Period
from stories.reading.quantities import COUNT, FRACTION, MONTHS, PERCENT

CHANGE, SHARE, RATIO = "change", "share", "ratio"
_PROSECUTED: Cue = ("prosecutions", None)
_CONVICTED: Cue = ("convictions", None)
_RATIO: Cue = ("conviction_ratio", None)
_CUSTODY_RATE: Cue = ("custody_rate", None)
_CUSTODY: Cue = ("sentenced", "immediate custody")
NOT_PUBLISHED = "nothing is published for it in the loaded edition"
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


class NotHere(Exception):
    """The data do not answer a statement; the message says why."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the data say.

    Attributes:
        kind: ``count``, ``share``, ``ratio``, ``months`` or ``change`` (with its sign).
        value: unrounded.
        numerator: what is divided (of a change, the later count); None for counts.
        denominator: what is divided by (of a change, the earlier count); None for counts.
        rows: the rows that give it, or its numerator.
        divided_by: the rows of the denominator, where ``rows`` do not carry it.
        notices: remarks that apply to it.
    """

    kind: str
    value: Fraction
    numerator: int | float | None
    denominator: int | None
    rows: Rows
    divided_by: Rows | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One edition asked about the area, offences and period of a statement."""

    loaded: LoadedEdition
    area: str
    offences: tuple[str, ...]
    period: Period
    magistrates: bool

    def count(self, cue: Cue, **narrower: Any) -> Evidence:
        """A count; ``narrower`` may have sex, ages and lengths."""
        ages, lengths = narrower.get("ages", ()), narrower.get("lengths")
        by, words = self._breakdown(cue[1], lengths, ages)
        single = ages[0] if len(ages) == 1 else None
        result = self._answer(cue[0], by, sex=narrower.get("sex"), age=single)
        if words is None:
            rows = Rows(result.selection)
        else:
            place = len(by) - 1
            keys = (one.keys for one in result.observations if one.keys[place] in words)
            rows = Rows(result.selection, tuple(keys))
        seen = rows.of(result) if words is None or rows.keys else ()
        value = sum(int(one.value or 0) for one in seen)
        return Evidence(COUNT, Fraction(value), None, None, rows, None, result.notices)

    def _breakdown(
        self, outcome: str | None, lengths: tuple[str, ...] | None, ages: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        first = "year" if self.period.first == self.period.last else "area"
        if lengths is not None:
            return (first, "custodial_length"), lengths
        if outcome is not None:
            if len(ages) > 1:
                raise NotHere("these rows are not split so far")
            return (first, "sentence_outcome"), (outcome,)
        return ((first, "age_range"), ages) if len(ages) > 1 else ((first,), None)

    def _answer(self, measure: str, by: tuple[str, ...], **narrower: Any) -> Result:
        selection = Selection(
            measure=measure,
            offences=self.offences,
            areas=(self.area,),
            from_year=self.period.first,
            to_year=self.period.last,
            basis=self.period.basis,
            by=by,
            **narrower,
        )
        result = answer(self.loaded, selection)
        statuses = {one.status for one in result.observations}
        if NOT_MEANINGFUL in statuses:
            raise NotHere("the figure exists but does not mean what its name says")
        if statuses != {PUBLISHED}:
            raise NotHere(NOT_PUBLISHED)
        limited = any(notice.code == "magistrates-only" for notice in result.notices)
        if measure != "prosecutions" and limited != self.magistrates:
            raise NotHere("the loaded figures cover other courts than the sentence")
        return result

    def divided(self, measure: str, **narrower: Any) -> Evidence:
        """A ratio or an average of the queries."""
        by = ("year",) if self.period.first == self.period.last else ("area",)
        result = self._answer(measure, by, **narrower)
        one = result.observations[0]
        if not one.denominator or one.numerator is None:
            raise NotHere("there is nothing to divide by")
        kind = MONTHS if measure == "acsl_months" else RATIO
        value = Fraction(one.numerator) / one.denominator
        rows = Rows(result.selection)
        return Evidence(kind, value, one.numerator, one.denominator, rows, None, result.notices)


def ask(loaded: LoadedEdition, said: Statement, offences: tuple[str, ...]) -> Evidence:
    """What an edition says of a statement, for one choice of offences.

    Raises:
        NotHere: when the edition does not answer it, or the statement is not clear.
    """
    if said.trouble or said.area is None or said.period is None or said.period.first is None:
        raise NotHere(said.trouble or NO_MEASURE)
    asked = Asked(loaded, said.area, offences, said.period, said.clause.magistrates)
    if said.quantity.kind == COUNT:
        return _count(asked, said)
    if said.quantity.kind == MONTHS:
        if not said.clause.average:
            raise NotHere("it is a length of time that these figures do not count")
        return asked.divided("acsl_months", sex=said.sex)
    if said.quantity.kind in (PERCENT, FRACTION):
        return _percentage(asked, said)
    raise NotHere("these figures count people, shares and months")


def is_change(said: Statement) -> bool:
    """Whether a number is how far a count moved."""
    before, after = said.near
    return bool(_CHANGED_BEFORE.search(before) or _CHANGED_AFTER.match(after))


def one_cue(cues: tuple[Cue, ...]) -> Cue:
    """The one measure and outcome that cues together mean.

    Raises:
        NotHere: when they mean none, or more than one.
    """
    outcomes = [cue for cue in cues if cue[1]]
    narrowed = outcomes if all(cue[0] == "sentenced" for cue in cues) and outcomes else list(cues)
    if len(narrowed) != 1:
        raise NotHere(UNCLEAR.format(name="measure") if narrowed else NO_MEASURE)
    return narrowed[0]


def _counted_cue(said: Statement) -> Cue:
    """What a count counts."""
    if said.in_base and said.base:
        return said.base
    if said.cues:
        return one_cue(said.cues)
    if said.base:
        return said.base
    raise NotHere(NO_MEASURE)


def _count(asked: Asked, said: Statement) -> Evidence:
    cue = _counted_cue(said)
    if cue[0] in ("conviction_ratio", "custody_rate") or said.clause.average:
        raise NotHere(UNCLEAR.format(name="measure"))
    if is_change(said):
        return _change(asked, cue, said)
    if said.base_sex and not said.in_base and said.sex is None:
        raise NotHere(UNCLEAR.format(name="sex"))
    if said.in_base:
        return asked.count(cue, sex=said.sex)
    return asked.count(cue, **_narrower(said))


def _narrower(said: Statement) -> dict[str, Any]:
    return {"sex": said.sex, "ages": said.ages, "lengths": said.lengths}


def _change(asked: Asked, cue: Cue, said: Statement) -> Evidence:
    """How far a count moved from the year before, with its sign."""
    if asked.period.first is None or asked.period.last is None:
        raise NotHere(NO_MEASURE)
    last, first = asked.period.last, asked.period.first
    if first == last:
        first -= 1
    ends = [
        Asked(
            asked.loaded, asked.area, asked.offences,
            Period(year, year, asked.period.basis), asked.magistrates,
        ).count(cue, sex=said.sex)
        for year in (last, first)
    ]  # fmt: skip
    now, before = (int(end.value) for end in ends)
    absolute = said.quantity.kind == COUNT
    if not absolute and not before:
        raise NotHere("there is nothing to divide by")
    value = Fraction(now - before) if absolute else Fraction(now - before, before)
    return Evidence(CHANGE, value, now, before, ends[0].rows, ends[1].rows, ends[0].notices)


def _percentage(asked: Asked, said: Statement) -> Evidence:
    cues = set(said.cues)
    if is_change(said):
        return _change(asked, _counted_cue(said), said)
    if _RATIO in cues and cues <= {_RATIO, _CONVICTED}:
        return asked.divided("conviction_ratio", sex=said.sex)
    if _RATIO not in cues and said.lengths is not None:
        return _length_share(asked, said, said.lengths)
    if _RATIO not in cues and (_CUSTODY_RATE in cues or any(cue[1] for cue in cues)):
        return _outcome_share(asked, said)
    if _RATIO not in cues and (said.sex or said.ages):
        return _people_share(asked, said)
    if _is_ratio(said):
        return asked.divided("conviction_ratio", sex=said.base_sex)
    raise NotHere(UNCLEAR.format(name="share"))


def _is_ratio(said: Statement) -> bool:
    """Whether convictions are set against prosecutions, said or not."""
    cues, of_prosecuted = set(said.cues), said.base in (None, _PROSECUTED)
    return (cues == {_CONVICTED} and of_prosecuted) or cues == {_CONVICTED, _PROSECUTED}


def _outcome_share(asked: Asked, said: Statement) -> Evidence:
    cue = _CUSTODY if _CUSTODY_RATE in said.cues else one_cue(said.cues)
    base = said.base if said.base and said.base[1] is None else ("sentenced", None)
    if base[0] == "prosecutions" or said.ages or (said.sex and said.sex != said.base_sex):
        raise NotHere(UNCLEAR.format(name="share"))
    part = asked.count(cue, sex=said.base_sex)
    return _divide(part, asked.count(base, sex=said.base_sex))


def _people_share(asked: Asked, said: Statement) -> Evidence:
    cue = said.base or one_cue(said.cues)
    if said.base and said.cues and said.base not in said.cues:
        raise NotHere(UNCLEAR.format(name="share"))
    part = asked.count(cue, sex=said.sex or said.base_sex, ages=said.ages)
    return _divide(part, asked.count(cue, sex=said.base_sex))


def _length_share(asked: Asked, said: Statement, lengths: tuple[str, ...]) -> Evidence:
    if said.sex or said.ages or not lengths:
        raise NotHere(UNCLEAR.format(name="share"))
    part = asked.count(("sentenced", None), lengths=lengths)
    _require_closed(asked, lengths)
    return _divide(part, asked.count(_CUSTODY))


def _require_closed(asked: Asked, lengths: tuple[str, ...]) -> None:
    """Refuse a limit that a label of the source runs across."""
    for label, limit in OPEN_ENDED.items():
        exact = vocabulary.CUSTODIAL_LENGTHS[vocabulary.CUSTODIAL_LENGTHS.index(label) + 1]
        inside = label in lengths, exact in lengths
        if inside[0] != inside[1] and asked.count(("sentenced", None), lengths=(label,)).value:
            raise NotHere(f"the source does not part the lengths at {limit} months")


def _divide(part: Evidence, whole: Evidence) -> Evidence:
    if not whole.value:
        raise NotHere("there is nothing to divide by")
    top, bottom = int(part.value), int(whole.value)
    notices = part.notices
    return Evidence(SHARE, Fraction(top, bottom), top, bottom, part.rows, whole.rows, notices)
