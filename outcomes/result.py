"""A selection answered: observations, notices, edition. One result serves every output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from outcomes.measures import Measure
from outcomes.selection import Selection

if TYPE_CHECKING:
    from outcomes.editions import Edition

# What a missing or present value means. Absent is not zero.
PUBLISHED = "published"
NOT_PUBLISHED = "not published"
NOT_APPLICABLE = "not applicable"
NOT_MEANINGFUL = "not meaningful"

Key = str | int
Derived = TypeVar("Derived")


@dataclass(frozen=True, slots=True)
class Observation:
    """One value with the keys it belongs to.

    Attributes:
        keys: one word or year for each name in ``Result.by``, in that order.
        value: count, fraction (ratios and shares) or months; None unless published.
        numerator: for ratios, the sum divided; None for counts.
        denominator: for ratios, the sum divided by; None for counts.
        status: ``published`` (zero included: a true zero); ``not published`` (no loaded source
            covers it); ``not applicable`` (nothing to divide by); ``not meaningful`` (a value
            exists but does not mean what its name says; see the notice).
        source: identifier of the one source that supplies it, or None.
        provisional: whether the publisher marks the period as provisional.
    """

    keys: tuple[Key, ...]
    value: float | int | None
    numerator: int | float | None
    denominator: int | None
    status: str
    source: str | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark that applies to this very selection.

    Attributes:
        code: stable name, for example ``magistrates-only``.
        text: one or two sentences for readers.
        level: ``warning`` (changes what the figure means) or ``note``.
    """

    code: str
    text: str
    level: str = "note"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a selection.

    Attributes:
        selection: what was asked, with defaults filled in (basis, years).
        measure: the measure.
        by: names of the keys of every observation, in order.
        observations: sorted by the keys' shown order; years ascending; every combination of
            year and area asked for is present, with a status when it has no value.
        notices: most important first.
        edition: the edition that supplied it.
        sources: identifiers of the sources used, newest first.
        breaks: years in which a series changes its source's court coverage or method: the
            line is interrupted between the year before and this one.
        derived: what ``once_a_result`` worked out of it.
    """

    selection: Selection
    measure: Measure
    by: tuple[str, ...]
    observations: tuple[Observation, ...]
    notices: tuple[Notice, ...]
    edition: Edition
    sources: tuple[str, ...]
    breaks: tuple[int, ...] = ()
    derived: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def series(self, name: str) -> dict[Key, tuple[Observation, ...]]:
        """Observations grouped by one key, groups and members in the result's order."""
        position = self.by.index(name)
        groups: dict[Key, list[Observation]] = {}
        for observation in self.observations:
            groups.setdefault(observation.keys[position], []).append(observation)
        return {key: tuple(group) for key, group in groups.items()}

    def key(self, observation: Observation, name: str) -> Key:
        """One key of an observation, by name."""
        return observation.keys[self.by.index(name)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is published for the selection."""
        return all(observation.value is None for observation in self.observations)


def once_a_result(derive: Callable[[Result], Derived]) -> Callable[[Result], Derived]:
    """A function of a result alone that works each result out once, and must not be changed after.

    A result is drawn several times over: wide and narrow, as a table, in words.
    """

    @wraps(derive)
    def derived(result: Result) -> Derived:
        if derive not in result.derived:
            result.derived[derive] = derive(result)
        found: Derived = result.derived[derive]
        return found

    return derived
