"""No small count follows from a total and the other cells; few people give no percentage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.describe import describe, table
from charts.headline import headline
from charts.intervals import interval_text
from charts.notes import notes
from charts.people import people
from charts.places import Place, ranked
from charts.pyramid import pyramid
from charts.small_cells import FEWER_THAN_5, NOT_SHOWN, untold
from charts.tables import cell
from outcomes.areas import police_force_areas
from tests.charts.builders import observation, result
from tests.charts.test_figures import texts

SEXES, AGES = ("male", "female", "not known"), ("10-11", "12-14", "15-17", "18-20", "25-29")
CELLS = st.fixed_dictionaries(
    {(sex, age): st.integers(0, 9) for sex in SEXES for age in AGES}
)  # fmt: skip


@given(CELLS)
def test_where_one_cell_is_hidden_so_is_another_of_its_row_and_column(
    cells: dict[tuple[str, str], int],
) -> None:
    hidden = untold(cells, (0, 1))
    assert {key for key, text in hidden.items() if text == FEWER_THAN_5} == {
        key for key, number in cells.items() if 0 < number < 5
    }
    lines = [[(sex, age) for age in AGES] for sex in SEXES]
    lines += [[(sex, age) for sex in SEXES] for age in AGES]
    for line in lines:
        positive = [key for key in line if cells[key]]
        told = [key for key in positive if key not in hidden]
        # One alone is left where all others are zero: its total is as small, and not told.
        assert len(positive) - len(told) != 1 or not told
    assert not any(cells[key] == 0 for key in hidden)


PEOPLE = {
    ("male", "15-17"): 30,
    ("female", "15-17"): 3,
    ("male", "18-20"): 60,
    ("female", "18-20"): 20,
    ("male", "25-29"): 90,
    ("female", "25-29"): 40,
}


def test_picture_table_and_words_hide_the_same_cells() -> None:
    shown = result(PEOPLE, by=("sex", "age_range"))
    assert table(shown).rows == (
        ("15 to 17", NOT_SHOWN, FEWER_THAN_5),
        ("18 to 20", NOT_SHOWN, NOT_SHOWN),
        ("25 to 29", "90", "40"),
    )
    written = [row.texts for row in pyramid(shown).rows]
    assert [tuple(row.values()) for row in written] == [row[1:] for row in table(shown).rows]
    drawn = texts(people(shown))
    assert FEWER_THAN_5 in drawn
    assert not {"30", "60", "20"} & set(drawn)
    assert "20" not in describe(shown).split()
    assert any("would give one away" in note for note in notes(shown))


def test_a_few_women_hide_the_number_of_men_too() -> None:
    few = result({("male", "25-29"): 95, ("female", "25-29"): 3}, by=("sex", "age_range"))
    assert pyramid(few).heads == {"male": NOT_SHOWN, "female": FEWER_THAN_5}
    assert not any("95" in text for text in texts(people(few)))


def test_a_hidden_share_has_no_interval() -> None:
    women = result({2019: (3, 60)}, measure="conviction_ratio", sex="female")
    assert interval_text(women, women.observations[0]) == NOT_SHOWN
    everybody = result({2019: (3, 60)}, measure="conviction_ratio")
    assert interval_text(everybody, everybody.observations[0]) == "2% to 14%"


@pytest.mark.parametrize(("bottom", "written"), [(49, "41% [u]"), (50, "40%")])
def test_a_table_marks_percentages_of_fewer_than_50(bottom: int, written: str) -> None:
    shown = result({2019: (20, bottom)}, measure="conviction_ratio")
    assert cell(shown, shown.observations[0]) == written
    assert any(note.startswith("[u] ") for note in notes(shown)) == (bottom < 50)
    assert table(shown).headers[-1] == "95% interval"


def test_key_figures_of_few_are_two_counts() -> None:
    assert headline(result({2019: (20, 49)}, measure="custody_rate")).value == "20 of 49"
    assert headline(result({2019: (20, 50)}, measure="custody_rate")).value == "40%"


def test_ratios_of_few_are_not_ranked() -> None:
    rates = {"Kent": (30, 40), "Essex": (30, 60), "Surrey": (45, 60), "Gwent": (1, 2)}
    found = [
        Place(area, observation((area.name,), rates[area.name]))
        for area in police_force_areas()
        if area.name in rates
    ]
    assert [one.area.name for one in ranked(found)] == ["Surrey", "Essex", "Gwent", "Kent"]
