"""The law's clock: where a day lies in a year, how much of it was left, when an offence began."""

from __future__ import annotations

import pytest

from outcomes.law import beginning, first_full_year, law_before, law_changes, placed


def row(day: str, title: str = "Something changes", applies_to: str = "stalking") -> dict[str, str]:
    return {
        "date": day, "slug": "any", "title": title, "about": "offences", "applies_to": applies_to,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "basis", "place"),
    [
        ("2009-01-01", "calendar", 2008.5),
        ("2009-07-02", "calendar", 2009.0),
        ("2020-04-01", "march", 2020.5),
        ("2020-03-23", "march", 2020.5 - 9 / 366),
    ],
)
def test_a_day_lies_where_its_year_is_drawn(day: str, basis: str, place: float) -> None:
    (change,) = placed([row(day)], basis)
    assert change.place == pytest.approx(place, abs=0.002)


@pytest.mark.parametrize(
    ("day", "basis", "year", "days_in_force", "days"),
    [
        ("2009-09-30", "calendar", 2009, 93, 365),
        ("2009-09-30", "march", 2010, 183, 365),
        ("2020-12-31", "calendar", 2020, 1, 366),
        ("2020-01-01", "calendar", 2020, 366, 366),
        ("2019-04-01", "march", 2020, 366, 366),
        ("2020-03-31", "march", 2020, 1, 366),
    ],
)
def test_the_days_of_a_year_that_a_change_was_in_force(
    day: str, basis: str, year: int, days_in_force: int, days: int
) -> None:
    (change,) = placed([row(day)], basis)
    assert (change.year, change.days_in_force, change.days) == (year, days_in_force, days)


def test_a_change_on_the_first_day_makes_its_own_year_whole() -> None:
    first, later = placed([row("2020-01-01"), row("2020-01-02")], "calendar")
    assert (first.first_full_year, later.first_full_year) == (2020, 2021)


def test_changes_come_in_order_whatever_the_order_of_the_rows() -> None:
    days = [one.day for one in placed([row("2020-01-02"), row("2009-09-30")], "calendar")]
    assert days == sorted(days)
    assert [one.day for one in law_changes("march")] == sorted(
        one.day for one in law_changes("calendar")
    )


def test_an_offence_begins_where_the_law_says_so_and_only_there() -> None:
    assert first_full_year("stalking", "calendar") == 2013
    assert first_full_year("stalking", "march") == 2014
    assert first_full_year("breach-of-a-non-molestation-order", "calendar") == 2008
    assert first_full_year("breach-of-protective-order", "calendar") is None
    assert beginning("robbery", "calendar") is None


def test_the_change_before_a_year_names_the_offence_and_is_not_of_sentences_alone() -> None:
    stalking = law_before("stalking", 2018, "calendar")
    assert stalking is not None
    assert stalking.slug == "stalking-offences"
    assert law_before("stalking", 2011, "calendar") is None
    assert law_before("all", 2024, "calendar") is None
    assert law_before("robbery", 2024, "calendar") is None
