"""What each number says: its measure, area, offence and year, and whom it counts.

Where a sentence leaves two choices, none is taken: the number is then not answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from stories.reading.bases import Cue
from stories.reading.carrying import NAMES, UNCLEAR, Carried, Reason, resolve, resolve_cues
from stories.reading.clauses import Clause, read_clause, read_sentence, share_ages
from stories.reading.factors import find_factor, multiplies
from stories.reading.grammar import noun_trouble, unknown_between
from stories.reading.mentions import Scan, plain
from stories.reading.people import People
from stories.reading.quantities import COUNT, Quantity
from stories.reading.statements import Base, Statement, paired

NO_SUCH_AGE = "these rows have no such age"
UNKNOWN_WHOLE = "it is the whole of a part, and the text does not say what was done to them"
NEAR_LETTERS = 120
# "Of them" before a number, and after one.
_REFERRING = (
    re.compile(r"\bof (?:them|these|those|whom),? (?:some |about |around |nearly |just )?$"),
    re.compile(r" of (?:them|these|whom)\b"),
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence being read: its text, and the text with names and numbers masked."""

    scan: Scan
    masked: str

    @property
    def text(self) -> str:
        return self.scan.text

    def between(self, quantity: Quantity, clause: Clause) -> str | None:
        """Why what stands between a count and what was done is not understood, or None."""
        if quantity.kind != COUNT:
            return None
        word = unknown_between(self.scan, quantity.end, clause.zone.end)
        return f"“{word}” may say that something else is counted" if word else None

    def near(self, quantity: Quantity) -> tuple[str, str]:
        before, after = self.text[: quantity.start], self.text[quantity.end :]
        return plain(before)[-NEAR_LETTERS:], plain(after)[:NEAR_LETTERS]

    def noun(self, quantity: Quantity) -> tuple[str | None, str | None]:
        if quantity.kind != COUNT:
            return None, None
        return noun_trouble(self.masked, quantity.end)


def read_statements(text: str, carried: Carried) -> tuple[Statement, ...]:
    """Read the numbers of one sentence, and carry over what it speaks of."""
    scan, masked, zones = read_sentence(text)
    clauses = share_ages([read_clause(scan, zone) for zone in zones])
    carried.learn_local(scan.of("area"))
    if not clauses:
        carried.learn_heading(scan)
        return ()
    resolved = {name: resolve(name, clauses, carried) for name in NAMES}
    statements: list[Statement] = []
    cues: tuple[Cue, ...] = ()
    for place, clause in enumerate(clauses):
        got = {name: found[place] for name, found in resolved.items()}
        cues, trouble = resolve_cues(place, clauses, cues, carried)
        got |= {"cues": cues, "trouble": trouble, "spoken_of": carried.people}
        for quantity in clause.zone.quantities:
            sentence = _Sentence(scan, masked)
            statements.append(_statement(sentence, clause, quantity, got, statements))
    statements = paired(statements)
    carried.people = _last_people(statements, carried.people)
    last = statements[-1].base
    carried.learn(resolved, clauses, cues or ((last.cue,) if last else ()))
    return tuple(statements)


def _statement(
    sentence: _Sentence,
    clause: Clause,
    quantity: Quantity,
    got: dict[str, Any],
    before: Sequence[Statement],
) -> Statement:
    base = _base(clause, quantity, before)
    people = base.people if base and base.counted else _people(clause, before)
    wrong, unknown = sentence.noun(quantity)
    unknown = unknown or sentence.between(quantity, clause)
    known = {name: None if isinstance(got[name], Reason) else got[name] for name in NAMES}
    place, near = clause.zone.quantities.index(quantity), sentence.near(quantity)
    trouble = clause.trouble or _reason(got) or _trouble(clause, people)
    if _REFERRING[0].search(near[0]) or _REFERRING[1].match(near[1]):
        trouble = trouble or _narrowed(people, _last_people(before, got["spoken_of"]))
    if place in clause.zone.wholes and not (base and base.counted):
        trouble = trouble or UNKNOWN_WHOLE
    is_multiple = multiplies(near[0])
    if is_multiple:
        clause = replace(clause, factor=find_factor(near[0]))
    return Statement(
        quantity=quantity,
        clause=clause,
        cues=got["cues"],
        base=base,
        people=people,
        area=known["area"],
        offences=known["offence"] or (),
        period=known["period"],
        earlier=before[-1] if before and (clause.zone.comparison or is_multiple) else None,
        start=None,
        starts=False,
        whole=clause.zone.quantities[place + 1] if place + 1 in clause.zone.wholes else None,
        near=near,
        wrong=clause.wrong or wrong,
        trouble=trouble or got["trouble"] or unknown,
    )


def _last_people(statements: Sequence[Statement], before: People) -> People:
    """Whom the last number counts that is no whole of another; ``before`` where there is none."""
    parts = [one.people for one in statements if not (one.base and one.base.counted)]
    if parts:
        return parts[-1]
    return statements[-1].people if statements else before


def _narrowed(people: People, spoken_of: People) -> str | None:
    """Why "of them" is unclear: those spoken of were some only, as the men of those sentenced."""
    other_sex = people.sex and spoken_of.sex and people.sex != spoken_of.sex
    if other_sex or (people.ages and spoken_of.ages) or spoken_of == People():
        return None
    return UNCLEAR.format(name="whole")


def _base(clause: Clause, quantity: Quantity, before: Sequence[Statement]) -> Base | None:
    """The whole of a number; that of the number before, where the zone names none."""
    if clause.base is None:
        last = before[-1].base if before else None
        return Base(last.cue, last.people) if last else None
    cue, start, end = clause.base
    sexes = [sex for at, sex in clause.sexes if start <= at < end]
    ages = [bands for at, bands in clause.ages if start <= at < end]
    people = People(sexes[0] if sexes else None, ages[0] if ages else ())
    return Base(cue, people, start <= quantity.start < end)


def _people(clause: Clause, before: Sequence[Statement]) -> People:
    sexes = [sex for at, sex in clause.sexes if not _in_base(clause, at)]
    ages = [bands for at, bands in clause.ages if not _in_base(clause, at)]
    own = clause.cues or clause.base or ages or clause.lengths or sexes
    if before and clause.zone.comparison and not own:
        return before[-1].people  # "similar to the 94% nationally": the same people elsewhere
    return People(sexes[0] if sexes else None, ages[0] if ages else (), clause.lengths)


def _in_base(clause: Clause, at: int) -> bool:
    return clause.base is not None and clause.base[1] <= at < clause.base[2]


def _trouble(clause: Clause, people: People) -> str | None:
    outside = {sex for at, sex in clause.sexes if not _in_base(clause, at)}
    bands = {ages for at, ages in clause.ages if not _in_base(clause, at)}
    if len(outside) > 1:
        return UNCLEAR.format(name="sex")
    if len(bands) > 1 or "?" in people.ages or any("?" in ages for _, ages in clause.ages):
        return NO_SUCH_AGE
    return "these rows have no such length" if clause.lengths == () else None


def _reason(got: dict[str, Any]) -> str | None:
    reasons = [value.text for value in got.values() if isinstance(value, Reason)]
    return reasons[0] if reasons else None
