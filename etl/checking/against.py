"""Judges an edition by the one that is served: what is missing, and figures that moved too far.

Nothing is judged where there is no edition before, or where either is made up. Limits are those
that real editions have kept: the jumps are of the 2019 file, by offence and year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from etl.checking.holds import REVISED_MUCH
from etl.checking.jumps import check_jumps
from etl.checking.magnitude import few, is_doubled
from etl.checking.shrunk import check_coverage
from etl.comparing.aligned import Aligned
from etl.comparing.cells import Amounts
from etl.comparing.diff import Comparison
from etl.comparing.grains import Grain
from outcomes.errors import Problem
from outcomes.revision_words import series_text

NOT_JUDGED = ("acsl_persons", "acsl_months")
# A figure of a year that both editions have: per cent and cases from which it is told, and from
# which a person must say that it is right.
WARN = {"national": (0.5, 25), "offence group": (2.0, 25), "area": (5.0, 25)}
HOLD = {"national": (2.0, 50), "area": (25.0, 50)}


def judge(comparison: Comparison) -> tuple[Problem, ...]:
    """Errors, holds, warnings and notes of an edition against the one before it."""
    if comparison.before.demonstration or comparison.after.demonstration:
        return ()
    return (
        *check_coverage(comparison.before, comparison.after),
        *(problem for aligned in _counts(comparison) for problem in check_magnitude(aligned)),
        *(problem for aligned in _counts(comparison) for problem in check_revisions(aligned)),
        *check_jumps({
            series: cells
            for series, cells in comparison.has.items()
            if series in comparison.had and series.measure not in NOT_JUDGED
        }, {series: cells.years for series, cells in comparison.had.items()}),
    )  # fmt: skip


def _counts(comparison: Comparison) -> list[Aligned]:
    return [one for one in comparison.aligned if one.series.measure not in NOT_JUDGED]


def check_magnitude(aligned: Aligned) -> Iterator[Problem]:
    """A year's total twice or half of what it was: a file doubled, or a part of it lost."""
    before, after = (amounts[:, 0, 0] for amounts in _sides(aligned.national))
    for at, year in enumerate(aligned.years):
        if is_doubled(before[at], after[at]):
            yield Problem(
                "MAGNITUDE_REVISED",
                f"{series_text(aligned.series)}: {year} was {before[at]:,.0f} and is now"
                f" {after[at]:,.0f}",
                column=aligned.series.measure,
                value=str(year),
                expected="less than twice and more than half of the edition before",
            )


def check_revisions(aligned: Aligned) -> Iterator[Problem]:
    """N16: figures of years that both editions have, revised by more than revisions are."""
    grains = [aligned.national, aligned.by_group()]
    if aligned.series.by_area:
        grains.append(aligned.by_area)
    for grain in grains:
        held = _beyond(grain, HOLD.get(grain.name))
        warned = [at for at in _beyond(grain, WARN[grain.name]) if at not in held]
        if held:
            yield _revised(REVISED_MUCH, "hold", aligned, grain, held)
        if warned:
            yield _revised("REVISED", "warning", aligned, grain, warned)


def _beyond(grain: Grain, limit: tuple[float, int] | None) -> list[tuple[int, int, int]]:
    """Places of figures that moved by more than so many per cent and cases, most moved first."""
    if limit is None:
        return []
    before, after = _sides(grain)
    per_cent, cases = limit
    share = np.abs(after - before) / np.maximum(before, 1)
    places = np.argwhere((100 * share > per_cent) & (np.abs(after - before) > cases)).tolist()
    found = [(year, area, offence) for year, area, offence in places]
    return sorted(found, key=lambda at: (-share[at], at))


def _revised(
    code: str, severity: str, aligned: Aligned, grain: Grain, places: Sequence[tuple[int, int, int]]
) -> Problem:
    named = few([_named(aligned, grain, at) for at in places])
    return Problem(
        code,
        f"{series_text(aligned.series)}, by {grain.name}: figures of earlier years were revised:"
        f" {named}",
        severity,
        column=aligned.series.measure,
        count=len(places),
    )


def _named(aligned: Aligned, grain: Grain, at: tuple[int, int, int]) -> str:
    year, area, offence = at
    name = {"national": "total", "area": grain.areas[area]}.get(grain.name, grain.offences[offence])
    before, after = grain.before[at], grain.after[at]
    share = f" ({100 * (after - before) / before:+.1f}%)" if before else ""
    return f"{name} {aligned.years[year]} {before:,.0f} → {after:,.0f}{share}"


def _sides(grain: Grain) -> tuple[Amounts, Amounts]:
    return grain.before, grain.after
