"""Checks a build: what was published against what the files say, and the figures among themselves.

Each check is a function of what was read and built that gives problems; all run before any
stops the build. Numbers (N1, N6, …) are those of the identities that the figures must keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from etl.checking.identities import check_lengths, check_persons, flag_problems
from etl.checking.known_totals import known_total_problems
from etl.checking.magnitude import is_doubled
from etl.reading.keys import FIRST_YEAR
from etl.reading.members import MemberSums
from etl.reading.tallies import CROSSED, TableView
from etl.reading.totals import CROSS_CHECKED
from outcomes.editions import Coverage
from outcomes.errors import Problem
from outcomes.vocabulary import MAGISTRATES

MONTHS_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Checked:
    """One source and table under check.

    Attributes:
        file: name of the source file.
        coverage: what it covers, with its own totals.
        members: the members that feed it.
        view: its published rows.
        sha256: of the source file.
    """

    file: str
    coverage: Coverage
    members: Sequence[MemberSums]
    view: TableView
    sha256: str = ""


Check = Callable[[Checked], Iterator[Problem]]


def run_checks(checked: Checked) -> tuple[Problem, ...]:
    """Every problem that the checks find in a source and table."""
    return tuple(
        problem.at(file=checked.file)
        for check in CHECKS[checked.coverage.table]
        for problem in check(checked)
    )


def check_rows(checked: Checked) -> Iterator[Problem]:
    """N2: every row that was read is in the sums, once."""
    table = checked.coverage.table
    for member in checked.members:
        used = member.sums[table].rows
        expected = _rows_expected(member, table)
        if used != expected:
            yield Problem(
                "ROWS_LOST",
                f"{used:,} of {expected:,} rows reached the table {table}",
                member=member.member.name or None,
                value=table,
            )


def _rows_expected(member: MemberSums, table: str) -> int:
    rule = member.layout.tables[table]
    if rule.where is None:
        return member.rows
    place, word = CROSS_CHECKED.index(rule.where[0]), rule.where[1]
    return sum(rows for words, (rows, _) in member.tally.items() if words[place] == word)


def check_totals(checked: Checked) -> Iterator[Problem]:
    """N1: the published sum of every measure and year is the source's own sum, exactly."""
    coverage = checked.coverage
    for measure, stated in coverage.totals.items():
        published = checked.view.by_year(measure)
        tolerance = MONTHS_TOLERANCE if measure == "acsl_months" else 0
        for year in sorted({*stated, *published}):
            raw, built = stated.get(year, 0), published.get(year, 0)
            if abs(raw - built) > tolerance * max(1.0, abs(raw)):
                yield Problem(
                    "TOTAL_DIFFERS",
                    f"{measure} of {year} add up to {built:,} and not to the file's {raw:,}",
                    column=measure,
                    value=str(year),
                )


def check_years(checked: Checked) -> Iterator[Problem]:
    """Years follow each other without a gap."""
    for before, after in pairwise(checked.coverage.years):
        if after != before + 1:
            yield Problem(
                "YEAR_GAP",
                f"no rows between {before} and {after}",
                "warning",
                value=str(before + 1),
            )


def check_magnitude(checked: Checked) -> Iterator[Problem]:
    """A year's total is not twice or half the year before: a file doubled, or a part lost."""
    for measure, totals in checked.coverage.totals.items():
        if measure.startswith("acsl"):
            continue
        for before, after in pairwise(sorted(totals)):
            if is_doubled(totals[before], totals[after]):
                yield Problem(
                    "MAGNITUDE",
                    f"{measure} went from {totals[before]:,} in {before} to"
                    f" {totals[after]:,} in {after}",
                    column=measure,
                    value=str(after),
                    expected="less than twice and more than half the year before",
                )


def check_ratio(checked: Checked) -> Iterator[Problem]:
    """N12: no more convictions than prosecutions over all offences and areas; in parts, a note."""
    measures = checked.coverage.measures
    if not {"prosecutions", "convictions"} <= set(measures):
        return
    keys = CROSSED["proceedings"]  # by year, area and offence
    prosecutions = checked.view.cross(keys, "prosecutions")
    convictions = checked.view.cross(keys, "convictions")
    for place in np.flatnonzero(convictions.sum((1, 2)) > prosecutions.sum((1, 2))).tolist():
        yield Problem(
            "N12_RATIO",
            "there are more convictions than prosecutions in a year, over everything",
            value=str(place + FIRST_YEAR),
        )
    cells = int(np.count_nonzero(convictions > prosecutions))
    if cells:
        yield Problem(
            "N12_RATIO",
            "more convictions than prosecutions in an area, offence and year: cases that began"
            " in another year or as another offence",
            "note",
            count=cells,
        )


def _on_lengths(check: Callable[[TableView], Iterator[Problem]]) -> Check:
    """A check of a table whose file tells custodial lengths."""

    def with_lengths(checked: Checked) -> Iterator[Problem]:
        members = (member.understood for member in checked.members)
        if all(member.key_column("sentences", "custodial_length") for member in members):
            yield from check(checked.view)

    return with_lengths


def check_determinate(checked: Checked) -> Iterator[Problem]:
    """N8, where the file has the persons behind the average length."""
    if "acsl_persons" in checked.coverage.measures:
        yield from _on_lengths(check_persons)(checked)


def check_flags(checked: Checked) -> Iterator[Problem]:
    """N6, and N10 where the file is of magistrates' courts: flags agree with outcomes."""
    only_magistrates = checked.coverage.courts == MAGISTRATES
    for member in checked.members:
        found = flag_problems(member.tally, only_magistrates=only_magistrates)
        yield from (problem.at(member=member.member.name) for problem in found)


def check_known_totals(checked: Checked) -> Iterator[Problem]:
    """N17: totals that are known from elsewhere than the loader."""
    return known_total_problems(checked.sha256, checked.coverage.table, checked.view)


_OF_ALL: tuple[Check, ...] = (
    check_rows,
    check_totals,
    check_years,
    check_magnitude,
    check_known_totals,
)
CHECKS: dict[str, tuple[Check, ...]] = {
    "proceedings": (*_OF_ALL, check_ratio, check_flags),
    "sentences": (*_OF_ALL, _on_lengths(check_lengths), check_determinate),
}
