"""Makes whole years of the rows of family courts' orders, and holds what stands twice together.

A year is whole when the file gives it as a year, or gives its four quarters; given both ways, they
must agree, and so must all notices and each. The newest year may be cut, as it is in three
releases of four, and is left out; quarters missing elsewhere are an error: somebody cut the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.neighbours.family_rows import ALL, FamilyRow
from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.errors import Problem
from outcomes.family_tables import EX_PARTE, NON_MOLESTATION, OCCUPATION, ON_NOTICE
from outcomes.neighbours import NOT_SPLIT

MOST_GROWTH = 1.5
WHOLE_YEAR, QUARTERS = 0, (1, 2, 3, 4)
MEASURES = ("orders made", "orders applied for")

Amounts = list[int | None]
# Order, notice, year.
Series = tuple[str, str, int]


@dataclass
class FamilySums:
    """The rows of one source by year, like ``etl.neighbours.sums.NeighbourSums``.

    Attributes:
        sums: by year, area, and order and notice: orders made, and orders applied for.
        rows: how many rows were read; ``kept``, how many of them the table keeps.
    """

    sums: dict[tuple[int, str, tuple[str, ...]], Amounts] = field(default_factory=dict)
    rows: int = 0
    kept: int = 0
    _given: dict[Series, dict[int, Amounts]] = field(default_factory=lambda: defaultdict(dict))
    _quarters: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add_all(self, rows: Iterable[FamilyRow]) -> None:
        """Add rows; those of the same period, order and notice are summed."""
        for row in rows:
            self.rows += 1
            self._quarters[row.year].add(row.quarter)
            if row.order:
                self.kept += 1
                periods = self._given[row.order, row.notice, row.year]
                before = periods.get(row.quarter, [None, None])
                pairs = zip(before, (row.made, row.applied_for), strict=True)
                periods[row.quarter] = [_sum(pair, whole=False) for pair in pairs]

    @property
    def reach(self) -> tuple[int, int]:
        """The last period that stands there, whole or not: year and quarter."""
        return max(((year, max(found)) for year, found in self._quarters.items()), default=(0, 0))

    def drop_cut_years(self) -> Iterator[Problem]:
        """Make the years, and say which are left out, are cut, or contradict themselves.

        With an error there are no years at all.
        """
        whole = {
            series: _year_of(periods)
            for series, periods in sorted(self._given.items())
            if WHOLE_YEAR in periods or not _missing(periods)
        }
        found = [*self._cuts(), *self._contradictions(), *_unlike_parts(whole)]
        if not any(one.severity == "error" for one in found):
            place = areas()[ENGLAND_AND_WALES].name
            self.sums = {
                (year, place, (order, notice)): amounts
                for (order, notice, year), amounts in _each_once(whole).items()
                if amounts[0] is not None
            }
        yield from found

    def problems(self) -> Iterator[Problem]:
        """What is odd about the years: a kind of order or a year missing, numbers that jump."""
        if not self.sums:
            return
        for order in (NON_MOLESTATION, OCCUPATION):
            by_year = self._made(order)
            if not by_year:
                message = f"there is no whole year of {order}"
                yield Problem("ORDERS_MISSING", message, expected="both kinds of order")
            for year in range(min(by_year, default=0), max(by_year, default=0)):
                if year not in by_year:
                    message = f"{order} of {year} are missing between other years"
                    yield Problem("YEAR_MISSING", message, value=str(year))
            yield from _jumps(order, by_year)

    def totals(self, measures: Mapping[str, int]) -> dict[str, dict[int, int]]:
        """For each measure (with its place), for each year, the sum of everything."""
        found: dict[str, dict[int, int]] = {name: defaultdict(int) for name in measures}
        for (year, _, _), amounts in sorted(self.sums.items()):
            for name, place in measures.items():
                found[name][year] += amounts[place] or 0
        return {name: dict(years) for name, years in found.items()}

    def _cuts(self) -> Iterator[Problem]:
        """Years of which quarters are missing: the newest may, if its last ones are.

        A year given whole needs them, too, from where the file has quarters.
        """
        by_quarter = [year for year, found in self._quarters.items() if found - {WHOLE_YEAR}]
        for (order, notice, year), periods in sorted(self._given.items()):
            missing = _missing(periods)
            if not missing or (WHOLE_YEAR in periods and year < min(by_quarter, default=year + 1)):
                continue
            which = ", ".join(f"Q{one}" for one in missing)
            last = year == max(self._quarters) and WHOLE_YEAR not in periods
            if last and missing == list(range(missing[0], 5)):
                message = f"{year} is not over: it has no {which}, and is left out"
                yield Problem("QUARTER_MISSING", message, "warning", value=str(year))
            else:
                message = f"{order} ({notice}) of {year} have no {which}: rows have been cut"
                yield Problem("QUARTER_MISSING", message, value=str(year), expected="four quarters")

    def _contradictions(self) -> Iterator[Problem]:
        """Years that are not the sum of their quarters."""
        for (order, notice, year), periods in sorted(self._given.items()):
            if WHOLE_YEAR not in periods or _missing(periods):
                continue
            added = [_sum([periods[one][place] for one in QUARTERS]) for place in (0, 1)]
            message = f"{order} ({notice}), %s: {year} is not the sum of its quarters"
            yield from _differences(periods[WHOLE_YEAR], added, message)

    def _made(self, order: str) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for (year, _, (kind, _)), (made, _) in sorted(self.sums.items()):
            if kind == order:
                found[year] += made or 0
        return found


def _missing(periods: Mapping[int, Amounts]) -> list[int]:
    return [one for one in QUARTERS if one not in periods]


def _year_of(periods: Mapping[int, Amounts]) -> Amounts:
    """What the file says of the year; otherwise its quarters together, None if one is None."""
    if WHOLE_YEAR in periods:
        return periods[WHOLE_YEAR]
    return [_sum([periods[one][place] for one in QUARTERS]) for place in (0, 1)]


def _unlike_parts(whole: Mapping[Series, Amounts]) -> Iterator[Problem]:
    """Years whose notices do not add up to all of them."""
    for (order, notice, year), told in whole.items():
        parts = [whole.get((order, part, year)) for part in (EX_PARTE, ON_NOTICE)]
        known = [part for part in parts if part is not None]
        if notice == ALL and len(known) == len(parts):
            added = [_sum([part[place] for part in known]) for place in (0, 1)]
            message = f"{order}, %s: ex parte and on notice are not all of {year}"
            yield from _differences(told, added, message)


def _differences(told: Amounts, added: Amounts, message: str) -> Iterator[Problem]:
    for measure, one, other in zip(MEASURES, told, added, strict=True):
        if one is not None and other is not None and one != other:
            said = message % measure
            yield Problem("SUM_MISMATCH", said, value=f"{one:,}", expected=f"{other:,}")


def _each_once(whole: Mapping[Series, Amounts]) -> dict[Series, Amounts]:
    """Each order once: by notice where the file tells it, otherwise not split."""
    split = {(order, year) for order, notice, year in whole if notice in {EX_PARTE, ON_NOTICE}}
    found: dict[Series, Amounts] = {}
    for (order, notice, year), amounts in whole.items():
        if notice != ALL:
            found[order, notice, year] = amounts
        elif (order, year) not in split:
            found[order, NOT_SPLIT, year] = amounts
    return found


def _jumps(order: str, by_year: Mapping[int, int]) -> Iterator[Problem]:
    for year, now in by_year.items():
        before = by_year.get(year - 1)
        if now and before and max(now, before) > MOST_GROWTH * min(now, before):
            message = f"{order} went from {before:,} to {now:,} in {year}"
            yield Problem("MAGNITUDE", message, "warning", value=f"{order}, {year}")


def _sum(amounts: Sequence[int | None], *, whole: bool = True) -> int | None:
    """The sum; None where an amount is missing, or, unless they must be whole, where all are."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known and (len(known) == len(amounts) or not whole) else None
