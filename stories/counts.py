"""Sentences of counts: the year's number, its series, England and Wales beside it."""

from __future__ import annotations

from outcomes.breaks import starts_anew
from outcomes.law import first_full_year
from outcomes.offence_words import offence_phrase
from outcomes.result import PUBLISHED, Result
from stories.change import (
    COMPARED,
    DOWN,
    LITTLE_CHANGED,
    SAME,
    UP,
    counts_change,
    existing,
    extreme,
    percent_change,
)
from stories.claims import Part, Phrase, fill
from stories.drafts import COUNTED, Draft, Lead, before_noun, opening
from stories.facts import NATIONAL, Facts, counted
from stories.templates import PIECES, TEMPLATES
from stories.wording import (
    where_again,
    where_dealt_with,
    year_name,
)


def write_headline(facts: Facts, lead: Lead) -> Draft | None:
    """The year's number, with the year before where the change passes the test."""
    series = facts.series(lead.measure, lead.area)
    now = counted(series, (facts.year,))
    if now is None:
        return None
    change = _change(facts, series)
    if isinstance(change, Phrase) and _is_no_news(change):
        change = ""
    parts = _common(facts, lead) | {"where": where_again(lead.area), "change": change}
    parts["now"] = opening(now)["now"]
    return Draft("headline", fill(TEMPLATES["headline"], parts), (lead.measure,), facts.year - 1)


def _is_no_news(change: Phrase) -> bool:
    """Whether a change is none, or is set against a number that is not shown."""
    if change.text.startswith(f", {COMPARED}"):
        return any(figure.grouped for figure in change.figures)
    return change.text.startswith((", little", ", the same", ", as in"))


def write_lead(facts: Facts, lead: Lead) -> Draft | None:
    """The year's number beside that of the year before."""
    series = facts.series(lead.measure, lead.area)
    now = counted(series, (facts.year,))
    if now is None:
        return None
    parts = _common(facts, lead) | opening(now) | {"where": where_dealt_with(lead.area)}
    phrase = fill(TEMPLATES["lead"], parts | {"change": _change(facts, series)})
    return Draft("lead", phrase, (lead.measure,), facts.year - 1, lead.area)


def _common(facts: Facts, lead: Lead) -> dict[str, Part]:
    year = year_name(facts.year, facts.basis)
    return {**lead.words, "offence": offence_phrase(facts.offence), "year": year}


def _change(facts: Facts, series: Result, *, percent: bool = False) -> Part:
    """``, up from 904 in 2016``; empty where the year before does not compare."""
    before = counted(series, (facts.year - 1,))
    now = next((one for one in series.observations if one.keys == (facts.year,)), None)
    earlier = next((one for one in series.observations if one.keys == (facts.year - 1,)), None)
    begins = first_full_year(facts.offence, facts.basis) or 0
    if before is None or now is None or earlier is None or facts.year - 1 < begins:
        return ""
    if facts.year in series.breaks:
        return ""
    words = counts_change(int(now.value or 0), int(earlier.value or 0))
    figure = counted(series, (facts.year,))
    hidden = before.grouped or (figure is not None and figure.grouped)
    if starts_anew(series.selection, facts.year) and words in {UP, DOWN}:
        words = COMPARED
    if hidden and words == LITTLE_CHANGED:
        words = COMPARED  # nobody can see how little
    year = year_name(facts.year - 1, facts.basis)
    parts: dict[str, Part] = {"change": words, "before": before, "year_before": year}
    if before.grouped and figure and figure.grouped:
        return ""
    moved = percent_change(figure, before) if percent and figure else None
    if words == SAME:
        return fill(PIECES["change-same" if now.value else "change-none"], parts)
    if moved is None or words not in {UP, DOWN}:
        return fill(PIECES["change"], parts)
    parts |= {"change": words.removesuffix(" from"), "percent": moved}
    return fill(PIECES["change-percent"], parts)


def write_series(facts: Facts, lead: Lead) -> Draft | None:
    """The first three years of the series, and whether the story's year is its extreme."""
    series = facts.series(lead.measure, lead.area)
    begins = first_full_year(facts.offence, facts.basis)
    rows = existing(series, begins)
    if len(rows) < 5 or any(one.status != PUBLISHED for one in rows):
        return None
    years = [int(one.keys[0]) for one in rows]
    firsts = [counted(series, one.keys) for one in rows[:3]]
    parts: dict[str, Part] = {"counted": COUNTED[lead.measure]}
    for name, place, figure in zip(("first", "second", "third"), (1, 2, 3), firsts, strict=True):
        if figure is None:
            return None
        parts |= {name: figure, f"year_{place}": year_name(years[place - 1], facts.basis)}
    unbroken = not any(year > years[0] for year in series.breaks) and not any(
        starts_anew(series.selection, year) for year in years[1:]
    )
    found = extreme(rows) if unbroken else None
    template = "series-extreme" if found else "series"
    parts |= {
        "since": _beginning(years[0], begins, series),
        "extreme": found or "",
        "year": year_name(facts.year, facts.basis),
    }
    return Draft(template, fill(TEMPLATES[template], parts), (lead.measure,), years[0], lead.area)


def _beginning(first: int, begins: int | None, series: Result) -> str:
    """What the first year of a series is."""
    if first == begins:
        return "the first full year of the offence"
    loaded = next(one for one in series.observations if one.value is not None)
    return "the earliest year published" if loaded.keys == (first,) else "the first year with any"


def write_national(facts: Facts, lead: Lead) -> Draft | None:
    """The same number across England and Wales, and the convictions there."""
    if lead.area == NATIONAL:
        return None
    series = facts.ask(lead.measure, NATIONAL, from_year=facts.year - 1)
    now = counted(series, (facts.year,))
    if now is None:
        return None
    change = _change(facts, series, percent=True)
    parts = _common(facts, lead) | {"now": before_noun(now), "change": change}
    measures: tuple[str, ...] = (lead.measure,)
    convicted = None
    if lead.measure == "prosecutions" and not facts.magistrates_only("convictions", NATIONAL):
        convicted = facts.count("convictions", NATIONAL)
    parts["convicted"] = ""
    if convicted is not None:
        parts["convicted"] = fill(PIECES["national-convicted"], {"now": convicted})
        measures += ("convictions",)
    phrase = fill(TEMPLATES["national"], parts)
    return Draft("national", phrase, measures, facts.year - 1, NATIONAL)


def write_convictions(facts: Facts, lead: Lead) -> Draft | None:
    """Convictions alone, where a ratio cannot be said."""
    if lead.measure != "prosecutions":
        return None
    series = facts.ask("convictions", lead.area, from_year=facts.year - 1)
    now = counted(series, (facts.year,))
    if now is None:
        return None
    parts = _common(facts, lead) | opening(now)
    parts |= {"where": facts.where("convictions", lead.area), "change": _change(facts, series)}
    return Draft(
        "convictions",
        fill(TEMPLATES["convictions"], parts),
        ("convictions",),
        facts.year - 1,
        lead.area,
    )
