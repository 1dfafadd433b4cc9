"""Adds up the rows of a selection as integers, one source a period and area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outcomes import areas, offences, vocabulary
from outcomes.editions import Coverage
from outcomes.measures import MEASURES, Measure
from outcomes.plan import Plan, bands_within
from outcomes.selection import Selection
from outcomes.slices import YEAR_ZERO, Slice, Table

Positions = npt.NDArray[np.intp]
Words = tuple[str, ...]
# (year, area slug, *words of the other breakdowns) -> (numerator, denominator)
Sums = dict[tuple[int, str, Words], tuple[float, float]]

# Stands for all the chosen areas together, where rows are not split by area.
TOGETHER = ""
_CODES = 256


@dataclass(frozen=True, slots=True)
class _Task:
    """What is added up from one source."""

    table: Table
    coverage: Coverage
    selection: Selection
    measure: Measure
    years: tuple[int, ...]
    age_words: dict[str, str]

    @property
    def axes(self) -> tuple[str, ...]:
        """Breakdowns other than year, area and offence."""
        return tuple(name for name in self.selection.by if name not in ("year", "area", "offence"))


def other_breakdowns(selection: Selection) -> tuple[str, ...]:
    """The breakdowns of a selection other than year and area, in order."""
    return tuple(name for name in selection.by if name not in ("year", "area"))


def area_keys(selection: Selection) -> dict[str, frozenset[str]]:
    """For each area of the answer, the names of the areas whose rows add up to it."""
    if "area" in selection.by:
        return {slug: frozenset(areas.members(slug)) for slug in selection.areas}
    return {TOGETHER: frozenset(name for slug in selection.areas for name in areas.members(slug))}


def supplier(plan: Plan, selection: Selection, year: int, area: str) -> Coverage | None:
    """The one source of a year and an area of the answer, or None when there is not one."""
    slugs = selection.areas if area == TOGETHER else (area,)
    found = [plan.suppliers.get((year, slug)) for slug in slugs]
    first = found[0]
    return first if all(one is first for one in found) else None


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
        years = {year for (year, _), one in plan.suppliers.items() if one is coverage}
        measure = MEASURES[selection.measure]
        task = _Task(table, coverage, selection, measure, tuple(sorted(years)), plan.age_words)
        _add_areas(sums, _cells(task), plan, task)
    return sums


def _add_areas(sums: Sums, cells: Sums, plan: Plan, task: _Task) -> None:
    keys = area_keys(task.selection)
    for (year, name, words), (top, bottom) in cells.items():
        for slug, names in keys.items():
            national = task.coverage.national
            if (national or name in names) and (
                supplier(plan, task.selection, year, slug) is task.coverage
            ):
                before = sums.get((year, slug, words), (0.0, 0.0))
                sums[year, slug, words] = (before[0] + top, before[1] + bottom)


def _cells(task: _Task) -> Sums:
    """Sums of one source by year, area name and words."""
    cells: Sums = {}
    for label, rows in _slices(task.table, task.selection):
        for year, name, words, top, bottom in _sum_slice(task, rows, label):
            before = cells.get((year, name, words), (0.0, 0.0))
            cells[year, name, words] = (before[0] + top, before[1] + bottom)
    return cells


def _slices(table: Table, selection: Selection) -> Iterator[tuple[str, Slice]]:
    for label in selected_labels(selection):
        rows = table.slice(label)
        if rows is not None:
            yield label, rows


def selected_labels(selection: Selection) -> tuple[str, ...]:
    """Labels of the single offences that a selection adds up, once each."""
    slugs = (slug for chosen in selection.offences for slug in offences.expand(chosen))
    return tuple(dict.fromkeys(offences.offences()[slug].label for slug in slugs))


def _sum_slice(
    task: _Task, rows: Slice, label: str
) -> Iterator[tuple[int, str, Words, float, float]]:
    chosen = choose_rows(task.table, rows, task.coverage, task.selection, task.years)
    names = ("year", "police_force_area", *task.axes)
    sizes = (_CODES, *(len(task.table.words[name]) for name in names[1:]))
    columns = tuple(rows.codes[name][chosen].astype(np.int64) for name in names)
    packed, inverse = np.unique(np.ravel_multi_index(columns, sizes), return_inverse=True)
    top = np.bincount(inverse, _numerators(task, rows, chosen), len(packed))
    divided = rows.amounts[task.measure.denominator or task.measure.numerator][chosen]
    bottom = np.bincount(inverse, divided, len(packed))
    places = np.transpose(np.unravel_index(packed, sizes)).tolist()
    for place, one, other in zip(places, top.tolist(), bottom.tolist(), strict=True):
        yield place[0] + YEAR_ZERO, *_words(task, place, label), one, other


def _words(task: _Task, place: list[int], label: str) -> tuple[str, Words]:
    table, axes = task.table, iter(place[2:])
    words = tuple(
        label if name == "offence" else _word(task, name, table.words[name][next(axes)])
        for name in other_breakdowns(task.selection)
    )
    return table.words["police_force_area"][place[1]], words


def _word(task: _Task, name: str, word: str) -> str:
    return task.age_words.get(word, word) if name == "age_range" else word


def _numerators(task: _Task, rows: Slice, chosen: Positions) -> npt.NDArray[np.float64]:
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
    wanted = np.zeros(_CODES, dtype=bool)
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
