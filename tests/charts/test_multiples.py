"""Small multiples: a panel an area where more than four are chosen, all on one scale."""

import itertools

import pytest

from charts.canvas import PAGE, PHONE, Canvas
from charts.multiples import MOST_BEHIND
from charts.panel_grid import COLUMNS, NARROW_COLUMNS
from charts.ratio import ratio
from charts.theme import Figure
from charts.trend import trend
from outcomes.result import Result
from tests.charts.builders import result
from tests.charts.figures import NAMES, SLUGS, areas_by_year


def panels(figure: Figure) -> list[dict[str, object]]:
    """The traces of the areas themselves."""
    return [one for one in figure["data"] if one.get("hovertemplate")]


def shares(number: int) -> Result:
    """Conviction ratios of so many areas in three years."""
    amounts = {
        (year, name): (60 + place + year - 2015, 100)
        for year in (2015, 2016, 2017)
        for place, name in enumerate(NAMES[:number])
    }
    return result(amounts, by=("year", "area"), areas=SLUGS[:number], measure="conviction_ratio")


@pytest.mark.parametrize(("canvas", "columns"), [(PAGE, COLUMNS), (PHONE, NARROW_COLUMNS)])
def test_every_area_has_its_panel_and_stays_in_it(canvas: Canvas, columns: int) -> None:
    figure = trend(areas_by_year(7), canvas=canvas)
    drawn = panels(figure)
    assert len(drawn) == 7
    for place, trace in enumerate(drawn):
        column, row = place % columns, place // columns
        assert all(column < x < column + 1 for x in trace["x"])  # type: ignore[attr-defined]
        assert all(row < y < row + 1 for y in trace["y"] if y is not None)  # type: ignore[attr-defined]


def test_panels_share_one_scale() -> None:
    figure = trend(areas_by_year(6), canvas=PAGE)
    amounts = [
        row + 1 - y
        for row, y in ((at // COLUMNS, one["y"][0]) for at, one in enumerate(panels(figure)))
    ]  # type: ignore[index]
    steps = [after - before for before, after in itertools.pairwise(amounts)]
    assert max(steps) - min(steps) < 0.01
    assert min(steps) > 0


def test_the_others_stand_behind_in_grey_while_they_are_few() -> None:
    few, many = trend(areas_by_year(MOST_BEHIND)), trend(areas_by_year(MOST_BEHIND + 1))
    assert len(few["data"]) == 2 * MOST_BEHIND
    assert len(many["data"]) == MOST_BEHIND + 1


def test_each_panel_names_its_area_and_last_value() -> None:
    texts = [one["text"] for one in trend(areas_by_year(5))["layout"]["annotations"]]
    assert f"<b>{NAMES[4]}</b> 563" in texts


def test_four_areas_stay_together_and_ratios_have_panels_too() -> None:
    assert len(panels(trend(areas_by_year(4)))) == 4
    assert trend(areas_by_year(4))["layout"]["xaxis"]["range"][0] > 2000
    assert ratio(shares(6))["layout"]["xaxis"]["range"] == [0, COLUMNS]
    assert len(panels(ratio(shares(6)))) == 6
