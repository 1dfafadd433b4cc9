"""Maps the labels of source files to the field's words, by the tables of ``data/reference``."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.offences import UNSTATED, offences
from outcomes.reference import read_reference
from outcomes.vocabulary import (
    SENTENCE_OUTCOMES,
    WORDS,
    normalise_label,
    split_offence_code,
)

CONVICTED, NOT_CONVICTED = "convicted", "not convicted"
SENTENCED, NOT_SENTENCED = "sentenced", "not sentenced"
COMMITTED_FOR_SENTENCE = "committed for sentence"
SOURCE_WORDS: dict[str, tuple[str, ...]] = {
    "convicted": (CONVICTED, NOT_CONVICTED),
    "sentenced_flag": (SENTENCED, NOT_SENTENCED),
    # The sentences stand first, so that their codes are those of sentence_outcome.
    "outcome": (*SENTENCE_OUTCOMES, NOT_CONVICTED, COMMITTED_FOR_SENTENCE),
}


@dataclass(frozen=True)
class LabelMap:
    """What the labels of one column mean in one format.

    Attributes:
        column: our name of the column.
        words: the words that rows can hold, in the order in which they are sorted.
        codes: for each normalised label, its word's place in ``words``.
        expected: labels that the tables state for this format.
    """

    column: str
    words: tuple[str, ...]
    codes: dict[str, int]
    expected: frozenset[str]

    def normalise(self, text: str) -> str:
        """A label as the tables hold it; of an offence, without its code."""
        if self.column == "offence":
            return normalise_label(split_offence_code(text)[1])
        return normalise_label(text)

    def nearest(self, text: str) -> str | None:
        """The known label that looks most like an unknown one."""
        near = get_close_matches(self.normalise(text), list(self.codes), n=1, cutoff=0.5)
        return near[0] if near else None


@cache
def words_of(column: str) -> tuple[str, ...]:
    """The words of a column, in the order of sorting: text by its letters, others as shown."""
    if column == "offence":
        return tuple(sorted((*(offence.label for offence in offences().values()), UNSTATED)))
    if column == "police_force_area":
        named = (area.name for slug, area in areas().items() if _stands_in_rows(slug))
        return tuple(sorted(named))
    return SOURCE_WORDS.get(column) or WORDS[column]


def _stands_in_rows(slug: str) -> bool:
    return areas()[slug].country != "" or slug in (ENGLAND_AND_WALES, "area-not-known")


@cache
def label_map(column: str, letter: str) -> LabelMap:
    """The label map of a column for the format with this letter.

    Labels of other formats are accepted too; where two formats differ, this format's row wins.
    KeyError when a table names a word that the vocabulary lacks.
    """
    words = words_of(column)
    places = {word: code for code, word in enumerate(words)}
    rows = _label_rows(column)
    own = [(label, word) for label, word, letters in rows if letter in letters]
    others = [(label, word) for label, word, letters in rows if letter not in letters]
    codes = {label: places[word] for label, word in (*others, *own)}
    return LabelMap(column, words, codes, frozenset(label for label, _ in own))


def _label_rows(column: str) -> list[tuple[str, str, str]]:
    if column == "offence":
        return [
            (row["label"], offences()[row["slug"]].label, row["formats"])
            for row in read_reference("offence_labels")
        ]
    if column == "police_force_area":
        return [
            (row["label"], areas()[row["slug"]].name, row["formats"])
            for row in read_reference("area_labels")
        ]
    rows = read_reference(f"labels/{column}")
    return [(row["label"], row["word"], row["formats"]) for row in rows]
