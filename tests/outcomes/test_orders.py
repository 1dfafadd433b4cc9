"""Orders of an edition before published ones, and what may be set against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.build import set_apart
from etl.publishing.publish import publish
from outcomes.breaches import (
    MADE_UP_BREACHES,
    NO_BREACHES,
    NO_FIGURE,
    Breaches,
    breaches_of,
    breaches_per_100,
)
from outcomes.orders import OrdersMade, orders_made, orders_of
from outcomes.store import LoadedEdition, open_store
from tests.builders import build_of
from tests.etl.neighbours.builders import Row, write
from tests.etl.neighbours.family_builders import csv_year

NON_MOLESTATION, RESTRAINING = "non-molestation orders", "restraining orders"
BREACH = {"offence": "Breach of a non-molestation order", "offence_code": "66.4"}


def loaded(
    place: Path,
    rows: Sequence[dict[str, Any]] = (),
    *,
    orders: Sequence[Row] = (),
    sentences: Sequence[dict[str, Any]] = (),
) -> LoadedEdition:
    """An edition of the courts' rows, with orders of family courts where they are given."""
    files = [write(place / "orders.csv", orders)] if orders else []
    first = rows or [{"year": 2018, "prosecutions": 1}]
    built = replace(build_of(first, sentences), neighbours=set_apart(files)[1])
    publish(built, place / "data")
    return open_store(place / "data").edition()


def by_year(found: Sequence[OrdersMade], kind: str) -> dict[int | None, int | None]:
    return {one.year: one.orders for one in found if one.order == kind}


def only(found: Sequence[Breaches], kind: str, year: int | None) -> Breaches:
    (one,) = [one for one in found if (one.made.order, one.made.year) == (kind, year)]
    return one


def test_published_figures_stand_alone_where_the_edition_has_no_table(tmp_path: Path) -> None:
    found = orders_of(loaded(tmp_path))
    assert by_year(found, NON_MOLESTATION)[2018] == 27_183
    assert by_year(found, RESTRAINING) == {2013: 20_356, 2014: 21_508, 2015: 23_057}
    assert by_year(found, "occupation orders") == {None: None}
    assert {one.order for one in found} == {one.order for one in orders_made()}


def test_a_year_of_the_edition_replaces_the_published_one_and_no_other(tmp_path: Path) -> None:
    edition = loaded(tmp_path, orders=[*csv_year(2018), *csv_year(2019)])
    found = orders_of(edition)
    years = by_year(found, NON_MOLESTATION)
    assert (years[2017], years[2018], years[2019]) == (25_750, 80, 80)
    assert by_year(found, "occupation orders") == {2018: 80, 2019: 80}
    (one,) = [one for one in found if (one.order, one.year) == (NON_MOLESTATION, 2018)]
    assert one.source in edition.edition.source_by_id
    assert one.url.endswith("/collections/family-court-statistics-quarterly")
    assert one.citation == ("Ministry of Justice, Family Court Statistics Quarterly, CSV, to 2019")


def test_breaches_are_divided_by_the_orders_of_the_same_year(tmp_path: Path) -> None:
    rows = [{**BREACH, "year": year, "prosecutions": 30, "convictions": number}
            for year, number in ((2018, 20), (2019, 12))]  # fmt: skip
    edition = loaded(tmp_path, rows, orders=[*csv_year(2018), *csv_year(2019, total=15)])
    found = breaches_per_100(edition)
    first, second = (only(found, NON_MOLESTATION, year) for year in (2018, 2019))
    assert [first.per_100, second.per_100] == pytest.approx([25.0, 10.0])
    assert first.counted == "defendants convicted of a breach"
    assert all(breaches_of(edition, one.made) == one for one in found)


def test_one_measure_for_all_years_of_a_kind(tmp_path: Path) -> None:
    convicted = [{**BREACH, "year": 2018, "prosecutions": 30, "convictions": 20}]
    sentenced = [{**BREACH, "year": year, "sentenced": 16} for year in (2018, 2019)]
    orders = [*csv_year(2018), *csv_year(2019)]
    found = breaches_per_100(loaded(tmp_path, convicted, orders=orders, sentences=sentenced))
    both = [only(found, NON_MOLESTATION, year) for year in (2018, 2019)]
    assert [one.breaches for one in both] == [16, 16]
    assert {one.counted for one in both} == {"offenders sentenced for a breach"}


def test_every_refusal_has_its_reason(tmp_path: Path) -> None:
    found = breaches_per_100(loaded(tmp_path))
    assert all((one.per_100 is None) == bool(one.refused) for one in found)
    assert only(found, RESTRAINING, 2015).refused == NO_BREACHES
    assert "interim orders" in only(found, "stalking protection orders", 2020).refused
    assert "Occupation orders" in only(found, "domestic violence remedy orders", 2023).refused
    notices = [one for one in found if one.made.order == "domestic violence protection notices"]
    assert ["all 43 police forces" in one.refused for one in notices] == [True]


def test_a_demonstration_has_its_own_orders_only(tmp_path: Path) -> None:
    edition = loaded(tmp_path, orders=csv_year(2018))
    made_up = replace(edition, edition=replace(edition.edition, demonstration=True))
    found = orders_of(made_up)
    assert by_year(found, NON_MOLESTATION) == {2018: 80}
    assert by_year(found, RESTRAINING) == {None: None}
    assert only(breaches_per_100(made_up), RESTRAINING, None).refused == NO_FIGURE
    real = next(one for one in orders_made() if one.order == RESTRAINING)
    assert breaches_of(made_up, real).refused == MADE_UP_BREACHES


@pytest.mark.real
@pytest.mark.slow
def test_breaches_of_the_real_edition_are_those_told_to_parliament(real_edition: Path) -> None:
    edition = open_store(real_edition).edition()
    found = breaches_per_100(edition)
    told = {2013: 6_205, 2014: 7_083, 2015: 8_194}  # answer 64617, sentenced
    for year, number in told.items():
        one = only(found, RESTRAINING, year)
        assert (one.breaches, one.counted) == (number, "offenders sentenced for a breach")
    assert only(found, NON_MOLESTATION, 2018).per_100 == pytest.approx(2_768 / 271.83)
