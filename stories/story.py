"""The story of one area, offence and year: a headline, claims, charts, notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from outcomes import queries, receipts
from outcomes.editions import Edition
from outcomes.measures import MEASURES
from outcomes.plan import candidates
from outcomes.result import Notice, Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import CALENDAR
from stories.around import ChartChoice, choose_charts, notices_of
from stories.claims import Claim
from stories.context import write_law
from stories.counts import write_headline, write_lead, write_national, write_series
from stories.drafts import Draft, Lead
from stories.facts import NATIONAL, Facts
from stories.people import write_children, write_men, write_older
from stories.ratios import write_earlier_ratio, write_ratio
from stories.sentencing import write_average, write_lengths, write_mix

# In the order in which they stand; one that has not its figures is left out.
SENTENCES: tuple[Callable[[Facts, Lead], Draft | None], ...] = (
    write_lead,
    write_series,
    write_law,
    write_ratio,
    write_earlier_ratio,
    write_national,
    write_men,
    write_older,
    write_children,
    write_mix,
    write_lengths,
    write_average,
)
LEADS = ("prosecutions", "sentenced")


@dataclass(frozen=True, slots=True)
class Story:
    """A story pack's words.

    Attributes:
        area: slug of the area asked for.
        offence: slug of the family or offence.
        year: the story's year.
        basis: ``calendar`` or ``march``.
        headline: a claim too; None where nothing is published.
        claims: the sentences, in order.
        charts: at most three.
        notices: everything that applies to its figures, warnings first.
        edition: the edition that supplied every figure.
        sources: identifiers of the sources used.
        results: every answer that a sentence rests on, for the rows of the pack.
    """

    area: str
    offence: str
    year: int
    basis: str
    headline: Claim | None
    claims: tuple[Claim, ...]
    charts: tuple[ChartChoice, ...]
    notices: tuple[Notice, ...]
    edition: Edition
    sources: tuple[str, ...]
    results: dict[Selection, Result] = field(repr=False, hash=False, compare=False)


def build_story(
    loaded: LoadedEdition,
    area: str,
    offence: str,
    year: int | None = None,
    basis: str | None = None,
) -> Story:
    """Write the story of an area, offence and year from one edition.

    Args:
        loaded: the edition to ask.
        area: slug of an area.
        offence: slug of a family or offence.
        year: the year, or None for the last that is published.
        basis: ``calendar`` or ``march``; None for the newest on which the year is published.

    Raises:
        KeyError: when the area or offence is not known.
    """
    facts, lead = _open(loaded, area, offence, year, basis)
    headline = _claim(facts, lead, write_headline)
    claims = [_claim(facts, lead, write) for write in SENTENCES] if headline else []
    kept = tuple(claim for claim in claims if claim is not None)
    results = _results(facts, (*([headline] if headline else []), *kept))
    return Story(
        area=area,
        offence=offence,
        year=facts.year,
        basis=facts.basis,
        headline=headline,
        claims=kept,
        charts=tuple(choose_charts(facts, lead, kept)),
        notices=notices_of(facts, lead, results, kept),
        edition=loaded.edition,
        sources=_sources(loaded.edition, results),
        results=results,
    )


def _open(
    loaded: LoadedEdition, area: str, offence: str, year: int | None, basis: str | None
) -> tuple[Facts, Lead]:
    """The first measure, area and basis that publish the year (the last year, when None)."""
    for measure, place in [(one, where) for where in (area, NATIONAL) for one in LEADS]:
        for period in [basis] if basis else _bases(loaded.edition, measure):
            years = queries.published_years(loaded, measure, place, period)
            if years and (year is None or year in years):
                facts = Facts(loaded, area, offence, year or years[-1], period)
                if facts.has(measure, place):
                    return facts, Lead(measure, place)
    return Facts(loaded, area, offence, year or 0, basis or CALENDAR), Lead("prosecutions", area)


def _bases(edition: Edition, measure: str) -> tuple[str, ...]:
    """The bases of a measure's sources, that of the newest first."""
    found = (coverage.basis for coverage in candidates(edition, MEASURES[measure].table))
    return tuple(dict.fromkeys(found))


def _claim(facts: Facts, lead: Lead, write: Callable[[Facts, Lead], Draft | None]) -> Claim | None:
    facts.asked.clear()
    draft = write(facts, lead)
    if draft is None:
        return None
    figures = draft.phrase.figures
    first = figures[0].rows.selection if figures else None
    return Claim(
        template=draft.template,
        text=draft.phrase.text,
        figures=figures,
        measures=draft.measures,
        area=draft.area or lead.area,
        period=(min(draft.first_year or facts.year, facts.year), facts.year),
        basis=facts.basis,
        edition=facts.loaded.edition.id,
        rests_on=tuple(facts.asked) if figures else (),
        receipt=receipts.issue(_answered(facts)[first]) if first else None,
        law=draft.law,
    )


def _answered(facts: Facts) -> dict[Selection, Result]:
    return {result.selection: result for result in facts.answers.values()}


def _results(facts: Facts, claims: tuple[Claim, ...]) -> dict[Selection, Result]:
    answered = _answered(facts)
    return {one: answered[one] for claim in claims for one in claim.rests_on}


def _sources(edition: Edition, results: dict[Selection, Result]) -> tuple[str, ...]:
    used = {source for result in results.values() for source in result.sources}
    return tuple(source.id for source in edition.sources if source.id in used)
