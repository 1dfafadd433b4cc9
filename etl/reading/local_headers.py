"""Compares what stands before each member of a zip with what the list at its end says of it.

Some readers go by the one and some by the other: where they differ, nobody knows what was meant.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipInfo

from outcomes.errors import Problem

_HEADER = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_UTF_8 = 0x800


@dataclass(frozen=True)
class LocalHeader:
    """What stands before a member: where its bytes then begin, its name and how it is packed."""

    start: int
    name: bytes
    flags: int
    method: int


def read_headers(path: Path, entries: Sequence[ZipInfo]) -> list[LocalHeader]:
    """The local header of each member.

    Raises:
        BadZipFile, struct.error: a member does not begin where the list says.
    """
    with path.open("rb") as stream:
        return [_read(stream, entry.header_offset) for entry in entries]


def _read(stream: BinaryIO, offset: int) -> LocalHeader:
    stream.seek(offset)
    mark, _, flags, method, _, _, _, _, _, name, extra = _HEADER.unpack(stream.read(_HEADER.size))
    if mark != _MARK:
        raise BadZipFile("a member does not begin where the list says")
    start = offset + _HEADER.size + name + extra
    return LocalHeader(start, stream.read(name), flags, method)


def header_problems(
    entries: Sequence[ZipInfo], headers: Sequence[LocalHeader], list_start: int
) -> Iterator[Problem]:
    """``ZIP_BOMB`` for members that share bytes, ``ZIP_CORRUPT`` for those said to be others."""
    spans = sorted(
        (entry.header_offset, header.start + entry.compress_size, entry.filename)
        for entry, header in zip(entries, headers, strict=True)
    )
    for (_, end, name), (begin, _, _) in pairwise([*spans, (list_start, 0, "")]):
        if end > begin:
            yield Problem("ZIP_BOMB", "the member's bytes overlap others", member=name)
    for entry, header in zip(entries, headers, strict=True):
        encoding = "utf-8" if entry.flag_bits & _UTF_8 else "cp437"
        listed = entry.orig_filename.encode(encoding), entry.flag_bits, entry.compress_type
        if listed != (header.name, header.flags, header.method):
            yield Problem(
                "ZIP_CORRUPT",
                "the zip's list gives the member another name or packing than stands before it",
                member=entry.filename,
                value=header.name.decode(encoding, "replace"),
                hint="Fetch the file again",
            )
