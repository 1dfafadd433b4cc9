"""What each number says: its measure, area, offence and year, named there or carried over.

Where a sentence leaves two choices, none is taken: the number is then not answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from outcomes import areas
from stories.reading.clauses import Clause, Cue, read_clause, read_sentence
from stories.reading.grammar import noun_trouble
from stories.reading.mentions import plain
from stories.reading.names import LOCAL, UNKNOWN
from stories.reading.periods import UNKNOWN_YEAR, Period
from stories.reading.quantities import COUNT, Quantity

UNCLEAR = "it is not clear which {name} is meant"
MISSING = "the text does not say which {name} is meant"
NO_MEASURE = "the text does not say what is counted"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one number says.

    Attributes:
        quantity: the number.
        clause: the zone that it stands in.
        cues: measures and outcomes that it is about, without the base.
        base: the measure that a share is a share of, or None where not said.
        in_base: whether the number counts the base itself ("of the 859 convicted").
        sex: ``male``, ``female`` or None.
        ages: bands or a group; empty for all.
        lengths: custodial lengths; None for all.
        base_sex: the sex of the base ("of women convicted"), or None.
        area: slug, or None where not known.
        offences: choices of offences.
        period: the period.
        earlier: the statement that this one is compared with, or None.
        near: the plain words before and after the number, for words of change.
        wrong: why what is counted is another thing, or None.
        trouble: why it cannot be answered, or None.
    """

    quantity: Quantity
    clause: Clause
    cues: tuple[Cue, ...]
    base: Cue | None
    in_base: bool
    sex: str | None
    ages: tuple[str, ...]
    lengths: tuple[str, ...] | None
    base_sex: str | None
    area: str | None
    offences: tuple[tuple[str, ...], ...]
    period: Period | None
    earlier: Statement | None
    near: tuple[str, str]
    wrong: str | None
    trouble: str | None


@dataclass(slots=True)
class Carried:
    """What the sentences before have spoken of."""

    values: dict[str, Any] = field(default_factory=dict)
    local: str | None = None


def read_statements(text: str, carried: Carried) -> tuple[Statement, ...]:
    """Read the numbers of one sentence, and carry over what it speaks of."""
    scan, snapshot, zones = read_sentence(text)
    clauses = [read_clause(scan, zone) for zone in zones]
    _learn_local(scan.of("area"), carried)
    if not clauses:
        _carry_alone(scan, carried)
        return ()
    resolved = {name: _resolve(name, clauses, carried) for name in ("area", "offence", "period")}
    statements: list[Statement] = []
    cues: tuple[Cue, ...] = ()
    for place, clause in enumerate(clauses):
        got = {name: found[place] for name, found in resolved.items()}
        cues, trouble = _cues(place, clauses, cues, carried)
        for position, quantity in enumerate(clause.zone.quantities):
            one = _statement(clause, position, cues, got, statements)
            reason, unknown = _noun(snapshot, quantity)
            wrong = clause.wrong or reason
            trouble_found = one.trouble or trouble or unknown
            near = _near(scan.text, quantity)
            statements.append(replace(one, near=near, wrong=wrong, trouble=trouble_found))
    _carry(resolved, clauses, cues, carried)
    return tuple(statements)


def _near(text: str, quantity: Quantity) -> tuple[str, str]:
    return plain(text[: quantity.start])[-60:], plain(text[quantity.end :])[:60]


def _noun(snapshot: str, quantity: Quantity) -> tuple[str | None, str | None]:
    return noun_trouble(snapshot, quantity.end) if quantity.kind == COUNT else (None, None)


def _learn_local(mentions: Any, carried: Carried) -> None:
    for one in mentions:
        if one.value not in (LOCAL, UNKNOWN, areas.ENGLAND_AND_WALES):
            carried.local = one.value


def _own(name: str, clause: Clause) -> tuple[Any, ...]:
    return {"area": clause.areas, "offence": clause.offences, "period": clause.periods}[name]


def _resolve(name: str, clauses: Sequence[Clause], carried: Carried) -> list[Any]:
    """For each zone the value of one attribute, or a reason (text that begins with ``!``)."""
    found: list[Any] = []
    main: Any = None
    for place, clause in enumerate(clauses):
        own = _own(name, clause)
        if len(own) > 1:
            value: Any = "!" + UNCLEAR.format(name=_NAMES[name])
        elif own:
            value = _related(name, own[0], main, carried)
        elif place:
            value = found[-1] if clause.zone.comparison and name != "period" else main
            value = value if value is not None else found[-1]
        else:
            value = _ahead(name, clauses, carried)
        found.append(value)
        if not clause.zone.comparison or main is None:
            main = value
    return [_compared_year(name, place, clauses, found) for place in range(len(clauses))]


_NAMES = {"area": "area", "offence": "offence", "period": "year"}


def _related(name: str, own: Any, main: Any, carried: Carried) -> Any:
    """A value that refers to another: ``locally``, ``the year before``."""
    if own == UNKNOWN:
        return f"!the {_NAMES[name]} is not one of these figures"
    if own == LOCAL:
        return carried.local or "!" + MISSING.format(name="area")
    if name == "period" and own.offset is not None:
        start = main if isinstance(main, Period) else carried.values.get("period")
        if not isinstance(start, Period) or start.first is None or start.first != start.last:
            return "!" + UNKNOWN_YEAR
        year = start.first + own.offset
        return Period(year, year, start.basis)
    if name == "period" and own.trouble:
        return "!" + own.trouble
    return own


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
        return before if before is not None else "!" + MISSING.format(name=_NAMES[name])
    if len(distinct) > 1 or (before is not None and before != distinct[0]):
        return "!" + UNCLEAR.format(name=_NAMES[name])
    return distinct[0]


def _compared_year(name: str, place: int, clauses: Sequence[Clause], found: list[Any]) -> Any:
    """The year before, where a number is “down from 1,005” without a year."""
    value, clause = found[place], clauses[place]
    moved = clause.direction or (place and clauses[place - 1].direction)
    plainly = not clause.periods and not clause.areas and clause.zone.comparison
    if name != "period" or not place or not plainly or not moved or not isinstance(value, Period):
        return value
    if value.first is None or value.first != value.last:
        return value
    return Period(value.first - 1, value.first - 1, value.basis)


def _cues(
    place: int, clauses: Sequence[Clause], before: tuple[Cue, ...], carried: Carried
) -> tuple[tuple[Cue, ...], str | None]:
    """The measures of a zone: its own, or what was counted before where no word says another."""
    clause = clauses[place]
    if clause.cues or clause.base or clause.average or clause.lengths:
        return clause.cues, None
    if not clause.plain and not clause.wrong:
        return (), NO_MEASURE
    if place:
        return before, None
    later = [cue for one in clauses[1:] for cue in one.cues]
    held: tuple[Cue, ...] = carried.values.get("cues", ())
    if later and (not held or set(later) == set(held)):
        return (later[0],) if len(set(later)) == 1 else (), None
    return ((), UNCLEAR.format(name="measure")) if later else (held, None)


def _statement(
    clause: Clause,
    position: int,
    cues: tuple[Cue, ...],
    got: dict[str, Any],
    before: Sequence[Statement],
) -> Statement:
    quantity = clause.zone.quantities[position]
    base, in_base, base_sex = _base(clause, quantity, before)
    outside = [sex for at, sex in clause.sexes if not _in_base(clause, at)]
    trouble = clause.trouble or _texts(got) or _several(clause, outside)
    if clause.ages == ("?",) or "?" in clause.ages:
        trouble = trouble or "these rows have no such age"
    sex, ages, lengths = outside[0] if outside else None, clause.ages, clause.lengths
    same = before[-1] if before and _compares_alone(clause, outside) else None
    if same is not None:
        sex, ages, lengths = same.sex, same.ages, same.lengths
    return Statement(
        quantity=quantity,
        clause=clause,
        cues=cues,
        base=base,
        in_base=in_base,
        sex=base_sex if in_base else sex,
        ages=() if in_base else ages,
        lengths=None if in_base else lengths,
        base_sex=base_sex,
        area=None if _is_reason(got["area"]) else got["area"],
        offences=() if _is_reason(got["offence"]) else got["offence"],
        period=None if _is_reason(got["period"]) else got["period"],
        earlier=before[-1] if before and clause.zone.comparison else None,
        near=("", ""),
        wrong=None,
        trouble=trouble,
    )


def _compares_alone(clause: Clause, sexes: list[str]) -> bool:
    """Whether a zone compares the same people with others: "similar to the 94% nationally"."""
    own = clause.cues or clause.base or clause.ages or clause.lengths or sexes
    return clause.zone.comparison and not own


def _base(
    clause: Clause, quantity: Quantity, before: Sequence[Statement]
) -> tuple[Cue | None, bool, str | None]:
    """The base of a number, whether it counts the base itself, and the base's sex."""
    if clause.base is None:
        last = before[-1] if before else None
        return (last.base, False, last.base_sex) if last else (None, False, None)
    cue, start, end = clause.base
    inside = [sex for at, sex in clause.sexes if start <= at < end]
    return cue, start <= quantity.start < end, inside[0] if inside else None


def _in_base(clause: Clause, at: int) -> bool:
    return clause.base is not None and clause.base[1] <= at < clause.base[2]


def _several(clause: Clause, sexes: list[str]) -> str | None:
    if len(set(sexes)) > 1:
        return UNCLEAR.format(name="sex")
    if clause.lengths == ():
        return "these rows have no such length"
    return None


def _is_reason(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.startswith("!"))


def _texts(got: dict[str, Any]) -> str | None:
    reasons = [value for value in got.values() if isinstance(value, str) and value.startswith("!")]
    return reasons[0][1:] if reasons else None


def _carry(
    resolved: dict[str, list[Any]],
    clauses: Sequence[Clause],
    cues: tuple[Cue, ...],
    carried: Carried,
) -> None:
    for name, values in resolved.items():
        main = [
            value
            for value, clause in zip(values, clauses, strict=True)
            if not clause.zone.comparison
        ]
        distinct = list(dict.fromkeys(main))
        unclear = "!" + UNCLEAR.format(name=_NAMES[name])
        carried.values[name] = distinct[0] if len(distinct) == 1 else unclear
    carried.values["cues"] = cues


def _carry_alone(scan: Any, carried: Carried) -> None:
    """A sentence without numbers, such as a heading, says what the next ones are about."""
    for name in ("area", "offence", "period"):
        own = list(dict.fromkeys(one.value for one in scan.of(name)))
        if len(own) == 1:
            value = own[0][0] if name == "offence" else own[0]
            carried.values[name] = _related(name, value, None, carried)
        elif own:
            carried.values[name] = "!" + UNCLEAR.format(name=_NAMES[name])
