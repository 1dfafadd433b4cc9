"""Adds up the rows of a selection as numbers, one source a period and area."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from outcomes import vocabulary
from outcomes.editions import Coverage
from outcomes.plan import Plan, bands_within
from outcomes.selection import Selection
from outcomes.slices import YEAR_ZERO, Amounts, Numbers, Slice, Table
from outcomes.tasks import CODES, TOGETHER, Task, Words, other_breakdowns, supplier, tasks

Positions = npt.NDArray[np.intp]
# (year, area slug, *words of the other breakdowns) -> (numerator, denominator)
Sums = dict[tuple[int, str, Words], tuple[float, float]]


def sum_selection(table: Table, plan: Plan, selection: Selection) -> Sums:
    """Numerator and denominator of every year, area and word that has rows.

    Args:
        table: the table of the selection's measure.
        plan: who supplies what.
        selection: what is counted.

    Returns:
        Sums by year, area slug (``""`` for the chosen areas together) and the words of
        ``other_breakdowns``. Offences stand under their label.
    """
    sums: Sums = {}
    for coverage in plan.used:
        for task in tasks(table, coverage, plan, selection):
            _add_areas(sums, _cells(task), plan, task)
    return sums


def _add_areas(sums: Sums, cells: Sums, plan: Plan, task: Task) -> None:
    supplied = {
        (year, slug)
        for year in task.years
        for slug in task.area_names
        if supplier(plan, task.selection, year, slug) is task.coverage
    }
    slugs_of: dict[str, list[str]] = {TOGETHER: list(task.area_names)}
    for slug, names in task.area_names.items():
        for name in names:
            slugs_of.setdefault(name, []).append(slug)
    for (year, name, words), (top, bottom) in cells.items():
        for slug in slugs_of.get(name, ()):
            if (year, slug) in supplied:
                before = sums.get((year, slug, words), (0.0, 0.0))
                sums[year, slug, words] = (before[0] + top, before[1] + bottom)


def _cells(task: Task) -> Sums:
    """Sums of one source by year, area name (empty for all areas together) and words."""
    parts = [
        _chosen(task, place, rows)
        for place, label in enumerate(task.labels)
        if (rows := task.table.slice(label, task.columns, task.measures)) is not None
    ]
    if not parts:
        return {}
    columns = [np.concatenate(column) for column in zip(*(part[0] for part in parts), strict=True)]
    tops, bottoms = (np.concatenate([part[side] for part in parts]) for side in (1, 2))
    sizes = tuple(task.sizes.values())
    packed, inverse = np.unique(np.ravel_multi_index(columns, sizes), return_inverse=True)
    top = np.bincount(inverse, tops, len(packed)).tolist()
    bottom = np.bincount(inverse, bottoms, len(packed)).tolist()
    places = np.transpose(np.unravel_index(packed, sizes)).tolist()
    cells: Sums = {}
    for place, one, other in zip(places, top, bottom, strict=True):
        key = _key(task, dict(zip(task.sizes, place, strict=True)))
        before = cells.get(key, (0.0, 0.0))
        cells[key] = (before[0] + one, before[1] + other)
    return cells


def _chosen(task: Task, label: int, rows: Slice) -> tuple[list[Numbers], Amounts, Amounts]:
    """The rows of one offence that belong to the task: places of their words, two amounts."""
    chosen = choose_rows(task.table, rows, task.coverage, task.selection, task.years)
    if not task.together:
        wanted = np.zeros(CODES, dtype=bool)
        names = frozenset().union(*task.area_names.values())
        wanted[[task.table.words["police_force_area"].index(name) for name in names]] = True
        chosen = chosen[wanted[rows.codes["police_force_area"][chosen]]]
    columns = [
        np.full(len(chosen), label) if name == "offence" else rows.codes[name][chosen]
        for name in task.sizes
    ]
    bottom = rows.amounts[task.measure.denominator or task.measure.numerator][chosen]
    return columns, _numerators(task, rows, chosen), bottom


def _key(task: Task, places: dict[str, int]) -> tuple[int, str, Words]:
    words = task.table.words
    area = places.get("police_force_area")
    return (
        places["year"] + YEAR_ZERO,
        TOGETHER if area is None else words["police_force_area"][area],
        tuple(_word(task, name, places[name]) for name in other_breakdowns(task.selection)),
    )


def _word(task: Task, name: str, place: int) -> str:
    if name == "offence":
        return task.labels[place]
    word = task.table.words[name][place]
    return task.age_words.get(word, word) if name == "age_range" else word


def _numerators(task: Task, rows: Slice, chosen: Positions) -> Amounts:
    amounts = rows.amounts[task.measure.numerator][chosen]
    if task.measure.numerator_outcome is None:
        return amounts
    position = task.table.words["sentence_outcome"].index(task.measure.numerator_outcome)
    return np.where(rows.codes["sentence_outcome"][chosen] == position, amounts, 0.0)


def choose_rows(
    table: Table, rows: Slice, coverage: Coverage, selection: Selection, years: tuple[int, ...]
) -> Positions:
    """Positions of the rows of one source and offence that belong to a selection; persons only."""
    words, codes = table.words, rows.codes
    mask = codes["source"] == words["source"].index(coverage.source)
    mask &= codes["defendant_kind"] == words["defendant_kind"].index(vocabulary.PERSON)
    wanted = np.zeros(CODES, dtype=bool)
    wanted[[year - YEAR_ZERO for year in years]] = True
    mask &= wanted[codes["year"]]
    if selection.sex:
        mask &= codes["sex"] == words["sex"].index(selection.sex)
    if selection.age:
        mask &= _of_age(table, rows, coverage, selection.age)
    return np.flatnonzero(mask)


def _of_age(table: Table, rows: Slice, coverage: Coverage, age: str) -> npt.NDArray[np.bool_]:
    if age in vocabulary.AGE_GROUPS[:3]:
        return np.asarray(rows.codes["age_group"] == table.words["age_group"].index(age))
    found = {band for bands in coverage.age_ranges.values() for band in bands_within(age, bands)}
    positions = [table.words["age_range"].index(band) for band in found]
    return np.isin(rows.codes["age_range"], positions)
