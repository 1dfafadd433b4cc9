"""Unfolds rows that hold a column for each disposal and length into a row for each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from etl.reading.formats import WIDE
from etl.reading.keys import Numbers
from etl.reading.labels import words_of
from outcomes.vocabulary import IMMEDIATE_CUSTODY, NOT_APPLICABLE


def unfold(rows: Mapping[str, Numbers], measure: str) -> dict[str, Numbers]:
    """One row for each cell of the wide columns that is not zero.

    Args:
        rows: decoded columns, those that are spread out named ``wide:<key>:<word>``.
        measure: the name under which the cells' numbers stand afterwards.

    Returns:
        The other columns, ``sentence_outcome``, ``custodial_length`` and the measure.
    """
    wide = [name for name in rows if name.startswith(WIDE)]
    cells = [np.flatnonzero(rows[name]) for name in wide]
    places = np.concatenate([np.zeros(0, np.int64), *cells])
    found = {name: rows[name][places] for name in rows if not name.startswith(WIDE)}
    keys = np.repeat(
        np.array([_keys(name) for name in wide], np.int64).reshape(-1, 2),
        [len(cell) for cell in cells],
        axis=0,
    )
    numbers = [rows[name][cell] for name, cell in zip(wide, cells, strict=True)]
    return {
        **found,
        "sentence_outcome": keys[:, 0],
        "custodial_length": keys[:, 1],
        measure: np.concatenate([np.zeros(0, np.int64), *numbers]),
    }


def _keys(name: str) -> tuple[int, int]:
    """The places of a wide column's outcome and length; a length is one of immediate custody."""
    _, key, word = name.split(":", 2)
    outcome, length = (
        (word, NOT_APPLICABLE) if key == "sentence_outcome" else (IMMEDIATE_CUSTODY, word)
    )
    return (
        words_of("sentence_outcome").index(outcome),
        words_of("custodial_length").index(length),
    )
