"""Opens source files: says what they hold, refuses what is unsafe.

Nothing is ever unpacked to disk, and no exception but ours comes out.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from etl.problems import source_error
from etl.reading.archive_guards import check_entries
from etl.reading.first_bytes import ZIP_START, refuse_other_kinds
from etl.reading.inflate import Member
from etl.reading.zip_end import MOST_BESIDE, MOST_MEMBERS, find_list
from outcomes.errors import HostError, Problem

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
)


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


def open_source(path: Path, *, beside: bool = False) -> Contents:
    """List the CSVs of a source file, a zip or a CSV by itself.

    Args:
        path: of the file.
        beside: whether members of other kinds may lie beside the CSVs of a zip, and more of them.

    Raises:
        SourceError: with every reason for which the file is refused.
        HostError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        size = path.stat().st_size
        if head.startswith(ZIP_START):
            return _open_zip(path, beside=beside)
    except FileNotFoundError as error:
        raise source_error("FILE_MISSING", "there is no such file", file=path.name) from error
    except OSError as error:
        raise HostError((Problem("HOST_READ", str(error.strerror), file=path.name),)) from error
    refuse_other_kinds(path, head)
    return Contents((Member(path, "", size, compressed=size),))


def _open_zip(path: Path, *, beside: bool) -> Contents:
    try:
        listed = find_list(path, MOST_BESIDE if beside else MOST_MEMBERS)
        with zipfile.ZipFile(path) as archive:
            checked = check_entries(path, archive.infolist(), listed, beside=beside)
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
