"""No small count follows from a total and the other cells; few people give no percentage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.describe import describe, finding, table
from charts.headline import headline
from charts.intervals import interval_text
from charts.lengths import lengths, lengths_table
from charts.mix import mix
from charts.notes import notes
from charts.people import people
from charts.places import Place, ranked
from charts.pyramid import pyramid
from charts.small_cells import FEWER_THAN_5, NOT_SHOWN, untold
from charts.tables import cell
from outcomes.areas import police_force_areas
from outcomes.result import Result
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


def sentences(counts: dict[str, int]) -> Result:
    keyed = {(2019, sentence): count for sentence, count in counts.items()}
    by = ("year", "sentence_outcome")
    return result(keyed, by=by, measure="sentenced", sex="female")


def test_few_sentences_of_people_described_are_told_nowhere() -> None:
    shown = sentences({"immediate custody": 3, "fine": 17, "community sentence": 40})
    assert finding(shown).endswith(
        "in 2019, fewer than 5 were given immediate custody and 67% were given a community "
        "sentence."
    )
    assert "custody fewer than 5" in describe(shown)
    drawn = mix(shown)
    said = [*texts(drawn), *(text for one in drawn["data"] for text in one["hovertext"])]
    assert FEWER_THAN_5 in said
    assert not any("5%" in text or "(3" in text or "17" in text for text in said)


def test_where_fewer_than_5_were_sentenced_only_that_is_told() -> None:
    shown = sentences({"immediate custody": 1, "fine": 2})
    assert finding(shown).startswith("Fewer than 5 female offenders were sentenced for breach")
    assert mix(shown)["data"] == []
    assert "rests on fewer than 5 people" in " ".join(texts(mix(shown))).replace("<br>", " ")


def test_few_lengths_of_people_described_are_told_nowhere() -> None:
    keyed = {(2019, "life sentence"): 3, (2019, "12 months"): 9, (2019, "6 months"): 40}
    by = ("year", "custodial_length")
    shown = result(keyed, by=by, measure="sentenced", sex="female")
    assert finding(shown).startswith("52 female offenders were given immediate custody for")
    assert not any("(3)" in text or "(9)" in text for text in texts(lengths(shown)))
    assert [row[1:] for row in lengths_table(shown).rows] == [
        (FEWER_THAN_5, NOT_SHOWN), (NOT_SHOWN, NOT_SHOWN), ("40", "77%"), ("52", "100%"),
    ]  # fmt: skip


def test_a_hidden_share_has_no_interval() -> None:
    women = result({2019: (3, 60)}, measure="conviction_ratio", sex="female")
    assert interval_text(women, women.observations[0]) == NOT_SHOWN
    everybody = result({2019: (3, 60)}, measure="conviction_ratio")
    assert interval_text(everybody, everybody.observations[0]) == "2% to 14%".replace(
        " ", "\N{NO-BREAK SPACE}"
    )


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
