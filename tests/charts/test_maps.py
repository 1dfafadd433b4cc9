"""Maps within boundaries, and two years side by side."""

from dataclasses import replace

import pytest

from charts.boundaries import boundary_map
from charts.canvas import PHONE
from charts.dumbbell import dumbbell
from charts.screens import WIDE
from charts.svg import render
from charts.tilemap import tilemap
from charts.two_years import pairs, two_years_finding, two_years_table
from outcomes.result import Result
from tests.charts.builders import result
from tests.charts.figures import NAMES, SHAPES, SLUGS, places


def of_year(year: int, **amounts: int) -> Result:
    """Counts of some areas in one year."""
    names = {slug.replace("-", "_"): name for slug, name in zip(SLUGS, NAMES, strict=True)}
    made = result(
        {names[slug]: amount for slug, amount in amounts.items()}, by=("area",), areas=SLUGS
    )
    return replace(made, selection=made.selection.but(from_year=year, to_year=year))


def test_both_maps_shade_an_area_alike() -> None:
    shown = places("conviction_ratio")
    tiles, map_ = tilemap(shown), boundary_map(shown, SHAPES)
    shapes = [one for one in tiles["layout"]["shapes"] if one["type"] == "rect"]
    slugs = tiles["data"][0]["customdata"]
    shades = {slug: shape["fillcolor"] for slug, shape in zip(slugs, shapes, strict=True)}
    drawn = {one["name"]: one["fillcolor"] for one in map_["data"] if one.get("fill")}
    assert drawn == shades
    assert len(drawn) == 43


def test_the_map_says_and_leads_by_area_for_mouse_and_keyboard() -> None:
    map_ = boundary_map(places(), SHAPES, focus="west-midlands")
    *fills, points = map_["data"]
    assert {one["customdata"][0] for one in fills} == set(points["customdata"]) == set(SLUGS)
    assert fills[-1]["name"] == "west-midlands"
    said = dict(zip(points["customdata"], points["hovertext"], strict=True))
    assert all(said[one["name"]] == one["text"] for one in fills)


@pytest.mark.parametrize("canvas", [WIDE, PHONE])
def test_without_boundaries_it_says_so(canvas: object) -> None:
    drawn = boundary_map(places(), None, canvas=canvas)  # type: ignore[arg-type]
    words = " ".join(one["text"].replace("<br>", " ") for one in drawn["layout"]["annotations"])
    assert "boundaries of the areas are not loaded" in words
    assert drawn["data"] == []


def test_only_a_change_that_a_test_tells_from_chance_stands_out() -> None:
    before = of_year(2018, kent=100, essex=100, surrey=500)
    after = of_year(2019, kent=160, essex=104, surrey=380)
    found = {one.after.area.slug: one.changed for one in pairs(before, after)}
    assert found == {"surrey": True, "kent": True, "essex": False}
    said = two_years_finding(before, after)
    assert "between 2018 and 2019: up in 1 area, down in 1, little changed or not told in 1" in said
    rows = {row[0]: row[1:] for row in two_years_table(before, after).rows}
    assert rows["Essex"] == ("100", "104", "little changed from 100")


def test_the_dumbbell_draws_both_years_of_each_area() -> None:
    drawn = dumbbell(of_year(2018, kent=100, essex=100), of_year(2019, kent=160, essex=104))
    earlier, later = drawn["data"][-2:]
    assert earlier["x"] == [100, 100]
    assert later["x"] == [160, 104]
    assert "160" in drawn["layout"]["meta"]["description"]
    assert render(drawn).count("<circle") == 4


def test_no_two_years_are_said_to_be_none() -> None:
    nothing = replace(of_year(2018), observations=())
    drawn = dumbbell(nothing, of_year(2019, kent=160))
    assert drawn["data"] == []
    assert "no two years" in drawn["layout"]["meta"]["title"]
