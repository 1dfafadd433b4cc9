"""Reads the ONS Postcode Directory, or the National Statistics Postcode Lookup, as a stream.

Either has some 2.7 million rows and 35 to 50 columns, of which four are read. Live postcodes are
counted by district and police force area; those that ended are passed over, and so are those of
Scotland, Northern Ireland and the islands.
"""

from __future__ import annotations

import csv
import io
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from etl.neighbours.layouts import plain_header
from etl.neighbours.postcode_columns import Places, count_block
from etl.neighbours.postcode_counts import PostcodeCounts
from etl.neighbours.postcode_files import PostcodeFile, postcode_layout
from etl.neighbours.row import RowFault
from etl.problems import ProblemList, source_error
from etl.reading.blocks import Block, read_header
from etl.reading.inflate import Member, damage_of, read_member
from outcomes.errors import Problem, SourceError

PIECE = 1 << 17
BLOCKS_WAITING = 4
Found = PostcodeCounts | None


def count_postcodes(file: PostcodeFile, problems: ProblemList) -> PostcodeCounts:
    """Count the postcodes of every member; what is wrong goes to ``problems``."""
    counts = PostcodeCounts()
    for member in file.members:
        own = ProblemList()
        try:
            counts.add_counts(_by_columns(member) or _by_rows(member, own))
        except SourceError as error:
            own.extend(error.problems)
        # What damaged bytes seem to say is of no use.
        damage = damage_of(member) if own.errors else None
        found = damage.problems if damage else own.all
        problems.extend(one.at(member=member.name or None) for one in found)
    problems.extend(counts.problems())
    return counts


def _by_columns(member: Member) -> PostcodeCounts | None:
    """What is counted of a member; None when it must be read row by row."""
    counts = PostcodeCounts()
    headers, _, blocks = read_header(read_member(member))
    read = partial(count_block, width=len(headers), at=_places(headers))
    with ThreadPoolExecutor(os.cpu_count() or 1, "block") as pool:
        for found in _side_by_side(pool, read, blocks):
            if found is None:
                return None
            counts.add_counts(found)
    return counts


def _side_by_side(
    pool: ThreadPoolExecutor, read: Callable[[memoryview], Found], blocks: Iterator[Block]
) -> Iterator[Found]:
    """What is read of each block, in their order; few of them are held at a time."""
    waiting: deque[Future[Found]] = deque()
    for block in blocks:
        if len(block.data):
            waiting.append(pool.submit(read, block.data))
        if len(waiting) > BLOCKS_WAITING:
            yield waiting.popleft().result()
    yield from (future.result() for future in waiting)


def _by_rows(member: Member, problems: ProblemList) -> PostcodeCounts:
    """The same, a row at a time: what is wrong is told with its line."""
    counts = PostcodeCounts()
    raw = io.BufferedReader(_Bytes(read_member(member)), PIECE)
    rows = csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""), strict=True)
    try:
        headers = next(rows, [])
        at = _places(headers)
        for row in filter(None, rows):
            try:
                _count_row(row, at, len(headers), counts)
            except RowFault as fault:
                problems.add(replace(fault.problem, line=rows.line_num))
    except csv.Error as error:
        message = f"a line cannot be read ({error})"
        raise source_error("ROW_UNREADABLE", message, line=rows.line_num) from error
    except UnicodeDecodeError as error:
        raise _no_text(member) from error
    return counts


def _no_text(member: Member) -> SourceError:
    """The refusal of a member that is not UTF-8, with the first line that is not."""
    lines = io.BufferedReader(_Bytes(read_member(member)), PIECE)
    wrong = next(number for number, line in enumerate(lines, start=1) if not _is_text(line))
    return source_error("ENCODING", "the text is not UTF-8", line=wrong)


def _is_text(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Bytes(io.RawIOBase):
    """A member's bytes as a stream that can be read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        self._left = self._left or next(self._pieces, b"")
        now = self._left[: len(target)]
        target[: len(now)] = now
        self._left = self._left[len(now) :]
        return len(now)


def _count_row(row: Sequence[str], at: Places, width: int, counts: PostcodeCounts) -> None:
    counts.rows += 1
    if len(row) != width:
        wide, expected = f"the row has {len(row)} cells", f"{width} cells"
        raise RowFault(Problem("ROW_WIDTH", wide, expected=expected))
    postcode, introduced, terminated, area = at
    counts.add(
        row[postcode].strip(), row[introduced].strip(), row[terminated].strip(), row[area].strip()
    )


def _places(headers: Sequence[str]) -> Places:
    """Where postcode, beginning, end and area stand.

    Raises:
        SourceError: naming every one that is missing or there twice.
    """
    layout = postcode_layout()
    found: dict[str, list[int]] = {name: [] for name in layout.columns.values()}
    for place, header in enumerate(headers):
        name = layout.columns.get(plain_header(header))
        if name:
            found[name].append(place)
    spelled: dict[str, str] = {}
    for plain, name in layout.columns.items():
        spelled.setdefault(name, layout.spelled[plain])
    problems = [
        Problem("HEADER_CHANGED", "this header is missing", line=1, column=spelled[name])
        for name, places in found.items()
        if not places
    ]
    problems += [
        Problem("HEADER_DUPLICATE", "this header stands twice", line=1, column=headers[places[1]])
        for places in found.values()
        if len(places) > 1
    ]
    if problems:
        raise SourceError(tuple(problems))
    postcode, introduced, terminated, area = (found[name][0] for name in found)
    return postcode, introduced, terminated, area
