"""Charts of sentences, lengths, people and areas."""

from __future__ import annotations

import pytest

from charts.classes import colour_classes
from charts.funnel import funnel
from charts.lengths import lengths
from charts.mix import mix
from charts.people import people
from charts.places import ordinal
from charts.ranking import ranking
from charts.text import widest
from charts.theme import BACKGROUND, DARK_BLUE, ORANGE, OTHER, Figure
from charts.tile_names import abbreviation
from charts.tilemap import NARROW_NAME_SIZE, tilemap
from outcomes.areas import police_force_areas
from outcomes.reference import read_reference
from tests.charts.builders import observation, result
from tests.charts.figures import custody, defendants, places, sentences


def texts(figure: Figure) -> list[str]:
    return [part["text"] for part in figure["layout"]["annotations"]]


def test_sentences_stand_from_custody_to_discharge_and_add_up_to_the_whole() -> None:
    traces = mix(sentences(2018, 2019))["data"]
    assert [one["name"] for one in traces] == [
        "Immediate custody", "Suspended sentence", "Community sentence", "Fine", "Discharge",
        "Other",
    ]  # fmt: skip
    for place in (0, 1):
        assert sum(one["y"][place] for one in traces) == pytest.approx(1)


def test_dates_of_the_law_cut_the_bars_and_are_numbered_in_the_notes() -> None:
    figure = mix(sentences(*range(2010, 2020)), law=read_reference("law"))
    assert figure["layout"]["shapes"] == mix(sentences(*range(2010, 2020)))["layout"]["shapes"]
    early = mix(sentences(*range(2008, 2012)), law=read_reference("law"))
    dotted = [one for one in early["layout"]["shapes"] if one["line"]["dash"] == "dot"]
    assert [one["x0"] for one in dotted] == [pytest.approx(2009.25, abs=0.01)]
    assert all(one["layer"] == "above" for one in early["layout"]["shapes"])
    assert "<b>2</b>" in texts(early)
    assert any(
        note.startswith("Mark 2, ") and "93 days of 2009" in note
        for note in early["layout"]["meta"]["notes"]
    )


def test_sentences_in_counts_add_up_to_all_sentenced() -> None:
    shown = sentences(2018, 2019)
    traces = mix(shown, shares=False)["data"]
    assert sum(sum(one["y"]) for one in traces) == sum(one.value or 0 for one in shown.observations)


def test_one_year_of_sentences_is_a_bar_each() -> None:
    figure = mix(sentences(2019))
    assert len(figure["data"]) == 1
    assert figure["data"][0]["orientation"] == "h"
    assert len(figure["data"][0]["x"]) == 6


def test_sentences_of_several_areas_are_a_row_each_with_a_key() -> None:
    amounts = {
        (name, sentence): 50
        for name in ("Kent", "Essex")
        for sentence in ("immediate custody", "fine")
    }
    figure = mix(
        result(
            amounts, by=("area", "sentence_outcome"), measure="sentenced", areas=("kent", "essex")
        )
    )
    assert figure["layout"]["yaxis"]["ticktext"] == ["Kent", "Essex"]
    assert sum("■" in text for text in texts(figure)) == 6
    assert texts(figure).count("50%") == 4


def test_lengths_are_in_fixed_bands_of_those_in_custody() -> None:
    figure = lengths(
        result(
            {"6 months": 30, "4 years": 10, "not applicable": 960},
            by=("custodial_length",),
            measure="sentenced",
        )
    )
    bars = dict(zip(figure["layout"]["yaxis"]["ticktext"], figure["data"][0]["x"], strict=True))
    assert bars["Over 3 to 6 months"] == 0.75
    assert bars["Over 2 to 4 years"] == 0.25
    assert bars["Over 10 years"] == 0
    assert "Not known" not in bars
    assert "75% (30)" in texts(figure)


def test_two_years_of_lengths_are_bars_and_diamonds() -> None:
    bars, diamonds = lengths(custody(2010, 2019))["data"]
    assert bars["type"] == "bar"
    assert diamonds["marker"]["symbol"] == "diamond"
    assert sum(diamonds["x"]) == pytest.approx(1)


def test_men_are_at_the_left_and_women_at_the_right() -> None:
    men, women = people(defendants())["data"]
    assert men["name"] == "Male"
    assert all(length <= 0 for length in men["x"])
    assert all(length >= 0 for length in women["x"])
    assert men["x"][4] == -300
    assert women["x"][4] == 27


def test_small_cells_are_hollow_alike_and_called_fewer_than_5() -> None:
    figure = people(defendants())
    men, women = figure["data"]
    assert men["x"][0] == -women["x"][1] == -women["x"][7]
    assert men["marker"]["color"][0] == women["marker"]["color"][1] == BACKGROUND
    assert texts(figure).count("fewer than 5") == 3
    assert not {"1", "2", "3", "4"} & set(texts(figure))
    assert any("fewer than 5" in note for note in figure["layout"]["meta"]["notes"])


def test_those_of_unknown_sex_are_named_though_not_drawn() -> None:
    assert (
        "Not drawn: 6 of other or unknown sex." in people(defendants())["layout"]["meta"]["notes"]
    )


def test_every_area_is_a_tile_of_its_own_that_a_click_opens() -> None:
    trace = tilemap(places())["data"][0]
    assert set(trace["customdata"]) == {area.slug for area in police_force_areas()}
    assert len(set(zip(trace["x"], trace["y"], strict=True))) == 43


def test_a_tile_without_figures_is_white_and_shows_a_dash() -> None:
    figure = tilemap(places())
    place = figure["data"][0]["customdata"].index("gwent")
    squares = [one for one in figure["layout"]["shapes"] if one["type"] == "rect"]
    assert squares[place]["fillcolor"] == BACKGROUND
    assert figure["data"][0]["text"][place] == "Gwent<br><b>–</b>"
    assert sum(one["type"] == "line" for one in figure["layout"]["shapes"]) == 2


def test_the_classes_hold_every_value_once_and_say_what_is_in_them() -> None:
    values = [1.0, 1, 2, 3, 5, 8, 13, 21, 34, 34]
    classes = colour_classes(values)
    assert 2 <= len(classes) <= 5
    for value in values:
        assert sum(one.holds(value) for one in classes) == 1
    assert {one.low for one in classes} | {one.high for one in classes} <= set(values)
    assert colour_classes([]) == ()
    assert len(colour_classes([7, 7, 7])) == 1


# A tile on a screen of 320 pixels: seven in a row, with the gap between two left out.
SIDE_AT_320 = (320 - 2 * 15 - 12) / 7 * 0.94 + 0.5


def test_abbreviations_for_phones_are_short_and_not_shared() -> None:
    names = [abbreviation(area) for area in police_force_areas()]
    assert len(set(names)) == 43
    assert widest(names, NARROW_NAME_SIZE) <= SIDE_AT_320


def test_areas_are_ranked_with_the_chosen_one_dark_and_the_missing_last() -> None:
    bars = ranking(places(), "west-midlands")["data"][0]
    lengths_drawn = [length for length in bars["x"] if length is not None]
    assert lengths_drawn == sorted(lengths_drawn, reverse=True)
    assert bars["customdata"][-1] == "gwent"
    assert bars["marker"]["color"][bars["customdata"].index("west-midlands")] == DARK_BLUE
    assert bars["marker"]["color"].count(DARK_BLUE) == 1


def test_the_whole_is_grey_among_ratios_and_only_written_among_counts() -> None:
    share = ranking(places("conviction_ratio"), whole=observation((), (800, 1000)))["data"][0]
    at = share["customdata"].index("england-and-wales")
    assert share["marker"]["color"][at] == OTHER
    assert share["x"][at] == 0.8
    counts = ranking(places(), whole=observation((), 9000))
    assert counts["data"][0]["x"][0] is None
    assert "9,000 (not drawn)" in texts(counts)


def test_the_funnel_names_the_areas_that_chance_does_not_explain() -> None:
    figure = funnel(places("conviction_ratio"), "west-midlands")
    points = figure["data"][-1]
    odd = places("conviction_ratio").observations[3].keys[0]
    assert odd in texts(figure)
    assert "<b>West Midlands</b>" in texts(figure)
    assert points["marker"]["color"].count(ORANGE) == 1
    assert "gwent" not in points["customdata"]


def test_the_funnel_of_counts_is_empty() -> None:
    assert funnel(places())["data"] == []


@pytest.mark.parametrize(
    ("number", "written"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd"), (43, "43rd")]
)
def test_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_ratios_of_a_few_people_are_not_told_in_ranking_or_tiles() -> None:
    names = [area.name for area in police_force_areas()]
    shown = result(
        {name: (3, 4) if name == "Kent" else (40, 50) for name in names},
        by=("area",),
        measure="conviction_ratio",
        areas=[area.slug for area in police_force_areas()],
        sex="female",
    )
    bars = ranking(shown)
    at = bars["data"][0]["customdata"].index("kent")
    assert bars["data"][0]["x"][at] is None
    assert "fewer than 5" in texts(bars)
    assert not any("3 of 4" in text for text in texts(bars))
    tiles = tilemap(shown)
    place = tiles["data"][0]["customdata"].index("kent")
    assert tiles["data"][0]["text"][place] == "Kent<br><b>&lt;5</b>"
    assert tiles["layout"]["shapes"][place]["fillcolor"] == BACKGROUND
