from __future__ import annotations

from charts.describe import Table, table
from charts.joined import compared_words
from charts.lengths import lengths_table
from charts.mix_table import mix_table
from charts.people_table import people_table
from outcomes.result import NOT_MEANINGFUL
from tests.charts.builders import result, with_status


def on_one_line(shown: Table) -> tuple[tuple[str, ...], ...]:
    """The rows, with the blanks at which no cell is broken as plain ones."""
    return tuple(
        tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in shown.rows
    )


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


def test_all_years_of_a_ratio_have_their_interval_where_one_is_below_1000() -> None:
    shown = table(result({2016: (860, 1005), 2017: (862, 991)}, measure="conviction_ratio"))
    assert shown.headers == (
        "Year", "Conviction ratio", "Convictions", "Prosecutions", "95% interval",
    )  # fmt: skip
    assert on_one_line(shown) == (
        ("2017", "87%", "862", "991", "85% to 89%"),
        ("2016", "86%", "860", "1,005", "83% to 88%"),
    )
    large = table(result({2016: (860, 1005)}, measure="conviction_ratio"))
    assert large.headers == ("Year", "Conviction ratio", "Convictions", "Prosecutions")


def test_what_has_no_interval_says_why_beside_what_has_one() -> None:
    amounts = {2015: (0, 0), 2016: None, 2017: (12, 10), 2018: (862, 991)}
    shown = table(result(amounts, measure="conviction_ratio"))
    assert [row[-1] for row in on_one_line(shown)] == ["85% to 89%", "none over 100%", "[x]", "[z]"]
    women = table(result({2017: (3, 60), 2018: (40, 60)}, measure="conviction_ratio", sex="female"))
    assert [row[-1] for row in on_one_line(women)] == ["54% to 77%", "not shown"]


SENTENCES: dict[tuple[int, str], int | None] = {
    (2018, "immediate custody"): 300, (2018, "fine"): 598, (2018, "absolute discharge"): 2,
    (2019, "immediate custody"): 10, (2019, "fine"): 30,
}  # fmt: skip
BY_SENTENCE = ("year", "sentence_outcome")


def test_sentences_have_their_share_of_all_and_their_sum() -> None:
    shown = mix_table(result(SENTENCES, by=BY_SENTENCE, measure="sentenced"))
    assert shown.headers == (
        "Year", "Immediate custody", "Fine", "Absolute discharge", "All sentenced",
    )  # fmt: skip
    assert on_one_line(shown) == (
        ("2019", "10", "30", "0", "40"),
        (
            "2018",
            "300 (33%)",
            "598 (66%)",
            "2 (<1%)",
            "900",
        ),
    )
    assert shown.caption == (
        "Sentences given: breach of protective order, West Midlands, 2018 to 2019, offenders (per "
        "cent of all sentenced in the year, rounded); no percentages where fewer than 50 were "
        "sentenced"
    )


def test_a_sum_is_not_known_where_a_part_is_not_published() -> None:
    amounts = SENTENCES | {(2018, "fine"): None}
    shown = mix_table(result(amounts, by=BY_SENTENCE, measure="sentenced"))
    assert on_one_line(shown)[1] == ("2018", "300", "[x]", "2", "[x]")


def test_a_sum_gives_no_small_count_of_people_described_away() -> None:
    shown = mix_table(result(SENTENCES, by=BY_SENTENCE, measure="sentenced", sex="female"))
    assert on_one_line(shown)[1] == (
        "2018",
        "not shown",
        "598 (66%)",
        "fewer than 5",
        "900",
    )


def test_people_have_sums_of_ages_of_sexes_and_of_all() -> None:
    amounts = {
        ("male", "18-20"): 60, ("male", "21-24"): 30, ("female", "18-20"): 7,
        ("female", "21-24"): 0, ("not known", "18-20"): 5,
    }  # fmt: skip
    shown = people_table(result(amounts, by=("sex", "age_range")))
    assert shown.headers == ("Age", "Male", "Female", "Not known", "All")
    assert on_one_line(shown) == (
        ("18 to 20", "60", "7", "5", "72 (71%)"),
        ("21 to 24", "30", "0", "0", "30 (29%)"),
        (
            "All ages",
            "90 (88%)",
            "7 (7%)",
            "5 (5%)",
            "102",
        ),
    )
    assert shown.caption.endswith("2018, defendants (sums: per cent of all, rounded)")


def test_sums_of_people_give_no_small_count_away() -> None:
    amounts = {("male", "18-20"): 60, ("female", "18-20"): 8, ("male", "60-69"): 3}
    shown = people_table(result(amounts, by=("sex", "age_range")))
    assert on_one_line(shown) == (
        ("18 to 20", "not shown", "8", "not shown"),
        ("60 to 69", "fewer than 5", "0", "fewer than 5"),
        (
            "All ages",
            "63 (89%)",
            "8 (11%)",
            "71",
        ),
    )


def test_few_people_have_sums_without_shares() -> None:
    amounts = {("male", "18-20"): 20, ("female", "18-20"): 8}
    shown = people_table(result(amounts, by=("sex", "age_range")))
    assert on_one_line(shown)[-1] == ("All ages", "20", "8", "28")
    assert shown.caption.endswith("2018, defendants")


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
    assert shown.rows[0] == ("6 months", "fewer than 5", "not shown")


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
