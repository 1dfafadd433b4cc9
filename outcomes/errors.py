"""The errors of the project: a small tree, each saying what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

SHOWN_VALUE_LENGTH = 80


class OutcomesError(Exception):
    """Any failure that the project names itself."""


class EditionUnavailable(OutcomesError):
    """No edition can be served: none was made yet, or the one named is damaged or unknown."""


class TooManyRows(OutcomesError):
    """A selection whose answer has more rows than were wanted; ``rows`` says how many."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"the answer has {rows:,} rows")
        self.rows = rows


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One parameter of an address that could not be read.

    Attributes:
        parameter: the parameter's name, for example ``area``.
        value: what was given.
        reason: one sentence saying what is wrong.
        near: accepted values that look like it, nearest first.
    """

    parameter: str
    value: str
    reason: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a source, a host or a check, with its place.

    Attributes:
        code: a stable name such as ``LABEL_UNKNOWN``.
        message: one sentence for a person.
        severity: ``error``, ``hold``, ``warning`` or ``note``.
        file: the source file's name.
        member: the member inside the zip.
        line: 1-based line of the file (the header is line 1); None when it is not about a line.
        column: the header concerned.
        value: the offending text, cut to 80 characters.
        count: how many times the same cause was seen.
        expected: what would have been right.
        hint: what to do about it.
    """

    code: str
    message: str
    severity: str = "error"
    file: str | None = None
    member: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    count: int = 1
    expected: str | None = None
    hint: str | None = None

    def at(self, *, file: str | None = None, member: str | None = None) -> Problem:
        """The same problem with its file and member filled in where they were missing."""
        return replace(self, file=self.file or file, member=self.member or member)

    def to_dict(self) -> dict[str, Any]:
        """The parts that are known, for JSON."""
        names = self.__dataclass_fields__
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}

    def __str__(self) -> str:
        place = [part for part in (self.file, self.member) if part]
        if self.line is not None:
            place.append(f"line {self.line:,}")
        if self.column is not None:
            place.append(f"column {self.column!r}")
        where = f" [{', '.join(place)}]" if place else ""
        value = f": {self.value[:SHOWN_VALUE_LENGTH]!r}" if self.value is not None else ""
        times = f" ({self.count:,} times)" if self.count > 1 else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        hint = f". {self.hint}" if self.hint else ""
        return f"{self.code}{where}: {self.message}{value}{times}{expected}{hint}"


@dataclass(eq=False)
class ProblemsError(OutcomesError):
    """A step that cannot go on, with every cause that was found before it stopped."""

    problems: tuple[Problem, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class SourceError(ProblemsError):
    """The source file is bad (exit code 3)."""


class NetworkError(ProblemsError):
    """The source could not be fetched (exit code 4)."""


class CheckError(ProblemsError):
    """The figures do not pass a check (exit code 5)."""


class BusyError(ProblemsError):
    """Another refresh holds the lock (exit code 6)."""


class HostError(ProblemsError):
    """The machine refuses: disk full, directory read-only (exit code 1)."""
