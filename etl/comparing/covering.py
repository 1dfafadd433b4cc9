"""Which series an edition has, and which of its sources supplies each year of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from outcomes.editions import Coverage, Edition
from outcomes.series import Series

CUSTODY = "immediate_custody"


def series_covered(edition: Edition) -> dict[Series, list[Coverage]]:
    """The sources of every series, those that supply a year before others first.

    The newest comes first; a file that tells no offences supplies only years that no other has.
    """
    order = {source.id: place for place, source in enumerate(edition.sources)}
    covered = sorted(
        edition.coverage, key=lambda one: ("offence" not in one.keys, order[one.source])
    )
    found: dict[Series, list[Coverage]] = defaultdict(list)
    for coverage in covered:
        for measure in _measures(coverage):
            key = Series(measure, coverage.basis, coverage.courts, not coverage.national)
            found[key].append(coverage)
    return found


def suppliers(covered: Sequence[Coverage]) -> dict[int, Coverage]:
    """The source that supplies each year of a series."""
    found: dict[int, Coverage] = {}
    for coverage in covered:
        for year in coverage.years:
            found.setdefault(year, coverage)
    return found


def _measures(coverage: Coverage) -> Iterator[str]:
    yield from coverage.measures
    if "sentenced" in coverage.measures:
        yield CUSTODY
