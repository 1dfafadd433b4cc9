"""Figures that newspapers published from these statistics, against the loaded edition.

Each row of the list of published figures is either answered and equal, or has its written
reason here. The figures of a row are those that a regional newspaper printed.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from outcomes.numbers import percent_of
from outcomes.queries import answer
from outcomes.result import NOT_PUBLISHED, Observation
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, Store

FAMILY = ("breach-of-protective-order",)
IN_2017 = Selection("sentenced", FAMILY, from_year=2017, to_year=2017)

NO_PROCEEDINGS = (
    "prosecutions and convictions are loaded for 2018 only, from the magistrates' courts file"
)
NO_AREA = "the 2019 file of offenders sentenced has no police force areas"
LATER = "the loaded files end in 2019"
NOT_COURTS = "police recorded crime is not in the court tables"
REVISED = (
    "printed from the 2017 edition, as shares of convictions; figures to 2017 were derived anew "
    "for later editions, and the 2019 edition gives shares of those sentenced"
)
# Rows that the loaded edition answers, with what it gives; equal to the printed figure.
EQUAL = {
    "F019": ("male", "12-14", 6),
    "F020": ("female", "12-14", 1),
    "F021": ("male", "15-17", 44),
    "F022": ("female", "15-17", 8),
}
# Rows that it answers otherwise: outcome, printed per cent, per cent of this edition.
DIFFERENT = {
    "F023": ("immediate custody", 28, 33, REVISED),
    "F024": ("community sentence", 23, 24, REVISED),
    "F025": ("fine", 17, 18, REVISED),
    "F026": ("suspended sentence", 14, 15, REVISED),
}
REASONS = {
    **dict.fromkeys((f"F{number:03}" for number in range(1, 19)), NO_PROCEEDINGS),
    **dict.fromkeys((f"F{number:03}" for number in range(29, 36)), LATER),
    **dict.fromkeys(("F036", "F037", "F038"), NOT_COURTS),
}
LENGTHS = ("F027", "F028")


@pytest.fixture(scope="module")
def loaded(real_edition: Path) -> LoadedEdition:
    return Store(real_edition).edition()


@pytest.fixture(scope="module")
def published(real_data: Path) -> dict[str, dict[str, str]]:
    path = real_data / "reference" / "published_figures.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def one(loaded: LoadedEdition, selection: Selection) -> Observation:
    (observation,) = answer(loaded, selection).observations
    return observation


def by_word(loaded: LoadedEdition, name: str) -> dict[str, int]:
    result = answer(loaded, IN_2017.but(by=(name,)))
    return {str(row.keys[0]): int(row.value or 0) for row in result.observations}


def test_every_published_figure_is_answered_or_has_its_reason(
    published: dict[str, dict[str, str]],
) -> None:
    assert set(published) == {*EQUAL, *DIFFERENT, *REASONS, *LENGTHS}


@pytest.mark.parametrize("row", EQUAL)
def test_figures_that_agree(
    loaded: LoadedEdition, published: dict[str, dict[str, str]], row: str
) -> None:
    sex, age, expected = EQUAL[row]
    found = one(loaded, IN_2017.but(sex=sex, age=age))
    assert found.value == expected == int(published[row]["value"])


@pytest.mark.parametrize("row", DIFFERENT)
def test_figures_that_were_revised_are_what_the_later_edition_says(
    loaded: LoadedEdition, published: dict[str, dict[str, str]], row: str
) -> None:
    outcome, printed, revised, _ = DIFFERENT[row]
    outcomes = by_word(loaded, "sentence_outcome")
    assert int(published[row]["value"]) == printed
    assert percent_of(outcomes[outcome], sum(outcomes.values())) == f"{revised}%"


def test_the_2019_edition_gives_3955_of_12080_jailed_in_2017(loaded: LoadedEdition) -> None:
    found = one(loaded, IN_2017.but(measure="custody_rate"))
    assert (found.numerator, found.denominator) == (3955, 12080)


def test_the_share_jailed_for_less_than_a_year_is_that_of_the_later_edition(
    loaded: LoadedEdition, published: dict[str, dict[str, str]]
) -> None:
    # Printed from the 2017 edition: 98%. The 2019 edition, whose bands tell 12 months from less
    # than 12 months, gives 95% below a year and 97% up to and including a year.
    lengths = by_word(loaded, "custodial_length")
    custody = {word: count for word, count in lengths.items() if word != "not applicable"}
    total = sum(custody.values())
    longer = sum(count for word, count in custody.items() if "over 12" in word or "year" in word)
    assert int(published["F027"]["value"]) == 98
    assert percent_of(total - longer - custody["12 months"], total) == "95%"
    assert percent_of(total - longer, total) == "97%"


def test_the_most_common_length_is_over_three_to_six_months(loaded: LoadedEdition) -> None:
    # The newspaper's band "over 3 months to 6 months" is two bands of the 2019 edition.
    lengths = by_word(loaded, "custodial_length")
    band = lengths["over 3 months to less than 6 months"] + lengths["6 months"]
    others = (
        count
        for word, count in lengths.items()
        if word not in ("not applicable", "over 3 months to less than 6 months", "6 months")
    )
    assert band > max(others)


@pytest.mark.parametrize(
    ("measure", "area", "year"),
    [
        ("prosecutions", "west-midlands", 2017),
        ("prosecutions", "england-and-wales", 2017),
        ("convictions", "west-midlands", 2017),
        ("sentenced", "west-midlands", 2017),
        ("prosecutions", "england-and-wales", 2023),
        ("acsl_months", "west-midlands", 2018),
    ],
)
def test_what_no_file_answers_is_not_published_and_never_zero(
    loaded: LoadedEdition, measure: str, area: str, year: int
) -> None:
    selection = Selection(measure, FAMILY, (area,), from_year=year, to_year=year)
    result = answer(loaded, selection)
    (observation,) = result.observations
    assert (observation.value, observation.status) == (None, NOT_PUBLISHED)
    assert result.notices[0].code == "not-published"


def test_the_west_midlands_of_2018_says_magistrates_courts_only(loaded: LoadedEdition) -> None:
    result = answer(loaded, Selection("prosecutions", FAMILY, ("west-midlands",)))
    assert [row.value for row in result.observations] == [818]
    assert "magistrates-only" in {notice.code for notice in result.notices}


def test_non_molestation_orders_of_2018_have_no_meaningful_ratio(loaded: LoadedEdition) -> None:
    result = answer(loaded, Selection("conviction_ratio", ("breach-of-a-non-molestation-order",)))
    (observation,) = result.observations
    assert (observation.numerator, observation.denominator) == (2694, 2694)
    assert observation.status == "not meaningful"
