"""Alarms for the first years of a series: figures that leap from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.checking.holds import JUMP_LARGE
from etl.checking.magnitude import few
from etl.comparing.aligned import Aligned, align
from etl.comparing.cells import Cells
from etl.comparing.grains import Grain
from outcomes.errors import Problem
from outcomes.revision_words import series_text
from outcomes.series import Series

VANISHED_FROM = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """Per cent of change from which a year is told, and from which a person must agree."""

    least: int
    warn: float
    hold: float | None


# By the count of the year before, the largest first; below the last nothing is judged.
OFFENCE = (Limit(1_000, 40, 90), Limit(100, 80, 200), Limit(10, 250, None))
GROUP = (Limit(1_000, 20, 40),)
NATIONAL = (Limit(10_000, 8, 15),)


@dataclass(frozen=True, slots=True)
class Jump:
    """One figure that leapt: ``name``, the year before and the year, and how severe that is."""

    name: str
    before: float
    after: float
    severity: str

    @property
    def per_cent(self) -> float:
        """Change on the year before."""
        return 100 * (self.after - self.before) / self.before

    def __str__(self) -> str:
        return f"{self.name} {self.before:,.0f} → {self.after:,.0f} ({self.per_cent:+.0f}%)"


def check_jumps(
    has: Mapping[Series, Cells], known: Mapping[Series, Sequence[int]]
) -> Iterator[Problem]:
    """Leaps from the year before to a year that the edition before did not have.

    Args:
        has: the figures of the edition that is judged, of series that the one before had too.
        known: the years that the edition before had.
    """
    for series, cells in has.items():
        for year in cells.years:
            if year > max(known[series]) and year - 1 in cells.years:
                yield from _of_year(series, cells, year)


def _of_year(series: Series, cells: Cells, year: int) -> Iterator[Problem]:
    aligned = _years_aligned(series, cells, year)
    for grain, limits in (
        (aligned.national, NATIONAL),
        (aligned.by_group(), GROUP),
        (aligned.by_offence, OFFENCE),
    ):
        jumps = list(_jumps(grain, limits))
        for severity, code in (("hold", JUMP_LARGE), ("warning", "JUMP")):
            found = [jump for jump in jumps if jump.severity == severity]
            if found:
                yield _problem(code, severity, found, f"{series_text(series)}, {year}", grain.name)
    yield from _labels(aligned, year)


def _years_aligned(series: Series, cells: Cells, year: int) -> Aligned:
    """A year beside the year before it, both under the later year."""
    sides = []
    for one in (year - 1, year):
        values = cells.values[[cells.years.index(one)]]
        stands = values.sum((0, 1)) > 0
        labels = tuple(label for label, there in zip(cells.offences, stands, strict=True) if there)
        sides.append(Cells((year,), cells.areas, labels, values[:, :, stands]))
    return align(series, sides[0], sides[1])


def _jumps(grain: Grain, limits: Sequence[Limit]) -> Iterator[Jump]:
    before, after = grain.before[0, 0], grain.after[0, 0]
    for at, name in enumerate(grain.offences):
        limit = next((one for one in limits if before[at] >= one.least), None)
        if limit is None or after[at] == 0:
            continue
        jump = Jump(name, float(before[at]), float(after[at]), "hold")
        share = abs(jump.per_cent)
        if limit.hold is not None and share > limit.hold:
            yield jump
        elif share > limit.warn:
            yield Jump(name, jump.before, jump.after, "warning")


def _labels(aligned: Aligned, year: int) -> Iterator[Problem]:
    """Offences that were not there the year before, or are no more."""
    grain = aligned.by_offence
    new = [label for label, had in zip(grain.offences, grain.had[0], strict=True) if not had]
    gone = [
        f"{label} ({count:,.0f})"
        for label, has, count in zip(grain.offences, grain.has[0], grain.before[0, 0], strict=True)
        if not has and count >= VANISHED_FROM
    ]
    where = series_text(aligned.series)
    if new:
        message = f"{where}: offences of {year} that {year - 1} does not have: {few(new)}"
        yield Problem("OFFENCE_NEW", message, "note", count=len(new))
    if gone:
        message = f"{where}: offences of {year - 1} that {year} does not have: {few(gone)}"
        yield Problem("OFFENCE_VANISHED", message, "warning", count=len(gone))


def _problem(code: str, severity: str, jumps: list[Jump], where: str, grain: str) -> Problem:
    jumps.sort(key=lambda jump: -abs(jump.per_cent))
    named = few([str(jump) for jump in jumps])
    message = f"{where}, by {grain}: leaps from the year before: {named}"
    return Problem(code, message, severity, count=len(jumps))
