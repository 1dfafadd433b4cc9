from __future__ import annotations

from dataclasses import replace

from charts.describe import describe, notes, source_line
from charts.law import beginnings, law_marks
from charts.notes import picture_notes
from outcomes.reference import read_reference
from outcomes.result import Notice
from tests.charts.builders import WEST_MIDLANDS, result

LAW = read_reference("law")


def test_dates_of_the_law_are_numbered_and_within_the_years_shown() -> None:
    marks = law_marks(result(WEST_MIDLANDS), LAW)
    assert [mark.text for mark in marks] == [
        (
            "Mark 1, 1 July 2007: Breach of a non-molestation order becomes an offence. In force "
            "for 184 days of 2007 (50% of it)."
        ),
        (
            "Mark 2, 30 September 2009: Restraining orders for any offence. In force for 93 days "
            "of 2009 (25% of it)."
        ),
    ]
    assert law_marks(result({2011: 1, 2012: 2}), LAW) == ()


def test_a_series_says_when_its_offence_began_once() -> None:
    later = result(dict.fromkeys(range(2014, 2019), 9), offences=("stalking",))
    said = "Stalking has been an offence since 25 November 2012; the first whole year is 2013."
    assert said in notes(later)
    around = result(dict.fromkeys(range(2010, 2016), 9), offences=("stalking",))
    told = [text for text in notes(around) if "25 November 2012" in text and "has been" not in text]
    assert "In force for 37 days of 2012 (10% of it)" in told[0]
    assert list(beginnings(around, law_marks(around, LAW))) == []
    assert list(beginnings(result(WEST_MIDLANDS))) == []


def test_a_date_has_the_same_number_whatever_years_are_shown() -> None:
    long = result(dict.fromkeys(range(2010, 2020), 50), offences=("stalking",))
    short = result(dict.fromkeys(range(2014, 2020), 50), offences=("stalking",))
    assert [mark.number for mark in law_marks(long, LAW)] == [1, 2]
    (later,) = law_marks(short, LAW)
    assert (later.number, later.slug) == (2, "maximum-sentence-doubled")


def test_dates_of_the_law_are_not_told_of_what_is_not_drawn() -> None:
    shown = result(WEST_MIDLANDS)
    apart = set(notes(shown)) - set(notes(shown, drawn=False))
    assert apart == {mark.text for mark in law_marks(shown, LAW)}


def test_dates_of_other_offences_are_left_out() -> None:
    theft = result(dict.fromkeys(range(2009, 2022), 5), offences=("theft-from-shops",))
    assert law_marks(theft, LAW) == ()


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
