"""The figures of a result as a table: what the page, the file and a reader's ear get."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from charts.intervals import interval_text, small_interval
from charts.keys import key_label
from charts.small_cells import FEWER_THAN_5, is_small, told_cells
from charts.subtitle import subtitle
from charts.values import LOW_BASE_SIGN, NO_MEANING, PARTS, value_text
from outcomes import numbers
from outcomes.result import NOT_MEANINGFUL, Key, Observation, Result
from outcomes.small_numbers import describes_people, has_low_base, is_few
from outcomes.vocabulary import MARCH

MOST_COLUMNS = 10
WHOLE = slice(None)
HEADERS = {
    "year": "Year",
    "area": "Police force area",
    "offence": "Offence",
    "sex": "Sex",
    "age_group": "Age group",
    "age_range": "Age",
    "ethnicity": "Ethnicity",
    "court": "Court",
    "sentence_outcome": "Sentence",
    "custodial_length": "Length of custody",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table with one header row; every cell is text.

    Attributes:
        caption: measure, offence, area, years.
        headers: of the columns; the first column heads the rows.
        rows: newest year first; otherwise in the result's order.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(result: Result, part: slice = WHOLE) -> Table:
    """The table of a result.

    A ratio has its two sums beside it, and, as in the chart, all have their interval where any
    rests on few. With a second key of few words, a count has one column a word; otherwise one row
    an observation.

    Args:
        result: what is shown.
        part: which of its ``row_count`` rows are wanted; the others are not written.
    """
    found = _spread(result)
    return _wide(result, *found, part) if found else _long(result, part)


def row_count(result: Result) -> int:
    """The number of rows of the whole table of a result."""
    found = _spread(result)
    if found is None:
        return len(result.observations)
    down = _down(result, found[0])
    return len({result.key(one, down) for one in result.observations})


def _spread(result: Result) -> tuple[str, list[Key]] | None:
    """The key whose words are columns, with these; None where a row is an observation."""
    if result.measure.is_ratio or len(result.by) != 2:
        return None
    spread = result.by[-1] if result.by[0] == "year" else result.by[0]
    words = list(dict.fromkeys(result.key(one, spread) for one in result.observations))
    return (spread, words) if len(words) <= MOST_COLUMNS else None


def _down(result: Result, spread: str) -> str:
    return next(name for name in result.by if name != spread)


def cell(result: Result, observation: Observation) -> str:
    """One value as a table writes it, with the signs that qualify it."""
    if is_small(result, observation):
        return FEWER_THAN_5
    written = value_text(result.measure, observation)
    if observation.status == NOT_MEANINGFUL and observation.value is not None:
        written += f" {NO_MEANING}"
    elif result.measure.is_share and has_low_base(observation):
        written += f" {LOW_BASE_SIGN}"
    return f"{written} [p]" if observation.provisional else written


def _wide(result: Result, spread: str, words: list[Key], part: slice) -> Table:
    down = _down(result, spread)
    cells: dict[Key, dict[Key, str]] = {}
    hidden = told_cells(result)
    for one in result.observations:
        row = cells.setdefault(result.key(one, down), {})
        row[result.key(one, spread)] = hidden.get(one.keys) or cell(result, one)
    heads = [key_label(spread, word) for word in words]
    rows = [
        (key_label(down, key), *(row.get(word, _absent(row)) for word in words))
        for key, row in cells.items()
    ]
    ordered = newest_first(down, rows)
    return Table(subtitle(result), (key_header(result, down), *heads), ordered[part])


def _absent(row: Mapping[Key, str]) -> str:
    """What a cell without an observation says: none, where anything of its row is published."""
    published = any(text != numbers.NOT_AVAILABLE for text in row.values())
    return numbers.count(0) if published else numbers.NOT_AVAILABLE


def _long(result: Result, part: slice) -> Table:
    columns = _columns(result)
    shown: Sequence[Observation] = result.observations
    if result.by[:1] == ("year",):
        shown = sorted(shown, key=lambda one: one.keys[0], reverse=True)
    rows = [
        (
            *(key_label(name, result.key(one, name)) for name in result.by),
            *(write(one) for write in columns.values()),
        )
        for one in shown[part]
    ]
    heads = (*(key_header(result, name) for name in result.by), *columns)
    return Table(subtitle(result), heads, tuple(rows))


def _columns(result: Result) -> dict[str, Callable[[Observation], str]]:
    name = result.measure.label.capitalize()
    if not result.measure.is_ratio:
        hidden = told_cells(result)
        return {name: lambda one: hidden.get(one.keys) or cell(result, one)}
    above, below = (part.capitalize() for part in PARTS[result.measure.name])
    hide = describes_people(result.selection)
    columns = {
        name + (" (months)" if result.measure.unit == "months" else ""): lambda one: cell(
            result, one
        ),
        above: lambda one: _sum(one.numerator, hide=hide and result.measure.unit != "months"),
        below: lambda one: _sum(one.denominator, hide=hide),
    }
    if any(small_interval(result, one) for one in result.observations):
        columns["95% interval"] = lambda one: interval_text(result, one)
    return columns


def _sum(amount: float | None, *, hide: bool) -> str:
    if hide and is_few(amount):
        return FEWER_THAN_5
    if amount is None:
        return numbers.NOT_AVAILABLE
    return numbers.count(int(numbers.round_half_away(amount)))


def key_header(result: Result, name: str) -> str:
    """The header of a key's column."""
    march = name == "year" and result.selection.basis == MARCH
    return "Year ending March" if march else HEADERS[name]


def newest_first(down: str, rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows headed by years, the newest first; others as they are."""
    if down != "year":
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: row[0], reverse=True))
