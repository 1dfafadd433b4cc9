"""Reads recorded crime: what each value means, and the rows one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.neighbours.labels import (
    find_word,
    force_names,
    outcome_words,
    plain_label,
    recorded_labels,
)
from etl.neighbours.row import NeighbourRow, fail, number_of, word_of
from outcomes.neighbours import NOT_SPLIT

# 2018/19, 2018-19, 2018/2019; year ending March 2019.
_FINANCIAL_YEAR = re.compile(r"((?:19|20)\d\d)[/\u2013-]((?:19|20)?\d\d)", re.ASCII)
_YEAR_ENDING = re.compile(r"year ending march ((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)
MEASURES = ("offences_recorded", "outcomes_recorded")


@dataclass
class RecordedReader:
    """Reads rows one by one, and knows those that are kept again.

    Attributes:
        seen: the keys of rows that are kept, outcomes as the publisher tells them apart.
    """

    seen: set[tuple[object, ...]] = field(default_factory=set)

    def __call__(self, row: Mapping[str, str]) -> NeighbourRow:
        """A row by our columns; RowFault for the first value that cannot be read."""
        area, year = recording_area(row["force_name"]), financial_year(row["financial_year"])
        quarter, code, outcome = (
            quarter_of(row["financial_quarter"]),
            row["offence_code"],
            NOT_SPLIT,
        )
        check_description(code, row["offence_description"])
        if "outcome_description" in row:
            outcome = outcome_of(row["outcome_description"])
        amounts = tuple(count_of(row[name], name) if name in row else None for name in MEASURES)
        wanted = code in recorded_labels()
        key = area, year, quarter, code, plain_label(row.get("outcome_description", ""))
        if wanted and key in self.seen:
            told = f"{area}, {row['financial_year']}, quarter {quarter}, {code}, {outcome}"
            message = "a row before says it of the same"
            fail("ROW_REPEATED", message, "force_name", told, "each row once")
        self.seen.add(key)
        return NeighbourRow(area, year, quarter, (code, outcome), amounts, wanted)


def check_description(code: str, description: str) -> None:
    """RowFault where a code that is kept has another description, or a description another code."""
    known, told = recorded_labels(), plain_label(description)
    if code in known and told != known[code]:
        message = f"offence {code} has another description"
        fail("LABEL_UNKNOWN", message, "offence_description", description, known[code])
    if code not in known and told in known.values():
        right = next(one for one, label in known.items() if label == told)
        message = f"{description} has another code"
        fail("LABEL_UNKNOWN", message, "offence_code", code, right)


def recording_area(text: str) -> str:
    """The area of a force, or the name of a body without one."""
    return word_of(find_word(force_names(), text, "force_name"))


def outcome_of(text: str) -> str:
    """Our word for what became of a crime."""
    return word_of(find_word(outcome_words(), text, "outcome"))


def count_of(text: str, name: str) -> int:
    """A number of a measure; a blank is none."""
    return number_of(text, name) or 0


def financial_year(text: str) -> int:
    """The year in which a financial year ends: 2019 for ``2018/19``."""
    ending = _YEAR_ENDING.fullmatch(text)
    if ending:
        return int(ending[1])
    match = _FINANCIAL_YEAR.fullmatch(text)
    last = int(match[1]) + 1 if match else 0
    if not match or match[2] not in (str(last), f"{last % 100:02}"):
        expected = "a financial year such as 2018/19"
        fail("YEAR_UNREADABLE", "this is no financial year", "financial_year", text, expected)
    return last


def quarter_of(text: str) -> int:
    """The quarter of a financial year."""
    quarter = text.upper().removeprefix("Q")
    if quarter not in ("1", "2", "3", "4"):
        fail("QUARTER", "this is no quarter", "financial_quarter", text, "1 to 4")
    return int(quarter)
