"""Checks the figures of other people's sentences against an edition, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outcomes.result import Notice
from outcomes.store import LoadedEdition
from stories import judging
from stories.asking import Evidence, NotHere, ask, is_change
from stories.claims import Rows
from stories.judging import MATCHES, ROUNDED, judge, written
from stories.reading.clauses import Cue
from stories.reading.contexts import Carried, Statement, read_statements
from stories.reading.quantities import COUNT, FRACTION, OTHER, PERCENT

EARLIER, DIFFERENT = "matches an earlier edition", judging.OTHER
WRONG, NOT_HERE = "wrong unit or measure", "not in this data"
VERDICTS = (MATCHES, EARLIER, ROUNDED, DIFFERENT, WRONG, NOT_HERE)
MAX_LETTERS = 20_000
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*\n*|[.!?\n]+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|approx|c|v|s)|\b[A-Z])\.$")
_NOUNS: dict[Cue, str] = {
    ("prosecutions", None): "defendants prosecuted",
    ("convictions", None): "defendants convicted",
    ("sentenced", None): "offenders sentenced",
    ("sentenced", "immediate custody"): "offenders given immediate custody",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one figure of a text.

    Attributes:
        text: the figure as it stands.
        start: where it begins in the text.
        end: where it ends.
        verdict: one of ``VERDICTS``.
        message: the verdict in words, with what the data say.
        data: what the loaded edition says, as written; None where it says nothing.
        rows: the rows behind it; None where there are none.
        divided_by: the rows of the denominator, where they are others.
        value: what the data say, unrounded; None where they say nothing.
        numerator: what is divided.
        denominator: what is divided by.
        edition: identifier of the edition that the rows are of.
        notices: remarks that apply to the rows.
    """

    text: str
    start: int
    end: int
    verdict: str
    message: str
    data: str | None = None
    rows: Rows | None = None
    divided_by: Rows | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: int | None = None
    edition: str | None = None
    notices: tuple[Notice, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer for JSON."""
        names = ("text", "start", "end", "verdict", "message", "data", "value", "numerator",
                 "denominator", "edition")  # fmt: skip
        edition = self.edition or ""
        return {name: getattr(self, name) for name in names} | {
            "rows": self.rows.to_dict(edition) if self.rows else None,
            "divided_by": self.divided_by.to_dict(edition) if self.divided_by else None,
            "notices": [notice.text for notice in self.notices],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with an answer for each of its figures, in order."""

    text: str
    edition: str
    demonstration: bool
    answers: tuple[Answer, ...]

    def to_dict(self) -> dict[str, Any]:
        """The checked text for JSON."""
        return {
            "edition": self.edition,
            "demonstration": self.demonstration,
            "text": self.text,
            "answers": [one.to_dict() for one in self.answers],
        }


def check_text(loaded: LoadedEdition, text: str, earlier: Sequence[LoadedEdition] = ()) -> Checked:
    """Answer every figure of a text.

    Args:
        loaded: the edition to check against.
        text: sentences in English, at most 20,000 letters (the rest is not read).
        earlier: editions served before, newest first, for figures since revised.
    """
    text = text[:MAX_LETTERS]
    carried = Carried()
    answers: list[Answer] = []
    for start, sentence in split_sentences(text):
        for said in read_statements(sentence, carried):
            one = _answer(loaded, earlier, said, (start, sentence))
            answers.append(one)
    edition = loaded.edition
    return Checked(text, edition.id, edition.demonstration, tuple(answers))


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with the places where they begin; a line end ends one too."""
    start, held = 0, ""
    for match in _SENTENCE.finditer(text):
        if not held:
            start = match.start()
        held += match[0]
        if not _ABBREVIATED.search(held.rstrip(" ")):
            yield start, held
            held = ""
    if held:
        yield start, held


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
    verdict, evidence = found
    answered = _with_evidence(empty, loaded, said, evidence)
    if verdict == DIFFERENT:
        return _revised(earlier, said, _explained(loaded, said, answered))
    note = "" if verdict == MATCHES else f": the data says {answered.data}"
    return replace(answered, verdict=verdict, message=verdict + note)


def _best(loaded: LoadedEdition, said: Statement) -> tuple[str, Evidence] | str:
    """The best verdict over the choices of offences, or why there is none."""
    found: list[tuple[str, Evidence]] = []
    reason = said.trouble or "the text does not say which offence is meant"
    for choice in () if said.trouble else said.offences:
        try:
            evidence = ask(loaded, said, choice)
        except NotHere as error:
            reason = str(error)
        else:
            verdict = judge(said, evidence)
            holds = verdict == DIFFERENT or _compared_holds(loaded, said, choice, evidence)
            found.append((verdict if holds else DIFFERENT, evidence))
    order = (MATCHES, ROUNDED, DIFFERENT)
    return min(found, key=lambda one: order.index(one[0])) if found else reason


def _compared_holds(
    loaded: LoadedEdition, said: Statement, choice: tuple[str, ...], evidence: Evidence
) -> bool:
    """A number “up from 65” must be larger, one “down from 65” smaller."""
    if said.quantity.kind != COUNT or is_change(said):
        return True
    first = said.earlier
    direction = said.clause.direction or (first.clause.direction if first else 0)
    if not direction or first is None:
        return direction is not None
    try:
        now = ask(loaded, first, choice)
    except NotHere:
        return False
    if now.kind != evidence.kind:
        return True
    return (now.value - evidence.value) * direction > 0


def _with_evidence(
    empty: Answer, loaded: LoadedEdition, said: Statement, evidence: Evidence
) -> Answer:
    return replace(
        empty,
        data=written(evidence, said.quantity),
        rows=evidence.rows,
        divided_by=evidence.divided_by,
        value=float(evidence.value),
        numerator=evidence.numerator,
        denominator=evidence.denominator,
        edition=loaded.edition.id,
        notices=evidence.notices,
    )


def _explained(loaded: LoadedEdition, said: Statement, answered: Answer) -> Answer:
    """A figure that differs: of another measure or unit, if it is that; else what the data say."""
    other = _other_measure(loaded, said)
    if other is not None:
        message = f"{WRONG}: {other}; the data says {answered.data}"
        return replace(answered, verdict=WRONG, message=message)
    message = f"{DIFFERENT}: the data says {answered.data}"
    return replace(answered, verdict=DIFFERENT, message=message)


def _other_measure(loaded: LoadedEdition, said: Statement) -> str | None:
    """What the number would be right for: another measure, or a count instead of a share."""
    quantity = said.quantity
    if quantity.kind in (FRACTION, OTHER) or quantity.hedge or is_change(said):
        return None
    for cue, noun in _NOUNS.items():
        count = replace(quantity, kind=COUNT)
        plain = replace(said, quantity=count, cues=(cue,), base=None, in_base=False)
        if _matches(loaded, plain):
            return f"{_stated(said)} is the number of {noun}"
    ratio = replace(quantity, kind=PERCENT)
    as_ratio = replace(said, quantity=ratio, cues=(("conviction_ratio", None),), base=None)
    if quantity.kind == COUNT and _matches(loaded, as_ratio):
        return f"{_stated(said)}% is the conviction ratio"
    return None


def _matches(loaded: LoadedEdition, said: Statement) -> bool:
    found = _best(loaded, said)
    return not isinstance(found, str) and found[0] != DIFFERENT


def _stated(said: Statement) -> str:
    value = said.quantity.value
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"


def _revised(earlier: Sequence[LoadedEdition], said: Statement, answered: Answer) -> Answer:
    """The answer, unless an earlier edition has the figure."""
    for loaded in earlier:
        found = _best(loaded, said)
        if not isinstance(found, str) and found[0] != DIFFERENT:
            since = answered.data
            revised = f"since revised to {since}" if since else "not published since"
            message = f"{EARLIER}, {loaded.edition.id}, {revised}"
            return replace(answered, verdict=EARLIER, message=message)
    return answered
