"""Which files of one format are one release, and which are editions of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What a file gives: pairs of a table and a year.
Given = frozenset[tuple[str, int]]


@dataclass
class _Release:
    last: int
    given: Given


def last_year(given: Given) -> int:
    """The newest year of a file; 0 when it gives none."""
    return max((year for _, year in given), default=0)


def are_editions(one: Given, other: Given) -> bool:
    """Whether two files with years in common are two editions: one goes further than the other."""
    return last_year(one) != last_year(other)


def vintages(given: Mapping[tuple[str, Path], Given]) -> dict[tuple[str, Path], int]:
    """For each format and file, the newest year of the release that the file belongs to.

    A release is made of files of one format without a year in common. A file that overlaps the
    files of a newer release belongs to an older one.
    """
    found: dict[tuple[str, Path], int] = {}
    releases: dict[str, list[_Release]] = {}
    for letter, path in sorted(given, key=lambda one: (-last_year(given[one]), *map(str, one))):
        of_file = given[letter, path]
        known = releases.setdefault(letter, [])
        release = next((one for one in known if not one.given & of_file), None)
        if release is None:
            release = _Release(last_year(of_file), of_file)
            known.append(release)
        else:
            release.given |= of_file
        found[letter, path] = release.last
    return found
