"""Reads a block of lines into columns of raw text, strictly: nothing is guessed or converted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from etl.reading.blocks import Block, Scan, scan, scan_plain
from etl.reading.formats import Recognised
from etl.reading.lines import find_faults
from outcomes.errors import Problem

RAW = pa.dictionary(pa.int32(), pa.binary())
ROOM = 4
_PARSE = csv.ParseOptions(newlines_in_values=False)


@dataclass(frozen=True)
class RawColumn:
    """One column of a block as it stands in the file.

    Attributes:
        values: the different raw texts.
        places: for each row, which of them it has.
    """

    values: Sequence[bytes]
    places: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Extract:
    """What stands in a block.

    Attributes:
        scan: what its bytes are like.
        columns: the wanted columns, by our names; none where the form of a line is wrong.
        problems: what is wrong; lines are counted from 1 inside the block.
    """

    scan: Scan
    columns: Mapping[str, RawColumn] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def extract(block: Block, recognised: Recognised) -> Extract:
    """Read the wanted columns of a block, or say which lines are wrong."""
    try:
        table = _parse(block, recognised) if len(block.data) else None
    except MemoryError:  # Arrow's own is an ArrowException, too
        raise
    except pa.ArrowException as error:
        return _explain(block, recognised, str(error))
    if table is None:
        return Extract(Scan(0, plain=True))
    seen = scan_plain(block.data, table.num_rows) or scan(block.data)
    if not seen.plain or table.num_rows != seen.lines:
        faults = find_faults(block, recognised.headers)
        if faults:
            return Extract(seen, problems=faults)
    return Extract(seen, {name: _column(table.column(name)) for name in table.column_names})


def _explain(block: Block, recognised: Recognised, reason: str) -> Extract:
    seen = scan(block.data)
    faults = find_faults(block, recognised.headers)
    if not faults and bytes(block.data).strip():
        faults = (Problem("ROW_UNREADABLE", f"a line cannot be read ({reason[:200]})"),)
    return Extract(seen, problems=faults)


def _parse(block: Block, recognised: Recognised) -> pa.Table:
    wanted = {place: column for column, place in recognised.places.items()}
    table = read_table(block.data, len(recognised.headers), dict.fromkeys(wanted, RAW))
    return table.rename_columns([wanted[int(name)] for name in table.column_names])


def read_table(
    data: memoryview, width: int, kinds: Mapping[int, pa.DataType], piece: int | None = None
) -> pa.Table:
    """Some columns of lines of so many cells, each under its place; no value means "missing".

    Args:
        data: whole lines, without the header line.
        width: how many cells a line has.
        kinds: for the place of each wanted column, its type.
        piece: bytes that are read by a thread at a time; everything by one when left out.

    Raises:
        pa.ArrowException: a line has another width, or a value cannot be of its type.
    """
    wanted = {str(place): kind for place, kind in kinds.items()}
    pa.allocate_buffer(ROOM * len(data))  # Arrow ends the process where its parser finds none
    return csv.read_csv(
        pa.BufferReader(pa.py_buffer(data)),
        read_options=csv.ReadOptions(
            column_names=[str(place) for place in range(width)],
            block_size=piece or len(data) + 1,
            use_threads=piece is not None,
        ),
        parse_options=_PARSE,
        convert_options=csv.ConvertOptions(
            column_types=wanted, include_columns=list(wanted), strings_can_be_null=False
        ),
    )


def _column(column: pa.ChunkedArray) -> RawColumn:
    one = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return RawColumn(_texts(one.dictionary), _numbers(one.indices))


def _numbers(places: pa.Array) -> npt.NDArray[np.int32]:
    """What ``to_numpy`` gives, without the import of pandas that it tries."""
    _, data = places.buffers()
    return np.frombuffer(data, np.int32, len(places), places.offset * 4)


def _texts(values: pa.Array) -> list[bytes]:
    """What ``to_pylist`` gives, ten times as fast."""
    _, offsets, data = values.buffers()
    if data is None:
        return [b""] * len(values)
    ends = np.frombuffer(offsets, np.int32, len(values) + 1, values.offset * 4).tolist()
    text = data.to_pybytes()
    return [text[start:end] for start, end in pairwise(ends)]
