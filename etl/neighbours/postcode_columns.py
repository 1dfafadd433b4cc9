"""Counts a block of postcodes by its columns: months and areas are judged once for each text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.neighbours.columns import TEXT, Texts, plain_table, texts_of
from etl.neighbours.postcode_counts import POSTCODE, PostcodeCounts, area_of, check_month
from etl.neighbours.row import RowFault
from etl.reading.arrays import Numbers, single
from outcomes.areas import police_force_areas

# Where the postcode, its beginning, its end and its area stand in a row.
Places = tuple[int, int, int, int]
_BLANK, _ELSEWHERE, _UNKNOWN = -1, -2, -3
_LONGEST = 7


def count_block(data: memoryview, width: int, at: Places) -> PostcodeCounts | None:
    """What the rows of whole lines come to; None if they must be read one by one.

    That is where the lines are not plain, or where a value cannot be right.
    """
    postcode, *others = at
    table = plain_table(data, width, {postcode: pa.string(), **dict.fromkeys(others, TEXT)})
    if table is None or not _is_text(data):
        return None
    introduced, terminated, areas = (texts_of(table.column(str(place))) for place in others)
    try:
        for text in introduced.values:
            check_month("dointr", text)
        for text in filter(None, terminated.values):
            check_month("doterm", text)
    except RowFault:
        return None
    live = _each(terminated, (not text for text in terminated.values)).astype(np.bool_)
    area = _each(areas, map(_place, areas.values))
    texts = single(table.column(str(postcode)))
    if (area[live] == _UNKNOWN).any() or not _are_postcodes(texts.filter(pa.array(live))):
        return None
    kept = live & (area >= 0)
    last = max((introduced.values[one] for one in np.unique(introduced.places[kept])), default="")
    counts = PostcodeCounts(rows=table.num_rows)
    counts.blank = int(np.count_nonzero(live & (area == _BLANK)))
    counts.add_many(_packed(texts.filter(pa.array(kept))), area[kept].astype(np.uint64), last)
    return counts


def _each(column: Texts, values: Iterator[int | bool]) -> Numbers:
    return np.fromiter(values, np.int64, len(column.values))[column.places]


def _place(code: str) -> int:
    """The place of an area among the 43, or why it has none."""
    try:
        name = area_of(code)
    except RowFault:
        return _UNKNOWN
    if name is None:
        return _ELSEWHERE if code else _BLANK
    return [area.name for area in police_force_areas()].index(name)


def _is_text(data: memoryview) -> bool:
    try:
        str(data, "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _are_postcodes(texts: pa.Array) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts, f"^{POSTCODE}$"), min_count=0).as_py())


def _packed(texts: pa.Array) -> Numbers:
    """Postcodes without their blanks, the letters of each as the bytes of a number."""
    joined = pc.replace_substring(texts, " ", "")
    found = np.zeros(len(joined), np.uint64)
    if not len(joined):
        return found
    offsets = np.frombuffer(joined.buffers()[1], np.int32)[: len(joined) + 1]
    letters, lengths = np.frombuffer(joined.buffers()[2], np.uint8), np.diff(offsets)
    for back in range(_LONGEST):
        has = lengths > back
        letter = letters[np.where(has, offsets[1:] - 1 - back, 0)]
        found |= np.where(has, letter, 0).astype(np.uint64) << np.uint64(8 * back)
    return found
