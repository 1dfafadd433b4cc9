from __future__ import annotations

import pytest

from charts.canvas import PAGE, PHONE
from charts.ratio import ratio
from charts.theme import BACKGROUND, OTHER, Figure, line_colours
from charts.trend import trend
from outcomes.reference import read_reference
from outcomes.result import NOT_MEANINGFUL
from tests.charts.builders import WEST_MIDLANDS, result, with_status
from tests.charts.figures import areas_by_year

LAW = read_reference("law")


def texts(figure: Figure) -> list[str]:
    return [part["text"] for part in figure["layout"]["annotations"]]


def uprights(figure: Figure, dash: str) -> list[float]:
    shapes = figure["layout"]["shapes"]
    return [one["x0"] for one in shapes if one["type"] == "line" and one["line"]["dash"] == dash]


def test_counts_are_drawn_as_they_are_and_from_zero() -> None:
    figure = trend(result(WEST_MIDLANDS))
    assert figure["data"][0]["x"] == [float(year) for year in WEST_MIDLANDS]
    assert figure["data"][0]["y"] == list(WEST_MIDLANDS.values())
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert "<b>991</b>" in texts(figure)


def test_what_is_not_published_is_a_gap_not_a_zero() -> None:
    line = trend(result({2010: 5, 2011: None, 2012: 0}))["data"][0]
    assert line["y"] == [5, None, 0]
    assert line["connectgaps"] is False


def test_a_break_interrupts_the_line_and_is_marked() -> None:
    figure = trend(result({2010: 5, 2011: 6, 2012: 7}, breaks=(2012,)))
    assert figure["data"][0]["x"] == [2010, 2011, 2011.5, 2012]
    assert figure["data"][0]["y"] == [5, 6, None, 7]
    assert uprights(figure, "dash") == [2011.5]
    assert "Break in series" in texts(figure)


def test_2017_is_marked_only_where_both_sides_are_shown() -> None:
    assert uprights(trend(result({2016: 1, 2017: 2})), "dash") == [2016.5]
    assert uprights(trend(result({2017: 1, 2018: 2})), "dash") == []


def test_the_year_of_closed_courts_is_shaded() -> None:
    shapes = trend(result({2019: 9, 2020: 5, 2021: 8}))["layout"]["shapes"]
    assert [(one["x0"], one["x1"]) for one in shapes if one["type"] == "rect"] == [(2019.5, 2020.5)]
    march = trend(result({2020: 9, 2021: 5}, basis="march"))["layout"]["shapes"]
    assert [one["x0"] for one in march if one["type"] == "rect"] == [2020.5]
    assert trend(result({2018: 9, 2019: 5}))["layout"]["shapes"] == []


def test_dates_of_the_law_have_a_number_that_the_notes_explain() -> None:
    figure = trend(result(WEST_MIDLANDS), law=LAW)
    assert uprights(figure, "dot") == pytest.approx([2007.0, 2009.25], abs=0.01)
    assert {"<b>1</b>", "<b>2</b>"} <= set(texts(figure))
    said = figure["layout"]["meta"]["notes"]
    assert any(note.startswith("Mark 2, 30 September 2009: Restraining orders") for note in said)
    assert "<b>1</b>" not in texts(trend(result(WEST_MIDLANDS)))


def test_provisional_points_are_hollow() -> None:
    line = trend(result({2023: 5, 2024: 6}, provisional=(2024,)))["data"][0]
    assert line["marker"]["color"][0] != BACKGROUND
    assert line["marker"]["color"][1] == BACKGROUND


def test_four_areas_have_colours_dashes_and_shapes() -> None:
    lines = trend(areas_by_year(4))["data"]
    assert len({(one["line"]["color"], one["line"]["dash"]) for one in lines}) == 4
    assert len({one["marker"]["symbol"] for one in lines}) == 4


def test_of_many_lines_that_are_no_areas_all_but_four_are_grey() -> None:
    assert line_colours(6)[4:] == (OTHER, OTHER)
    assert OTHER not in line_colours(6)[:4]


def test_lines_are_named_at_their_ends_shorter_on_a_phone() -> None:
    shown = areas_by_year(3)
    assert "<b>Avon and Somerset</b>" in texts(trend(shown, canvas=PAGE))
    assert "<b>Avon &amp;<br>Som</b>" in texts(trend(shown, canvas=PHONE))


def test_a_click_on_an_area_s_line_gives_its_slug() -> None:
    assert set(trend(areas_by_year(2))["data"][-1]["customdata"]) == {"avon-and-somerset"}


def test_one_published_year_is_a_bar() -> None:
    figure = trend(result({2017: None, 2018: 818}))
    assert figure["data"][0]["type"] == "bar"
    assert figure["data"][0]["x"] == [818]
    assert "818" in texts(figure)


def test_an_index_is_of_a_year_that_has_a_value() -> None:
    figure = trend(result({2016: 50, 2017: 75}), index_year=2016)
    assert figure["data"][0]["y"] == [100, 150]
    assert "2016 = 100" in figure["layout"]["meta"]["subtitle"]
    assert trend(result({2016: 0, 2017: 75}), index_year=2016)["data"] == []


def test_a_rate_is_of_the_residents_of_its_year() -> None:
    residents = {("west-midlands", 2017): 200_000}
    figure = trend(result({2016: 50, 2017: 50}), per=residents)
    assert figure["data"][0]["x"] == [25.0]
    assert "per 100,000 residents" in figure["layout"]["meta"]["subtitle"]


def test_two_measures_are_two_lines_named_after_them() -> None:
    pair = (result(WEST_MIDLANDS), result(WEST_MIDLANDS, measure="convictions"))
    assert [one["name"] for one in trend(pair)["data"]] == ["Convictions", "Prosecutions"]


def test_hovering_tells_value_and_unit() -> None:
    line = trend(result({2016: 1, 2017: 1005}))["data"][0]
    assert line["text"] == [
        "<b>West Midlands</b>, 2016<br>1 defendant",
        "<b>West Midlands</b>, 2017<br>1,005 defendants",
    ]


def test_small_counts_of_people_are_drawn_alike_and_not_told() -> None:
    line = trend(result({2016: 1, 2017: 4, 2018: 9}, sex="female"))["data"][0]
    assert line["y"][0] == line["y"][1]
    assert line["text"][0].endswith("fewer than 5")
    assert line["text"][2].endswith("9 defendants")


def test_every_year_is_a_tick_where_there_is_room_and_the_last_always() -> None:
    shown = result(dict.fromkeys(range(2007, 2025), 5))
    wide = trend(shown)["layout"]["xaxis"]["tickvals"]
    narrow = trend(shown, canvas=PHONE)["layout"]["xaxis"]["tickvals"]
    assert wide == list(range(2007, 2025))
    assert len(narrow) < len(wide)
    assert narrow[-1] == 2024


def test_a_ratio_has_its_interval_where_any_denominator_is_small() -> None:
    small = ratio(result({2016: (80, 100), 2017: (85, 100)}, measure="conviction_ratio"))
    large = ratio(result({2016: (800, 1000), 2017: (850, 1000)}, measure="conviction_ratio"))
    band = small["data"][0]
    assert band["name"] == "95% interval"
    assert min(band["y"]) == pytest.approx(0.711, abs=0.001)
    assert "95% interval" not in [one["name"] for one in large["data"]]


def test_a_ratio_over_100_per_cent_is_shown_without_an_interval() -> None:
    amounts = {2015: (80, 100), 2016: (70, 60), 2017: (85, 100)}
    figure = ratio(result(amounts, measure="conviction_ratio"))
    line = figure["data"][-1]
    assert line["y"][1] == pytest.approx(70 / 60)
    assert figure["layout"]["yaxis"]["range"][1] > 70 / 60
    assert sum(one["name"] == "95% interval" for one in figure["data"]) == 2
    assert "100%: as many convictions as prosecutions" in texts(figure)


def test_a_ratio_without_meaning_is_drawn_apart() -> None:
    shown = with_status(
        result({2017: (9, 9), 2018: (9, 9)}, measure="conviction_ratio"), NOT_MEANINGFUL
    )
    crosses, line = ratio(shown)["data"]
    assert line["y"] == [None, None]
    assert crosses["marker"]["symbol"] == "x-thin"
    assert crosses["y"] == [1, 1]
    assert "100%: no meaning" in texts(ratio(with_status(
        result({2018: (9, 9)}, measure="conviction_ratio"), NOT_MEANINGFUL
    )))  # fmt: skip
