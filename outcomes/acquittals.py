"""Offences whose acquittals a source does not record: their conviction ratio means nothing."""

from __future__ import annotations

from dataclasses import replace

from outcomes.editions import Coverage
from outcomes.plan import Plan
from outcomes.result import NOT_MEANINGFUL, Observation
from outcomes.schema import ALL_AREAS, NOT_ALL_CONVICTED
from outcomes.selection import Selection
from outcomes.slices import Table
from outcomes.sums import choose_rows
from outcomes.tasks import row_columns, selected_labels

# The fewest convictions from which "not one acquittal" says that acquittals were not recorded.
NO_ACQUITTAL_FLOOR = 50


def offences_without_acquittal(table: Table, plan: Plan, selection: Selection) -> frozenset[str]:
    """Offences of which a used source records no prosecution without a conviction."""
    if selection.measure != "conviction_ratio":
        return frozenset()
    return frozenset(
        label
        for label in selected_labels(selection)
        for coverage in plan.used
        if _records_no_acquittal(table, coverage, label, plan.years)
    )


def _records_no_acquittal(
    table: Table, coverage: Coverage, label: str, years: tuple[int, ...]
) -> bool:
    summary = None if coverage.national else table.summaries.get(ALL_AREAS)
    if summary is not None:
        # Where the sums differ, some row does: most offences need no look at every row.
        sums = _sums(summary, coverage, label, years, ("convictions", "prosecutions"))
        if sums[0] < NO_ACQUITTAL_FLOOR or sums[0] != sums[1]:
            return False
    convictions, unlike = _sums(table, coverage, label, years, ("convictions", NOT_ALL_CONVICTED))
    return convictions >= NO_ACQUITTAL_FLOOR and not unlike


def _sums(
    table: Table,
    coverage: Coverage,
    label: str,
    years: tuple[int, ...],
    measures: tuple[str, str],
) -> tuple[float, float]:
    everybody = Selection()
    rows = table.slice(label, row_columns(everybody), measures)
    if rows is None:
        return 0.0, 0.0
    chosen = choose_rows(table, rows, coverage, everybody, years)
    one, other = (float(rows.amounts[name][chosen].sum()) for name in measures)
    return one, other


def mark_meaningless(
    observations: tuple[Observation, ...],
    selection: Selection,
    unacquitted: frozenset[str],
) -> tuple[Observation, ...]:
    """Mark observations that rest on such offences alone as not meaningful; values stay."""
    if not unacquitted:
        return observations
    if "offence" in selection.by:
        place = selection.by.index("offence")
        return tuple(
            _meaningless(one) if one.keys[place] in unacquitted else one for one in observations
        )
    if set(selected_labels(selection)) <= unacquitted:
        return tuple(_meaningless(one) for one in observations)
    return observations


def _meaningless(observation: Observation) -> Observation:
    if observation.value is None:
        return observation
    return replace(observation, status=NOT_MEANINGFUL)
