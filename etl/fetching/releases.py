"""Describes what was read as sources: their identifiers, titles and vintages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.reading.formats import RULES
from etl.reading.members import MemberSums
from etl.reading.sources import ReadFile, given_by
from etl.reading.vintages import vintages
from outcomes.editions import SourceFile
from outcomes.vocabulary import ALL_COURTS

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
class Source:
    """The members of one format in one file: what the tables call a source."""

    file: SourceFile
    members: tuple[MemberSums, ...]

    def feeding(self, table: str) -> tuple[MemberSums, ...]:
        """The members that have rows of a table."""
        return tuple(
            member for member in self.members if table in member.sums and member.sums[table].rows
        )


def describe(files: Sequence[ReadFile], facts: Mapping[Path, FileFacts]) -> list[Source]:
    """The sources that files make, by identifier.

    Files of one format that are given together are one release, and its newest year is the
    vintage of them all; unless they have years in common: then they are several editions.
    """
    by_format: dict[tuple[str, Path], list[MemberSums]] = defaultdict(list)
    for file in files:
        for member in file.members:
            by_format[member.layout.letter, file.path].append(member)
    vintage = vintages({one: given_by(members) for one, members in by_format.items()})
    by_path = {file.path: file for file in files}
    sources = [
        Source(
            _source_file(by_path[path], letter, vintage[letter, path], members, facts.get(path)),
            tuple(members),
        )
        for (letter, path), members in by_format.items()
    ]
    return sorted(sources, key=lambda source: source.file.id)


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
