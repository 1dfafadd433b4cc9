"""The answers of the fact check: a verdict, what the data say, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from outcomes.areas import areas
from outcomes.measures import MEASURES
from outcomes.offences import label_of
from outcomes.result import Notice
from stories.claims import Rows
from stories.judging import DIFFERENT, MATCHES, ROUNDED

EARLIER = "matches an earlier edition"
WRONG, NOT_HERE = "wrong unit or measure", "not in this data"
VERDICTS = (MATCHES, EARLIER, ROUNDED, DIFFERENT, WRONG, NOT_HERE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one figure of a text.

    Attributes:
        text: the figure as it stands.
        start: where it begins in the text.
        end: where it ends.
        verdict: one of ``VERDICTS``.
        message: the verdict in words, with what the data say.
        taken_as: what the figure was taken to say; None where it was not understood.
        data: what the loaded edition says, as written; None where it says nothing.
        rows: the rows behind it; None where there are none.
        divided_by: the rows of the denominator, where they are others.
        value: what the data say, unrounded; None where they say nothing.
        numerator: what is divided.
        denominator: what is divided by.
        edition: identifier of the edition that the rows are of.
        notices: remarks that apply to the rows.
    """

    text: str
    start: int
    end: int
    verdict: str
    message: str
    taken_as: str | None = None
    data: str | None = None
    rows: Rows | None = None
    divided_by: Rows | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: int | None = None
    edition: str | None = None
    notices: tuple[Notice, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer for JSON."""
        names = ("text", "start", "end", "verdict", "message", "taken_as", "data", "value",
                 "numerator", "denominator", "edition")  # fmt: skip
        edition = self.edition or ""
        return {name: getattr(self, name) for name in names} | {
            "rows": self.rows.to_dict(edition) if self.rows else None,
            "divided_by": self.divided_by.to_dict(edition) if self.divided_by else None,
            "notices": [notice.text for notice in self.notices],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with an answer for each of its figures, in order.

    Attributes:
        text: what was read.
        edition: identifier of the edition that it was checked against.
        demonstration: whether that edition is made up.
        whole: whether everything was read; False where the text was too long.
        answers: one a figure.
    """

    text: str
    edition: str
    demonstration: bool
    whole: bool
    answers: tuple[Answer, ...]

    def to_dict(self) -> dict[str, Any]:
        """The checked text for JSON."""
        return {
            "edition": self.edition,
            "demonstration": self.demonstration,
            "whole": self.whole,
            "text": self.text,
            "answers": [one.to_dict() for one in self.answers],
        }


SHOWN_WORDS = 2


def describe(rows: Rows) -> str:
    """What rows count, in one line, so that a reader sees how a figure was taken."""
    selection = rows.selection
    split = rows.keys if len(selection.by) > 1 and len(rows.keys) <= SHOWN_WORDS else ()
    first, last = selection.from_year, selection.to_year
    years = str(first) if first == last else f"{first} to {last}"
    parts = (
        MEASURES[selection.measure].label,
        " and ".join(label_of(slug).lower() for slug in selection.offences),
        " and ".join(areas()[slug].name for slug in selection.areas),
        selection.sex,
        selection.age,
        *(str(keys[-1]) for keys in split),
        f"years ending March {years}" if selection.basis == "march" else years,
    )
    return ", ".join(part for part in parts if part)
