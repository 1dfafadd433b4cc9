"""The frame of an answer: its periods, areas and words, and how many observations they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from outcomes import offences
from outcomes.measures import MEASURES, Measure
from outcomes.plan import Plan
from outcomes.selection import Selection
from outcomes.sums import Sums
from outcomes.tasks import TOGETHER, Words, other_breakdowns
from outcomes.vocabulary import WORDS

# Breakdowns of which one decides the other: not every pair of their words can be.
NESTED = (
    frozenset({"sentence_outcome", "custodial_length"}),
    frozenset({"age_group", "age_range"}),
)


@dataclass(frozen=True, slots=True)
class Frame:
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
        return sorted(chosen, key=lambda words: rank_of(names, words))

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


def rank_of(names: Sequence[str], words: Words) -> tuple[int, ...]:
    """The places of words among all that their breakdowns have, in shown order."""
    return tuple(
        _offence_ranks()[word] if name == "offence" else WORDS[name].index(word)
        for name, word in zip(names, words, strict=True)
    )


@cache
def _offence_ranks() -> dict[str, int]:
    return {one.label: rank for rank, one in enumerate(offences.offences().values())}
