"""Opens neighbours' files: CSV, packed CSV, CSV in a zip, or a spreadsheet; rows come as text."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from isal import igzip

from etl.neighbours.csv_rows import CsvRows, csv_rows
from etl.neighbours.layouts import NeighbourLayout, nearest_layout, unknown_spreadsheet
from etl.neighbours.ods import SPREADSHEET_MEMBER, read_ods
from etl.problems import source_error
from etl.reading.archive import ZIP_TROUBLE, open_source
from etl.reading.blocks import MOST_COLUMNS
from etl.reading.inflate import DAMAGE, Member, read_member
from etl.reading.zip_end import find_list
from outcomes.errors import HostError, Problem, SourceError
from outcomes.neighbours import FAMILY_ORDERS

MOST_BYTES = 1 << 28
GZIP_START, ZIP_START = b"\x1f\x8b", b"PK\x03\x04"
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: of the member or sheet; empty for a CSV by itself.
        layout: what its headers follow.
        headers: as they stand.
        first: line of the first row under the headers, counted from 1.
        rows: the rows under the headers.
    """

    name: str
    layout: NeighbourLayout
    headers: tuple[str, ...]
    first: int
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True)
class NeighbourFile:
    """One file of neighbours: its tables, and whether it says that it was made up."""

    path: Path
    sheets: tuple[Sheet, ...]
    demonstration: bool


def open_neighbour(path: Path) -> NeighbourFile | None:
    """Read a file whose headers are those of a neighbour; None when they are not.

    Raises:
        SourceError: it is packed or a spreadsheet, and damaged or of no known headers.
        HostError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        if head.startswith(GZIP_START):
            return _of_text(path, [("", _unpack(path))], required=True)
        if head == ZIP_START and _is_spreadsheet(path):
            return _of_spreadsheet(path)
        return _of_plain(path)
    except FileNotFoundError:
        return None  # the courts' reader tells
    except OSError as error:
        raise HostError((Problem("HOST_READ", str(error.strerror), file=path.name),)) from error


def _unpack(path: Path) -> bytes:
    try:
        with igzip.IGzipFile(path) as stream:  # type: ignore[no-untyped-call]
            content: bytes = stream.read(MOST_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, DAMAGE) as error:
        message = f"the packed file cannot be read ({error})"
        raise source_error("GZIP_CORRUPT", message, hint="Fetch the file again") from error
    if len(content) > MOST_BYTES:
        raise source_error("ZIP_BOMB", "it is too big", expected=f"at most {MOST_BYTES:,} bytes")
    return content


def _is_spreadsheet(path: Path) -> bool:
    try:
        find_list(path)  # before the list is read, which may be very long
        with zipfile.ZipFile(path) as archive:
            return SPREADSHEET_MEMBER in archive.namelist()
    except (SourceError, *ZIP_TROUBLE):
        return False


def _of_plain(path: Path) -> NeighbourFile | None:
    """A CSV, or a zip of them; what the courts' reader refuses is left to it to tell."""
    try:
        contents = open_source(path)
        members = _wanted(contents.members)
    except SourceError:
        return None
    if not members:
        return None
    if any(member.size > MOST_BYTES for member in members):
        raise source_error("ZIP_BOMB", "it is too big", expected=f"at most {MOST_BYTES:,} bytes")
    texts = [(one.name, b"".join(read_member(one))) for one in members]
    return _of_text(path, texts, required=True, demonstration=contents.demonstration)


def _wanted(members: Sequence[Member]) -> Sequence[Member]:
    """The members to be read: none, every one, or those with orders among other court tables."""
    layouts = {member: _layout_of(member) for member in members}
    orders = [member for member, one in layouts.items() if one and one.table == FAMILY_ORDERS]
    return orders or (members if any(layouts.values()) else ())


def _layout_of(member: Member) -> NeighbourLayout | None:
    """The layout that a CSV's first line follows; None when it follows none or cannot be read."""
    line = next(read_member(member), b"").partition(b"\n")[0]
    try:
        return _layout_of_rows(csv_rows(line))
    except SourceError:
        return None


def _layout_of_rows(rows: CsvRows) -> NeighbourLayout | None:
    headers = rows.headers
    return nearest_layout(headers) if len(headers) <= MOST_COLUMNS else None


def _of_text(
    path: Path,
    texts: Sequence[tuple[str, bytes]],
    *,
    required: bool,
    demonstration: bool = False,
) -> NeighbourFile:
    found = [_sheet_of_text(name, csv_rows(content)) for name, content in texts]
    sheets = tuple(one for one in found if one is not None)
    if required and len(sheets) < len(texts):
        raise source_error(
            "HEADER_CHANGED",
            "the headers are those of no known format",
            value=", ".join(name for (name, _), one in zip(texts, found, strict=True) if not one)
            or None,
            expected="residents by police force area, police recorded crime, family court orders",
        )
    return NeighbourFile(path, sheets, demonstration)


def _of_spreadsheet(path: Path) -> NeighbourFile:
    tables = read_ods(path)
    sheets = [_sheet(name, rows, HEADER_WITHIN) for name, rows in tables]
    known = tuple(one for one in sheets if one is not None)
    if not known:
        raise unknown_spreadsheet([name for name, _ in tables])
    return NeighbourFile(path, known, demonstration=False)


def _sheet_of_text(name: str, rows: CsvRows) -> Sheet | None:
    layout = _layout_of_rows(rows)
    return Sheet(name, layout, rows.headers, 2, rows) if layout else None


def _sheet(name: str, rows: Sequence[Sequence[str]], within: int) -> Sheet | None:
    """The table that begins with known headers in one of its first rows; None when none does."""
    for place, row in enumerate(islice(rows, within)):
        headers = tuple(row)
        layout = nearest_layout(headers)
        if layout is not None:
            return Sheet(name, layout, headers, place + 2, rows[place + 1 :])
    return None
