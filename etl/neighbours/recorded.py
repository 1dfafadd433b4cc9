"""Reads recorded crime: each value on its own, a row at a time or a column at a time.

Columns are the quick way: labels and numbers are judged once for each different text, and rows of
one key are added up together. Rows are the exact way, for files of which something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from etl.neighbours.columns import Texts
from etl.neighbours.labels import (
    find_word,
    force_names,
    outcome_words,
    plain_label,
    recorded_labels,
)
from etl.neighbours.row import NeighbourRow, RowFault, fail, number_of, word_of
from etl.publishing.arrays import Numbers
from outcomes.neighbours import NOT_SPLIT

# 2018/19, 2018-19, 2018/2019; year ending March 2019.
_FINANCIAL_YEAR = re.compile(r"((?:19|20)\d\d)[/\u2013-]((?:19|20)?\d\d)", re.ASCII)
_YEAR_ENDING = re.compile(r"year ending march ((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)
_MEASURES = ("offences_recorded", "outcomes_recorded")
_KEYS = ("area", "year", "quarter", "code", "label")
_NOT_KEPT = -1


@dataclass
class RecordedReader:
    """Reads rows one by one, and knows those that are kept again.

    Attributes:
        seen: the keys of rows that are kept, outcomes as the publisher tells them apart.
    """

    seen: set[tuple[object, ...]] = field(default_factory=set)

    def __call__(self, row: Mapping[str, str]) -> NeighbourRow:
        """A row by our columns; RowFault for the first value that cannot be read."""
        area, year = _area(row["force_name"]), _year(row["financial_year"])
        quarter, code, outcome = _quarter(row["financial_quarter"]), row["offence_code"], NOT_SPLIT
        _check_description(code, row["offence_description"])
        if "outcome_description" in row:
            outcome = _outcome(row["outcome_description"])
        amounts = tuple(_measure(name)(row[name]) if name in row else None for name in _MEASURES)
        wanted = code in recorded_labels()
        key = area, year, quarter, code, plain_label(row.get("outcome_description", ""))
        if wanted and key in self.seen:
            told = f"{area}, {row['financial_year']}, quarter {quarter}, {code}, {outcome}"
            message = "a row before says it of the same"
            fail("ROW_REPEATED", message, "force_name", told, "each row once")
        self.seen.add(key)
        return NeighbourRow(area, year, quarter, (code, outcome), amounts, wanted)


def recorded_sums(columns: Mapping[str, Texts]) -> list[NeighbourRow] | None:
    """Rows, those that are not kept added up to one for each area and quarter.

    None when a value cannot be read or a row stands twice: the rows say which, and where.
    """
    try:
        return list(_sums(columns))
    except RowFault:
        return None


def _sums(columns: Mapping[str, Texts]) -> Iterator[NeighbourRow]:
    _check_descriptions(columns["offence_code"], columns["offence_description"])
    areas, area = _judged(columns["force_name"], _area)
    outcomes, label = _outcomes(columns.get("outcome_description"), area)
    codes = columns["offence_code"]
    kept = _take(codes, [text in recorded_labels() for text in codes.values]).astype(np.bool_)
    keys = {
        "area": area,
        "year": _take(columns["financial_year"], map(_year, columns["financial_year"].values)),
        "quarter": _take(
            columns["financial_quarter"], map(_quarter, columns["financial_quarter"].values)
        ),
        "code": np.where(kept, codes.places, _NOT_KEPT),
        "label": np.where(kept, label, 0),
    }
    measures = {
        name: _take(columns[name], map(_measure(name), columns[name].values))
        for name in _MEASURES
        if name in columns
    }
    for *key, offences, given, lines in _grouped(keys, measures):
        at, year, quarter, code, which = key
        wanted = code != _NOT_KEPT
        if wanted and lines > 1:
            fail("ROW_REPEATED", "", "", "", "")  # the rows say where
        words = (codes.values[code] if wanted else "", outcomes[which])
        yield NeighbourRow(areas[at], year, quarter, words, (offences, given), wanted, lines)


def _grouped(
    keys: Mapping[str, Numbers], measures: Mapping[str, Numbers]
) -> Iterator[tuple[int, ...]]:
    """For each key its parts, the sum of each measure, None for one not there, and its rows."""
    table = pa.table({**keys, **measures})
    wanted = [(name, "sum") for name in measures]
    summed = table.group_by(_KEYS, use_threads=False).aggregate([*wanted, ("area", "count")])
    absent = [None] * summed.num_rows
    names = [*_KEYS, *(f"{name}_sum" for name in _MEASURES), "area_count"]
    return zip(
        *(summed[one].to_pylist() if one in summed.column_names else absent for one in names),
        strict=True,
    )


def _judged(column: Texts, judge: Callable[[str], str]) -> tuple[Sequence[str], Numbers]:
    """The different words of a column, and for each row which of them it has."""
    found = [judge(text) for text in column.values]
    words = tuple(dict.fromkeys(found))
    return words, _take(column, map(words.index, found))


def _outcomes(column: Texts | None, rows: Numbers) -> tuple[Sequence[str], Numbers]:
    """For each of the publisher's outcomes our word, and for each row which of them it has."""
    if column is None:
        return (NOT_SPLIT,), np.zeros_like(rows)
    words = {plain_label(text): _outcome(text) for text in column.values}
    labels, places = _judged(column, plain_label)
    return [words[label] for label in labels], places


def _take(column: Texts, values: object) -> Numbers:
    """For each row the number that stands for its text."""
    return np.array(list(values), np.int64)[column.places]  # type: ignore[call-overload]


def _check_descriptions(codes: Texts, descriptions: Texts) -> None:
    width = len(descriptions.values)
    for pair in np.unique(codes.places.astype(np.int64) * width + descriptions.places).tolist():
        _check_description(codes.values[pair // width], descriptions.values[pair % width])


def _check_description(code: str, description: str) -> None:
    """RowFault where a code that is kept has another description, or a description another code."""
    known, told = recorded_labels(), plain_label(description)
    if code in known and told != known[code]:
        message = f"offence {code} has another description"
        fail("LABEL_UNKNOWN", message, "offence_description", description, known[code])
    if code not in known and told in known.values():
        right = next(one for one, label in known.items() if label == told)
        message = f"{description} has another code"
        fail("LABEL_UNKNOWN", message, "offence_code", code, right)


def _area(text: str) -> str:
    return word_of(find_word(force_names(), text, "force_name"))


def _outcome(text: str) -> str:
    return word_of(find_word(outcome_words(), text, "outcome"))


def _measure(name: str) -> Callable[[str], int]:
    return lambda text: number_of(text, name) or 0


def _year(text: str) -> int:
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


def _quarter(text: str) -> int:
    quarter = text.upper().removeprefix("Q")
    if quarter not in ("1", "2", "3", "4"):
        fail("QUARTER", "this is no quarter", "financial_quarter", text, "1 to 4")
    return int(quarter)
