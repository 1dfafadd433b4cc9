"""The sentence about the law: context, never a reason."""

from __future__ import annotations

from outcomes import numbers
from outcomes.law import law_before
from stories.claims import Part, fill
from stories.drafts import Draft, Lead
from stories.facts import Facts
from stories.templates import TEMPLATES
from stories.wording import date_name, year_name


def write_law(facts: Facts, lead: Lead) -> Draft | None:
    """The latest change of the law within the series, as context."""
    change = law_before(facts.offence, facts.year, facts.basis)
    first = facts.series(lead.measure, lead.area).selection.from_year
    if change is None or first is None or change.year < first:
        return None
    parts: dict[str, Part] = {
        "date": date_name(change.day),
        "title": change.title,
        "days": str(change.days_in_force),
        "year": year_name(change.year, facts.basis),
        "part": numbers.percent_of(change.days_in_force, change.days),
    }
    phrase = fill(TEMPLATES["law"], parts)
    return Draft("law", phrase, (), change.year, lead.area, law=change.slug)
