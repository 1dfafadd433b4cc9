"""What is said where nothing is published: what is missing, and the nearest that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outcomes import areas
from outcomes.editions import Coverage, Edition
from outcomes.measures import MEASURES
from outcomes.plan import Plan, candidates
from outcomes.result import NOT_PUBLISHED, Notice, Observation
from outcomes.selection import SENTENCES_ONLY, Selection
from outcomes.vocabulary import MAGISTRATES, PERIOD_BASIS_LABELS

MOST_AREAS_NAMED = 4


def not_published(
    edition: Edition, selection: Selection, plan: Plan, observations: Sequence[Observation]
) -> Iterator[Notice]:
    """What of a selection is not published, and the nearest that is."""
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
        f"{list_areas(names)} in {list_years(years)}" for years, names in by_years.items()
    )


def list_areas(names: Sequence[str]) -> str:
    """Names of areas as words, or how many where they are many."""
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


def list_years(years: Sequence[int]) -> str:
    """Years as words: ``2010 to 2012, 2015 and 2017``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
