"""The remarks that apply to one very selection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes import areas
from outcomes.breaks import break_notice, method_breaks
from outcomes.editions import Edition
from outcomes.not_published import list_areas, list_years, not_published
from outcomes.plan import Plan, covers_area
from outcomes.result import NOT_MEANINGFUL, Notice, Observation
from outcomes.selection import Selection
from outcomes.small_numbers import small_notices
from outcomes.vocabulary import MAGISTRATES

DEMONSTRATION = Notice(
    "demonstration",
    "These are demonstration figures, made up by a generator. They are not official statistics.",
    "warning",
)


def notices_of(
    edition: Edition,
    selection: Selection,
    plan: Plan,
    observations: Sequence[Observation],
    unacquitted: frozenset[str],
) -> tuple[Notice, ...]:
    """Every notice of an answer: those that change what a figure means come first."""
    found = [
        *_demonstration(edition),
        *not_published(edition, selection, plan, observations),
        *_court_coverage(plan),
        *_several_sources(edition, plan),
        *_method_break(plan),
        *_unacquitted(selection, observations, unacquitted),
        *_ratio_over_one(selection, observations),
        *_common_bands(selection, plan),
        *_missing_areas(selection, plan),
        *_provisional(observations),
        *_persons_only(plan),
        *small_notices(selection, observations),
    ]
    return tuple(sorted(found, key=lambda notice: notice.level != "warning"))


def breaks_of(plan: Plan) -> tuple[int, ...]:
    """Years in which an area's supplier changes to one with other courts than the year before."""
    found = set()
    for (year, slug), coverage in plan.suppliers.items():
        before = plan.suppliers.get((year - 1, slug))
        if before is not None and coverage is not None and before.courts != coverage.courts:
            found.add(year)
    return tuple(sorted(found))


def _method_break(plan: Plan) -> Iterator[Notice]:
    published = {year for (year, _), coverage in plan.suppliers.items() if coverage is not None}
    if method_breaks(published, plan.basis):
        yield break_notice()


def _demonstration(edition: Edition) -> Iterator[Notice]:
    if edition.demonstration:
        yield DEMONSTRATION


def _court_coverage(plan: Plan) -> Iterator[Notice]:
    limited = [coverage for coverage in plan.used if coverage.courts == MAGISTRATES]
    if not limited:
        return
    years = sorted({year for (year, _), one in plan.suppliers.items() if one in limited})
    listed = list_years(years)
    yield Notice(
        "magistrates-only",
        f"Figures for {listed} cover magistrates' courts only: cases that went on to the "
        "Crown Court are counted as prosecuted, but not their outcome there.",
        "warning",
    )


def _several_sources(edition: Edition, plan: Plan) -> Iterator[Notice]:
    titles = dict.fromkeys(edition.source_by_id[one.source].title for one in plan.used)
    if len(titles) < 2:
        return
    yield Notice(
        "several-sources",
        f"Points come from different source files ({'; '.join(titles)}); "
        "no figure adds rows of two.",
    )


def _unacquitted(
    selection: Selection, observations: Sequence[Observation], unacquitted: frozenset[str]
) -> Iterator[Notice]:
    if not unacquitted or selection.measure != "conviction_ratio":
        return
    names = ", ".join(sorted(unacquitted))
    marked = any(observation.status == NOT_MEANINGFUL for observation in observations)
    consequence = "the ratio has no meaning" if marked else "the ratio of the selection is too high"
    yield Notice(
        "no-acquittals",
        f"{names}: the source records not one prosecution that ended without a conviction, "
        f"so {consequence}.",
        "warning",
    )


def _ratio_over_one(selection: Selection, observations: Sequence[Observation]) -> Iterator[Notice]:
    if selection.measure == "conviction_ratio" and any(
        observation.value is not None and observation.value > 1 for observation in observations
    ):
        yield Notice(
            "ratio-over-one",
            "A conviction ratio over 100% is possible: convictions of one year may belong to "
            "prosecutions of an earlier one.",
        )


def _common_bands(selection: Selection, plan: Plan) -> Iterator[Notice]:
    if "age_range" in selection.by and plan.age_words:
        yield Notice(
            "common-age-bands",
            "Ages are shown in the bands that all the years shown have in common.",
        )


def _missing_areas(selection: Selection, plan: Plan) -> Iterator[Notice]:
    chosen = [slug for slug in selection.areas if areas.areas()[slug].is_police_force_area]
    missing = [
        areas.areas()[slug].name
        for slug in chosen
        if plan.used and not any(covers_area(coverage, slug) for coverage in plan.used)
    ]
    if missing:
        text = f"Not published in this source: {list_areas(missing)}."
        yield Notice("areas-not-published", text)


def _provisional(observations: Sequence[Observation]) -> Iterator[Notice]:
    if any(observation.provisional for observation in observations):
        yield Notice("provisional", "Hollow points are provisional and will be revised.")


def _persons_only(plan: Plan) -> Iterator[Notice]:
    if any("defendant_kind" in coverage.keys for coverage in plan.used):
        yield Notice("persons-only", "Persons only: companies and public bodies are left out.")
