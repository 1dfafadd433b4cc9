"""Sentences and lengths put together for drawing: fixed order, exact sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from charts.small_cells import DRAWN_AT, FEWER_THAN_5, Cell, untold
from charts.theme import OTHER, SEQUENTIAL
from charts.values import drawn_percent
from outcomes import numbers
from outcomes.result import Key, Result
from outcomes.small_numbers import describes_people
from outcomes.vocabulary import LENGTH_BANDS, NOT_KNOWN

# From custody to discharge; what is neither stands last.
SENTENCES: dict[str, tuple[str, ...]] = {
    "Immediate custody": ("immediate custody",),
    "Suspended sentence": ("suspended sentence",),
    "Community sentence": ("community sentence",),
    "Fine": ("fine",),
    "Discharge": ("absolute discharge", "conditional discharge"),
    "Other": ("compensation", "otherwise dealt with", NOT_KNOWN),
}
SENTENCE_COLOURS = dict(zip(SENTENCES, (*SEQUENTIAL, OTHER), strict=True))
# The sum of all parts.
ALL = "all"
LENGTHS: dict[str, tuple[str, ...]] = {
    band[:1].upper() + band[1:]: labels for band, labels in LENGTH_BANDS.items()
}


@dataclass(frozen=True, slots=True)
class Whole:
    """One whole and the parts that add up to it.

    Attributes:
        name: keys other than the part, for example a year or an area.
        counts: count by part, in the fixed order.
        hidden: what is told instead of small counts of people described, by part; under ``ALL``
            where their sum is not told either.
    """

    name: tuple[Key, ...]
    counts: dict[str, int]
    hidden: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return sum(self.counts.values())

    def length(self, part: str) -> float:
        """How many a part is drawn as: small counts all the same, those not shown as none."""
        few = self.hidden.get(part)
        return self.counts[part] if few is None else DRAWN_AT if few == FEWER_THAN_5 else 0

    def share(self, part: str) -> str:
        """A part's percentage, or what is told instead."""
        return self.hidden.get(part) or drawn_percent(self.counts[part], self.total)

    def told(self, part: str, of: str = "") -> str:
        """A part's percentage and count, of all: ``33% (5,740 of 17,518 sentenced)``."""
        if part in self.hidden:
            return self.hidden[part]
        whole = f" of {numbers.count(self.total)}{of}"
        return f"{self.share(part)} ({numbers.count(self.counts[part])}{whole})"


def wholes(result: Result, part: str, groups: Mapping[str, Sequence[str]]) -> tuple[Whole, ...]:
    """The wholes of a result in its order, without those that are not published.

    Args:
        result: counts broken down by ``part``.
        part: the key that splits, such as ``sentence_outcome``.
        groups: the words that each drawn part takes in.
    """
    others = [name for name in result.by if name != part]
    group_of = {word: group for group, words in groups.items() for word in words}
    found: dict[tuple[Key, ...], dict[str, int]] = {}
    for one in result.observations:
        group = group_of.get(str(result.key(one, part)))
        if one.value is None or group is None:
            continue
        name = tuple(result.key(one, other) for other in others)
        counts = found.setdefault(name, dict.fromkeys(groups, 0))
        counts[group] += int(one.value)
    few = describes_people(result.selection)
    return tuple(
        Whole(name, counts, _hidden(counts) if few else {}) for name, counts in found.items()
    )


def _hidden(counts: Mapping[str, int]) -> dict[str, str]:
    """What is told instead of counts from 1 to 4, and of others that would give them away."""
    cells: dict[Cell, float | None] = {(part,): count for part, count in counts.items()}
    cells[ALL,] = sum(counts.values())
    return {str(part): text for (part,), text in untold(cells, (0,)).items()}
