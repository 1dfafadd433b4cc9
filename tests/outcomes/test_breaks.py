"""The break of 2017: a notice of every answer whose years straddle it, and of no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

import api
from outcomes.breaks import METHOD_BREAK_CODE, method_breaks
from outcomes.queries import answer
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, Store, open_store
from tests.builders import make_edition


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("break")
    rows = [{"year": year, "prosecutions": 100 + year} for year in range(2014, 2020)]
    march = [{"year": year, "prosecutions": 9, "period_basis": "march"} for year in (2016, 2018)]
    make_edition(directory, [*rows, *march])
    return directory


def codes(loaded: LoadedEdition, **changes: object) -> list[str]:
    usual = Selection("prosecutions", ("breach-of-protective-order",), ("west-midlands",))
    return [notice.code for notice in answer(loaded, usual.but(**changes)).notices]


def test_only_years_on_both_sides_have_it(data_dir: Path) -> None:
    loaded = Store(data_dir).edition()
    assert METHOD_BREAK_CODE in codes(loaded, basis="calendar")
    assert METHOD_BREAK_CODE in codes(loaded, from_year=2016, to_year=2017, basis="calendar")
    assert METHOD_BREAK_CODE in codes(loaded, basis="calendar", by=("area",))
    assert METHOD_BREAK_CODE in codes(loaded, basis="calendar", areas=("england-and-wales",))
    assert METHOD_BREAK_CODE not in codes(loaded, from_year=2017, basis="calendar")
    assert METHOD_BREAK_CODE not in codes(loaded, to_year=2016, basis="calendar")
    # Years asked for, but not published, are on no side.
    assert METHOD_BREAK_CODE not in codes(loaded, from_year=2005, to_year=2012, basis="calendar")


def test_years_ending_march_were_never_derived_otherwise(data_dir: Path) -> None:
    assert METHOD_BREAK_CODE not in codes(Store(data_dir).edition(), basis="march")
    assert method_breaks((2016, 2018), "march") == ()
    assert method_breaks((2016, 2018), "calendar") == (2017,)
    assert method_breaks((), "calendar") == ()


def test_the_api_names_it_once(data_dir: Path) -> None:
    server = Flask("break")
    api.register(server, open_store(data_dir))
    address = "/api/v1/observations.json?area=west-midlands&basis=calendar"
    told = server.test_client().get(address).get_json()["notices"]
    (notice,) = [one for one in told if one["code"] == "break-2017"]
    assert "derived anew" in notice["text"]
