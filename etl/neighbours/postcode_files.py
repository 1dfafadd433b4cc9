"""Finds the postcodes in a file: a CSV, or a zip as the Office for National Statistics has it.

Its zip holds one CSV of every postcode (``Data/NSPL_MAY_2025_UK.csv``), the same rows again by
postcode area (``Data/multi_csv/``), the same as text, tables of names in several formats
(``Documents/``), and a guide. Some of its zips have the CSVs by postcode area alone.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from etl.neighbours.layouts import NeighbourLayout, plain_header
from etl.problems import source_error
from etl.reading.archive import open_source
from etl.reading.blocks import MOST_COLUMNS
from etl.reading.inflate import Member, read_member
from outcomes.errors import SourceError
from outcomes.neighbours import POSTCODE_DISTRICTS
from outcomes.reference import read_reference

MARK = "postcodes"
PARTS = "multi_csv"


@dataclass(frozen=True)
class PostcodeFile:
    """One file of postcodes: the CSVs to be read, and whether it says that it was made up."""

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
    """A file of which a CSV has a header of postcodes; None when none has.

    Raises:
        SourceError: ``MEMBER_AMBIGUOUS`` naming several CSVs of which each may be the whole.
        HostError: the file cannot be read.
    """
    try:
        contents = open_source(path, beside=True)
        columns = {member: _columns(member) for member in contents.members}
    except SourceError:
        return None  # the courts' reader tells
    marked = [member for member, names in columns.items() if MARK in names]
    if not marked:
        return None
    every = set(postcode_layout().columns.values())
    whole = [member for member in marked if columns[member] == every]
    return PostcodeFile(path, _chosen(marked, whole), contents.demonstration)


def _columns(member: Member) -> set[str]:
    """Our names of the columns that the first line of a CSV has."""
    line = next(read_member(member), b"").partition(b"\n")[0].decode("utf-8-sig", "replace")
    try:
        headers = next(csv.reader([line.rstrip("\r")]), [])
    except csv.Error:
        return set()
    if len(headers) > MOST_COLUMNS:
        return set()
    found = (postcode_layout().columns.get(plain_header(one)) for one in headers)
    return {name for name in found if name}


def _chosen(marked: Sequence[Member], whole: Sequence[Member]) -> tuple[Member, ...]:
    """The one CSV with every postcode; the parts, where there are only parts."""
    beside = [one for one in marked if not _is_part(one)]
    if not beside:
        return tuple(marked)
    found = [one for one in beside if one in whole] or beside
    if len(found) > 1:
        raise source_error(
            "MEMBER_AMBIGUOUS",
            "several CSVs have the headers of a postcode directory",
            value=", ".join(sorted(one.name for one in found)),
            expected=f"one, and its parts in a folder {PARTS}",
            hint="Leave one of them in the zip",
        )
    return tuple(found)


def _is_part(member: Member) -> bool:
    return PARTS in (name.casefold() for name in PurePosixPath(member.name).parts[:-1])
