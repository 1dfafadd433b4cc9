"""Reads a plain CSV column by column; what is not plain is left to the readers of rows.

Plain is what every reader of CSV reads alike. A file that is not, or that holds a value which
cannot be, is read row by row instead: slower, and every fault is told with its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.reading.arrays import Numbers, numbers, single
from etl.reading.extract import read_table

TEXT = pa.dictionary(pa.int32(), pa.string())
_PIECE = 4 << 20
_NEWLINE, _RETURN, _QUOTE, _COMMA = b'\n\r",'


@dataclass(frozen=True)
class Texts:
    """One column.

    Attributes:
        values: the different texts, without blanks at their ends.
        places: for each row, which of them it has.
    """

    values: Sequence[str]
    places: Numbers


def plain_table(
    data: memoryview, width: int, kinds: Mapping[int, pa.DataType], piece: int | None = None
) -> pa.Table | None:
    """Some columns of lines, as ``etl.reading.extract.read_table`` has them; None if not plain.

    Not plain: a line of another width, a quote that does not enclose a whole value, a value over
    several lines, an empty line, CR alone, and NUL. That the bytes are text is the caller's care.
    """
    array = np.frombuffer(data, np.uint8)
    if not len(array) or not array.all() or not _quotes_enclose(array):
        return None
    try:
        table = read_table(data, width, kinds, piece)
    except MemoryError:  # Arrow's own is an ArrowException, too
        raise
    except pa.ArrowException:
        return None
    lines = int(np.count_nonzero(array == _NEWLINE)) + bool(array[-1] != _NEWLINE)
    return table if table.num_rows == lines else None


def plain_texts(data: memoryview, width: int, at: Mapping[str, int]) -> dict[str, Texts] | None:
    """Columns by our names, None if the lines are not plain.

    Args:
        data: whole lines, without the header line.
        width: how many cells a line has.
        at: for each of our columns, its place.
    """
    table = plain_table(data, width, dict.fromkeys(at.values(), TEXT), _PIECE)
    if table is None:
        return None
    columns = table.unify_dictionaries()
    return {name: texts_of(columns.column(str(place))) for name, place in at.items()}


def texts_of(column: pa.ChunkedArray) -> Texts:
    """A column of type ``TEXT`` whose pieces have one dictionary."""
    whole = single(column)
    return Texts([text.strip() for text in whole.dictionary.to_pylist()], numbers(whole.indices))


def _quotes_enclose(array: npt.NDArray[np.uint8]) -> bool:
    """Whether quotes stand by turns before and behind a whole value."""
    quotes = np.flatnonzero(array == _QUOTE)
    if len(quotes) % 2:
        return False
    before, behind = quotes[0::2] - 1, quotes[1::2] + 1
    ends = np.zeros(256, np.bool_)
    ends[[_NEWLINE, _RETURN, _COMMA]] = True
    first, last = before[:1] < 0, behind[-1:] == len(array)
    return bool(
        ends[array[before[int(first.any()) :]]].all()
        and ends[array[behind[: len(behind) - int(last.any())]]].all()
    )
