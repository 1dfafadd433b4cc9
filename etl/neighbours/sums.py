"""Sums a neighbour's rows to the published keys, and leaves out years that are not whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.neighbours.labels import recorded_labels
from etl.neighbours.row import NeighbourRow
from outcomes.areas import police_force_areas
from outcomes.errors import Problem
from outcomes.neighbours import AS_OF, AUTHORITIES, RECORDED_CRIME, RESIDENTS, basis_of

QUARTERS = frozenset({1, 2, 3, 4})
MOST_GROWTH = 1.2
AREAS_NAMED = 5
# Of so few residents that a census can move their number by a fifth.
TINY = 50_000

Key = tuple[str, ...]


@dataclass
class NeighbourSums:
    """The rows of one source, summed.

    Attributes:
        table: that they feed.
        sums: by year, area and further keys, one sum for each measure; None where no row has any.
        quarters: the quarters that stand for an area and year, whatever the offence.
        rows: how many rows were read, and how many of them the table keeps.
        reach: the last period that stands there, whole or not: year, and quarter or month.
        repeated: rows that stand twice, and quarters that stand in two tables of the file.
    """

    table: str
    sums: dict[tuple[int, str, Key], list[int | None]] = field(default_factory=dict)
    quarters: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    rows: int = 0
    kept: int = 0
    reach: tuple[int, int] = (0, 0)
    repeated: list[Problem] = field(default_factory=list)

    def add_all(self, rows: Iterable[NeighbourRow]) -> None:
        """Add the rows of one table of the file."""
        known = {(*key, quarter) for key, found in self.quarters.items() for quarter in found}
        for row in rows:
            if self.table == RECORDED_CRIME and (row.year, row.area, row.quarter) in known:
                message = f"quarter {row.quarter} of the year ending March {row.year} stands in two"
                problem = Problem("ROW_REPEATED", f"{message} tables of the file", value=row.area)
                self.repeated.append(problem)
                known.discard((row.year, row.area, row.quarter))
            self.rows += row.lines
            self.quarters[row.year, row.area].add(row.quarter)
            self.reach = max(self.reach, (row.year, row.quarter))
            if row.wanted:
                self.kept += row.lines
                self._add(row)

    def _add(self, row: NeighbourRow) -> None:
        key = row.year, row.area, row.keys
        before = self.sums.get(key)
        if before is None:
            self.sums[key] = list(row.amounts)
        elif self.table in (RESIDENTS, AUTHORITIES):
            message = f"{row.area}, {row.year}, stands in two tables of the file"
            value = row.keys[0] if row.keys else str(row.year)
            self.repeated.append(Problem("ROW_REPEATED", message, value=value))
        else:
            self.sums[key] = [_plus(*pair) for pair in zip(before, row.amounts, strict=True)]

    def drop_cut_years(self) -> Iterator[Problem]:
        """Leave out areas and years of which a quarter is missing, and say which."""
        if self.table != RECORDED_CRIME:
            return
        cut: dict[int, list[str]] = defaultdict(list)
        for (year, area), found in sorted(self.quarters.items()):
            if found != QUARTERS:
                cut[year].append(area)
        for year, names in cut.items():
            self.sums = {
                key: value
                for key, value in self.sums.items()
                if key[0] != year or key[1] not in names
            }
            message = f"quarters of the year ending March {year} are missing, so it is left out for"
            shown = ", ".join(names[:AREAS_NAMED])
            yield Problem("QUARTER_MISSING", f"{message} {shown}", "warning", count=len(names))

    def problems(self) -> Iterator[Problem]:
        """What is odd about the sums: rows twice, areas missing, numbers that jump."""
        yield from self.repeated
        yield from self._missing_areas()
        if self.table == RECORDED_CRIME:
            yield from self._below_zero()
            yield from self._missing_offences()
        if self.table == RESIDENTS:
            yield from self._jumps()
        if self.table == AUTHORITIES:
            yield from self._split_authorities()
            yield from self._renamed_authorities()

    def _missing_areas(self) -> Iterator[Problem]:
        found: dict[int, set[str]] = defaultdict(set)
        for year, area, _ in self.sums:
            found[year].add(area)
        for year, names in sorted(found.items()):
            missing = [area.name for area in police_force_areas() if area.name not in names]
            if missing:
                shown = ", ".join(missing[:AREAS_NAMED])
                what = "figures for" if basis_of(self.table) != AS_OF else "place in"
                message = f"{year} has no {what} {shown}"
                yield Problem("AREAS_MISSING", message, "warning", count=len(missing))

    def _below_zero(self) -> Iterator[Problem]:
        """Corrections may be below zero, but never a whole year of an offence in an area."""
        whole: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (year, area, (code, _)), amounts in self.sums.items():
            for place, number in enumerate(amounts):
                whole[year, area, code][place] += number or 0
        for (year, area, code), numbers in sorted(whole.items()):
            if min(numbers) < 0:
                message = f"{area} has a sum below zero of {code} in the year ending March {year}"
                yield Problem("NUMBER", message, value=str(min(numbers)), expected="zero or more")

    def _missing_offences(self) -> Iterator[Problem]:
        """Codes that stand nowhere in a year: perhaps they were renamed, and are then no zero."""
        years = {year for year, _, _ in self.sums}
        found = {(year, code) for year, _, (code, _) in self.sums}
        for year in sorted(years):
            missing = [code for code in recorded_labels() if (year, code) not in found]
            if missing:
                message = f"the year ending March {year} has no row of {', '.join(missing)}"
                yield Problem("OFFENCE_MISSING", message, "warning", value=str(year))

    def _jumps(self) -> Iterator[Problem]:
        for (year, area, key), (now, *_) in sorted(self.sums.items()):
            before = self.sums.get((year - 1, area, key), [None])[0]
            if not now or not before or max(now, before) < TINY:
                continue
            if max(now, before) > MOST_GROWTH * min(now, before):
                message = f"{area} went from {before:,} residents to {now:,} in {year}"
                yield Problem("MAGNITUDE", message, "warning", value=str(year))

    def _split_authorities(self) -> Iterator[Problem]:
        """Authorities in more than one area: possible, and worth a look."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for _, area, (code, name, _) in self.sums:
            found[code, name].add(area)
        for (_, name), names in sorted(found.items()):
            if len(names) > 1:
                message = f"{name} lies in {' and '.join(sorted(names))}"
                yield Problem("AUTHORITY_SPLIT", message, "warning")

    def _renamed_authorities(self) -> Iterator[Problem]:
        names: dict[str, str] = {}
        for _, _, (code, name, _) in sorted(self.sums):
            if names.setdefault(code, name) != name:
                message = f"one code stands for {names[code]} and {name}"
                yield Problem("AUTHORITY_CODE", message, value=code)

    def totals(self, measures: Mapping[str, int]) -> dict[str, dict[int, int]]:
        """For each measure (with its place), for each year, the sum of everything."""
        found: dict[str, dict[int, int]] = {}
        for name, place in measures.items():
            by_year: dict[int, int] = defaultdict(int)
            for (year, _, _), amounts in self.sums.items():
                by_year[year] += amounts[place] or 0
            found[name] = dict(sorted(by_year.items()))
        return found


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other
