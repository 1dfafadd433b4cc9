"""What moved inside a figure from one edition to another: between sexes, ages, outcomes.

A total can stand still while its parts change. A move is what one part lost and another gained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from outcomes.series import Series

# For figures of which every single breakdown is as before, and only their crossings differ.
COMBINATION = "combination"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a breakdown inside a figure, and by how much it changed."""

    word: str
    difference: float


@dataclass(frozen=True, slots=True)
class Move:
    """What moved between the parts of one figure, in a year that both editions have.

    Attributes:
        series: where.
        grain: ``national``, ``offence``, ``area`` or ``area and offence``.
        year: the year.
        area: its name; ``England and Wales`` where the grain has none.
        offence: its label; ``All offences`` where the grain has none.
        breakdown: the column whose words the parts are, for example ``sex``; ``combination``
            where no single column differs, but crossings of several do.
        before: the whole figure.
        after: likewise.
        moved: how much was lost by some parts and gained by others.
        parts: those that differ, the largest loss first; none for ``combination``.
    """

    series: Series
    grain: str
    year: int
    area: str
    offence: str
    breakdown: str
    before: float
    after: float
    moved: float
    parts: tuple[Part, ...] = ()

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Move:
        """The move of such a dictionary as ``dataclasses.asdict`` makes it."""
        parts = tuple(Part(**part) for part in raw["parts"])
        return cls(**{**raw, "series": Series(**raw["series"]), "parts": parts})
