"""Answers selections: who supplies it, filter, sum, then divide, then notices.

The only door to the figures; the engine behind it can be exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from outcomes import areas, offences
from outcomes.acquittals import mark_meaningless, offences_without_acquittal
from outcomes.editions import Coverage
from outcomes.errors import TooManyRows
from outcomes.measures import MEASURES, Measure
from outcomes.notices import breaks_of, notices_of
from outcomes.plan import Plan, make_plan
from outcomes.result import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    PUBLISHED,
    Key,
    Observation,
    Result,
)
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.sums import Sums, sum_selection
from outcomes.tasks import TOGETHER, Words, other_breakdowns, supplier
from outcomes.vocabulary import WORDS

# Breakdowns of which one decides the other: not every pair of their words can be.
NESTED = (
    frozenset({"sentence_outcome", "custodial_length"}),
    frozenset({"age_group", "age_range"}),
)


def answer(loaded: LoadedEdition, selection: Selection, most: int | None = None) -> Result:
    """Answer a selection from one edition.

    Every year and area asked for is present in the observations, with a status where it has no
    value; words of other breakdowns are present where any row has them. Ratios are divided
    after summing. A word without rows in a year and area that a source covers is a true zero.

    Args:
        loaded: the edition to ask.
        selection: what is counted; persons only.
        most: the most observations that are wanted, or None for any number.

    Returns:
        The result; where nothing is published its observations and notices say so.

    Raises:
        TooManyRows: when there would be more observations than ``most``.
    """
    table = loaded.tables.get(MEASURES[selection.measure].table)
    plan = make_plan(loaded.edition, selection, table)
    sums = sum_selection(table, plan, selection) if table else {}
    unacquitted = offences_without_acquittal(table, plan, selection) if table else frozenset()
    frame = _Frame(plan, selection, sums)
    if most is not None and frame.size > most:
        raise TooManyRows(frame.size)
    observations = tuple(_observe(frame))
    observations = mark_meaningless(observations, selection, unacquitted)
    answered = _fill_in(selection, plan)
    return Result(
        selection=answered,
        measure=MEASURES[selection.measure],
        by=selection.by,
        observations=observations,
        notices=notices_of(loaded.edition, answered, plan, observations, unacquitted),
        edition=loaded.edition,
        sources=_sources(loaded, plan),
        breaks=breaks_of(plan),
    )


def published_years(
    loaded: LoadedEdition, measure: str, area: str, basis: str | None = None
) -> tuple[int, ...]:
    """Years in which a measure is published for an area, ascending, on one basis."""
    selection = Selection(measure=measure, areas=(area,), basis=basis)
    table = loaded.tables.get(MEASURES[measure].table)
    plan = make_plan(loaded.edition, selection, table)
    return tuple(year for year in plan.years if plan.suppliers[year, area] is not None)


def _fill_in(selection: Selection, plan: Plan) -> Selection:
    if not plan.years:
        return selection.but(basis=plan.basis)
    return selection.but(basis=plan.basis, from_year=plan.years[0], to_year=plan.years[-1])


def _sources(loaded: LoadedEdition, plan: Plan) -> tuple[str, ...]:
    used = {coverage.source for coverage in plan.used}
    return tuple(source.id for source in loaded.edition.sources if source.id in used)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sums with what is needed to lay them out."""

    plan: Plan
    selection: Selection
    sums: Sums

    @property
    def measure(self) -> Measure:
        """The measure asked for."""
        return MEASURES[self.selection.measure]

    @property
    def areas(self) -> tuple[str, ...]:
        """Area keys of the answer."""
        return self.selection.areas if "area" in self.selection.by else (TOGETHER,)

    @property
    def periods(self) -> tuple[tuple[int, ...], ...]:
        """The years of each row of the answer: one each, or all together."""
        years = self.plan.years
        return tuple((year,) for year in years) if "year" in self.selection.by else (years,)

    @property
    def size(self) -> int:
        """Number of observations of the answer."""
        return len(self.periods) * len(self.areas) * self._number_of_combinations()

    def combinations(self) -> list[Words]:
        """Words of the other breakdowns, in shown order.

        Every word that any row has stands with every other; of breakdowns of which one decides
        the other, only the combinations that occur.
        """
        names = other_breakdowns(self.selection)
        chosen = self._found() if _is_nested(names) else set(product(*self._seen()))
        return sorted(chosen, key=lambda words: _rank(names, words))

    def _number_of_combinations(self) -> int:
        if _is_nested(other_breakdowns(self.selection)):
            return len(self._found())
        return prod(len(words) for words in self._seen())

    def _found(self) -> set[Words]:
        return {words for _, _, words in self.sums}

    def _seen(self) -> list[set[str]]:
        found = self._found()
        breakdowns = range(len(other_breakdowns(self.selection)))
        return [{words[place] for words in found} for place in breakdowns]


def _is_nested(names: Sequence[str]) -> bool:
    return any(pair <= set(names) for pair in NESTED)


def _rank(names: Sequence[str], words: Words) -> tuple[int, ...]:
    return tuple(
        _offence_ranks()[word] if name == "offence" else WORDS[name].index(word)
        for name, word in zip(names, words, strict=True)
    )


@cache
def _offence_ranks() -> dict[str, int]:
    return {one.label: rank for rank, one in enumerate(offences.offences().values())}


def _observe(frame: _Frame) -> Iterator[Observation]:
    names = other_breakdowns(frame.selection)
    cells = []
    for at, (years, area, words) in enumerate(
        product(frame.periods, frame.areas, frame.combinations())
    ):
        if not years:
            continue
        ranks = {"year": years[0], "area": frame.areas.index(area), "at": at}
        ranks.update(zip(names, _rank(names, words), strict=True))
        order = tuple(ranks[name] for name in (*frame.selection.by, "at"))
        cells.append((order, years, area, words))
    for _, years, area, words in sorted(cells):
        named: dict[str, Key] = {"year": years[0], "area": _area_name(area)}
        named.update(zip(names, words, strict=True))
        keys = tuple(named[name] for name in frame.selection.by)
        yield _observation(frame, keys, years, area, words)


def _area_name(slug: str) -> str:
    return areas.areas()[slug].name if slug != TOGETHER else TOGETHER


def _observation(
    frame: _Frame, keys: tuple[Key, ...], years: tuple[int, ...], area: str, words: Words
) -> Observation:
    suppliers = [supplier(frame.plan, frame.selection, year, area) for year in years]
    first = suppliers[0]
    if first is None or any(one is not first for one in suppliers):
        return Observation(keys, None, None, None, NOT_PUBLISHED, None)
    found = [frame.sums.get((year, area, words), (0.0, 0.0)) for year in years]
    top, bottom = sum(one[0] for one in found), sum(one[1] for one in found)
    provisional = any(year in first.provisional for year in years)
    return _valued(frame.measure, keys, (top, bottom), first, provisional)


def _valued(
    measure: Measure,
    keys: tuple[Key, ...],
    sums: tuple[float, float],
    coverage: Coverage,
    provisional: bool,
) -> Observation:
    if not measure.is_ratio:
        return Observation(
            keys, round(sums[0]), None, None, PUBLISHED, coverage.source, provisional
        )
    top = round(sums[0]) if measure.is_share else sums[0]
    bottom = round(sums[1])
    value = top / bottom if bottom else None
    status = PUBLISHED if bottom else NOT_APPLICABLE
    return Observation(keys, value, top, bottom, status, coverage.source, provisional)
