"""Small numbers are remarked on in every answer that has them, and in no other."""

from __future__ import annotations

import pytest

from outcomes.queries import answer
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, Store
from tests.builders import make_edition


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedEdition:
    directory = tmp_path_factory.mktemp("small")
    counts = {("Kent", "male"): 60, ("Kent", "female"): 3, ("Gwent", "male"): 49}
    rows = [
        {"year": 2019, "police_force_area": area, "sex": sex, "prosecutions": number,
         "convictions": number}
        for (area, sex), number in counts.items()
    ]  # fmt: skip
    make_edition(directory, rows)
    return Store(directory).edition()


def codes(
    loaded: LoadedEdition, measure: str, area: str, *by: str, sex: str | None = None
) -> set[str]:
    asked = Selection(measure, ("breach-of-protective-order",), (area,), by=by, sex=sex)
    return {notice.code for notice in answer(loaded, asked).notices} & {"low-base", "small-counts"}


def test_counts_of_people_from_1_to_4(loaded: LoadedEdition) -> None:
    assert codes(loaded, "prosecutions", "kent", "year", "sex") == {"small-counts"}
    assert codes(loaded, "prosecutions", "kent", "year", sex="female") == {"small-counts"}
    assert codes(loaded, "prosecutions", "kent", "year", sex="male") == set()
    assert codes(loaded, "prosecutions", "gwent", "year", "sex") == set()


def test_totals_are_not_remarked_on(loaded: LoadedEdition) -> None:
    assert codes(loaded, "prosecutions", "kent", "year") == set()
    assert codes(loaded, "prosecutions", "surrey", "year") == set()


def test_ratios_of_fewer_than_50(loaded: LoadedEdition) -> None:
    assert codes(loaded, "conviction_ratio", "gwent", "year") == {"low-base"}
    assert codes(loaded, "conviction_ratio", "kent", "year") == set()
