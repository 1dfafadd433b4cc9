"""Answers selections: who supplies it, filter, sum, then divide, then notices.

The only door to the figures; the engine behind it can be exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from outcomes import areas
from outcomes.acquittals import mark_meaningless, offences_without_acquittal
from outcomes.editions import Coverage
from outcomes.errors import TooManyRows
from outcomes.frame import Frame, rank_of
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
from outcomes.sums import sum_selection
from outcomes.tasks import TOGETHER, Words, other_breakdowns, supplier
from outcomes.turns import Turns

# An answer with more observations is not kept; one that few ask for would take the place of many.
MOST_KEPT = 1_000
AT_ONCE = 2
_turns = Turns(AT_ONCE)


def answer(loaded: LoadedEdition, selection: Selection, most: int | None = None) -> Result:
    """Answer a selection from one edition.

    Every year and area asked for is present in the observations, with a status where it has no
    value; words of other breakdowns are present where any row has them. Ratios are divided
    after summing. A word without rows in a year and area that a source covers is a true zero.
    What was asked before is not added up again: a page asks for the same several times, and so
    do the pages of one area.

    Args:
        loaded: the edition to ask.
        selection: what is counted; persons only.
        most: the most observations that are wanted, or None for any number.

    Returns:
        The result; where nothing is published its observations and notices say so.

    Raises:
        TooManyRows: when there would be more observations than ``most``.
    """
    kept: Result | None = loaded.answers.find((selection, most))
    if kept is not None:
        return kept
    result = work_out(loaded, selection, most)
    if len(result.observations) <= MOST_KEPT:
        # A selection with its defaults filled in has the same answer.
        for asked in (selection, result.selection):
            loaded.answers.put((asked, most), result, 1 + len(result.observations))
    return result


def work_out(loaded: LoadedEdition, selection: Selection, most: int | None = None) -> Result:
    """What ``answer`` gives, added up anew; threads that ask at once take turns."""
    with _turns:
        return _work_out(loaded, selection, most)


def _work_out(loaded: LoadedEdition, selection: Selection, most: int | None) -> Result:
    table = loaded.tables.get(MEASURES[selection.measure].table)
    plan = make_plan(loaded.edition, selection, table)
    sums = sum_selection(table, plan, selection) if table else {}
    unacquitted = offences_without_acquittal(table, plan, selection) if table else frozenset()
    frame = Frame(plan, selection, sums)
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


def _observe(frame: Frame) -> Iterator[Observation]:
    names = other_breakdowns(frame.selection)
    cells = []
    for at, (years, area, words) in enumerate(
        product(frame.periods, frame.areas, frame.combinations())
    ):
        if not years:
            continue
        ranks = {"year": years[0], "area": frame.areas.index(area), "at": at}
        ranks.update(zip(names, rank_of(names, words), strict=True))
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
    frame: Frame, keys: tuple[Key, ...], years: tuple[int, ...], area: str, words: Words
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
