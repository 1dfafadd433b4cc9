"""Rows of the demonstration release, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.demonstration.cells import AREA_LABELS, Cells, Counts
from etl.demonstration.disposals import disposal_shares
from etl.demonstration.offences import DemoOffence
from etl.demonstration.people import (
    AGE_BREAK_YEAR,
    AS_RECORDED_BEFORE,
    IS_FEMALE,
    KIND,
    PROFILES,
    profile_shares,
)
from outcomes.offences import offences as known_offences

# Multiples of these, without their whole part, lie evenly between 0 and 1 from any point on: a
# handful of rows already shows the mix that was asked for.
_STEP_PROFILE, _STEP_SLOT = (np.sqrt(5) - 1) / 2, np.sqrt(2) - 1
_TILT_SPREAD, _TILT_FEMALE = 0.1, 0.85
_KINDS = 3


@dataclass(frozen=True, slots=True)
class Mixes:
    """Cumulative shares: of profiles, one row an offence; of slots, three rows an offence.

    ``mildness`` is one number an area: above 1 where courts there pass lighter sentences.
    """

    profiles: NDArray[np.float64]
    slots: NDArray[np.float64]
    mildness: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Slices:
    """Into how many pieces each cell is cut, before equal pieces are put together again.

    One piece in ``repeat`` stays by itself, so that a key may stand on two rows, as it may in the
    Ministry's files.
    """

    keys: Counts
    sentences: Counts
    repeat: int

    def take(self, places: Counts) -> Slices:
        """The slices of the cells at these places."""
        return Slices(self.keys[places], self.sentences[places], self.repeat)


@dataclass(frozen=True, slots=True)
class KeyRows:
    """Rows of the prosecutions member: numbers of the keys, and the counts.

    ``pieces`` is how often the sentenced are to be cut.
    """

    area: Counts
    offence: Counts
    profile: Counts
    prosecuted: Counts
    convicted: Counts
    sentenced: Counts
    pieces: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """Rows of the sentence outcomes member: row of the other, slot, count."""

    parent: Counts
    slot: Counts
    sentenced: Counts


def make_mixes(offences: tuple[DemoOffence, ...], seed: int) -> Mixes:
    """The mixes of the offences, in order."""
    profiles = [profile_shares(one, summary=_is_summary(one)) for one in offences]
    slots = [disposal_shares(one, summary=_is_summary(one)) for one in offences]
    random = np.random.default_rng([seed, 1])
    mildness = np.exp(random.normal(0, _TILT_SPREAD, len(AREA_LABELS)))
    return Mixes(_accumulate(np.stack(profiles)), _accumulate(np.concatenate(slots)), mildness)


def _is_summary(offence: DemoOffence) -> bool:
    return known_offences()[offence.slug].offence_type.startswith("summary")


def _accumulate(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulative shares by row, plus the row's number: ascending over the whole table."""
    cumulative = np.cumsum(shares, axis=1)
    cumulative /= cumulative[:, -1:]
    return np.asarray(cumulative + np.arange(len(shares))[:, None])


def _draw(cumulative: NDArray[np.float64], row: Counts, at: NDArray[np.float64]) -> Counts:
    """The column of ``row`` in whose share ``at`` (0 to 1) falls."""
    width = cumulative.shape[1]
    place = np.searchsorted(cumulative.ravel(), row + at, side="right") - row * width
    return np.asarray(np.clip(place, 0, width - 1))


def make_key_rows(
    cells: Cells, slices: Slices, mixes: Mixes, random: np.random.Generator
) -> KeyRows:
    """The rows of these cells: each cut into slices, each slice given a profile.

    The rows of a cell add up to the cell.
    """
    cell, number = _numbered(slices.keys)
    at = (random.random(len(cells))[cell] + number * _STEP_PROFILE) % 1
    profile = _draw(mixes.profiles, cells.offence[cell], at)
    profile = np.where(cells.year[cell] < AGE_BREAK_YEAR, AS_RECORDED_BEFORE[profile], profile)
    starts = (number + np.where(number, random.random(len(cell)) * 0.8, 0)) / slices.keys[cell]
    measures = (cells.prosecuted, cells.convicted, cells.sentenced)
    parts = [_cut(measure, cell, starts) for measure in measures]
    apart = number % slices.repeat == 0
    keys, (prosecuted, convicted, sentenced) = _merge(
        (cell * PROFILES + profile) * 2 + apart, parts
    )
    cell, profile = np.divmod(keys // 2, PROFILES)
    split = sentenced * (slices.sentences / np.maximum(cells.sentenced, 1))[cell]
    area, offence = cells.area[cell], cells.offence[cell]
    return KeyRows(area, offence, profile, prosecuted, convicted, sentenced, split)


def _numbered(pieces: Counts) -> tuple[Counts, Counts]:
    """Of each piece: what it is a piece of, and its number there from 0."""
    whole = np.repeat(np.arange(len(pieces)), pieces)
    first = np.cumsum(pieces) - pieces
    return whole, np.arange(len(whole)) - first[whole]


def _cut(measure: Counts, cell: Counts, starts: NDArray[np.float64]) -> Counts:
    """Each cell's count cut where its slices start, as shares of it that begin with 0."""
    whole = measure[cell]
    below = np.floor(whole * starts).astype(np.int64)
    ends = np.append(below[1:], 0)
    last = np.append(cell[1:] != cell[:-1], True)
    return np.where(last, whole, ends) - below


def _merge(keys: Counts, parts: list[Counts]) -> tuple[Counts, list[Counts]]:
    """Sorted keys without repetition, and each count added up; keys without any count go."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sums = [np.add.reduceat(part[order], starts) for part in parts]
    kept = np.maximum.reduce(sums) > 0
    return keys[starts][kept], [part[kept] for part in sums]


def make_sentence_rows(rows: KeyRows, mixes: Mixes, random: np.random.Generator) -> SentenceRows:
    """The rows of the sentences: each key row's sentenced, spread over the slots.

    The rows split from a key row add up to its sentenced.
    """
    wanted = np.floor(rows.pieces + random.random(len(rows.pieces))).astype(np.int64)
    pieces = np.minimum(np.maximum(wanted, 1), rows.sentenced)
    parent, number = _numbered(pieces)
    whole, among = rows.sentenced[parent], pieces[parent]
    sentenced = whole * (number + 1) // among - whole * number // among
    at = (random.random() + np.arange(len(parent)) * _STEP_SLOT) % 1
    women = np.where(IS_FEMALE[rows.profile], _TILT_FEMALE, 1.0)
    at **= (women / mixes.mildness[rows.area])[parent]
    kind = rows.offence * _KINDS + KIND[rows.profile]
    slots = mixes.slots.shape[1]
    slot = _draw(mixes.slots, kind[parent], at)
    keys, sums = _merge(parent * slots + slot, [sentenced])
    return SentenceRows(keys // slots, keys % slots, sums[0])
