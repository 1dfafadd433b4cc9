"""Sentences of the conviction ratio: the year's, the area against the country, earlier years."""

from __future__ import annotations

from outcomes.breaks import starts_anew
from outcomes.law import law_before
from outcomes.result import PUBLISHED
from stories.change import (
    COMPARED,
    DOWN,
    SAME,
    SAME_ROUNDED,
    UP,
    beside_national,
    shares_change,
)
from stories.claims import Figure, Part, fill
from stories.counts import write_convictions
from stories.drafts import Draft, Lead, opening
from stories.facts import NATIONAL, Facts
from stories.templates import PIECES, TEMPLATES
from stories.wording import where_again, year_name, years_name

RATIO = "conviction_ratio"
# Full years after a change of the law whose ratio is given together.
YEARS_TOGETHER = 5


def write_ratio(facts: Facts, lead: Lead) -> Draft | None:
    """Convictions and the ratio, beside that of England and Wales; else convictions alone."""
    if lead.measure != "prosecutions":
        return None
    ratio = facts.ratio(RATIO, lead.area, facts.year)
    now = facts.count("convictions", lead.area)
    if ratio is None or now is None:
        return write_convictions(facts, lead)
    parts = _common(facts, lead) | opening(now) | {"ratio": ratio, "compared": ""}
    national = facts.ratio(RATIO, NATIONAL, facts.year) if lead.area != NATIONAL else None
    if national is not None:
        parts["compared"] = beside_national(ratio, national)
    phrase = fill(TEMPLATES["ratio"], parts)
    return Draft("ratio", phrase, ("convictions", RATIO), area=lead.area)


def _common(facts: Facts, lead: Lead) -> dict[str, Part]:
    return {"where": where_again(lead.area), "year": year_name(facts.year, facts.basis)}


def write_earlier_ratio(facts: Facts, lead: Lead) -> Draft | None:
    """The ratio of the years around a change of the law, else that of the year before."""
    if lead.measure != "prosecutions":
        return None
    now = facts.ratio(RATIO, lead.area, facts.year)
    if now is None:
        return None
    return _around_law(facts, lead, now) or _year_before(facts, lead, now)


def _year_before(facts: Facts, lead: Lead, now: Figure) -> Draft | None:
    if facts.year in facts.series("prosecutions", lead.area).breaks:
        return None
    before = facts.ratio(RATIO, lead.area, facts.year - 1)
    if before is None:
        return None
    words = _change(facts, lead, now, before)
    piece = "change-same" if words in {SAME, SAME_ROUNDED} else "change"
    moved: dict[str, Part] = {
        "change": words,
        "before": before,
        "year_before": year_name(facts.year - 1, facts.basis),
    }
    parts: dict[str, Part] = {"ratio": now, "change": fill(PIECES[piece], moved)}
    phrase = fill(TEMPLATES["ratio-change"], _common(facts, lead) | parts)
    return Draft("ratio-change", phrase, (RATIO,), facts.year - 1, lead.area)


def _change(facts: Facts, lead: Lead, now: Figure, before: Figure) -> str:
    words = shares_change(now, before)
    series = facts.series("prosecutions", lead.area)
    anew = starts_anew(series.selection, facts.year)
    return COMPARED if anew and words in {UP, DOWN} else words


def _around_law(facts: Facts, lead: Lead, now: Figure) -> Draft | None:
    years = _published_years(facts, lead)
    change = law_before(facts.offence, facts.year, facts.basis)
    if change is None or not years:
        return None
    earlier = [year for year in years if year < change.year]
    later = [year for year in years if change.year < year <= change.year + YEARS_TOGETHER]
    if not earlier or len(later) < YEARS_TOGETHER or later[-1] >= facts.year:
        return None
    first = facts.ratio(RATIO, lead.area, earlier[0], earlier[-1])
    second = facts.ratio(RATIO, lead.area, later[0], later[-1])
    if first is None or second is None:
        return None
    parts: dict[str, Part] = {
        "first": first,
        "years_1": years_name(earlier[0], earlier[-1], facts.basis),
        "second": second,
        "years_2": years_name(later[0], later[-1], facts.basis),
        "now": now,
    }
    phrase = fill(TEMPLATES["ratio-periods"], _common(facts, lead) | parts)
    return Draft("ratio-periods", phrase, (RATIO,), earlier[0], lead.area)


def _published_years(facts: Facts, lead: Lead) -> list[int]:
    rows = facts.series("prosecutions", lead.area).observations
    return [int(one.keys[0]) for one in rows if one.status == PUBLISHED]
