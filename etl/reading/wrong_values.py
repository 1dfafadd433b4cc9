"""Says which values of a block could not be read: each cause once, with its first line."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from etl.reading.decode import WRONG, decode_text
from etl.reading.extract import RawColumn
from etl.reading.formats import Recognised
from etl.reading.keys import Numbers
from etl.reading.layouts import normalise_header
from outcomes.errors import Problem

MOST_WRONG_VALUES = 1_000
MOST_ODD_ROWS = 20
Mask = npt.NDArray[np.bool_]
Explain = Callable[[str, bytes], Problem]


def wrong_values(
    raw: Mapping[str, RawColumn],
    decoded: Mapping[str, Numbers],
    recognised: Recognised,
    explain: Explain,
) -> Iterator[Problem]:
    """What is wrong with the values of a block; lines are counted from 1 inside the block.

    A row of which hardly anything can be read is told as one: ``ROW_IS_HEADER`` or
    ``ROW_IS_NOTE``, unless there are many of them.

    Args:
        raw: the columns as they stand.
        decoded: for each column, the numbers of its different texts.
        recognised: what the headers mean.
        explain: says of a column's text what is wrong with it.
    """
    headers = {name: recognised.headers[recognised.places[name]] for name in raw}
    wrong = {
        name: (decoded[name] == WRONG)[column.places]
        for name, column in raw.items()
        if (decoded[name] == WRONG).any()
    }
    if not wrong:
        return
    told = yield from _odd_rows(raw, wrong, headers)
    for name, faulty in wrong.items():
        problems = _of_column(raw[name], np.flatnonzero(faulty & ~told))
        for value, line, count in problems:
            problem = (
                explain(name, value)
                if value is not None
                else Problem("VALUES_WRONG", "many others are wrong")
            )
            yield replace(problem, column=headers[name], line=line, count=count)


def _of_column(column: RawColumn, rows: Numbers) -> Iterator[tuple[bytes | None, int, int]]:
    """Each different text of some rows with its first line and number; after many, the rest."""
    places, first, counts = np.unique(column.places[rows], return_index=True, return_counts=True)
    lines = rows[first] + 1
    for at in range(min(len(places), MOST_WRONG_VALUES)):
        yield column.values[int(places[at])], int(lines[at]), int(counts[at])
    if len(places) > MOST_WRONG_VALUES:
        yield None, int(lines[MOST_WRONG_VALUES:].min()), int(counts[MOST_WRONG_VALUES:].sum())


def _odd_rows(
    raw: Mapping[str, RawColumn], wrong: Mapping[str, Mask], headers: Mapping[str, str]
) -> Generator[Problem, None, Mask]:
    """Tell of rows that are none; returns them, so that nothing else of them is told."""
    wrongs = np.sum(list(wrong.values()), axis=0)
    hardly = 2 * wrongs > len(raw)
    again: Mask = hardly & _header_again(raw["year"], headers["year"])
    odd = np.flatnonzero(hardly & ~again)
    if len(odd) > MOST_ODD_ROWS:
        odd = odd[:0]
    for row in np.flatnonzero(again).tolist():
        message = "the header stands again among the rows"
        yield Problem("ROW_IS_HEADER", message, line=row + 1, column=headers["year"])
    for row in odd.tolist():
        texts = (decode_text(one.values[int(one.places[row])]) for one in raw.values())
        said = next((text for text in texts if text.strip()), "")
        yield Problem(
            "ROW_IS_NOTE",
            "this is no row of figures but a note, a total or an empty line",
            line=row + 1,
            value=said,
        )
    told: Mask = again.copy()
    told[odd] = True
    return told


def _header_again(years: RawColumn, header: str) -> Mask:
    plain = normalise_header(header)
    texts = [normalise_header(decode_text(value)) == plain for value in years.values]
    mask: Mask = np.array(texts, np.bool_)[years.places]
    return mask
