"""Sentences of sex and age, with small cells grouped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from outcomes.result import PUBLISHED
from outcomes.small_numbers import is_few
from stories.change import beside_national
from stories.claims import FEWER, Figure, Part, Rows, fill
from stories.drafts import Draft, Lead, opening
from stories.facts import NATIONAL, Facts, count_figure, share
from stories.templates import PIECES, TEMPLATES
from stories.wording import listed, year_name

# "All but fewer than 5" of fewer says next to nothing.
ALL_BUT_FROM = 20
CHILDREN = {"male": "boys", "female": "girls"}
CHILD_AGES = {"15-17": "15 to 17", "12-14": "12 to 14", "10-11": "10 and 11"}


def write_men(facts: Facts, lead: Lead) -> Draft | None:
    """How many of those convicted were male, beside England and Wales."""
    return _write_part(facts, lead, "men", {"sex": "male"})


def write_older(facts: Facts, lead: Lead) -> Draft | None:
    """How many of those convicted were aged 25 and over, beside England and Wales."""
    return _write_part(facts, lead, "older", {"age": "25 and over"})


def base_of(facts: Facts, lead: Lead) -> Lead:
    """The people spoken of: those convicted where that is published, else those of the lead."""
    if lead.measure == "prosecutions" and facts.has("convictions", lead.area):
        return Lead("convictions", lead.area)
    return lead


def _write_part(facts: Facts, lead: Lead, template: str, narrower: dict[str, Any]) -> Draft | None:
    base = base_of(facts, lead)
    whole = facts.count(base.measure, base.area)
    part = facts.count(base.measure, base.area, **narrower)
    if part is None or whole is None or not whole.value:
        return None
    parts = _common(facts, base) | {"whole": whole, "part": part, "share": "", "compared": ""}
    rest = None if part.value is None else int(whole.value) - int(part.value)
    if rest is not None and is_few(rest):
        if int(whole.value) < ALL_BUT_FROM:
            return None
        template = f"{template}-all-but"
        parts["few"] = replace(part, text=FEWER, value=None, grouped=True)
    elif part.value == 0:
        template = f"{template}-none"
    elif part.value == whole.value:
        template = f"{template}-all"
    else:
        parts |= _shares(facts, base, (part, whole), narrower)
    phrase = fill(TEMPLATES[template], parts)
    return Draft(template, phrase, (base.measure,), area=base.area)


def _common(facts: Facts, base: Lead) -> dict[str, Part]:
    year = year_name(facts.year, facts.basis)
    return {**base.words, "where": facts.where(base.measure, base.area), "year": year}


def _shares(
    facts: Facts, base: Lead, counts: tuple[Figure, Figure], narrower: dict[str, Any]
) -> dict[str, Part]:
    here = share(*counts)
    if here is None:
        return {}
    parts: dict[str, Part] = {"share": fill(PIECES["share"], {"share": here})}
    national = _national_share(facts, base, narrower)
    if national is not None:
        parts["compared"] = beside_national(here, national)
    return parts


def _national_share(facts: Facts, base: Lead, narrower: dict[str, Any]) -> Figure | None:
    if base.area == NATIONAL or not _same_courts(facts, base):
        return None
    part = facts.count(base.measure, NATIONAL, **narrower)
    whole = facts.count(base.measure, NATIONAL)
    return share(part, whole) if part and whole else None


def _same_courts(facts: Facts, base: Lead) -> bool:
    """Whether the area's figures and those of England and Wales are of the same courts."""
    here, there = (facts.magistrates_only(base.measure, one) for one in (base.area, NATIONAL))
    return here == there


def write_children(facts: Facts, lead: Lead) -> Draft | None:
    """Children among those convicted; across England and Wales by sex and age."""
    base = base_of(facts, lead)
    children = facts.count(base.measure, base.area, age="children")
    if children is None or not _anybody(facts, base) or _gives_away(facts, base, children):
        return None
    parts = _common(facts, base) | opening(children) | {"elsewhere": ""}
    alike = base.area != NATIONAL and _same_courts(facts, base)
    cells, all_told = _cells(facts, base) if alike else ([], False)
    if cells:
        gaps = [f"cell_{place}" for place in range(len(cells))]
        text = listed([f"{{{gap}}}" for gap in gaps])
        phrases = fill(text, dict(zip(gaps, cells, strict=True)))
        words: dict[str, Part] = {"verb": base.words["verb"], "list": phrases}
        parts["elsewhere"] = fill(
            PIECES["children-all" if all_told else "children-elsewhere"], words
        )
    phrase = fill(TEMPLATES["children"], parts)
    return Draft("children", phrase, (base.measure,), area=base.area)


def _anybody(facts: Facts, base: Lead) -> bool:
    whole = facts.count(base.measure, base.area)
    return whole is None or whole.value != 0


def _gives_away(facts: Facts, base: Lead, children: Figure) -> bool:
    """Whether those of 18 to 24, or of unknown age, would follow from the whole and be few."""
    whole = facts.count(base.measure, base.area)
    older = facts.count(base.measure, base.area, age="25 and over")
    told = [one.value for one in (whole, older, children) if one is not None]
    if len(told) < 3 or None in told:
        return False
    every, old, young = (int(value or 0) for value in told)
    return is_few(every - old) is False and is_few(every - old - young)


def _cells(facts: Facts, base: Lead) -> tuple[list[Part], bool]:
    """Boys and girls by age across England and Wales, without cells below 5 and totals.

    With them, whether they are all the children.
    """
    result = facts.ask(base.measure, NATIONAL, by=("year", "sex", "age_range"))
    counts = {one.keys: one.value for one in result.observations if one.status == PUBLISHED}
    cells: list[Part] = []
    told = 0
    for age, years in CHILD_AGES.items():
        for sex, people in CHILDREN.items():
            keys = (facts.year, sex, age)
            value = int(counts.get(keys) or 0)
            if value and not is_few(value):
                figure = count_figure(value, Rows(result.selection, (keys,)), result.measure.unit)
                words: dict[str, Part] = {"now": figure, "people": people, "age": years}
                told += value
                cells.append(fill(PIECES["children-sex"], words))
    every = sum(int(count or 0) for keys, count in counts.items() if keys[-1] in CHILD_AGES)
    return cells, told == every
