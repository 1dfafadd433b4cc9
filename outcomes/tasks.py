"""Where the rows of a selection are read: from which source, table or summary, offences, areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes import areas, offences, vocabulary
from outcomes.editions import Coverage
from outcomes.measures import MEASURES, Measure
from outcomes.plan import Plan
from outcomes.schema import ALL, ALL_AREAS, ALL_OFFENCES, SUMMED_WORDS
from outcomes.selection import Selection
from outcomes.slices import Table

Words = tuple[str, ...]

# Stands for all the chosen areas together, where rows are not split by area.
TOGETHER = ""
# More than any word of a list has as its position.
CODES = 256


@dataclass(frozen=True, slots=True)
class Task:
    """What is added up from one source, and from which rows.

    Attributes:
        table: where the rows are: the table itself, or one of its summaries.
        labels: of the offences to add up, as they stand in these rows.
        area_names: for each area of the answer, the names of the areas that add up to it.
        together: whether a row counts for every area of the answer: it is of all areas.
    """

    table: Table
    coverage: Coverage
    selection: Selection
    measure: Measure
    years: tuple[int, ...]
    age_words: dict[str, str]
    labels: Words
    area_names: dict[str, frozenset[str]]
    together: bool

    @property
    def sizes(self) -> dict[str, int]:
        """The columns by which rows are added up, with the number of words that each may have."""
        words = self.table.words
        places = {} if self.together else {"police_force_area": len(words["police_force_area"])}
        sizes = {"year": CODES, **places}
        for name in other_breakdowns(self.selection):
            sizes[name] = len(self.labels) if name == "offence" else len(words[name])
        return sizes

    @property
    def columns(self) -> tuple[str, ...]:
        """The key columns that are needed."""
        outcome = {"sentence_outcome"} if self.measure.numerator_outcome else set()
        needed = {*row_columns(self.selection), *outcome, *self.sizes}
        return tuple(sorted(needed - {"offence"}))

    @property
    def measures(self) -> tuple[str, ...]:
        """The measure columns that are needed."""
        both = (self.measure.numerator, self.measure.denominator or self.measure.numerator)
        return tuple(sorted(set(both)))


def tasks(table: Table, coverage: Coverage, plan: Plan, selection: Selection) -> Iterator[Task]:
    """What one source gives: areas that are the whole of it from its sums over areas."""
    years = tuple(sorted({year for (year, _), one in plan.suppliers.items() if one is coverage}))
    keys = area_keys(selection)
    everywhere = frozenset(areas.members(areas.ENGLAND_AND_WALES))
    whole = {slug: names for slug, names in keys.items() if names >= everywhere}
    rest = {slug: names for slug, names in keys.items() if slug not in whole}
    for area_names, summed in ((whole, True), (rest, False)):
        if not area_names:
            continue
        rows, labels, of_all_areas = _rows_to_read(
            table, selection, summed and not coverage.national
        )
        yield Task(
            rows,
            coverage,
            selection,
            MEASURES[selection.measure],
            years,
            plan.age_words,
            labels,
            area_names,
            of_all_areas or coverage.national,
        )


def _rows_to_read(table: Table, selection: Selection, whole: bool) -> tuple[Table, Words, bool]:
    """The smallest rows that hold a selection: where, under which labels, whether of all areas."""
    everything = offences.ALL_OFFENCES in selection.offences and "offence" not in selection.by
    wanted = {(True, True): ALL, (True, False): ALL_OFFENCES, (False, True): ALL_AREAS}
    name = wanted.get((everything, whole))
    if name is None or name not in table.summaries:
        return table, selected_labels(selection), False
    label = SUMMED_WORDS["offence"]["offence"]
    labels = (label,) if everything else selected_labels(selection)
    return table.summaries[name], labels, whole


def other_breakdowns(selection: Selection) -> tuple[str, ...]:
    """The breakdowns of a selection other than year and area, in order."""
    return tuple(name for name in selection.by if name not in ("year", "area"))


def selected_labels(selection: Selection) -> tuple[str, ...]:
    """Labels of the single offences that a selection adds up, once each."""
    slugs = (slug for chosen in selection.offences for slug in offences.expand(chosen))
    labels = dict.fromkeys(offences.offences()[slug].label for slug in slugs)
    if offences.ALL_OFFENCES in selection.offences and "offence" not in selection.by:
        labels[offences.UNSTATED] = None
    return tuple(labels)


def row_columns(selection: Selection) -> tuple[str, ...]:
    """The key columns by which the rows of a selection are chosen."""
    sex = ("sex",) if selection.sex else ()
    grouped = selection.age in vocabulary.AGE_GROUPS[:3]
    age = ("age_group" if grouped else "age_range",) if selection.age else ()
    return ("source", "defendant_kind", "year", *sex, *age)


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
