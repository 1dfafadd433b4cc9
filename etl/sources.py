"""Source files: opened and read together, and described as releases of their formats."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from etl.archive import Contents, open_source
from etl.formats import RULES
from etl.members import MemberSums, read_members
from etl.problems import ProblemList
from etl.progress import Progress
from outcomes.editions import SourceFile
from outcomes.errors import HostError, Problem, SourceError
from outcomes.vocabulary import ALL_COURTS

HASHERS = 4
_HASH_IN_ID = 8


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file from where it was fetched.

    Attributes:
        url: its address.
        published: time of publication (ISO 8601, UTC).
        title: of the release.
    """

    url: str = ""
    published: str = ""
    title: str = ""


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


@dataclass(frozen=True)
class Source:
    """The members of one format in one file: what the tables call a source."""

    file: SourceFile
    members: tuple[MemberSums, ...]

    def feeding(self, table: str) -> tuple[MemberSums, ...]:
        """The members that have rows of a table."""
        return tuple(
            member for member in self.members if table in member.sums and member.sums[table].rows
        )


def read_files(files: Sequence[Path], progress: Progress) -> tuple[list[ReadFile], ProblemList]:
    """Open, hash and read files; remarks come back with them.

    Raises:
        SourceError: with every problem of every file.
        HostError: a file cannot be read.
    """
    problems = ProblemList()
    contents = {path: one for path in files if (one := _open(path, problems)) is not None}
    members = [member for one in contents.values() for member in one.members]
    with ThreadPoolExecutor(HASHERS, "hash") as pool:
        hashes = pool.map(_hash, contents)
        sums = _read(members, progress)
        found = [
            ReadFile(path, sha256, one, tuple(each for each in sums if each.member.path == path))
            for (path, one), sha256 in zip(contents.items(), hashes, strict=True)
        ]
    for each in sums:
        place = each.member
        problems.extend(
            one.at(file=place.path.name, member=place.name or None) for one in each.problems.all
        )
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


def _read(members: Sequence[Any], progress: Progress) -> list[MemberSums]:
    progress.start("Reading", sum(member.size for member in members))
    try:
        return read_members(members, progress)
    finally:
        progress.finish()


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


def _overlaps(files: Sequence[ReadFile]) -> Iterator[Problem]:
    """Years that two members of one format both give for one table."""
    members = [member for file in files for member in file.members if member.recognised]
    for one, other in combinations(members, 2):
        if one.layout.letter != other.layout.letter:
            continue
        for table in one.layout.tables:
            both = sorted(one.years(table) & other.years(table))
            if both:
                yield Problem(
                    "YEAR_OVERLAP",
                    f"{table} of years stand in {one.member} and here",
                    file=other.member.path.name,
                    member=other.member.name or None,
                    value=", ".join(map(str, both)),
                )


def describe(files: Sequence[ReadFile], facts: Mapping[Path, FileFacts]) -> list[Source]:
    """The sources that files make, by identifier.

    Files of one format that are given together are one release; its newest year is the vintage
    of them all.
    """
    by_format: dict[tuple[str, Path], list[MemberSums]] = defaultdict(list)
    for file in files:
        for member in file.members:
            by_format[member.layout.letter, file.path].append(member)
    vintage = _vintages(by_format)
    by_path = {file.path: file for file in files}
    sources = [
        Source(
            _source_file(by_path[path], letter, vintage[letter], members, facts.get(path)),
            tuple(members),
        )
        for (letter, path), members in by_format.items()
    ]
    return sorted(sources, key=lambda source: source.file.id)


def _vintages(by_format: Mapping[tuple[str, Path], Sequence[MemberSums]]) -> dict[str, int]:
    vintage: dict[str, int] = {}
    for (letter, _), members in by_format.items():
        years = [year for member in members for _, _, year in member.totals]
        vintage[letter] = max([vintage.get(letter, 0), *years])
    return vintage


def _source_file(
    file: ReadFile,
    letter: str,
    vintage: int,
    members: Sequence[MemberSums],
    facts: FileFacts | None,
) -> SourceFile:
    facts = facts or FileFacts()
    return SourceFile(
        id=f"{vintage}-{letter.lower()}-{file.sha256[:_HASH_IN_ID]}",
        title=_title(file, letter, vintage, facts),
        format=letter,
        vintage=vintage,
        published=facts.published,
        url=facts.url,
        file=file.path.name,
        sha256=file.sha256,
        size=file.path.stat().st_size,
        members=tuple(_describe_member(member) for member in members),
    )


def _title(file: ReadFile, letter: str, vintage: int, facts: FileFacts) -> str:
    if file.contents.demonstration:
        return f"Demonstration release {vintage} (made-up figures)"
    title = f"{RULES[letter].title} {vintage}"
    return f"{title} ({facts.title})" if facts.title else title


def _describe_member(member: MemberSums) -> dict[str, Any]:
    return {
        "name": member.member.name or member.member.path.name,
        "bytes": member.member.size,
        "rows": member.rows,
        "encoding": member.encoding,
        "format": member.layout.letter,
        "tables": sorted(member.layout.tables),
    }


def newest_first(source: SourceFile, courts: str) -> tuple[int, bool, str, str]:
    """The key by which sources are ordered: vintage, then wider courts, then publication."""
    return source.vintage, courts == ALL_COURTS, source.published, source.id
