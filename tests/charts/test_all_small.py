"""A line whose every value rests on too few people to be told is a panel that says so."""

from __future__ import annotations

from pathlib import Path

from charts.lineplot import ALL_SMALL
from charts.ratio import ratio
from outcomes.queries import answer
from outcomes.selection import Selection
from outcomes.store import open_store
from tests.builders import make_edition


def test_a_ratio_of_too_few_people_in_every_year_is_not_drawn(tmp_path: Path) -> None:
    rows = [
        {"year": year, "sex": "female", "prosecutions": 3, "convictions": 2}
        for year in (2017, 2018, 2019)
    ]
    make_edition(tmp_path, proceedings_rows=rows)
    asked = Selection(
        "conviction_ratio", ("breach-of-protective-order",), ("west-midlands",), sex="female"
    )
    figure = ratio(answer(open_store(tmp_path).edition(), asked))
    assert figure["data"] == []
    said = [text["text"].replace("<br>", " ") for text in figure["layout"]["annotations"]]
    assert ALL_SMALL in said
