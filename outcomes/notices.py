"""The remarks that apply to one very selection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outcomes import areas
from outcomes.breaks import break_notice, method_breaks
from outcomes.editions import Coverage, Edition
from outcomes.measures import MEASURES
from outcomes.plan import Plan, candidates, covers_area
from outcomes.result import NOT_MEANINGFUL, NOT_PUBLISHED, Notice, Observation
from outcomes.selection import SENTENCES_ONLY, Selection
from outcomes.small_numbers import small_notices
from outcomes.vocabulary import MAGISTRATES, PERIOD_BASIS_LABELS

MOST_AREAS_NAMED = 4

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
        *_not_published(edition, selection, plan, observations),
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


def _not_published(
    edition: Edition, selection: Selection, plan: Plan, observations: Sequence[Observation]
) -> Iterator[Notice]:
    missing = [one for one in observations if one.status == NOT_PUBLISHED]
    if observations and not missing:
        return
    label = MEASURES[selection.measure].label.capitalize()
    near = nearest_published(edition, selection)
    if not plan.used:
        why = _never_broken_down(selection)
        told = why or f"{label}: not published in the loaded edition for this selection."
        text = f"{told} {near}"
        yield Notice("not-published", text, "warning")
        return
    gaps = {slug: gap for slug in selection.areas if (gap := _gap_years(plan, slug))}
    if any(gap != plan.years for gap in gaps.values()) or len(gaps) == len(selection.areas):
        text = f"{label}: not published in the loaded edition for {_list_gaps(gaps)}. {near}"
        yield Notice("not-published", text, "warning")


def _never_broken_down(selection: Selection) -> str:
    """That a measure has no breakdown of this kind in any source; empty where it can have."""
    measure = MEASURES[selection.measure]
    never: tuple[str, ...] = SENTENCES_ONLY if measure.table == "proceedings" else ()
    if measure.numerator_outcome:
        never = ("sentence_outcome", "custodial_length")
    found = [name.replace("_", " ") for name in selection.by if name in never]
    if not found:
        return ""
    label = measure.label.capitalize()
    return f"{label}: no source breaks this down by {' and '.join(found)}; ask for sentenced."


def _gap_years(plan: Plan, slug: str) -> tuple[int, ...]:
    """Years without a source for an area; areas without any have a notice of their own."""
    return tuple(year for year in plan.years if plan.suppliers[year, slug] is None)


def _list_gaps(gaps: Mapping[str, tuple[int, ...]]) -> str:
    by_years: dict[tuple[int, ...], list[str]] = {}
    for slug, years in gaps.items():
        by_years.setdefault(years, []).append(areas.areas()[slug].name)
    return "; ".join(
        f"{_list_areas(names)} in {_list_years(years)}" for years, names in by_years.items()
    )


def _list_areas(names: Sequence[str]) -> str:
    if len(names) > MOST_AREAS_NAMED:
        return f"{len(names)} areas"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def nearest_published(edition: Edition, selection: Selection) -> str:
    """One sentence naming what is published of the selection's measure; empty when nothing is."""
    measure = MEASURES[selection.measure]
    able = [
        coverage
        for coverage in candidates(edition, measure.table)
        if {measure.numerator, measure.denominator or measure.numerator} <= set(coverage.measures)
    ]
    if not able:
        return "No loaded source carries this measure."
    parts = "; ".join(dict.fromkeys(_ground(coverage) for coverage in able))
    return f"Published: {parts}."


def _ground(coverage: Coverage) -> str:
    first, last = coverage.years[0], coverage.years[-1]
    years = str(first) if first == last else f"{first} to {last}"
    basis = "" if coverage.basis == "calendar" else f" ({PERIOD_BASIS_LABELS[coverage.basis]})"
    where = "England and Wales only" if coverage.national else "by police force area"
    courts = f", {coverage.courts} only" if coverage.courts == MAGISTRATES else ""
    grouped = "" if "offence" in coverage.keys else ", all offences together only"
    return f"{years}{basis}, {where}{courts}{grouped}"


def _court_coverage(plan: Plan) -> Iterator[Notice]:
    limited = [coverage for coverage in plan.used if coverage.courts == MAGISTRATES]
    if not limited:
        return
    years = sorted({year for (year, _), one in plan.suppliers.items() if one in limited})
    listed = _list_years(years)
    yield Notice(
        "magistrates-only",
        f"Figures for {listed} cover magistrates' courts only: cases that went on to the "
        "Crown Court are counted as prosecuted, but not their outcome there.",
        "warning",
    )


def _list_years(years: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


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
        text = f"Not published in this source: {_list_areas(missing)}."
        yield Notice("areas-not-published", text)


def _provisional(observations: Sequence[Observation]) -> Iterator[Notice]:
    if any(observation.provisional for observation in observations):
        yield Notice("provisional", "Hollow points are provisional and will be revised.")


def _persons_only(plan: Plan) -> Iterator[Notice]:
    if any("defendant_kind" in coverage.keys for coverage in plan.used):
        yield Notice("persons-only", "Persons only: companies and public bodies are left out.")
