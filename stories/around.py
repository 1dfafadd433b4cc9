"""What stands around the sentences of a story: charts, notices and standing notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outcomes.reference import read_reference
from outcomes.result import Notice, Result
from outcomes.selection import Selection
from outcomes.small_numbers import FEW_BELOW, SMALL_COUNTS
from stories.claims import Claim
from stories.drafts import Lead
from stories.facts import NATIONAL, Facts
from stories.wording import place_in_sentence


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """A chart that goes with a story: its view, its title and its query."""

    view: str
    title: str
    selection: Selection


SMALL_CELLS = Notice("small-cells", "Counts from 1 to 4 are grouped as “fewer than 5”.")
NOTHING = Notice(
    "no-story", "The loaded edition has no figures for this area, offence and year.", "warning"
)
# What a sentence leaves out instead of saying: where nothing is, and numbers too small.
UNSAID = {"not-published", FEW_BELOW.code, SMALL_COUNTS.code}
# Standing notes for every story, and for those whose series holds both years named.
NOTES = (
    "principal-offence",
    "occasions-not-people",
    "area-of-dealing",
    "protective-orders-counted",
)
NOTES_OF_YEARS = {"courts-2020": (2019, 2020)}
NOTES_OF_MEASURES = {
    "conviction_ratio": "ratio-not-rate",
    "sentenced": "convicted-not-sentenced",
    "acsl_months": "average-length",
}


def choose_charts(facts: Facts, lead: Lead, claims: tuple[Claim, ...]) -> Iterator[ChartChoice]:
    """The trend, the ratio beside England and Wales, and the mix of sentences, if published."""
    series = facts.series(lead.measure, lead.area).selection
    templates = {claim.template: claim for claim in claims}
    if claims:
        yield ChartChoice("trend", "By year", series)
    if "ratio" in templates:
        both = tuple(dict.fromkeys((lead.area, NATIONAL)))
        ratio = series.but(measure="conviction_ratio", areas=both, by=("year", "area"))
        yield ChartChoice("ratio", "Conviction ratio by year", ratio)
    if "mix" in templates:
        area = templates["mix"].area
        mix = series.but(measure="sentenced", areas=(area,), by=("year", "sentence_outcome"))
        yield ChartChoice("mix", "Sentences by year", mix)


def notices_of(
    facts: Facts, lead: Lead, results: dict[Selection, Result], claims: Sequence[Claim]
) -> tuple[Notice, ...]:
    """Everything that applies to the figures of a story, warnings first."""
    if not claims:
        return (NOTHING,)
    found = [notice for result in results.values() for notice in result.notices]
    found = [notice for notice in found if notice.code not in UNSAID]
    if lead.area != facts.area:
        found.append(_national_instead(facts))
    if any(figure.grouped for claim in claims for figure in claim.figures):
        found.append(SMALL_CELLS)
    found += _standing(facts, lead, claims)
    return tuple(sorted(dict.fromkeys(found), key=lambda notice: notice.level != "warning"))


def _national_instead(facts: Facts) -> Notice:
    text = (
        f"The loaded edition has no figures for {place_in_sentence(facts.area)} in this year: "
        "these are for England and Wales."
    )
    return Notice("national-instead", text, "warning")


def _standing(facts: Facts, lead: Lead, claims: Sequence[Claim]) -> Iterator[Notice]:
    texts = {row["slug"]: row for row in read_reference("notes")}
    measures = {measure for claim in claims for measure in claim.measures}
    first = facts.series(lead.measure, lead.area).selection.from_year or facts.year
    wanted = [slug for slug in NOTES if _applies(texts[slug]["applies_to"], facts, lead, measures)]
    wanted += [
        slug
        for slug, (before, after) in NOTES_OF_YEARS.items()
        if first <= before and after <= facts.year
    ]
    wanted += [slug for measure, slug in NOTES_OF_MEASURES.items() if measure in measures]
    yield from (Notice(slug, texts[slug]["text"]) for slug in wanted)


def _applies(applies_to: str, facts: Facts, lead: Lead, measures: set[str]) -> bool:
    topics = {"all", facts.offence, *measures}
    if lead.area != NATIONAL:
        topics.add("areas")
    return bool(set(applies_to.split(";")) & topics)
