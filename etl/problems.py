"""Collects what is wrong with sources, the same cause once, so that all causes are told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from outcomes.errors import Problem, SourceError

CAUSES_LISTED = 1_000
_Cause = tuple[str, str | None, str | None, str | None, str | None]


class ProblemList:
    """Problems in the order of their first sight, the same cause counted instead of repeated.

    A cause is code, file, member, column and value. At most ``CAUSES_LISTED`` are kept; the
    number of the others is told.

    Attributes:
        seen: how many were added, each as often as it was counted.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._by_cause: dict[_Cause, Problem] = {}
        self._unlisted = 0
        self.seen = 0
        self.extend(problems)

    def add(self, problem: Problem) -> None:
        """Add one problem, or count it where its cause is known already."""
        self.seen += problem.count
        cause = (problem.code, problem.file, problem.member, problem.column, problem.value)
        known = self._by_cause.get(cause)
        if known is not None:
            self._by_cause[cause] = replace(known, count=known.count + problem.count)
        elif len(self._by_cause) < CAUSES_LISTED:
            self._by_cause[cause] = problem
        else:
            self._unlisted += problem.count

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        for problem in problems:
            self.add(problem)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid going on."""
        return tuple(problem for problem in self.all if problem.severity == "error")

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Warnings and notes."""
        return tuple(problem for problem in self.all if problem.severity != "error")

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every problem, with a last line for those beyond the cap."""
        return (*self._by_cause.values(), *self._overflow())

    def raise_errors(self) -> None:
        """SourceError with every error, if there is one."""
        if self.errors:
            raise SourceError(self.errors)

    def _overflow(self) -> Iterable[Problem]:
        if self._unlisted:
            yield Problem(
                "TOO_MANY_CAUSES",
                f"only the first {CAUSES_LISTED:,} causes are listed; others were seen",
                count=self._unlisted,
            )


def source_error(code: str, message: str, **parts: str | int | None) -> SourceError:
    """A SourceError with one problem."""
    return SourceError((Problem(code, message, **parts),))  # type: ignore[arg-type]
