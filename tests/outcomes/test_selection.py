"""A selection survives its address; nonsense falls back and is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outcomes.areas import areas
from outcomes.measures import MEASURES
from outcomes.offences import ALL_OFFENCES, families, offences
from outcomes.parameters import near_words
from outcomes.selection import AGES, BREAKDOWNS, Selection, read_selection, unknown_parameters
from outcomes.vocabulary import PERIOD_BASES, SEXES

OFFENCES = (ALL_OFFENCES, *families(), *offences())


def some(words: tuple[str, ...], most: int = 5) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True).map(tuple)


YEARS = st.none() | st.integers(1900, 2099)
SELECTIONS = st.builds(
    Selection,
    measure=st.sampled_from(tuple(MEASURES)),
    offences=some(OFFENCES),
    areas=some(tuple(areas())),
    from_year=st.none() | st.integers(1900, 1999),
    to_year=st.none() | st.integers(1999, 2099),
    basis=st.none() | st.sampled_from(PERIOD_BASES),
    sex=st.none() | st.sampled_from(SEXES),
    age=st.none() | st.sampled_from(AGES),
    by=some(BREAKDOWNS),
    edition=st.none() | st.sampled_from(("2019-0a1b2c3d4e5f", "demonstration-2024-0a1b2c3d4e5f")),
)


@given(SELECTIONS)
def test_reading_what_was_written_gives_the_same_selection(selection: Selection) -> None:
    assert read_selection(selection.to_params()) == (selection, ())


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30) | st.lists(st.text(max_size=9))))
def test_no_address_raises(params: dict[str, str | list[str]]) -> None:
    selection, _ = read_selection(params)
    assert selection.measure in MEASURES


def test_a_value_that_cannot_be_read_falls_back_and_names_near_ones() -> None:
    selection, problems = read_selection({"area": "west-midland", "from": "201x"})
    assert selection.areas == ("england-and-wales",)
    assert selection.from_year is None
    assert [problem.parameter for problem in problems] == ["area", "from"]
    assert problems[0].near[0] == "west-midlands"


def test_good_values_beside_bad_ones_are_kept() -> None:
    selection, problems = read_selection({"area": ["kent", "atlantis,surrey"]})
    assert selection.areas == ("kent", "surrey")
    assert [problem.value for problem in problems] == ["atlantis"]


def test_years_the_wrong_way_round_are_turned_and_said() -> None:
    selection, problems = read_selection({"from": "2018", "to": "2010"})
    assert (selection.from_year, selection.to_year) == (2010, 2018)
    assert [problem.parameter for problem in problems] == ["from"]


def test_words_may_be_written_as_they_stand_in_rows() -> None:
    selection, problems = read_selection({"age": "25 and over", "sex": "Not known"})
    assert (selection.age, selection.sex, problems) == ("25 and over", "not known", ())


def test_only_what_resembles_or_begins_with_a_value_is_near() -> None:
    known = {slug: slug for slug in ("other-fraud", "stalking", "malicious-communications")}
    assert not near_words("theft", known)
    assert near_words("stalkin", known) == ("stalking",)
    assert near_words("malicious", known) == ("malicious-communications",)


def test_an_unknown_parameter_is_named_with_near_ones() -> None:
    (problem,) = unknown_parameters({"ofence": "stalking"})
    assert problem.parameter == "ofence"
    assert "offence" in problem.near
