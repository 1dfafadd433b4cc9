"""Numbers, years and names are read as newspapers write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from stories.reading.clauses import read_clause, read_sentence
from stories.reading.number_words import PATTERN, read_number
from stories.reading.periods import Period
from stories.reading.quantities import Quantity
from stories.reading.sentences import split_sentences


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("three", 3),
        ("nineteen", 19),
        ("forty-two", 42),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("nine hundred and ninety-one", 991),
        ("one thousand and five", 1005),
        ("fourteen thousand five hundred and twenty-three", 14523),
        ("a million", 1_000_000),
        ("a dozen", 12),
        ("two dozen", 24),
    ],
)
def test_number_words(words: str, number: int) -> None:
    match = PATTERN.search(f"there were {words} of them")
    assert match is not None
    assert match[0] == words
    assert read_number(words) == number


def test_words_that_are_not_one_number_are_none() -> None:
    assert read_number("twelve eleven") is None
    assert read_number("five twenty") is None


def quantities(text: str) -> list[tuple[str, Fraction, str | None]]:
    _, _, zones = read_sentence(text)
    found: list[Quantity] = [one for zone in zones for one in zone.quantities]
    return [(one.kind, one.value, one.hedge) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nearly 1,000 people", [("count", 1000, "under")]),
        ("some 1,005 people", [("count", 1005, "about")]),
        ("more than a quarter (28%) of them", [("fraction", Fraction(1, 4), "over"),
                                               ("percent", 28, None)]),
        ("27 per cent", [("percent", 27, None)]),
        ("27 percent", [("percent", 27, None)]),
        ("86.7%", [("percent", Fraction("86.7"), None)]),
        ("one in three was jailed", [("fraction", Fraction(1, 3), None)]),
        ("nine out of 10 were men", [("fraction", Fraction(9, 10), None)]),
        ("two-thirds of them", [("fraction", Fraction(2, 3), None)]),
        ("three quarters were men", [("fraction", Fraction(3, 4), None)]),
        ("half of them", [("fraction", Fraction(1, 2), None)]),
        ("2.5 million people", [("count", 2_500_000, None)]),
        ("an average of 15 months", [("months", 15, None)]),
        ("fined £1,000", [("other", 1000, None)]),
        ("fewer than five people", [("count", 5, "under")]),
        ("no women were jailed", [("count", 0, None)]),
        ("991 people in 2017 aged 25 and over", [("count", 991, None)]),
        ("section 4A of the Act 1997, on 30 September 2009", []),
        ("boys aged 12 to 14, less than 12 months, over 3 to 6 months", []),
        ("one of those", []),
        ("the third of them", []),
    ],
)  # fmt: skip
def test_quantities(text: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert quantities(text) == [(kind, Fraction(value), hedge) for kind, value, hedge in expected]


def periods(text: str) -> tuple[Period, ...]:
    scan, _, _ = read_sentence(text)
    return tuple(one.value for one in scan.of("period"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2017", Period(2017, 2017)),
        ("between 2010 and 2014", Period(2010, 2014)),
        ("from 2010 to 2014", Period(2010, 2014)),
        ("2010-2014", Period(2010, 2014)),
        ("in 2017 than in 2016", Period(2016, 2017)),
        ("in the year ending March 2018", Period(2018, 2018, "march")),
        ("in the year to March 2018", Period(2018, 2018, "march")),
        ("in 2017/18", Period(2018, 2018, "march")),
        ("in the year to December 2017", Period(2017, 2017)),
        ("the year before", Period(offset=-1)),
        ("a year earlier", Period(offset=-1)),
        ("three years earlier", Period(offset=-3)),
        ("a decade before", Period(offset=-10)),
        ("in the same year", Period(offset=0)),
    ],
)
def test_periods(text: str, expected: Period) -> None:
    assert periods(f"There were 991 prosecutions {text}.") == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "in the year to June 2017",
        "in the first half of 2017",
        "in March 2017",
        "between January and June 2017",
        "before 2009",
        "in early 2017",
        "last year",
        "five years ago",
    ],
)
def test_periods_that_are_no_year_are_seen(text: str) -> None:
    assert all(one.trouble for one in periods(f"There were 991 prosecutions {text}."))
    assert periods(f"There were 991 prosecutions {text}.")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("the West Midlands", "west-midlands"),
        ("West Midlands Police", "west-midlands"),
        ("the Metropolitan Police area", "metropolitan-police"),
        ("the Met", "metropolitan-police"),
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("Dyfed Powys", "dyfed-powys"),
        ("England and Wales", "england-and-wales"),
        ("South Wales", "south-wales"),
        ("Wales", "wales"),
        ("Kent's force area", "kent"),
        ("Scotland", "?"),
        ("London", "?"),
        ("Narnia", "?"),
    ],
)
def test_areas(name: str, slug: str) -> None:
    scan, _, zones = read_sentence(f"In {name} there were 991 prosecutions.")
    assert read_clause(scan, zones[0]).areas == (slug,)


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("breaching restraining orders", ("breach-of-protective-order",)),
        ("breach of a protective order", ("breach-of-protective-order",)),
        ("breaching non-molestation orders", ("breach-of-a-non-molestation-order",)),
        ("stalking", ("stalking",)),
        ("stalking and harassment", ("stalking", "harassment")),
        ("coercive control", ("coercive-control",)),
        ("robbery", ("robbery",)),
        ("breaching stalking protection orders",
         ("stalking-breach-of-stalking-order-interim-stalking-order",)),
    ],
)  # fmt: skip
def test_offences(name: str, choice: tuple[str, ...]) -> None:
    scan, _, zones = read_sentence(f"There were 991 prosecutions for {name}.")
    assert read_clause(scan, zones[0]).offences[0][0] == choice


def test_each_number_has_its_own_part_of_the_sentence() -> None:
    text = "In 2007 there were 25, in 2008, 47 and in 2009 253 prosecutions."
    scan, _, zones = read_sentence(text)
    years = [[one.first for one in read_clause(scan, zone).periods] for zone in zones]
    assert years == [[2007], [2008], [2009]]


def test_sentences_end_at_stops_and_lines_but_not_in_numbers() -> None:
    text = "A heading\nIt was 86.7%. Mr. Smith agreed! Did he?"
    parts = list(split_sentences(text))
    assert "".join(part for _, part in parts) == text
    assert all(text[start : start + len(part)] == part for start, part in parts)
    assert [part.strip() for _, part in parts] == [
        "A heading", "It was 86.7%.", "Mr. Smith agreed!", "Did he?",
    ]  # fmt: skip
