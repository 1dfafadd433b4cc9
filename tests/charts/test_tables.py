from __future__ import annotations

from charts.describe import table
from charts.joined import compared_words
from charts.lengths import lengths_table
from outcomes.result import NOT_MEANINGFUL
from tests.charts.builders import result, with_status


def test_years_newest_first_with_written_numbers() -> None:
    shown = table(result({2016: 1005, 2017: 991}))
    assert shown.headers == ("Year", "Prosecutions")
    assert shown.rows == (("2017", "991"), ("2016", "1,005"))
    assert shown.caption == (
        "Prosecutions: breach of protective order, West Midlands, 2016 to 2017, defendants"
    )


def test_absent_zero_not_published_and_no_meaning_are_shown_in_four_ways() -> None:
    counts = table(result({2016: 0, 2017: None}))
    assert counts.rows == (("2017", "[x]"), ("2016", "0"))
    ratios = table(result({2016: (0, 0), 2017: (1, 400)}, measure="conviction_ratio"))
    assert [row[1] for row in ratios.rows] == ["[low]", "[z]"]
    meaningless = with_status(result({2018: (9, 9)}, measure="conviction_ratio"), NOT_MEANINGFUL)
    assert table(meaningless).rows[0][1] == "100% [m]"


def test_provisional_values_are_marked() -> None:
    assert table(result({2024: 12}, provisional=(2024,))).rows == (("2024", "12 [p]"),)


def test_a_ratio_has_its_sums_and_its_interval_below_1000() -> None:
    shown = table(result({2016: (860, 1005), 2017: (862, 991)}, measure="conviction_ratio"))
    assert shown.headers == (
        "Year", "Conviction ratio", "Convictions", "Prosecutions", "95% interval",
    )  # fmt: skip
    assert shown.rows[0] == ("2017", "87%", "862", "991", "85% to 89%")
    assert shown.rows[1] == ("2016", "86%", "860", "1,005", "–")


def test_an_average_has_its_months_and_offenders() -> None:
    shown = table(result({2019: (520.4, 100)}, measure="acsl_months"))
    assert shown.headers[1] == "Average custodial sentence length (months)"
    assert shown.rows == (("2019", "5.2", "520", "100"),)


def test_a_few_areas_are_columns() -> None:
    shown = table(
        result(
            {(2017, "Kent"): 1, (2017, "Essex"): None, (2018, "Kent"): 3, (2018, "Essex"): 4},
            by=("year", "area"),
            areas=("kent", "essex"),
        )
    )
    assert shown.headers == ("Year", "Kent", "Essex")
    assert shown.rows == (("2018", "3", "4"), ("2017", "1", "[x]"))


def test_small_cells_by_sex_and_age_are_grouped_and_absent_ones_are_zero() -> None:
    shown = table(
        result(
            {("male", "18-20"): 24, ("male", "21-24"): 60, ("female", "21-24"): 3},
            by=("sex", "age_range"),
        )
    )
    assert shown.headers == ("Age", "Male", "Female")
    assert shown.rows == (
        ("18 to 20", "not shown", "0"),
        ("21 to 24", "not shown", "fewer than 5"),
    )


def test_small_cells_of_a_ratio_are_grouped_too() -> None:
    shown = table(result({2018: (3, 30)}, measure="conviction_ratio", sex="female"))
    assert shown.rows[0][1:4] == ("fewer than 5", "fewer than 5", "30")


def test_years_ending_march_are_headed_so() -> None:
    assert table(result({2026: 5}, basis="march")).headers[0] == "Year ending March"


def test_areas_of_a_year_keep_their_order() -> None:
    shown = table(result({"Kent": 444, "Essex": 423}, by=("area",), areas=("kent", "essex")))
    assert shown.headers == ("Police force area", "Prosecutions")
    assert shown.rows == (("Kent", "444"), ("Essex", "423"))


def test_the_table_of_lengths_leaves_out_those_without_custody() -> None:
    amounts: dict[tuple[int, str], int] = {
        (2019, "6 months"): 30, (2019, "12 months"): 10, (2019, "not applicable"): 900,
    }  # fmt: skip
    by = ("year", "custodial_length")
    shown = lengths_table(result(amounts, by=by, measure="sentenced"))
    assert shown.headers == ("Length of custody", "Offenders", "Share")
    assert shown.rows == (
        ("6 months", "30", "75%"),
        ("12 months", "10", "25%"),
        ("All given immediate custody", "40", "100%"),
    )
    none = {(2019, "not applicable"): 900}
    assert lengths_table(result(none, by=by, measure="sentenced")).rows == ()


def test_the_table_of_lengths_tells_no_share_of_too_few_people() -> None:
    amounts = {(2019, "6 months"): 3, (2019, "12 months"): 10}
    by = ("year", "custodial_length")
    shown = lengths_table(result(amounts, by=by, measure="sentenced", sex="female"))
    assert shown.rows[0] == ("6 months", "fewer than 5", "–")


def test_a_ratio_is_told_beside_that_of_others_in_its_last_year() -> None:
    own = result({2018: (30, 100), 2019: (36, 100)}, measure="custody_rate")
    every = result(
        {2018: (5, 100), 2019: (70, 1000)}, measure="custody_rate", offences=("all-offences",)
    )
    assert compared_words(own, [every]) == (
        "Custody rate in 2019: breach of protective order 36%, all offences 7%."
    )
    older = result({2018: (5, 100)}, measure="custody_rate", offences=("all-offences",))
    assert compared_words(own, [older]) == ""
    assert compared_words(result({2019: None}, measure="custody_rate"), [every]) == ""
