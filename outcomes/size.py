"""How large an answer could be, known before anything is added up."""

from __future__ import annotations

from math import prod

from outcomes.selection import Selection
from outcomes.tasks import selected_labels
from outcomes.vocabulary import WORDS

# The most rows that one answer may have, and the most combinations of words that are looked for
# to find them.
MAX_TOTAL_ROWS = 200_000
MAX_COMBINATIONS = 3_000_000
USUAL_YEARS = 15


def is_too_wide(selection: Selection) -> bool:
    """Whether a selection asks for more combinations of words than are looked for."""
    return widest(selection) > MAX_COMBINATIONS


def widest(selection: Selection) -> int:
    """How many rows an answer could have if every combination of its words occurred."""
    lengths = [len(WORDS[name]) for name in selection.by if name in WORDS]
    if "offence" in selection.by:
        lengths.append(len(selected_labels(selection)))
    if "area" in selection.by:
        lengths.append(len(selection.areas))
    if "year" in selection.by:
        lengths.append(_years(selection))
    return prod(lengths)


def _years(selection: Selection) -> int:
    if selection.from_year is None or selection.to_year is None:
        return USUAL_YEARS
    return max(1, selection.to_year - selection.from_year + 1)
