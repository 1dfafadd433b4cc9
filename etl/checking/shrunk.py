"""Coverage against the edition before: what readers could ask for and could no longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.checking.holds import COVERAGE_SHRANK
from outcomes.editions import Coverage, Edition
from outcomes.errors import Problem
from outcomes.vocabulary import ALL_COURTS, PERIOD_BASIS_LABELS


@dataclass
class _Ground:
    """What an edition covers of one measure on one basis."""

    years: set[int] = field(default_factory=set)
    area_years: set[int] = field(default_factory=set)
    whole_years: set[int] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def check_coverage(before: Edition, after: Edition) -> Iterator[Problem]:
    """Measures, years, areas, courts and breakdowns that an edition lacks and the last one had."""
    has = _grounds(after)
    for (measure, basis), had in _grounds(before).items():
        where = f"{measure} ({PERIOD_BASIS_LABELS[basis]})"
        now = has.get((measure, basis))
        if now is None:
            yield _shrank(where, "the measure", had.years)
            continue
        for what, lost in (
            ("years", had.years - now.years),
            ("years by area", (had.area_years - now.area_years) & now.years),
            ("years of all courts", (had.whole_years - now.whole_years) & now.years),
            ("areas", had.areas - now.areas if now.areas else set()),
            ("breakdowns", had.keys - now.keys),
        ):
            if lost:
                yield _shrank(where, what, lost)


def _grounds(edition: Edition) -> dict[tuple[str, str], _Ground]:
    grounds: dict[tuple[str, str], _Ground] = {}
    for coverage in edition.coverage:
        for measure in coverage.measures:
            _add(grounds.setdefault((measure, coverage.basis), _Ground()), coverage)
    return grounds


def _add(ground: _Ground, coverage: Coverage) -> None:
    ground.years |= set(coverage.years)
    ground.keys |= set(coverage.keys)
    if not coverage.national:
        ground.area_years |= set(coverage.years)
        ground.areas |= set(coverage.areas)
    if coverage.courts == ALL_COURTS:
        ground.whole_years |= set(coverage.years)


def _shrank(where: str, what: str, lost: set[int] | set[str]) -> Problem:
    names = ", ".join(sorted(str(one) for one in lost))
    message = f"{where}: it lacks {what} that the edition before has: {names}"
    return Problem(COVERAGE_SHRANK, message, "hold", column=where.partition(" ")[0])
