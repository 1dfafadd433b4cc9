"""One row of a neighbour's table, and what is told of a row that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from outcomes.errors import Problem

NOT_AVAILABLE = ("", "NA", "N/A", "-", "..")
_WHOLE = re.compile(r"-?\d{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One row in our words, or several of one key added up.

    Attributes:
        area: the area's name, or that of a body without one.
        year: as the table counts years.
        quarter: of the financial year; 0 where the table has none.
        keys: offence code and outcome; code, name and partnership of an authority; a postcode
            district; none for residents.
        amounts: one for each measure of the table; None where the row has none.
        wanted: whether the table keeps it; other offences only show that a quarter is there.
        lines: how many rows of the file it stands for.
    """

    area: str
    year: int
    quarter: int
    keys: tuple[str, ...]
    amounts: tuple[int | None, ...]
    wanted: bool = True
    lines: int = 1


class RowFault(ValueError):
    """A row that cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def fail(code: str, message: str, column: str, value: str, expected: str) -> NoReturn:
    """Raise the fault of one value."""
    raise RowFault(Problem(code, message, column=column, value=value, expected=expected))


def word_of(found: str | Problem) -> str:
    """What a label means; RowFault where that is a problem."""
    if isinstance(found, Problem):
        raise RowFault(found)
    return found


def number_of(text: str, column: str) -> int | None:
    """A whole number, None where the publisher has none; RowFault for any other text."""
    if text in NOT_AVAILABLE:
        return None
    if not _WHOLE.fullmatch(text):
        fail("NUMBER", "this is no whole number", column, text, "digits")
    return int(text)
