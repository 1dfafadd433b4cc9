"""One series of two editions, looked into offence by offence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from etl.comparing.aligned import Aligned, Grain
from etl.comparing.cells import Amounts, Codes
from etl.comparing.foremost import Foremost
from etl.comparing.movements import plain
from etl.comparing.offence_rows import WORD_BITS, Words, breakdowns_of
from etl.comparing.splits import Axes, Sides, combined, differences, marks, moved
from outcomes.editions import Coverage
from outcomes.moves import COMBINATION, Move, Part

Places = tuple[Codes, Codes, Codes]


class Inside:
    """What moved inside the figures of one series, growing offence by offence."""

    def __init__(
        self,
        aligned: Aligned,
        supplied: tuple[Mapping[int, Coverage], Mapping[int, Coverage]],
        words: Words,
        foremost: Foremost,
    ) -> None:
        """Look into a series.

        Args:
            aligned: the series.
            supplied: for each edition, what supplies each year.
            words: the numbers of the words in the rows that will be given.
            foremost: takes what is found.
        """
        self.divided: Counter[str] = Counter()
        self._aligned, self._measure = aligned, aligned.series.measure
        self._supplied = supplied
        self._words = words
        self._foremost = foremost
        old, new = (tuple(each[year].source for year in aligned.years) for each in supplied)
        self.axes = Axes(aligned.years, aligned.areas, (old, new))
        self._breakdowns = breakdowns_of(supplied[0][aligned.years[0]].table)
        self._alike = self._comparable()
        shape = (self.axes.size, 1 << WORD_BITS)
        self._sums = {column: np.zeros(shape) for column in self._breakdowns}

    def add(self, label: str, sides: Sides) -> None:
        """Compare the rows of one offence in both editions, placed on the axes."""
        differ = np.flatnonzero(
            np.not_equal(*(marks(side, self._measure, self.axes.size) for side in sides))
        )
        if not len(differ) or label not in self._aligned.offences:
            return
        offence = self._aligned.offences.index(label)
        inside = self._within(sides, differ)
        is_whole = self._alike[COMBINATION][differ]
        for column in self._breakdowns:
            shape = len(differ), len(self._words.of(column))
            found = differences(inside, self._measure, column, shape)
            found[~self._alike[column][differ]] = 0
            is_whole &= ~found.any(1)
            self._sums[column][differ, : found.shape[1]] += found
            self._offer_offence(differ, offence, column, found)
        if is_whole.any():
            self._offer_combined(differ[is_whole], offence, sides)

    def _within(self, sides: Sides, cells: Codes) -> Sides:
        """The rows of some figures only, which are numbered anew."""
        places = np.full(self.axes.size, -1)
        places[cells] = np.arange(len(cells))
        before, after = ([piece.within(places) for piece in side] for side in sides)
        return before, after

    def _offer_combined(self, cells: Codes, offence: int, sides: Sides) -> None:
        crossed = combined(self._within(sides, cells), self._measure, len(cells))
        self._offer(self._aligned.finest, self._at(cells, offence), COMBINATION, crossed)
        self.divided[COMBINATION] += int(np.count_nonzero(crossed))

    def finish(self) -> None:
        """Look at what moved over all offences, area by area and everywhere."""
        years, areas = np.divmod(np.arange(self.axes.size), len(self._aligned.areas))
        for column, sums in self._sums.items():
            if self._aligned.series.by_area:
                at = years, areas, np.zeros_like(years)
                self._offer(self._aligned.by_area, at, column, moved(sums), sums)
            everywhere = self._over_areas(sums)
            at = self._each_year(0)
            self._offer(self._aligned.national, at, column, moved(everywhere), everywhere)

    def _comparable(self) -> dict[str, npt.NDArray[np.bool_]]:
        """For each figure, whether both files that supply its year split it by a column."""
        split = [
            [set(supplied[year].keys) for supplied in self._supplied]
            for year in self._aligned.years
        ]
        areas = len(self._aligned.areas)
        alike = {
            column: np.repeat([(column in old) == (column in new) for old, new in split], areas)
            for column in self._breakdowns
        }
        return {**alike, COMBINATION: np.logical_and.reduce(list(alike.values()))}

    def _offer_offence(self, differ: Codes, offence: int, column: str, found: Amounts) -> None:
        amounts = moved(found)
        self.divided[column] += int(np.count_nonzero(amounts))
        self._offer(self._aligned.finest, self._at(differ, offence), column, amounts, found)
        if not self._aligned.series.by_area:
            return
        whole = np.zeros((self.axes.size, found.shape[1]))
        whole[differ] = found
        everywhere = self._over_areas(whole)
        at = self._each_year(offence)
        self._offer(self._aligned.by_offence, at, column, moved(everywhere), everywhere)

    def _over_areas(self, amounts: Amounts) -> Amounts:
        years, areas = len(self._aligned.years), len(self._aligned.areas)
        added: Amounts = amounts.reshape(years, areas, -1).sum(1)
        return added

    def _at(self, cells: Codes, offence: int) -> Places:
        years, areas = np.divmod(cells, len(self._aligned.areas))
        return years, areas, np.full(len(cells), offence)

    def _each_year(self, offence: int) -> Places:
        years = np.arange(len(self._aligned.years))
        return years, np.zeros_like(years), np.full(len(years), offence)

    def _offer(
        self, grain: Grain, at: Places, column: str, amounts: Amounts, found: Amounts | None = None
    ) -> None:
        totals = grain.before[at], grain.after[at]

        def make(place: int) -> Move:
            year, area, offence = (int(axis[place]) for axis in at)
            return Move(
                series=self._aligned.series,
                grain=grain.name,
                year=self._aligned.years[year],
                area=grain.areas[area],
                offence=grain.offences[offence],
                breakdown=column,
                before=plain(totals[0][place]),
                after=plain(totals[1][place]),
                moved=plain(amounts[place]),
                parts=() if found is None else self._parts(column, found[place]),
            )

        self._foremost.offer((grain.name, column), amounts, totals, make)

    def _parts(self, column: str, found: Amounts) -> tuple[Part, ...]:
        words = self._words.of(column)
        differ = np.flatnonzero(found).tolist()
        parts = [Part(words[place], plain(found[place])) for place in differ]
        return tuple(sorted(parts, key=lambda part: (part.difference, part.word)))
