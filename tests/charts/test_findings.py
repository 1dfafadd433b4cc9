"""The one sentence of each kind of page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from charts.describe import finding
from outcomes.result import NOT_MEANINGFUL
from tests.charts.builders import WEST_MIDLANDS, Amount, result, with_status

PLACE = "in cases dealt with in the West Midlands police force area"


def said(amounts: Mapping[int, Amount], **options: object) -> str:
    return finding(result(amounts, **options))  # type: ignore[arg-type]


def test_a_count_and_the_year_before() -> None:
    assert said(WEST_MIDLANDS) == (
        f"991 defendants were prosecuted for breach of a protective order {PLACE} in 2017, "
        "little changed from 1,005 the year before."
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (885, 1005, "up 14% from 885 the year before"),
        (1005, 885, "down 12% from 1,005 the year before"),
        (20, 60, "up from 20 the year before"),
        (60, 60, "the same as the year before"),
        (20, 25, "little changed from 20 the year before"),
        (0, 0, "as in the year before"),
        (0, 30, "up from none the year before"),
    ],
)
def test_a_change_is_called_one_only_past_the_test(before: int, after: int, words: str) -> None:
    assert said({2018: before, 2019: after}).endswith(f", {words}.")


def test_a_new_offence_is_not_called_changed_before_its_second_whole_year() -> None:
    def stalking(amounts: Mapping[int, Amount]) -> str:
        return said(amounts, offences=("stalking",), areas=("england-and-wales",))

    assert stalking({2012: 20, 2013: 300}).endswith(", compared with 20 the year before.")
    assert stalking({2013: 300, 2014: 500}).endswith(", up 67% from 300 the year before.")


def test_an_area_is_not_called_changed_across_the_break_of_2017() -> None:
    assert said({2016: 885, 2017: 1005}).endswith(", compared with 885 the year before.")
    assert said({2016: 20, 2017: 25}).endswith(", little changed from 20 the year before.")


def test_one_and_none() -> None:
    assert said({2017: 1}).startswith("1 defendant was prosecuted for ")
    assert said({2017: 0}).startswith("No defendants were prosecuted for ")


def test_years_that_cannot_be_compared_are_not() -> None:
    assert said({2016: 100, 2017: 300}, breaks=(2017,)).endswith("in 2017.")
    assert said({2015: 100, 2016: None, 2017: 300}).endswith("in 2017.")


def test_the_last_published_year_is_told() -> None:
    assert "in 2016" in said({2016: 10, 2017: None})


def test_magistrates_courts_only() -> None:
    courts = "magistrates' courts"
    assert said({2018: 818}, courts=courts).startswith(
        "818 defendants were prosecuted at magistrates' courts for breach"
    )
    assert said({2018: 701}, courts=courts, measure="convictions").startswith(
        "701 defendants were convicted at magistrates' courts of breach"
    )


def test_years_ending_march() -> None:
    assert said({2025: 90, 2026: 91}, basis="march").endswith(
        "in the year ending March 2026, little changed from 90 the year before."
    )


def test_people_who_are_chosen() -> None:
    assert said({2018: 40}, sex="female", age="18-20").startswith(
        "40 female defendants aged 18 to 20 were prosecuted"
    )
    assert said({2018: 40}, measure="sentenced", age="children").startswith(
        "40 offenders aged 10 to 17 were sentenced"
    )


def test_people_fewer_than_5_are_not_counted_out() -> None:
    told = said({2017: 40, 2018: 3}, sex="female")
    assert told.startswith("Fewer than 5 female defendants were prosecuted")
    assert "40" not in told
    assert "3 " not in told


@pytest.mark.parametrize(
    ("area", "phrase"),
    [
        ("england-and-wales", "in England and Wales in 2018"),
        ("wales", "in cases dealt with in Wales in 2018"),
        ("metropolitan-police", "in cases dealt with in the Metropolitan police force area"),
        ("area-not-known", "in cases whose police force area is not known"),
    ],
)
def test_places(area: str, phrase: str) -> None:
    assert phrase in said({2018: 10}, areas=(area,))


@pytest.mark.parametrize(
    ("offence", "phrase"),
    [
        ("all-offences", "prosecuted for offences of all kinds in"),
        ("breach-of-a-restraining-order", "prosecuted for breach of a restraining order in"),
        ("theft-from-shops", "prosecuted for theft from shops in"),
        ("murder", "prosecuted for murder in"),
    ],
)
def test_offences(offence: str, phrase: str) -> None:
    assert phrase in said({2018: 10}, offences=(offence,))


def test_several_areas_stand_beside_the_first() -> None:
    told = finding(
        result(
            {(2018, "West Midlands"): 818, (2018, "Kent"): 444, (2018, "England and Wales"): 13302},
            by=("year", "area"),
            areas=("west-midlands", "kent", "england-and-wales"),
        )
    )
    assert told.startswith("818 defendants were prosecuted")
    assert told.endswith("compared with 444 in the Kent area and 13,302 in England and Wales.")


def test_the_area_in_focus_leads() -> None:
    shown = result(
        {(2018, "West Midlands"): 818, (2018, "Kent"): 444},
        by=("year", "area"),
        areas=("west-midlands", "kent"),
    )
    assert finding(shown, focus="kent").startswith("444 defendants")


def test_two_measures_in_one_sentence() -> None:
    pair = (result({2018: 818}), result({2018: 701}, measure="convictions"))
    assert finding(pair).endswith("in 2018; 701 were convicted.")


def test_a_ratio_is_no_rate_and_has_its_two_counts() -> None:
    told = said({2016: (860, 1005), 2017: (862, 991)}, measure="conviction_ratio")
    assert told == (
        f"The conviction ratio for breach of a protective order {PLACE} was 87% in 2017 "
        "(862 convictions, 991 prosecutions), little changed from 86% the year before."
    )


def test_a_ratio_that_changed() -> None:
    told = said({2018: (700, 1000), 2019: (860, 1000)}, measure="conviction_ratio")
    assert told.endswith(", up from 70% the year before.")


def test_over_100_per_cent_there_is_no_test() -> None:
    told = said({2016: (50, 60), 2017: (70, 60)}, measure="conviction_ratio")
    assert "was 117% in 2017" in told
    assert told.endswith("compared with 83% the year before.")


def test_a_few_cases_are_no_percentage() -> None:
    told = said({2017: (3, 4)}, measure="conviction_ratio")
    assert told.startswith("There were 3 convictions and 4 prosecutions for breach")
    assert "%" not in told


def test_a_ratio_without_meaning_says_so() -> None:
    shown = result({2018: (208, 208)}, measure="conviction_ratio")
    told = finding(with_status(shown, NOT_MEANINGFUL))
    assert "give no meaningful conviction ratio; the notes say why." in told
    assert "100%" not in told


def test_custody_and_average_length() -> None:
    told = said({2018: (300, 1000), 2019: (360, 1000)}, measure="custody_rate")
    assert told == (
        f"Of 1,000 offenders sentenced for breach of a protective order {PLACE} in 2019, 36% "
        "were given immediate custody, up from 30% the year before."
    )
    told = said({2018: (400.0, 100), 2019: (520.0, 100)}, measure="acsl_months")
    assert told.endswith("was 5.2 months in 2019, compared with 4.0 months the year before.")


def test_sentences_given() -> None:
    told = finding(
        result(
            {"immediate custody": 36, "community sentence": 40, "fine": 24},
            by=("sentence_outcome",),
            measure="sentenced",
            areas=("england-and-wales",),
        )
    )
    assert told == (
        "Of 100 offenders sentenced for breach of a protective order in England and Wales in "
        "2018, 36% were given immediate custody and 40% were given a community sentence."
    )


def test_lengths_of_custody() -> None:
    told = finding(
        result(
            {"up to and including 1 month": 30, "6 months": 10, "not applicable": 500},
            by=("custodial_length",),
            measure="sentenced",
        )
    )
    assert told.startswith("Of 40 offenders given immediate custody for breach")
    assert told.endswith("the largest group, 30 of them, were sentenced to 3 months or less.")


def test_people_by_sex_and_age() -> None:
    told = finding(
        result(
            {("male", "18-20"): 20, ("male", "30-39"): 74, ("female", "30-39"): 6},
            by=("sex", "age_range"),
        )
    )
    assert told.endswith("94% were male and the largest age group was 30 to 39 (80%).")


def test_a_rest_below_5_is_not_told_by_its_percentage() -> None:
    told = finding(result({"male": 97, "female": 3}, by=("sex",)))
    assert told.endswith("all but fewer than 5 were male.")


AREAS = ("Kent", "Essex", "Surrey", "Sussex", "Dorset", "Durham", "Cheshire", "Cumbria")


def test_areas_of_one_year() -> None:
    shown = result(
        {name: 100 + 10 * place for place, name in enumerate(AREAS)},
        by=("area",),
        areas=tuple(name.lower() for name in AREAS),
    )
    assert finding(shown) == (
        "The number of defendants prosecuted for breach of a protective order in 2018, by the "
        "area where the case was dealt with, ranged from 100 in the Kent area to 170 in the "
        "Cumbria area."
    )
    assert finding(shown, focus="cheshire").endswith(
        "the second highest number of the 8 areas with published figures."
    )


def test_areas_with_too_few_cases_are_not_ranked() -> None:
    shown = result(
        {**dict.fromkeys(AREAS[1:], (80, 100)), "Kent": (4, 4)},
        by=("area",),
        measure="conviction_ratio",
        areas=tuple(name.lower() for name in AREAS),
    )
    assert "100%" not in finding(shown)


@pytest.mark.parametrize(
    ("measure", "start"),
    [
        ("prosecutions", "Prosecutions for breach of a protective order"),
        ("conviction_ratio", "Conviction ratio for breach of a protective order"),
        ("sentenced", "Offenders sentenced for breach of a protective order"),
        ("acsl_months", "Average custodial sentence length for breach of a protective order"),
    ],
)
def test_nothing_published(measure: str, start: str) -> None:
    told = said({2010: None, 2011: None}, measure=measure)
    assert told.startswith(start)
    assert "not published in the loaded editions for 2010 to 2011." in told


@pytest.mark.parametrize(
    ("measure", "sex", "age", "start"),
    [
        ("sentenced", "not known", None, "Offenders of unknown sex sentenced for breach of"),
        ("sentenced", "male", "18-20", "Male offenders aged 18 to 20 sentenced for breach of"),
        ("sentenced", "other", "children", "Offenders of other or unstated sex aged 10 to 17 sent"),
        ("sentenced", None, "not known", "Offenders whose age is not known sentenced for breach"),
        ("custody_rate", "female", None, "Custody rate of female offenders for breach of"),
        ("acsl_months", "male", None, "Average custodial sentence length of male offenders for"),
        ("prosecutions", "not known", None, "Prosecutions of defendants of unknown sex for"),
        ("conviction_ratio", "male", "children", "Conviction ratio of male defendants aged 10 to"),
    ],
)
def test_nothing_published_of_some_people(
    measure: str, sex: str | None, age: str | None, start: str
) -> None:
    told = said({2010: None}, measure=measure, sex=sex, age=age)
    assert told.startswith(start)
    ratio = measure in {"custody_rate", "acsl_months", "conviction_ratio"}
    assert f" {'is' if ratio else 'are'} not published" in told


CAUSES = ("because", "due to", "led to", "caused", "thanks to", "as a result", "following")


@pytest.mark.parametrize(
    "amounts", [WEST_MIDLANDS, {2017: 0}, {2017: None}, {2016: 3, 2017: 1}, {2016: None, 2017: 7}]
)
@pytest.mark.parametrize("measure", ["prosecutions", "convictions", "sentenced"])
def test_no_sentence_has_a_hole_a_cause_or_a_crime(
    amounts: dict[int, Amount], measure: str
) -> None:
    told = said(amounts, measure=measure)
    for word in ("NaN", "None", "nan", "  ", "crime", " rate", *CAUSES):
        assert word not in told
    assert told.endswith(".")
    assert told.count(".") == 1


def test_a_ratio_that_rounds_to_nothing_is_said_in_words() -> None:
    told = said({2018: (2, 900), 2019: (3, 900)}, measure="conviction_ratio")
    assert "was less than 1% in 2019 (3 convictions, 900 prosecutions)" in told
    assert "[low]" not in told
    assert told.endswith(", the same as the year before.")
    areas = {("Kent",): (3, 900), ("Essex",): (80, 900)}
    beside = finding(result(areas, by=("area",), measure="custody_rate", areas=("kent", "essex")))
    assert "[low]" not in beside
