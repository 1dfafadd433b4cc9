"""How many are prosecuted, convicted and sentenced in the demonstration release.

A *cell* is one offence in one police force area in one year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.demonstration.offences import COURT_CAPACITY, YEARS, DemoOffence

Counts = NDArray[np.int64]

# How many cases come to court in each area, against the others: rough sizes, typed in.
AREA_WEIGHTS: dict[str, float] = {
    "Avon and Somerset": 1.7, "Bedfordshire": 0.7, "Cambridgeshire": 0.85, "Cheshire": 1.05,
    "City of London": 0.05, "Cleveland": 0.65, "Cumbria": 0.5, "Derbyshire": 1.05,
    "Devon and Cornwall": 1.6, "Dorset": 0.75, "Durham": 0.65, "Dyfed Powys": 0.5, "Essex": 1.75,
    "Gloucestershire": 0.6, "Greater Manchester": 2.9, "Gwent": 0.62, "Hampshire": 1.9,
    "Hertfordshire": 1.1, "Humberside": 0.95, "Kent": 1.85, "Lancashire": 1.6,
    "Leicestershire": 1.05, "Lincolnshire": 0.75, "Merseyside": 1.55, "Metropolitan": 8.8,
    "Norfolk": 0.85, "North Wales": 0.75, "North Yorkshire": 0.78, "Northamptonshire": 0.75,
    "Northumbria": 1.55, "Nottinghamshire": 1.15, "South Wales": 1.5, "South Yorkshire": 1.4,
    "Staffordshire": 1.1, "Suffolk": 0.72, "Surrey": 1.0, "Sussex": 1.6, "Thames Valley": 2.1,
    "Warwickshire": 0.55, "West Mercia": 1.2, "West Midlands": 2.95, "West Yorkshire": 2.5,
    "Wiltshire": 0.65, "Not known": 0.6,
}  # fmt: skip
AREA_LABELS = tuple(AREA_WEIGHTS)
_BUSIEST = ("West Midlands", "breach-of-", 1.43)
"""Breach of orders is dealt with there more often than its size says: about 7% of all."""

_AREA_SPREAD, _AREA_DRIFT, _RATIO_SPREAD = 0.18, 0.012, 0.13
_RATIO_GROWTH = 0.035
_SINCE_2017 = np.array(YEARS)[:, None] - 2017
_CARRIED_OVER, _NEVER_SENTENCED = 0.03, 0.012


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells that are not empty, one element a cell.

    Attributes:
        year, area, offence: the year, and the numbers of the area and the offence.
        prosecuted, convicted, sentenced: defendants.
    """

    year: Counts
    area: Counts
    offence: Counts
    prosecuted: Counts
    convicted: Counts
    sentenced: Counts

    def __len__(self) -> int:
        return len(self.year)

    def take(self, places: Counts) -> Cells:
        """The cells at these places."""
        return Cells(*(getattr(self, name)[places] for name in self.__slots__))


def count_cells(offences: tuple[DemoOffence, ...], seed: int) -> Cells:
    """The cells of these offences, by year, then area, then offence.

    An offence has the same counts whichever others are asked for after it.
    """
    counts = [np.stack(parts, axis=2) for parts in zip(*_by_offence(offences, seed), strict=True)]
    year, area, offence = np.nonzero(np.maximum.reduce(counts))
    measures = (count[year, area, offence] for count in counts)
    return Cells(year + YEARS[0], area, offence, *measures)


def _by_offence(
    offences: tuple[DemoOffence, ...], seed: int
) -> Iterator[tuple[Counts, Counts, Counts]]:
    for number, offence in enumerate(offences):
        yield _count_defendants(offence, np.random.default_rng([seed, 0, number]))


def _count_defendants(
    offence: DemoOffence, random: np.random.Generator
) -> tuple[Counts, Counts, Counts]:
    """Prosecuted, convicted and sentenced by year and area.

    Some of those convicted are sentenced in the next year, and a few never.
    """
    expected = np.array([_expected_cases(offence, year) for year in YEARS])[:, None]
    prosecuted = random.poisson(expected * _area_shares(offence, random))
    convicted = random.binomial(prosecuted, _conviction_ratios(offence, random))
    carried = random.binomial(convicted, _CARRIED_OVER)
    brought = np.concatenate([carried[:1], carried[:-1]])
    never = random.binomial(convicted - carried, _NEVER_SENTENCED)
    return prosecuted, convicted, convicted - carried - never + brought


def _expected_cases(offence: DemoOffence, year: int) -> float:
    """Cases expected in England and Wales in a year; none before the offence existed."""
    known = sorted(offence.cases)
    if year < known[0]:
        return 0.0
    cases = np.interp(year, known, [offence.cases[one] for one in known])
    return float(cases) * COURT_CAPACITY.get(year, 1.0)


def _area_shares(offence: DemoOffence, random: np.random.Generator) -> NDArray[np.float64]:
    """Share of each area in the cases, by year and area: its size, its ways and a drift."""
    ways = random.normal(0, _AREA_SPREAD, len(AREA_LABELS))
    drift = random.normal(0, _AREA_DRIFT, len(AREA_LABELS))
    area, beginning, factor = _BUSIEST
    if offence.slug.startswith(beginning):
        ways[AREA_LABELS.index(area)], drift[AREA_LABELS.index(area)] = np.log(factor), 0
    size = np.log(list(AREA_WEIGHTS.values()))
    shares = np.exp(size + ways + drift * _SINCE_2017)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _conviction_ratios(offence: DemoOffence, random: np.random.Generator) -> NDArray[np.float64]:
    """Chance of conviction by year and area, growing a little until 2019."""
    ways = random.normal(0, _RATIO_SPREAD, len(AREA_LABELS))
    growth = _RATIO_GROWTH * np.minimum(_SINCE_2017, 2)
    odds = np.log(offence.ratio / (1 - offence.ratio)) + ways + growth
    return np.asarray(1 / (1 + np.exp(-odds)))
