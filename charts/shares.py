"""Sentences and lengths put together for drawing: fixed order, exact sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.theme import OTHER, SEQUENTIAL
from outcomes.result import Key, Result
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
LENGTHS: dict[str, tuple[str, ...]] = {
    band[:1].upper() + band[1:]: labels for band, labels in LENGTH_BANDS.items()
}


@dataclass(frozen=True, slots=True)
class Whole:
    """One whole and the parts that add up to it.

    Attributes:
        name: keys other than the part, for example a year or an area.
        counts: count by part, in the fixed order.
    """

    name: tuple[Key, ...]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return sum(self.counts.values())


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
    return tuple(Whole(name, counts) for name, counts in found.items())
