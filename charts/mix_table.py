"""The table of sentences given: each number with its share of everyone sentenced, and their sum."""

from __future__ import annotations

from collections.abc import Sequence

from charts.keys import key_label
from charts.small_cells import Cell, untold
from charts.subtitle import subtitle
from charts.tables import HEADERS, Table, key_header, newest_first, table
from charts.values import count_with_share
from outcomes import numbers
from outcomes.inference import LOW_BASE
from outcomes.result import Key, Result
from outcomes.small_numbers import describes_people

PART = "sentence_outcome"
WHOLE = "all sentenced"
UNIT = "offenders (per cent of all sentenced in the {}, rounded)"
FEW = f"no percentages where fewer than {LOW_BASE} were sentenced"

Counts = dict[Cell, int | None]


def mix_table(result: Result) -> Table:
    """Sentences given, a row a year or area: each number with its share of all, and all of them.

    Sentences are the source's own, so some stand apart that the chart draws together. A row has
    no shares where fewer than 50 were sentenced, and no sum where a part is not published.

    Args:
        result: offenders sentenced by ``sentence_outcome``, and by year or area.
    """
    others = [name for name in result.by if name != PART]
    if len(others) != 1 or result.is_empty:
        return table(result)
    down, words = (
        others[0],
        list(dict.fromkeys(result.key(one, PART) for one in result.observations)),
    )
    keys = list(dict.fromkeys(result.key(one, down) for one in result.observations))
    counts = _counts(result, down, keys, words)
    hidden = untold(counts, (1,)) if describes_people(result.selection) else {}
    marked = {result.key(one, down) for one in result.observations if one.provisional}
    rows = [
        (
            key_label(down, key),
            *(
                _written(counts, hidden, (key, word), provisional=key in marked)
                for word in (*words, WHOLE)
            ),
        )
        for key in keys
    ]
    heads = (key_header(result, down), *(key_label(PART, word) for word in (*words, WHOLE)))
    return Table(_caption(result, down, counts), heads, newest_first(down, rows))


def _counts(result: Result, down: str, keys: Sequence[Key], words: Sequence[Key]) -> Counts:
    """Every number and the sum of each row; one that is absent is zero where others are known."""
    found = {
        (result.key(one, down), result.key(one, PART)): None
        if one.value is None
        else int(one.value)
        for one in result.observations
    }
    counts: Counts = {}
    for key in keys:
        row = [found[key, word] for word in words if (key, word) in found]
        known = [count for count in row if count is not None]
        absent = 0 if known else None
        counts |= {(key, word): found.get((key, word), absent) for word in words}
        counts[key, WHOLE] = sum(known) if len(known) == len(row) else None
    return counts


def _written(counts: Counts, hidden: dict[Cell, str], cell: Cell, *, provisional: bool) -> str:
    key, word = cell
    count, whole = counts[cell], counts[key, WHOLE]
    if count is None:
        return numbers.NOT_AVAILABLE
    plain = word == WHOLE or (key, WHOLE) in hidden or not count or (whole or 0) < LOW_BASE
    written = numbers.count(count) if plain else count_with_share(count, whole or 0)
    said = hidden.get(cell, written)
    return f"{said} [p]" if provisional else said


def _caption(result: Result, down: str, counts: Counts) -> str:
    unit = UNIT.format(HEADERS[down].rsplit(" ", maxsplit=1)[-1].lower())
    said = subtitle(result, measure="sentences given", unit=unit)
    wholes = [count for (_, word), count in counts.items() if word == WHOLE]
    return f"{said}; {FEW}" if any(0 < (one or 0) < LOW_BASE for one in wholes) else said
