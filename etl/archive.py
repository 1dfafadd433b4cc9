"""Opens source files: says what they hold, refuses what is unsafe, inflates members as a stream.

Nothing is ever unpacked to disk, and no exception but ours comes out.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.archive_guards import check_directory, check_entries
from etl.first_bytes import ZIP_START, refuse_other_kinds
from etl.problems import source_error
from outcomes.errors import HostError, Problem, SourceError

PIECE = 1 << 17
DEMONSTRATION_MEMBER = "DEMONSTRATION.txt"
HEAD = 512

# Fuzzing zipfile raised all of these.
ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    OverflowError,
    MemoryError,
)


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


@dataclass(frozen=True)
class Contents:
    """What a source file holds.

    Attributes:
        members: the CSVs.
        demonstration: whether it says of itself that it was made up.
        remarks: members that are passed over.
    """

    members: tuple[Member, ...]
    demonstration: bool = False
    remarks: tuple[Problem, ...] = ()


def open_source(path: Path) -> Contents:
    """List the CSVs of a source file, a zip or a CSV by itself.

    Raises:
        SourceError: with every reason for which the file is refused.
        HostError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        size = path.stat().st_size
        if head.startswith(ZIP_START):
            return _open_zip(path)
    except FileNotFoundError as error:
        raise source_error("FILE_MISSING", "there is no such file", file=path.name) from error
    except OSError as error:
        raise HostError((Problem("HOST_READ", str(error.strerror), file=path.name),)) from error
    refuse_other_kinds(path, head)
    return Contents((Member(path, "", size, compressed=size),))


def read_member(member: Member) -> Iterator[bytes]:
    """The bytes of a CSV in pieces of at most ``PIECE``, checked against what the zip declares.

    Raises:
        SourceError: ``ZIP_CORRUPT``, or ``ZIP_BOMB`` when there is more than declared.
        HostError: the file cannot be read.
    """
    try:
        yield from _inflate(member) if member.deflated else _stored(member)
    except zlib.error as error:
        raise _corrupt(member, f"the compressed bytes are damaged ({error})") from error
    except OSError as error:
        problem = Problem("HOST_READ", str(error.strerror), file=member.path.name)
        raise HostError((problem,)) from error


def _stored(member: Member) -> Iterator[bytes]:
    left, crc = member.compressed, 0
    with member.path.open("rb") as stream:
        stream.seek(member.start)
        while left and (block := stream.read(min(PIECE, left))):
            left -= len(block)
            crc = zlib.crc32(block, crc) if member.crc is not None else 0
            yield block
    _check_end(member, member.compressed - left, crc)


def _inflate(member: Member) -> Iterator[bytes]:
    crc, size = 0, 0
    for block in _inflated(member):
        size += len(block)
        if size > member.size:
            raise source_error("ZIP_BOMB", "the member inflates to more than it declares")
        crc = zlib.crc32(block, crc)
        yield block
    _check_end(member, size, crc)


def _inflated(member: Member) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for waiting in _compressed(member):
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, PIECE)
            waiting = inflater.unconsumed_tail  # noqa: PLW2901
    yield inflater.flush()
    if not inflater.eof or inflater.unused_data:
        raise _corrupt(member, "the compressed bytes end too early or too late")


def _compressed(member: Member) -> Iterator[bytes]:
    left = member.compressed
    with member.path.open("rb") as stream:
        stream.seek(member.start)
        while left and (block := stream.read(min(PIECE, left))):
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


def _open_zip(path: Path) -> Contents:
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            entries, directory_start = archive.infolist(), archive.start_dir
            checked = check_entries(path, entries, directory_start)
    except ZIP_TROUBLE as error:
        raise source_error(
            "ZIP_CORRUPT", f"the zip cannot be read ({error})", hint="Fetch the file again"
        ) from error
    members = tuple(
        Member(
            path, entry.filename, entry.file_size, start, entry.compress_size,
            entry.compress_type == zipfile.ZIP_DEFLATED, entry.CRC,
        )
        for entry, start in checked.csvs
    )  # fmt: skip
    return Contents(members, DEMONSTRATION_MEMBER in archive.namelist(), checked.remarks)
