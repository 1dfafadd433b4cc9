"""What a zip must be like before any of it is read: few members, honest sizes, plain names."""

from __future__ import annotations

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from etl.problems import ProblemList, source_error
from etl.reading.local_headers import header_problems, read_headers
from etl.reading.zip_end import ListOfMembers
from outcomes.errors import Problem

MOST_WORKBOOK_BYTES = 1 << 20
MOST_MEMBER_BYTES = 2 << 30
MOST_BYTES = 4 << 30
MOST_RATIO = 200
RATIO_FREE_BYTES = 1 << 20
LONGEST_NAME = 255

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PATCHED = 0x20
_FILES = {0, stat.S_IFREG, stat.S_IFDIR}
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\:\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]{1,80})"')


@dataclass(frozen=True)
class CheckedEntries:
    """The CSVs of a zip with the place where their bytes begin, and remarks on other members."""

    csvs: tuple[tuple[ZipInfo, int], ...]
    remarks: tuple[Problem, ...]


def check_entries(
    path: Path, entries: Sequence[ZipInfo], listed: ListOfMembers, *, beside: bool = False
) -> CheckedEntries:
    """The CSVs that may be read.

    Args:
        path: of the zip.
        entries: its members.
        listed: where its list of members is.
        beside: whether others may lie beside the CSVs; these are never read, and only held to
            names and bytes of their own.

    Raises:
        SourceError: with every reason for which the zip is refused.
    """
    _refuse_spreadsheets(path, entries)
    if len(entries) != listed.members:
        raise zipfile.BadZipFile(f"it lists {len(entries)} members and counts {listed.members}")
    problems = ProblemList(_name_problems(entries))
    looked_at = [entry for entry in entries if _is_csv(entry)] if beside else entries
    problems.extend(_size_of_all(looked_at))
    problems.extend(one for entry in looked_at for one in _entry_problems(entry))
    problems.raise_errors()
    headers = read_headers(path, entries)
    problems.extend(header_problems(entries, headers, listed.start))
    starts = zip(entries, (header.start for header in headers), strict=True)
    csvs = [(entry, start) for entry, start in starts if _is_csv(entry)]
    if not csvs:
        names = ", ".join(entry.filename for entry in entries[:8])
        problems.add(Problem("ZIP_NO_CSV", "the zip holds no CSV", value=names))
    problems.raise_errors()
    return CheckedEntries(tuple(csvs), tuple(_remarks(entries)))


def _size_of_all(entries: Sequence[ZipInfo]) -> Iterator[Problem]:
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Problem("ZIP_BOMB", "the zip is too big", expected=f"<= {MOST_BYTES:,} bytes")


def _name_problems(entries: Sequence[ZipInfo]) -> Iterator[Problem]:
    names = Counter(entry.filename.casefold() for entry in entries)
    for entry in entries:
        if names.pop(entry.filename.casefold(), 1) > 1:
            yield Problem("ZIP_DUP_MEMBER", "two members have this name", member=entry.filename)


def _entry_problems(entry: ZipInfo) -> Iterator[Problem]:
    name = entry.orig_filename
    if not _is_plain(name) or stat.S_IFMT(entry.external_attr >> 16) not in _FILES:
        yield Problem("ZIP_BAD_NAME", "a member may not have this name or kind", value=name)
        return
    if entry.flag_bits & _ENCRYPTED:
        yield Problem("ZIP_ENCRYPTED", "the member is encrypted", member=name)
    if entry.volume:
        yield Problem("ZIP_UNSUPPORTED", "the member is in another part", member=name)
    if entry.flag_bits & _PATCHED:
        yield Problem("ZIP_UNSUPPORTED", "the member is a patch of another", member=name)
    elif entry.compress_type not in _READABLE:
        method = f"method {entry.compress_type}"
        yield Problem("ZIP_UNSUPPORTED", "the compression is not known", member=name, value=method)
    if PurePosixPath(name).suffix.casefold() == ".zip":
        yield Problem("ZIP_NESTED", "a zip in the zip is not read", member=name)
    if PurePosixPath(name).suffix.casefold() in _SPREADSHEETS:
        yield Problem("FILE_IS_XLSX", "the member is a spreadsheet, not a CSV", member=name)
    yield from _size_problems(entry)


def _size_problems(entry: ZipInfo) -> Iterator[Problem]:
    if entry.file_size > MOST_MEMBER_BYTES:
        expected = f"at most {MOST_MEMBER_BYTES:,} bytes"
        yield Problem("ZIP_BOMB", "it is too big", member=entry.filename, expected=expected)
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > RATIO_FREE_BYTES and ratio > MOST_RATIO:
        yield Problem(
            "ZIP_BOMB",
            f"the member is {ratio:,.0f} times as big as its compressed bytes",
            member=entry.filename,
            expected=f"at most {MOST_RATIO}",
        )


def _is_plain(name: str) -> bool:
    parts = name.rstrip("/").split("/")
    plain = all(part not in ("", ".", "..") for part in parts)
    return plain and len(name) <= LONGEST_NAME and not _ODD.search(name)


def _is_csv(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    kind = path.suffix.casefold()
    return kind == ".csv" and path.parts[0] != "__MACOSX" and not entry.is_dir()


def _remarks(entries: Sequence[ZipInfo]) -> Iterator[Problem]:
    for entry in entries:
        if not (_is_csv(entry) or entry.is_dir() or entry.filename == "DEMONSTRATION.txt"):
            yield Problem("MEMBER_IGNORED", "no CSV: not read", "note", member=entry.filename)


def _refuse_spreadsheets(path: Path, entries: Sequence[ZipInfo]) -> None:
    names = {entry.filename: entry for entry in entries}
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        return
    workbook = names.get("xl/workbook.xml")
    sheets: list[bytes] = []
    if workbook is not None and workbook.file_size < MOST_WORKBOOK_BYTES:
        with zipfile.ZipFile(path) as archive, archive.open(workbook) as stream:
            sheets = _SHEET.findall(stream.read(MOST_WORKBOOK_BYTES))
    shown = ", ".join(sheet.decode("utf-8", "replace") for sheet in sheets)
    raise source_error(
        "FILE_IS_XLSX",
        "the file is a spreadsheet, not a CSV" + (f", with the sheets {shown}" if shown else ""),
        expected="a zip of CSVs",
    )
