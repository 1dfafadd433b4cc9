"""How finely the demonstration release is cut, so that it has about the rows asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.demonstration.cells import AREA_LABELS, Cells, count_cells
from etl.demonstration.offences import (
    YEARS,
    DemoOffence,
    family_offences,
    other_offences,
    rare_offences,
)
from etl.demonstration.rows import Mixes, Slices, make_key_rows, make_mixes, make_sentence_rows

FULL_SIZE_ROWS = 2_000_000
"""From here on a release has every offence that format G names."""

_CELLS_AN_OFFENCE = 2 * len(YEARS) * len(AREA_LABELS)
_SENTENCE_SLICES = 1.8
"""Slices of the sentences for one of the prosecutions."""
_EVENNESS = 0.65
"""Power of a cell's size that its slices follow: at 1 busy areas would have nearly all rows."""
_REPEAT, _REPEAT_FULL_SIZE = 16, 2
_TRIAL_ROWS = 150_000
_TRIALS = 12


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that decides the rows of a demonstration release."""

    offences: tuple[DemoOffence, ...]
    cells: Cells
    slices: Slices
    mixes: Mixes
    seed: int

    def year(self, year: int) -> tuple[Cells, Slices]:
        """Cells and slices of one year."""
        places = np.flatnonzero(self.cells.year == year)
        return self.cells.take(places), self.slices.take(places)


def plan_release(rows: int, seed: int) -> Release:
    """A release of about ``rows`` rows over both members; the counts do not depend on them."""
    offences = _offences_for(rows)
    cells, mixes = count_cells(offences, seed), make_mixes(offences, seed)
    weights = np.array([offence.weight for offence in offences])[cells.offence]
    slices = _fit(cells, weights, mixes, rows)
    return Release(offences, cells, slices, mixes, seed)


def _offences_for(rows: int) -> tuple[DemoOffence, ...]:
    """Every family, and as many other offences as leave half of the rows to the families."""
    others = other_offences()[: max(1, rows // 2 // _CELLS_AN_OFFENCE)]
    rare = rare_offences() if rows >= FULL_SIZE_ROWS else ()
    return (*family_offences(), *others, *rare)


def _fit(cells: Cells, weights: NDArray[np.float64], mixes: Mixes, rows: int) -> Slices:
    """Slices from which about ``rows`` rows remain, found by trying on some of the cells."""
    random = np.random.default_rng(0)
    some = max(1, round(len(cells) * min(1.0, _TRIAL_ROWS / rows)))
    places = np.sort(random.choice(len(cells), some, replace=False))
    sample, wanted = cells.take(places), rows * some / len(cells)
    repeat = _REPEAT_FULL_SIZE if rows >= FULL_SIZE_ROWS else _REPEAT
    low, high = 1e-3, 1e3
    for _ in range(_TRIALS):
        middle = float(np.sqrt(low * high))
        slices = _slice(cells, weights, middle, repeat).take(places)
        low, high = (middle, high) if _rows_of(sample, slices, mixes) < wanted else (low, middle)
    return _slice(cells, weights, high, repeat)


def _slice(cells: Cells, weights: NDArray[np.float64], detail: float, repeat: int) -> Slices:
    """Finer for what weighs more, at least one slice a cell, and no finer than persons."""
    most = np.maximum.reduce([cells.prosecuted, cells.convicted, cells.sentenced])
    wanted = detail * weights * most**_EVENNESS
    keys = np.clip(np.rint(wanted), 1, most).astype(np.int64)
    sentences = np.maximum(np.rint(_SENTENCE_SLICES * wanted).astype(np.int64), keys)
    return Slices(keys, np.minimum(sentences, cells.sentenced), repeat)


def _rows_of(cells: Cells, slices: Slices, mixes: Mixes) -> int:
    random = np.random.default_rng(0)
    rows = make_key_rows(cells, slices, mixes, random)
    return len(rows.area) + len(make_sentence_rows(rows, mixes, random).parent)
