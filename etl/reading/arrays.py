"""Columns of Arrow tables as numbers, and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[Any]


def numbers(array: pa.Array) -> Numbers:
    """Numbers without blanks, as they lie in memory: to_numpy would load pandas where it is."""
    end = array.offset + len(array)
    return np.frombuffer(array.buffers()[1], dtype=str(array.type).replace("double", "float64"))[
        array.offset : end
    ]


def is_known(array: pa.Array) -> npt.NDArray[np.bool_]:
    """Which of its values are not blank; is_valid would load all that Arrow can compute."""
    bits = array.buffers()[0]
    if bits is None:
        return np.ones(len(array), np.bool_)
    end = array.offset + len(array)
    known = np.unpackbits(np.frombuffer(bits, np.uint8), count=end, bitorder="little")
    return known[array.offset :].view(np.bool_)


def array_of(
    values: Numbers, kind: pa.DataType, known: npt.NDArray[np.bool_] | None = None
) -> pa.Array:
    """An array of numbers, blank where they are not known."""
    valid = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(values)])


def single(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
