"""Inflates members as a stream, checked against what the zip declares of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from isal import isal_zlib

from etl.problems import source_error
from outcomes.errors import HostError, Problem, SourceError

PIECE = 1 << 20
PACKED_PIECE = 1 << 16  # what is left of one is copied for every piece that is made of it
MOST_SURPLUS = 2
DAMAGED = ("ZIP_CORRUPT", "ZIP_BOMB")
DAMAGE = cast("type[Exception]", isal_zlib.error)


@dataclass(frozen=True)
class Member:
    """One CSV, in a zip or a file by itself.

    Attributes:
        path: the source file.
        name: of the member; empty when the source file is the CSV itself.
        size: bytes of CSV, as declared.
        start: where its bytes begin in the file.
        compressed: how many bytes it takes there.
        deflated: whether they are deflated; else they are stored as they are.
        crc: its checksum; None for a plain file.
    """

    path: Path
    name: str
    size: int
    start: int = 0
    compressed: int = 0
    deflated: bool = False
    crc: int | None = None


def read_member(member: Member) -> Iterator[bytes]:
    """The bytes of a CSV in pieces of at most ``PIECE``, checked against what the zip declares.

    Raises:
        SourceError: ``ZIP_CORRUPT``, or ``ZIP_BOMB`` when there is more than declared.
        HostError: the file cannot be read.
    """
    try:
        yield from _inflate(member) if member.deflated else _stored(member)
    except DAMAGE as error:
        raise _corrupt(member, f"the compressed bytes are damaged ({error})") from error
    except OSError as error:
        problem = Problem("HOST_READ", str(error.strerror), file=member.path.name)
        raise HostError((problem,)) from error


def damage_of(member: Member) -> SourceError | None:
    """What is wrong with the very bytes of a member, its last checked too; None when nothing is.

    Raises:
        HostError: the file cannot be read.
    """
    try:
        for _ in read_member(member):
            pass
    except SourceError as error:
        return error
    return None


def _stored(member: Member) -> Iterator[bytes]:
    left, crc = member.compressed, 0
    with member.path.open("rb") as stream:
        stream.seek(member.start)
        while left and (block := stream.read(min(PIECE, left))):
            left -= len(block)
            crc = isal_zlib.crc32(block, crc) if member.crc is not None else 0
            yield block
    _check_end(member, member.compressed - left, crc)


def _inflate(member: Member) -> Iterator[bytes]:
    crc, size = 0, 0
    blocks = _inflated(member)
    for block in blocks:
        size += len(block)
        if size > member.size:
            raise _too_much(member, size, blocks)
        crc = isal_zlib.crc32(block, crc)
        yield block
    _check_end(member, size, crc)


def _too_much(member: Member, size: int, blocks: Iterator[bytes]) -> SourceError:
    """Bytes that are damaged come to some more than is declared, those of a bomb to many times."""
    for block in blocks:
        if size > MOST_SURPLUS * member.size:
            break
        size += len(block)
    if size > MOST_SURPLUS * member.size:
        return source_error("ZIP_BOMB", "the member inflates to far more than it declares")
    return _corrupt(member, f"it has {size:,} bytes and declares {member.size:,}")


def _inflated(member: Member) -> Iterator[bytes]:
    inflater, waiting = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS), b""
    for waiting in _compressed(member):
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, PIECE)
            waiting = inflater.unconsumed_tail  # noqa: PLW2901
    yield inflater.flush()
    if not inflater.eof or inflater.unused_data or waiting:
        raise _corrupt(member, "the compressed bytes end too early or too late")


def _compressed(member: Member) -> Iterator[bytes]:
    left = member.compressed
    with member.path.open("rb") as stream:
        stream.seek(member.start)
        while left and (block := stream.read(min(PACKED_PIECE, left))):
            left -= len(block)
            yield block


def _check_end(member: Member, size: int, crc: int) -> None:
    if size != member.size:
        raise _corrupt(member, f"it has {size:,} bytes and declares {member.size:,}")
    if member.crc is not None and crc != member.crc:
        raise _corrupt(member, "its checksum is wrong")


def _corrupt(member: Member, reason: str) -> SourceError:
    return source_error(
        "ZIP_CORRUPT", reason, member=member.name or None, hint="Fetch the file again"
    )
