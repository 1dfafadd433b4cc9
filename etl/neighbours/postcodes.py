"""Reads the ONS Postcode Directory, or the National Statistics Postcode Lookup, as a stream.

Either has some 2.7 million rows and 35 to 50 columns, of which four are read. Live postcodes are
counted by district and police force area; those that ended are passed over, and so are those of
Scotland, Northern Ireland and the islands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from etl.neighbours.layouts import NeighbourLayout, plain_header
from etl.neighbours.postcode_counts import PostcodeCounts
from etl.neighbours.row import RowFault
from etl.problems import ProblemList, source_error
from etl.reading.archive import open_source
from etl.reading.inflate import Member, damage_of, read_member
from outcomes.errors import Problem, SourceError
from outcomes.neighbours import POSTCODE_DISTRICTS
from outcomes.reference import read_reference

MARK = "postcodes"
PIECE = 1 << 17
Places = tuple[int, int, int, int]


@dataclass(frozen=True)
class PostcodeFile:
    """One file of postcodes: its CSVs, and whether it says that it was made up."""

    path: Path
    members: tuple[Member, ...]
    demonstration: bool


@cache
def postcode_layout() -> NeighbourLayout:
    """The headers that are read, of all that may be there."""
    rows = read_reference("postcode_columns")
    return NeighbourLayout(
        POSTCODE_DISTRICTS,
        {plain_header(row["header"]): row["column"] for row in rows},
        {plain_header(row["header"]): row["header"] for row in rows},
        frozenset(),
    )


def open_postcodes(path: Path) -> PostcodeFile | None:
    """A file whose first CSV has a header of postcodes; None when it has not.

    Raises:
        HostError: the file cannot be read.
    """
    try:
        contents = open_source(path)
        first = next(read_member(contents.members[0]), b"")
    except SourceError:
        return None  # the courts' reader tells
    headers = first.partition(b"\n")[0].decode("utf-8-sig", "replace").strip("\r")
    plain = [plain_header(one.strip('"')) for one in headers.split(",")]
    if not any(postcode_layout().columns.get(one) == MARK for one in plain):
        return None
    return PostcodeFile(path, contents.members, contents.demonstration)


def count_postcodes(file: PostcodeFile, problems: ProblemList) -> PostcodeCounts:
    """Count the postcodes of every member; what is wrong goes to ``problems``."""
    counts = PostcodeCounts()
    for member in file.members:
        own = ProblemList()
        try:
            _count_member(member, counts, own)
        except SourceError as error:
            own.extend(error.problems)
        # What damaged bytes seem to say is of no use.
        damage = damage_of(member) if own.errors else None
        found = damage.problems if damage else own.all
        problems.extend(one.at(member=member.name or None) for one in found)
    problems.extend(counts.problems())
    return counts


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


def _count_member(member: Member, counts: PostcodeCounts, problems: ProblemList) -> None:
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
        raise source_error("ROW_UNREADABLE", message, line=rows.line_num + 1) from error
    except UnicodeDecodeError as error:
        message = "the text is not UTF-8"
        raise source_error("ENCODING", message, line=rows.line_num + 1) from error


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
