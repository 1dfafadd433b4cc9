"""Findings and text alternatives of sentences given, of lengths of custody, and of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from charts.clauses import (
    courts,
    done_to,
    nothing_published,
    people_of,
    period,
    scope,
)
from charts.keys import key_label, key_slug
from charts.pyramid import Pyramid, pyramid
from charts.shares import ALL, LENGTHS, SENTENCES, Whole, wholes
from charts.small_cells import FEWER_THAN_5, FEWEST, NOT_SHOWN
from charts.subtitle import subtitle
from charts.words import listed
from outcomes import numbers
from outcomes.inference import LOW_BASE
from outcomes.result import Observation, Result
from outcomes.vocabulary import band_phrase

CUSTODY = "Immediate custody"
GIVEN = {
    "Immediate custody": "given immediate custody",
    "Suspended sentence": "given a suspended sentence",
    "Community sentence": "given a community sentence",
    "Fine": "fined",
    "Discharge": "discharged",
    "Other": "dealt with in another way",
}
SEX_WORDS = {"male": "male", "female": "female"}


def part_wholes(result: Result, part: str, groups: Mapping[str, Sequence[str]]) -> list[Whole]:
    """The wholes of a result that have anybody in them."""
    return [one for one in wholes(result, part, groups) if one.total]


def share_words(count: int, whole: int) -> str:
    """``34%``, ``less than 1%``, ``all``, or the count where a percentage says less."""
    if whole < LOW_BASE:
        return numbers.count(count) if count else "none"
    return numbers.percent_words(count, whole)


def mix_finding(result: Result) -> str:
    """``Of 900 offenders sentenced for … in 2019, 34% were given immediate custody, …``."""
    found = part_wholes(result, "sentence_outcome", SENTENCES)
    if not found:
        return nothing_published(result)
    whole, like = _told(result, found)
    where = f"{_scope(result, whole, 'sentence_outcome')} {period(result, like)}"
    done = f"sentenced{courts(result, like)} for {where}"
    if ALL in whole.hidden:
        return f"{_few(result)} were {done}."
    others = [part for part in SENTENCES if part not in {CUSTODY, *whole.hidden}]
    other = max(others, key=whole.counts.__getitem__, default="")
    clauses = [_given(whole, CUSTODY)] if whole.hidden.get(CUSTODY) != NOT_SHOWN else []
    clauses += [_given(whole, other)] if whole.counts.get(other) else []
    people = f"{numbers.count(whole.total)} {people_of(result, whole.total)}"
    be = "was" if whole.total == 1 else "were"
    return f"Of {people} {done}, {listed(clauses)}." if clauses else f"{people} {be} {done}."


def _few(result: Result) -> str:
    return f"{FEWER_THAN_5.capitalize()} {people_of(result, FEWEST)}"


def _given(whole: Whole, part: str) -> str:
    count = whole.counts[part]
    if part in whole.hidden:
        return f"{whole.hidden[part]} were {GIVEN[part]}"
    be = "was" if count == 1 and whole.total < LOW_BASE else "were"
    return f"{share_words(count, whole.total)} {be} {GIVEN[part]}"


def _told(result: Result, found: list[Whole]) -> tuple[Whole, Observation]:
    """The whole that the sentence is about, the newest or the first, and one of its cells."""
    whole = found[-1] if result.by[0] == "year" and len(result.by) == 2 else found[0]
    if result.by[0] == "year" and len(result.by) > 2:
        last = max(one.name[0] for one in found)
        whole = next(one for one in found if one.name[0] == last)
    names = [name for name in result.by if name not in {"sentence_outcome", "custodial_length"}]
    like = next(
        one
        for one in result.observations
        if one.value is not None and tuple(result.key(one, name) for name in names) == whole.name
    )
    return whole, like


def _scope(result: Result, whole: Whole, part: str) -> str:
    names = [name for name in result.by if name != part]
    chosen = result.selection
    if "area" in names:
        chosen = chosen.but(areas=(key_slug("area", whole.name[names.index("area")]),))
    return scope(replace(result, selection=chosen))


def lengths_finding(result: Result) -> str:
    """``Of 300 offenders given immediate custody for …, 52% were given 3 months or less``."""
    found = part_wholes(result, "custodial_length", LENGTHS)
    if not found:
        return nothing_published(result)
    whole, like = _told(result, found)
    people = people_of(result, whole.total)
    done = f"given immediate custody{courts(result, like)}"
    where = f"for {_scope(result, whole, 'custodial_length')} {period(result, like)}"
    if whole.hidden:
        several = f"{numbers.count(whole.total)} {people}"
        return f"{_few(result) if ALL in whole.hidden else several} were {done} {where}."
    most = max(LENGTHS, key=whole.counts.__getitem__)
    band = most[:1].lower() + most[1:]
    sentence = "life or an indeterminate sentence" if band.startswith("life") else band_phrase(band)
    count = whole.counts[most]
    share = share_words(count, whole.total)
    of_them = " of them" if whole.total < LOW_BASE else ""
    group = "all" if count == whole.total else f"the largest group, {share}{of_them},"
    return (
        f"Of {numbers.count(whole.total)} {people} {done} {where}, "
        f"{group} were sentenced to {sentence}."
    )


def describe_parts(result: Result, part: str, groups: Mapping[str, Sequence[str]]) -> str:
    """Text alternative: each part's share in the first and the last whole."""
    found = part_wholes(result, part, groups)
    names = [name for name in result.by if name != part]
    said = []
    for one in found if len(found) < 2 else [found[0], found[-1]]:
        parts = [f"{group.lower()} {_part(one, group)}" for group, n in one.counts.items() if n]
        keys = ", ".join(key_label(name, key) for name, key in zip(names, one.name, strict=True))
        whole = one.hidden.get(ALL) or numbers.count(one.total)
        said.append(f"{keys or 'All'}, {whole} in all: {', '.join(parts)}.")
    return " ".join([f"{subtitle(result)}.", *said])


def _part(whole: Whole, part: str) -> str:
    count = whole.counts[part]
    if part in whole.hidden:
        return whole.hidden[part]
    return share_words(count, whole.total) if count < whole.total else "100%"


def people_finding(result: Result) -> str:
    """``Of 991 defendants prosecuted for …, 94% were male and the largest age group …``."""
    found = pyramid(result)
    like = next((one for one in result.observations if one.value is not None), None)
    if like is None or not found.total:
        return nothing_published(result)
    people = people_of(result, found.total)
    parts = [clause for clause in (_sex_clause(found), _age_clause(found)) if clause]
    whole = f"{numbers.count(found.total)} {people}"
    if not parts:
        be = "was" if found.total == 1 else "were"
        return f"{whole} {be} {done_to(result, like)} {period(result, like)}."
    return f"Of {whole} {done_to(result, like)} {period(result, like)}, {' and '.join(parts)}."


def _sex_clause(found: Pyramid) -> str:
    counts = found.by_sex
    known = {sex: counts.get(sex, 0) for sex in SEX_WORDS}
    if not any(known.values()) or found.total < LOW_BASE:
        return ""
    larger = max(known, key=known.__getitem__)
    rest = found.total - known[larger]
    if 0 < rest < 5:
        return f"all but fewer than 5 were {larger}"
    return f"{share_words(known[larger], found.total)} were {larger}"


def _age_clause(found: Pyramid) -> str:
    ages = {age: count for age, count in found.by_age.items() if age != "not known"}
    if len(ages) < 2 or found.total < LOW_BASE:
        return ""
    largest = max(ages, key=ages.__getitem__)
    name = largest.replace("-", " to ")
    return f"the largest age group was {name} ({share_words(ages[largest], found.total)})"


def describe_people(result: Result) -> str:
    """Text alternative: each age's count by sex, small cells grouped."""
    found = pyramid(result)
    said = [
        f"{row.label}: {listed([f'{row.texts[sex]} {sex}' for sex in row.texts])}."
        for row in found.rows
    ]
    return " ".join([f"{subtitle(result)}.", *said])
