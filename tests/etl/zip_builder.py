"""Zips byte by byte: everything as it should be, but for what a test changes.

``zip_by_hand(content)`` is a sound zip; ``zip_by_hand(content, listed=Said(crc=1))`` lies.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

NAME = b"rows.csv"
IN_ZIP_64 = 0xFFFFFFFF


def deflated(content: bytes, level: int = 6) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True)
class Said:
    """What a header says of a member otherwise than it is; None where it says the truth."""

    name: bytes | None = None
    method: int | None = None
    flags: int = 0
    crc: int | None = None
    packed: int | None = None
    size: int | None = None
    extra: bytes = b""
    offset: int | None = None
    mode: int = 0
    disk: int = 0


@dataclass(frozen=True)
class End:
    """What the end says otherwise than it is."""

    here: int = 1
    members: int = 1
    disk: int = 0
    list_disk: int = 0
    size: int | None = None
    start: int | None = None
    comment: bytes = b""
    comment_size: int | None = None


@dataclass(frozen=True)
class Bytes:
    """Bytes put where none belong."""

    first: bytes = b""
    after_member: bytes = b""
    before_end: bytes = b""
    last: bytes = b""


@dataclass(frozen=True)
class _Member:
    content: bytes
    packed: bytes
    crc: int


def zip_by_hand(
    content: bytes,
    *,
    packed: bytes | None = None,
    local: Said = Said(),
    listed: Said = Said(),
    end: End = End(),
    stray: Bytes = Bytes(),
    times: int = 1,
) -> bytes:
    """One member, ``rows.csv``, deflated; listed so many times."""
    member = _Member(
        content, deflated(content) if packed is None else packed, zlib.crc32(content)
    )  # fmt: skip
    body = stray.first + _local(member, local) + member.packed + stray.after_member
    entries = _listed(member, listed, len(stray.first)) * times
    return body + entries + stray.before_end + _end(end, len(entries), len(body)) + stray.last


def _local(member: _Member, said: Said) -> bytes:
    name, numbers = _numbers(member, said)
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, *numbers, len(name), len(said.extra))
    return head + name + said.extra


def _listed(member: _Member, said: Said, offset: int) -> bytes:
    name, numbers = _numbers(member, said)
    head = struct.pack("<4s6H3L2H", b"PK\1\2", 0x0314, 20, *numbers, len(name), len(said.extra))
    start = offset if said.offset is None else said.offset
    tail = struct.pack("<3H2L", 0, said.disk, 0, said.mode << 16, start)
    return head + tail + name + said.extra


def _numbers(member: _Member, said: Said) -> tuple[bytes, tuple[int, ...]]:
    def stated(value: int | None, true: int) -> int:
        return true if value is None else value

    return NAME if said.name is None else said.name, (
        said.flags,
        stated(said.method, 8),
        0,
        0x21,
        stated(said.crc, member.crc),
        stated(said.packed, len(member.packed)),
        stated(said.size, len(member.content)),
    )


def _end(end: End, size: int, start: int) -> bytes:
    return end_record(
        end.here,
        end.members,
        size if end.size is None else end.size,
        start if end.start is None else end.start,
        disks=(end.disk, end.list_disk),
        comment=end.comment,
        comment_size=end.comment_size,
    )


def end_record(
    here: int,
    members: int,
    size: int,
    start: int,
    *,
    disks: tuple[int, int] = (0, 0),
    comment: bytes = b"",
    comment_size: int | None = None,
) -> bytes:
    """The record at the end of a zip."""
    length = len(comment) if comment_size is None else comment_size
    return struct.pack("<4s4H2LH", b"PK\5\6", *disks, here, members, size, start, length) + comment


@dataclass(frozen=True)
class Large:
    """What the records of a large zip say otherwise than it is."""

    size: int | None = None
    offset: int = 0
    extra: bytes | None = None
    members: int = 1
    list_size: int | None = None
    list_start: int | None = None
    disk: int = 0
    parts: int = 1
    place: int | None = None
    mark: bytes = b"PK\6\6"
    records: bool = True
    small_members: int = 0xFFFF


def large_zip(content: bytes, wrong: Large = Large()) -> bytes:
    """A zip whose sizes and places stand in the fields for large ones."""
    member = _Member(content, deflated(content), zlib.crc32(content))
    size = len(content) if wrong.size is None else wrong.size
    sizes = struct.pack("<QQ", size, len(member.packed))
    says = Said(packed=IN_ZIP_64, size=IN_ZIP_64, extra=struct.pack("<HH", 1, 16) + sizes)
    body = _local(member, says) + member.packed
    extra = struct.pack("<HH", 1, 24) + sizes + struct.pack("<Q", wrong.offset)
    extra = extra if wrong.extra is None else wrong.extra
    entry = _listed(
        member, Said(packed=IN_ZIP_64, size=IN_ZIP_64, extra=extra, offset=IN_ZIP_64), 0
    )  # fmt: skip
    whole = body + entry
    if not wrong.records:
        return whole + end_record(1, 1, len(entry), len(body))
    list_size = len(entry) if wrong.list_size is None else wrong.list_size
    start = len(body) if wrong.list_start is None else wrong.list_start
    counts = wrong.members, wrong.members, list_size, start
    second = struct.pack("<4sQ2H2L4Q", wrong.mark, 44, 45, 45, 0, 0, *counts)
    place = len(whole) if wrong.place is None else wrong.place
    locator = struct.pack("<4sLQL", b"PK\6\7", wrong.disk, place, wrong.parts)
    small = end_record(wrong.small_members, wrong.small_members, IN_ZIP_64, IN_ZIP_64)
    return whole + second + locator + small
