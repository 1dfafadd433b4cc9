from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from charts.describe import describe, notes, source_line
from charts.law import law_marks, place_of
from charts.notes import picture_notes
from outcomes.reference import read_reference
from outcomes.result import Notice
from tests.charts.builders import WEST_MIDLANDS, result

LAW = read_reference("law")


def test_dates_of_the_law_are_numbered_and_within_the_years_shown() -> None:
    marks = law_marks(result(WEST_MIDLANDS), LAW)
    assert [mark.text for mark in marks] == [
        "1. 30 September 2009: Restraining orders for any offence."
    ]
    assert law_marks(result({2011: 1, 2012: 2}), LAW) == ()


def test_dates_of_other_offences_are_left_out() -> None:
    theft = result(dict.fromkeys(range(2009, 2022), 5), offences=("theft-from-shops",))
    assert law_marks(theft, LAW) == ()


@pytest.mark.parametrize(
    ("day", "basis", "place"),
    [
        (date(2009, 1, 1), "calendar", 2008.5),
        (date(2009, 7, 2), "calendar", 2009.0),
        (date(2020, 4, 1), "march", 2020.5),
        (date(2020, 3, 23), "march", 2020.5 - 9 / 366),
    ],
)
def test_a_day_lies_where_its_year_is_drawn(day: date, basis: str, place: float) -> None:
    assert place_of(day, basis) == pytest.approx(place, abs=0.002)


def test_the_break_and_the_closed_courts_are_noted_only_where_they_are_shown() -> None:
    short, long = result({2010: 1, 2011: 2}), result(dict.fromkeys(range(2010, 2022), 9))
    assert not any("2017" in text or "2020" in text for text in notes(short))
    assert any("from 2017 were derived anew" in text for text in notes(long))
    assert any("In 2020 many courts closed" in text for text in notes(long))


def test_signs_in_the_table_are_explained_and_only_those() -> None:
    said = notes(result({2016: 0, 2017: None}))
    assert "[x] not published in the loaded editions." in said
    assert any(text.startswith("0 is a true zero") for text in said)
    assert not any(text.startswith("[") for text in notes(result({2016: 4, 2017: 5})))


def test_the_result_s_own_notices_come_first() -> None:
    told = replace(
        result({2018: 1}), notices=(Notice("magistrates-only", "Only these courts.", "warning"),)
    )
    assert notes(told)[0] == "Only these courts."
    assert picture_notes(told) == ("Only these courts.",)


def test_the_source_line() -> None:
    assert source_line(result({2018: 1})) == (
        "Source: Ministry of Justice, Outcomes by offence 2019. Edition 2019-1a2b3c4d5e6f. "
        "Open Government Licence v3.0."
    )


def test_made_up_data_never_name_the_ministry_as_their_source() -> None:
    line = source_line(result({2018: 1}, demonstration=True))
    assert "Ministry" not in line
    assert "made up" in line
    assert "not official" in line


def test_the_description_tells_range_first_last_highest_and_lowest() -> None:
    told = describe(result(WEST_MIDLANDS))
    assert "2007 to 2017" in told
    assert "first 25 defendants in 2007" in told
    assert "last 991 defendants in 2017" in told
    assert "highest 1,005 defendants in 2016" in told
    assert "lowest 25 defendants in 2007" in told


def test_the_description_of_nothing_says_so() -> None:
    assert describe(result({2018: None})).endswith(
        "West Midlands: not published in the loaded editions."
    )


def test_the_description_groups_small_cells() -> None:
    told = describe(result({("male", "18-20"): 3, ("female", "18-20"): 0}, by=("sex", "age_range")))
    assert "18 to 20: fewer than 5 male and 0 female." in told
