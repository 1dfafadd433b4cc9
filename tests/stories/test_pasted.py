"""Sentences as newspapers and charities write them, right and with one thing altered.

``pasted.csv`` has them; a figure that is no longer right stands in braces. The right figures
were added up from the Ministry's files with the csv module alone.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from outcomes.store import LoadedEdition, Store
from stories.answers import Answer
from stories.factcheck import check_text
from stories.reading.carrying import Carried
from stories.reading.contexts import read_statements
from stories.reading.factors import Factor, find_factor
from stories.reading.hedges import OVER
from stories.reading.superlatives import Superlative, find_more, find_superlative

MATCHING = ("matches", "matches after rounding")
REFUSING = ("different", "wrong unit or measure")
# Of the right sentences' figures, at least so many are answered as right.
ANSWERED = 4 / 5
_ALTERED = re.compile(r"\{([^}]*)\}")


def pasted(kind: str) -> list[str]:
    """The sentences of a kind: ``right`` or ``altered``."""
    with (Path(__file__).parent / "pasted.csv").open(encoding="utf-8", newline="") as file:
        return [row["sentence"] for row in csv.DictReader(file) if row["kind"] == kind]


def altered_places(sentence: str) -> list[tuple[int, int]]:
    """Where altered figures stand once the braces are gone."""
    return [
        (match.start() - 2 * place, match.end() - 2 * place - 2)
        for place, match in enumerate(_ALTERED.finditer(sentence))
    ]


def answers_within(answers: tuple[Answer, ...], start: int, end: int) -> list[Answer]:
    return [one for one in answers if one.start < end and start < one.end]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In Kent 1 553 people were prosecuted.", [1553]),
        ("In Kent 13.3k people were prosecuted.", [13_300]),
        ("In Kent 1\u202f553 people were prosecuted¹.[2]", [1553]),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, values: list[int]) -> None:
    assert [one.quantity.value for one in read_statements(text, Carried())] == values


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("rose fivefold", Factor(Fraction(5), None)),
        ("fell by more than a third", Factor(Fraction(2, 3), OVER)),
        ("rose by half", Factor(Fraction(3, 2), None)),
        ("rose by 12", None),
    ],
)
def test_factors(text: str, factor: Factor | None) -> None:
    assert find_factor(text) == factor


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the highest since 2009", Superlative(1, 2009)),
        ("a record low", Superlative(-1, None)),
        ("the second highest of any force", Superlative(1, None, among=True)),
        ("police recorded", None),
    ],
)
def test_superlatives(text: str, found: Superlative | None) -> None:
    assert find_superlative(text) == found


@pytest.mark.parametrize(
    ("text", "more"), [("more people in kent", 1), ("fewer in kent", -1), ("more than 800", 0)]
)
def test_more_and_fewer(text: str, more: int) -> None:
    assert find_more(text) == more


def test_a_change_on_a_year_is_from_that_year() -> None:
    text = "In 2019, 20 people were jailed for stalking in Kent, up 13 per cent on 2017."
    period = read_statements(text, Carried())[-1].period
    assert period is not None
    assert (period.first, period.last) == (2017, 2019)


@pytest.fixture(scope="module")
def official(real_edition: Path) -> LoadedEdition:
    """The edition of 2019 (England and Wales, sentenced) and of 2018 (areas, magistrates)."""
    return Store(real_edition).edition()


@pytest.mark.real
@pytest.mark.parametrize("sentence", pasted("right"))
def test_no_right_figure_is_called_wrong(official: LoadedEdition, sentence: str) -> None:
    answers = check_text(official, sentence).answers
    assert [(one.text, one.message) for one in answers if one.verdict in REFUSING] == []


@pytest.mark.real
def test_most_right_figures_are_answered(official: LoadedEdition) -> None:
    answers = [one for text in pasted("right") for one in check_text(official, text).answers]
    found = [one for one in answers if one.verdict in MATCHING]
    assert len(found) >= ANSWERED * len(answers) > 0


@pytest.mark.real
@pytest.mark.parametrize("sentence", pasted("altered"))
def test_an_altered_sentence_is_not_let_pass(official: LoadedEdition, sentence: str) -> None:
    answers = check_text(official, _ALTERED.sub(r"\1", sentence)).answers
    places = altered_places(sentence)
    within = [answers_within(answers, start, end) for start, end in places]
    passed = [found and all(one.verdict in MATCHING for one in found) for found in within]
    refused = any(one.verdict in REFUSING for one in answers)
    assert places
    assert refused or not any(passed)
