"""One series of two editions, looked into offence by offence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from etl.comparing.aligned import Aligned
from etl.comparing.cells import Amounts
from etl.comparing.foremost import Foremost
from etl.comparing.grains import Grain
from etl.comparing.movements import plain
from etl.comparing.offence_rows import WORD_BITS, Words, breakdowns_of
from etl.comparing.splits import Axes, Sides, combined, differences, marks, moved, within
from outcomes.editions import Coverage
from outcomes.moves import COMBINATION, Move, Part


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
        shape = (1 << WORD_BITS, self.axes.size)
        self._sums = {column: np.zeros(shape) for column in self._breakdowns}

    def add(self, label: str, sides: Sides) -> None:
        """Compare the rows of one offence in both editions, placed on the axes."""
        differ = np.not_equal(*(marks(side, self._measure, self.axes.size) for side in sides))
        if not differ.any() or label not in self._aligned.offences:
            return
        offence = self._aligned.offences.index(label)
        inside = within(sides, differ)
        is_whole = self._alike[COMBINATION] & differ
        for column in self._breakdowns:
            shape = len(self._words.of(column)), self.axes.size
            found = differences(inside, self._measure, column, shape)
            found[:, ~self._alike[column]] = 0
            is_whole &= ~found.any(0)
            self._sums[column][: len(found)] += found
            self._offer_offence(offence, column, found)
        if is_whole.any():
            self._offer_combined(offence, within(sides, is_whole))

    def finish(self) -> None:
        """Look at what moved over all offences, area by area and everywhere."""
        for column, sums in self._sums.items():
            if self._aligned.series.by_area:
                self._offer(self._aligned.by_area, 0, column, moved(sums), sums)
            everywhere = self._over_areas(sums)
            self._offer(self._aligned.national, 0, column, moved(everywhere), everywhere)

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

    def _offer_offence(self, offence: int, column: str, found: Amounts) -> None:
        amounts = moved(found)
        self.divided[column] += int(np.count_nonzero(amounts))
        self._offer(self._aligned.finest, offence, column, amounts, found)
        if self._aligned.series.by_area:
            everywhere = self._over_areas(found)
            self._offer(self._aligned.by_offence, offence, column, moved(everywhere), everywhere)

    def _offer_combined(self, offence: int, sides: Sides) -> None:
        crossed = combined(sides, self._measure, self.axes.size)
        self.divided[COMBINATION] += int(np.count_nonzero(crossed))
        self._offer(self._aligned.finest, offence, COMBINATION, crossed)

    def _over_areas(self, amounts: Amounts) -> Amounts:
        years, areas = len(self._aligned.years), len(self._aligned.areas)
        added: Amounts = amounts.reshape(-1, years, areas).sum(2)
        return added

    def _offer(
        self,
        grain: Grain,
        offence: int,
        column: str,
        amounts: Amounts,
        found: Amounts | None = None,
    ) -> None:
        """Offer what moved in the figures of one offence of a grain, by word where that is told."""
        before, after = (values[:, :, offence].ravel() for values in (grain.before, grain.after))

        def make(place: int) -> Move:
            year, area = divmod(place, len(grain.areas))
            return Move(
                series=self._aligned.series,
                grain=grain.name,
                year=self._aligned.years[year],
                area=grain.areas[area],
                offence=grain.offences[offence],
                breakdown=column,
                before=plain(before[place]),
                after=plain(after[place]),
                moved=plain(amounts[place]),
                parts=() if found is None else self._parts(column, found[:, place]),
            )

        self._foremost.offer((grain.name, column), amounts, (before, after), make)

    def _parts(self, column: str, found: Amounts) -> tuple[Part, ...]:
        words = self._words.of(column)
        differ = np.flatnonzero(found).tolist()
        parts = [Part(words[place], plain(found[place])) for place in differ]
        return tuple(sorted(parts, key=lambda part: (part.difference, part.word)))
