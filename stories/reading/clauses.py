"""What stands in one zone of a sentence, sorted by kind, before anything is carried over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from stories.reading import grammar
from stories.reading.bases import Cue, base_span, find_base
from stories.reading.cues import (
    BLOCK_RULES,
    DIRECTION_RULES,
    LENGTH_RULES,
    MEASURE_RULES,
    PER_RULES,
    WRONG_RULES,
)
from stories.reading.factors import Factor, find_factor
from stories.reading.mentions import Mention, Scan, plain
from stories.reading.names import UNKNOWN, name_rules
from stories.reading.people import AGE_RULES, CHILDREN, SEX_RULES
from stories.reading.periods import PERIOD_RULES, Period
from stories.reading.quantities import read_quantities
from stories.reading.sameness import SAME_RULES
from stories.reading.superlatives import Superlative, find_more, find_superlative
from stories.reading.zones import Zone, split_zones

# "boys" or "girls" and the blanks around, at the end of a zone.
_SEX_LETTERS = 7
# "the highest since 2010" is about the year spoken of; "since 2010" alone is not.
_SUPERLATIVE = re.compile(
    r"(?:highest|lowest|most|fewest|least|largest|smallest|biggest|record|first)\b[^,;]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One zone, read.

    Attributes:
        zone: the stretch and its numbers.
        areas: slugs named, ``local`` or ``?``, in order.
        offences: choices named, each a tuple of tuples of slugs; ``?`` when not known.
        periods: periods named.
        cues: measures and outcomes named, without the base.
        base: the measure named as the whole of a share, and where its phrase begins and ends.
        sexes: for each sex named, where it stands and the word.
        ages: for each age named, where it stands and its bands; ``?`` where no bands make it up.
        lengths: custodial lengths named.
        average: whether an average length is spoken of.
        magistrates: whether the sentence names magistrates' courts.
        direction: 1 up, -1 down, 0 neither, None both.
        wrong: why what is counted is another thing, or None.
        trouble: why the zone cannot be read, or None.
        plain: whether it has no words that could say another measure.
        same: other periods, and areas by slug, of which the same is said.
        factor: how many times as many it is said to be, or None.
        superlative: that it is the highest or lowest, or None.
        more: 1 where it is said to be more than what follows, -1 fewer, else 0.
    """

    zone: Zone
    areas: tuple[str, ...]
    offences: tuple[Any, ...]
    periods: tuple[Period, ...]
    cues: tuple[Cue, ...]
    base: tuple[Cue, int, int] | None
    sexes: tuple[tuple[int, str], ...]
    ages: tuple[tuple[int, tuple[str, ...]], ...]
    lengths: tuple[str, ...] | None
    average: bool
    magistrates: bool
    direction: int | None
    wrong: str | None
    trouble: str | None
    plain: bool
    same: tuple[Period | str, ...]
    factor: Factor | None
    superlative: Superlative | None
    more: int


def read_sentence(text: str) -> tuple[Scan, str, tuple[Zone, ...]]:
    """Scan a sentence: what was understood, the text when numbers were masked, and its zones."""
    scan = Scan(text)
    scan.apply(SAME_RULES)
    scan.apply(PERIOD_RULES)
    scan.apply(name_rules())
    scan.apply((*PER_RULES, *LENGTH_RULES, *AGE_RULES))
    quantities = read_quantities(scan)
    snapshot = scan.rest
    scan.apply((*MEASURE_RULES, *WRONG_RULES, *SEX_RULES, *DIRECTION_RULES, *BLOCK_RULES))
    for start, end in grammar.unknown_places(scan):
        scan.take("area", start, end, UNKNOWN)
    for mention in [one for one in scan.of("measure") if grammar.unknown_offence(scan, one)]:
        scan.mentions.append(Mention("offence", mention.end, mention.end, (UNKNOWN,)))
    return scan, snapshot, split_zones(snapshot, quantities)


def read_clause(scan: Scan, zone: Zone) -> Clause:
    """Sort what stands in a zone."""
    inside = [one for one in scan.of(*_KINDS) if zone.start <= one.start < zone.end]
    of = {kind: [one for one in inside if one.kind == kind] for kind in _KINDS}
    base = find_base(scan, of["measure"], zone)
    cues = [one for one in of["measure"] if base is None or one is not base]
    ages, sexes = _people(of)
    said = plain(scan.text[zone.start : zone.end])
    return Clause(
        zone=zone,
        areas=tuple(dict.fromkeys(one.value for one in of["area"])),
        offences=tuple(dict.fromkeys(one.value[0] for one in of["offence"])),
        periods=tuple(dict.fromkeys(one.value for one in of["period"])),
        cues=tuple(dict.fromkeys(one.value for one in cues)),
        base=base_span(scan, base) if base else None,
        sexes=sexes,
        ages=ages,
        lengths=_lengths(of["length"]),
        average=bool(of["average"]),
        magistrates=any(True for _ in scan.of("magistrates")),
        direction=_direction([one.value for one in of["direction"]]),
        wrong=of["wrong"][0].value if of["wrong"] and not of["measure"] else None,
        trouble=_trouble(scan, zone, of),
        plain=not grammar.leftover(scan, zone.start, zone.end),
        same=tuple(one.value for one in of["same"]),
        factor=find_factor(said),
        superlative=find_superlative(said),
        more=find_more(said),
    )


_KINDS = (
    "area", "offence", "period", "measure", "sex", "boys", "age", "length", "average",
    "magistrates", "direction", "wrong", "block", "date", "since", "same",
)  # fmt: skip


def share_ages(clauses: list[Clause]) -> list[Clause]:
    """The age after the last of a list is of all: “six boys and one girl aged 12 to 14”."""
    shared = list(clauses)
    for place in range(len(clauses) - 2, -1, -1):
        one, after = shared[place], shared[place + 1]
        alone = [bands for _, bands in one.ages] == [("children",)] and bool(one.sexes)
        if alone and after.sexes and after.ages and one.zone.end - one.ages[0][0] <= _SEX_LETTERS:
            at = one.ages[0][0]
            shared[place] = replace(one, ages=((at, after.ages[0][1]),))
    return shared


Ages = tuple[tuple[int, tuple[str, ...]], ...]


def _people(of: dict[str, list[Mention]]) -> tuple[Ages, tuple[tuple[int, str], ...]]:
    ages = [(one.start, one.value) for one in of["age"]]
    sexes = [(one.start, one.value) for one in of["sex"]]
    for one in of["boys"]:
        sexes.append((one.start, one.value))
        if not of["age"]:
            ages.append((one.start, ("children",)))
    narrow = [one for one in ages if set(one[1]) < set(CHILDREN)]
    if narrow:
        ages = [one for one in ages if one[1] != ("children",)]
    return tuple(ages), tuple(sexes)


def _lengths(mentions: list[Mention]) -> tuple[str, ...] | None:
    if not mentions:
        return None
    return mentions[0].value.words if len(mentions) == 1 else ()


def _direction(values: list[int]) -> int | None:
    found = set(values)
    if len(found) > 1:
        return None
    return found.pop() if found else 0


def _trouble(scan: Scan, zone: Zone, of: dict[str, list[Mention]]) -> str | None:
    if of["block"]:
        return str(of["block"][0].value)
    if of["since"] and not _SUPERLATIVE.search(scan.text[: of["since"][0].start].lower()):
        return "it names where a period begins, and not a year"
    if of["wrong"] and of["measure"]:
        return "it speaks of more than these figures count"
    if of["date"] and not of["period"]:
        return "it names a day, and the figures are of whole years"
    verb = grammar.unknown_verb(scan, zone.start, zone.end)
    return f"“{verb}” is not something that these figures count" if verb else None
