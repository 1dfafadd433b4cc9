"""Reads the end of a zip, strictly: which bytes are its list of members, and nothing after it.

Other readers look for an end that may do, and read on from there; two of them can then read two
different lists in one file. Here the list must stand exactly where the end says.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from etl.problems import source_error
from outcomes.errors import SourceError

MOST_MEMBERS = 200
# A postcode directory has 125 CSVs and some hundred tables of names beside the one that is read.
MOST_BESIDE = 1_000
MOST_DIRECTORY_BYTES = 1 << 20

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_MARK, _LOCATOR_MARK, _END_64_MARK = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_LONGEST_COMMENT = 65_535
_IN_ZIP_64 = (0xFFFF, 0xFFFFFFFF)


@dataclass(frozen=True)
class ListOfMembers:
    """Where a zip's list of members stands: its first byte, its length, and how many there are."""

    start: int
    size: int
    members: int


@dataclass(frozen=True)
class _End:
    """An end record: where the bytes that describe the list begin, and what they say."""

    place: int
    disks: tuple[int, int]
    counts: tuple[int, int]
    size: int
    start: int


def find_list(path: Path, most: int = MOST_MEMBERS) -> ListOfMembers:
    """Where the list of members is, if the whole file is one zip of at most so many members.

    Raises:
        SourceError: ``ZIP_CORRUPT`` where the end is missing or wrong, ``ZIP_UNSUPPORTED`` for a
            part of several, ``ZIP_BOMB`` for too many members.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        end = _end_of(stream)
    if any(end.disks):
        raise source_error("ZIP_UNSUPPORTED", "the zip is one of several parts")
    if max(end.counts) > most or end.size > MOST_DIRECTORY_BYTES:
        expected = f"at most {most}"
        raise source_error("ZIP_BOMB", "the zip has too many members", expected=expected)
    if end.counts[0] != end.counts[1]:
        raise _corrupt("its end counts its members in two ways")
    if end.start + end.size != end.place:
        raise _corrupt("its list of members is not where its end says")
    return ListOfMembers(end.start, end.size, end.counts[0])


def _end_of(stream: BinaryIO) -> _End:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise _corrupt("the zip has no end: it was cut short")
    _, *disks, here, members, length, start, comment = _END.unpack_from(tail, at)
    after = len(tail) - at - _END.size - comment
    if after:
        more = f"{after:,} bytes follow its end" if after > 0 else "its end was cut short"
        raise _corrupt(more)
    place = size - len(tail) + at
    end = _End(place, (disks[0], disks[1]), (here, members), length, start)
    return _end_64(stream, end) or end


def _end_64(stream: BinaryIO, end: _End) -> _End | None:
    """The record of large zips, which says what the small one has no room for; None without it."""
    stream.seek(max(0, end.place - _LOCATOR.size))
    locator = stream.read(_LOCATOR.size)
    if not locator.startswith(_LOCATOR_MARK) or len(locator) < _LOCATOR.size:
        return None
    _, disk, place, parts = _LOCATOR.unpack(locator)
    if disk or parts > 1:
        raise source_error("ZIP_UNSUPPORTED", "the zip is one of several parts")
    if place + _END_64.size + _LOCATOR.size != end.place:
        raise _corrupt("its second end is not where its first says")
    stream.seek(place)
    mark, _, _, _, *disks, here, members, size, start = _END_64.unpack(stream.read(_END_64.size))
    if mark != _END_64_MARK:
        raise _corrupt("its second end is none")
    large = _End(place, (disks[0], disks[1]), (here, members), size, start)
    if any(not _agree(one, other) for one, other in zip(_said(end), _said(large), strict=True)):
        raise _corrupt("its two ends do not agree")
    return large


def _said(end: _End) -> tuple[int, ...]:
    return (*end.disks, *end.counts, end.size, end.start)


def _agree(small: int, large: int) -> bool:
    return small in (*_IN_ZIP_64, large)


def _corrupt(reason: str) -> SourceError:
    return source_error("ZIP_CORRUPT", reason, hint="Fetch the file again")
