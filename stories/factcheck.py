"""Checks the figures of other people's sentences against an edition, by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice

from outcomes.store import LoadedEdition
from stories.answers import EARLIER, NOT_HERE, VERDICTS, WRONG, Answer, Checked, describe
from stories.asking import Evidence, NotHere
from stories.comparing import why_not
from stories.judging import (
    DIFFERENT,
    MATCHES,
    ROUNDED,
    judge,
    written,
)
from stories.reading.bases import Cue
from stories.reading.carrying import MISSING, Carried
from stories.reading.contexts import read_statements
from stories.reading.quantities import COUNT, FRACTION, OTHER, PERCENT
from stories.reading.sentences import split_sentences
from stories.reading.statements import Statement
from stories.reckoning import CONVICTED, CUSTODY, PROSECUTED, RATIO, SENTENCED, ask, is_change

__all__ = ["VERDICTS", "Answer", "Checked", "check_text"]

MAX_LETTERS, MAX_FIGURES = 20_000, 200
# Letters as HTML writes them, in text that was copied out of a page's source.
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_NOUNS: dict[Cue, str] = {
    PROSECUTED: "defendants prosecuted",
    CONVICTED: "defendants convicted",
    SENTENCED: "offenders sentenced",
    CUSTODY: "offenders given immediate custody",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What an edition says of a statement: the verdict, why it differs, the evidence."""

    verdict: str
    because: str
    evidence: Evidence


def check_text(loaded: LoadedEdition, text: str, earlier: Sequence[LoadedEdition] = ()) -> Checked:
    """Answer every figure of a text.

    Args:
        loaded: the edition to check against.
        text: sentences in English; at most 20,000 letters and 200 figures are read.
        earlier: editions served before, newest first, for figures since revised.
    """
    read = _ENTITY.sub(lambda match: unescape(match[0]), text[:MAX_LETTERS])
    carried = Carried()
    figures = (
        (said, (start, sentence))
        for start, sentence in split_sentences(read)
        for said in read_statements(sentence, carried)
    )
    answers = tuple(_answer(loaded, earlier, *one) for one in islice(figures, MAX_FIGURES))
    whole = len(text) <= MAX_LETTERS and next(figures, None) is None
    return Checked(read, loaded.edition.id, loaded.edition.demonstration, whole, answers)


def _answer(
    loaded: LoadedEdition,
    earlier: Sequence[LoadedEdition],
    said: Statement,
    place: tuple[int, str],
) -> Answer:
    offset, sentence = place
    start, end = said.quantity.start, said.quantity.end
    empty = Answer(sentence[start:end], offset + start, offset + end, NOT_HERE, NOT_HERE)
    if said.wrong:
        return replace(empty, verdict=WRONG, message=f"{WRONG}: {said.wrong}")
    found = _best(loaded, said)
    if isinstance(found, str):
        return _revised(earlier, said, replace(empty, message=f"{NOT_HERE}: {found}"))
    answered = _with_evidence(empty, loaded, said, found.evidence)
    if found.verdict == DIFFERENT:
        return _revised(earlier, said, _explained(loaded, said, answered, found.because))
    note = "" if found.verdict == MATCHES else f": the data says {answered.data}"
    taken = f" (taken as: {answered.taken_as})" if len(said.offences) > 1 else ""
    return replace(answered, verdict=found.verdict, message=found.verdict + note + taken)


def _best(loaded: LoadedEdition, said: Statement) -> _Found | str:
    """The best verdict over the choices of offences, or why there is none."""
    found: list[_Found] = []
    reason = said.trouble or MISSING.format(name="offence")
    for choice in () if said.trouble else said.offences:
        try:
            evidence = ask(loaded, said, choice)
            because = why_not(loaded, said, choice, evidence)
        except NotHere as error:
            reason = str(error)
        else:
            verdict = judge(said, evidence)
            found.append(_Found(DIFFERENT if because else verdict, because, evidence))
    order = (MATCHES, ROUNDED, DIFFERENT)
    return min(found, key=lambda one: order.index(one.verdict)) if found else reason


def _with_evidence(
    empty: Answer, loaded: LoadedEdition, said: Statement, evidence: Evidence
) -> Answer:
    return replace(
        empty,
        taken_as=describe(evidence.rows),
        data=written(evidence, said.quantity),
        rows=evidence.rows,
        divided_by=evidence.divided_by,
        value=float(evidence.value),
        numerator=evidence.numerator,
        denominator=evidence.denominator,
        edition=loaded.edition.id,
        notices=evidence.notices,
    )


def _explained(loaded: LoadedEdition, said: Statement, answered: Answer, because: str) -> Answer:
    """A figure that differs: of another measure or unit, if it is that; else what the data say."""
    other = None if because else _other_measure(loaded, said)
    if other is not None:
        message = f"{WRONG}: {other}; the data says {answered.data}"
        return replace(answered, verdict=WRONG, message=message)
    message = f"{DIFFERENT}: the data says {answered.data}{', and ' + because if because else ''}"
    return replace(answered, verdict=DIFFERENT, message=message)


def _other_measure(loaded: LoadedEdition, said: Statement) -> str | None:
    """What the number would be right for: another measure, or a count instead of a share."""
    quantity = said.quantity
    if quantity.kind in (FRACTION, OTHER) or quantity.hedge or is_change(said):
        return None
    for cue, noun in _NOUNS.items():
        count = replace(quantity, kind=COUNT)
        if _matches(loaded, replace(said, quantity=count, cues=(cue,), base=None)):
            return f"{_stated(said)} is the number of {noun}"
    percent = replace(quantity, kind=PERCENT)
    as_ratio = replace(said, quantity=percent, cues=(RATIO,), base=None)
    if quantity.kind == COUNT and _matches(loaded, as_ratio):
        return f"{_stated(said)}% is the conviction ratio"
    return None


def _matches(loaded: LoadedEdition, said: Statement) -> bool:
    found = _best(loaded, said)
    return not isinstance(found, str) and found.verdict != DIFFERENT


def _stated(said: Statement) -> str:
    value = said.quantity.value
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"


def _revised(earlier: Sequence[LoadedEdition], said: Statement, answered: Answer) -> Answer:
    """The answer, unless an earlier edition has the figure."""
    for loaded in earlier:
        if _matches(loaded, said):
            since = answered.data
            revised = f"since revised to {since}" if since else "not published since"
            message = f"{EARLIER} ({loaded.edition.id}), {revised}"
            return replace(answered, verdict=EARLIER, message=message)
    return answered
