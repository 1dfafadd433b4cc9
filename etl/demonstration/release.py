"""Writes the demonstration release: made-up figures in the Ministry's own format.

It stands in where the official release cannot be had, and is loaded by the normal path. It is not
official, and says so in each of its zips.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from etl.demonstration.detail import Release, plan_release
from etl.demonstration.lines import (
    PROSECUTIONS_HEADER,
    SENTENCES_HEADER,
    Wording,
    prosecution_lines,
    sentence_lines,
)
from etl.demonstration.offences import FIRST_YEAR, LAST_YEAR
from etl.demonstration.people import AGE_BREAK_YEAR
from etl.demonstration.rows import KeyRows, make_key_rows, make_sentence_rows

DEFAULT_ROWS = 300_000
DEFAULT_SEED = 2024
MARKER = "DEMONSTRATION.txt"
"""The member that marks a zip as demonstration; readers of the zip skip it."""

MARKER_TEXT = """\
DEMONSTRATION: MADE-UP FIGURES, NOT OFFICIAL STATISTICS
=======================================================
Every figure in this file was made up by a program. No defendant, case or sentence in it exists,
and nothing in it was published, checked or seen by the Ministry of Justice.

It is laid out like the Ministry's outcomes-by-offence files, so that a site built on those can
be tried without them. Do not quote it and do not publish it as if it told of real courts.
"""
_HALVES = ((FIRST_YEAR, AGE_BREAK_YEAR - 1), (AGE_BREAK_YEAR, LAST_YEAR))
_COMPRESSION = 1


def write_release(
    directory: Path, rows: int = DEFAULT_ROWS, seed: int = DEFAULT_SEED
) -> tuple[Path, ...]:
    """Write ``obo_2010_2016.zip`` and ``obo_2017_2024.zip`` into a directory, and give their paths.

    ``rows`` is over all members, reached within a few in a hundred; fewer than about 10,000 or more
    than about 11 million cannot be had. The counts do not depend on it: an offence has the same
    defendants by year and area in every release of a seed. More rows cut them finer by sex, age,
    ethnicity, outcome and length, those of the offence families first. Only the offences differ:
    below about 120,000 rows some of the common ones are left out, and from 2 million on every rare
    one that format G names is in. The same rows and seed give the same bytes. Existing files of
    these names are replaced.
    """
    directory.mkdir(parents=True, exist_ok=True)
    release = plan_release(rows, seed)
    with ThreadPoolExecutor(len(_HALVES)) as pool:
        return tuple(pool.map(lambda half: _write_zip(directory, release, *half), _HALVES))


def _write_zip(directory: Path, release: Release, first: int, last: int) -> Path:
    path = directory / f"obo_{first}_{last}.zip"
    years = range(first, last + 1)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as target:
        _write_member(target, MARKER, [MARKER_TEXT.encode()])
        lines = chain([SENTENCES_HEADER], *(_sentences(release, year) for year in years))
        _write_member(target, f"sentence_outcomes_{first}_{last}.csv", lines)
        lines = chain([PROSECUTIONS_HEADER], *(_prosecutions(release, year) for year in years))
        _write_member(target, f"prosecutions_convictions_{first}_{last}.csv", lines)
    return path


def _write_member(target: ZipFile, name: str, parts: Iterable[bytes]) -> None:
    """Stream a member; given by name only, it carries the zip format's earliest date, no clock."""
    with target.open(name, "w", force_zip64=True) as member:
        for part in parts:
            member.write(part)


def _prosecutions(release: Release, year: int) -> Iterator[bytes]:
    yield from prosecution_lines(_key_rows(release, year), Wording(release.offences, year))


def _sentences(release: Release, year: int) -> Iterator[bytes]:
    rows = _key_rows(release, year)
    split = make_sentence_rows(rows, release.mixes, np.random.default_rng([release.seed, year, 2]))
    yield from sentence_lines(rows, split, Wording(release.offences, year))


def _key_rows(release: Release, year: int) -> KeyRows:
    """Made anew for each member: quicker than keeping them, and memory stays that of a year."""
    random = np.random.default_rng([release.seed, year, 1])
    return make_key_rows(*release.year(year), release.mixes, random)
