"""Opens, hashes and reads source files together, and finds what is wrong between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from etl.problems import ProblemList
from etl.progress import Progress
from etl.reading.archive import Contents, open_source
from etl.reading.members import MemberSums, read_members
from etl.reading.spill import Spill
from etl.reading.vintages import Given, are_editions
from outcomes.errors import HostError, Problem, SourceError

HASHERS = 4
_HASH_IN_ID = 8


@dataclass(frozen=True)
class ReadFile:
    """One source file with what was read from it.

    Attributes:
        path: where it lies.
        sha256: of its bytes.
        contents: what it holds.
        members: what was read from each member.
    """

    path: Path
    sha256: str
    contents: Contents
    members: tuple[MemberSums, ...]


def read_files(
    files: Sequence[Path], progress: Progress, spill: Spill
) -> tuple[list[ReadFile], ProblemList]:
    """Open, hash and read files; remarks come back with them, sums are kept by the spill.

    Raises:
        SourceError: with every problem of every file.
        HostError: a file cannot be read.
    """
    problems, before = ProblemList(), [_look(path) for path in files]
    contents = {path: one for path in files if (one := _open(path, problems)) is not None}
    members = [member for one in contents.values() for member in one.members]
    with ThreadPoolExecutor(HASHERS, "hash") as pool:
        hashes = pool.map(_hash, contents)
        sums = _read(members, progress, spill)
        found = [
            ReadFile(path, sha256, one, tuple(each for each in sums if each.member.path == path))
            for (path, one), sha256 in zip(contents.items(), hashes, strict=True)
        ]
    for each in sums:
        place = each.member
        problems.extend(
            one.at(file=place.path.name, member=place.name or None) for one in each.problems.all
        )
    problems.extend(_changed(files, before))
    problems.extend(_repeated(found))
    problems.extend(_overlaps(found))
    problems.raise_errors()
    return found, problems


def _open(path: Path, problems: ProblemList) -> Contents | None:
    try:
        contents = open_source(path)
    except SourceError as error:
        problems.extend(problem.at(file=path.name) for problem in error.problems)
        return None
    problems.extend(remark.at(file=path.name) for remark in contents.remarks)
    return contents


def _read(members: Sequence[Any], progress: Progress, spill: Spill) -> list[MemberSums]:
    progress.start("Reading", sum(member.size for member in members))
    try:
        return read_members(members, progress, spill)
    finally:
        progress.finish()


def _look(path: Path) -> tuple[int, ...] | None:
    """What changes of a file when somebody writes to it; None when it is not there."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _changed(files: Sequence[Path], before: Sequence[tuple[int, ...] | None]) -> Iterator[Problem]:
    for path, then in zip(files, before, strict=True):
        if _look(path) != then:
            hint = "Wait until it is whole and load it again"
            message = "it changed while it was read"
            yield Problem("FILE_CHANGED", message, file=path.name, hint=hint)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise HostError((Problem("HOST_READ", str(error.strerror), file=path.name),)) from error


def _repeated(files: Sequence[ReadFile]) -> Iterator[Problem]:
    first: dict[str, ReadFile] = {}
    for file in files:
        known = first.setdefault(file.sha256, file)
        if known is not file:
            yield Problem(
                "FILE_REPEATED", f"it is the same as {known.path.name}", file=file.path.name
            )


def given_by(members: Iterable[MemberSums]) -> Given:
    """What members of one format give: pairs of a table and a year."""
    return frozenset((table, year) for member in members for table, _, year in member.totals)


def _overlaps(files: Sequence[ReadFile]) -> Iterator[Problem]:
    """Years that two members of one format both give for one table.

    An error, unless they stand in two files of which one goes further: two editions.
    """
    given: dict[tuple[str, Path], Given] = {}
    members = [member for file in files for member in file.members if member.recognised]
    for member in members:
        key = member.layout.letter, member.member.path
        given[key] = given.get(key, frozenset()) | given_by([member])
    for one, other in combinations(members, 2):
        if one.layout.letter != other.layout.letter:
            continue
        mine, others = (given[each.layout.letter, each.member.path] for each in (one, other))
        for table in one.layout.tables:
            both = sorted(one.years(table) & other.years(table))
            if both:
                yield _overlap(one, other, f"{table} of years", both, are_editions(mine, others))


def _overlap(
    one: MemberSums, other: MemberSums, what: str, years: Sequence[int], editions: bool
) -> Problem:
    first = " ".join(filter(None, (one.member.path.name, one.member.name)))
    problem = Problem(
        "YEAR_OVERLAP",
        f"{what} stand in {first} and here",
        file=other.member.path.name,
        member=other.member.name or None,
        value=", ".join(map(str, years)),
    )
    if not editions:
        return problem
    message = f"{what} stand in {one.member.path.name} too: the edition that goes further has them"
    return replace(problem, code="EDITIONS_OVERLAP", message=message, severity="note")
