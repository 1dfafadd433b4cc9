"""Rates, recorded crime, the ladder, orders: what they say, and what they refuse to say."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.build import set_apart
from etl.publishing.publish import publish
from outcomes.areas import police_force_areas
from outcomes.comparisons import compared_with, group_named, group_offences
from outcomes.ladder import ladder
from outcomes.neighbour_answers import answer_around
from outcomes.neighbours import Neighbours
from outcomes.orders import orders_made
from outcomes.queries import answer
from outcomes.rates import newest_per_residents, per_residents, residents_of
from outcomes.recorded import (
    ALL_RECORDED,
    crime_rates,
    recorded_by_area,
    recorded_in,
    recorded_offences,
    recording_changes,
)
from outcomes.result import NOT_MEANINGFUL, NOT_PUBLISHED, Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, open_store
from tests.builders import build_of
from tests.etl.neighbours.builders import Row, quarters, residents_row, write

STALKING = recorded_offences()["stalking"]
WEST_MIDLANDS = Selection(areas=("west-midlands",), by=("year",))


def loaded(
    place: Path,
    rows: Sequence[dict[str, Any]],
    *,
    residents: Sequence[Row] = (),
    recorded: Sequence[Row] = (),
    sentences: Sequence[dict[str, Any]] = (),
) -> LoadedEdition:
    """An edition of the courts' rows, with residents and recorded crime where they are given."""
    files = []
    if residents:
        files.append(write(place / "residents.csv", residents))
    if recorded:
        files.append(write(place / "outcomes.csv", recorded))
    built = replace(build_of(rows, sentences), neighbours=set_apart(files)[1])
    publish(built, place / "data")
    return open_store(place / "data").edition()


def codes(result: Result) -> set[str]:
    return {notice.code for notice in result.notices}


def test_a_rate_is_the_count_by_the_residents_of_the_same_year(tmp_path: Path) -> None:
    edition = loaded(
        tmp_path,
        [{"year": 2018, "prosecutions": 818}],
        residents=[residents_row(number=2_916_458)],
    )
    rate = per_residents(edition, answer(edition, WEST_MIDLANDS))
    (one,) = rate.observations
    assert one.value == pytest.approx(818 / 2_916_458 * 100_000)
    assert (one.numerator, one.denominator) == (818, 2_916_458)
    assert rate.measure.unit == "per 100,000 residents"


def test_a_year_without_an_estimate_has_no_rate_and_keeps_its_count(tmp_path: Path) -> None:
    rows = [{"year": year, "prosecutions": 10} for year in (2018, 2019)]
    edition = loaded(tmp_path, rows, residents=[residents_row()])
    result = per_residents(edition, answer(edition, WEST_MIDLANDS))
    known, missing = result.observations
    assert known.value == 10_000
    assert (missing.value, missing.numerator, missing.status) == (None, 10, NOT_PUBLISHED)
    assert "residents-missing" in codes(result)


def test_a_year_to_march_takes_the_middle_of_the_year_before(tmp_path: Path) -> None:
    edition = loaded(
        tmp_path,
        [{"year": 2019, "period_basis": "march", "prosecutions": 10}],
        residents=[residents_row(year=2018, number=100), residents_row(year=2019, number=500)],
    )
    (one,) = per_residents(edition, answer(edition, WEST_MIDLANDS)).observations
    assert one.denominator == 100


def test_the_city_of_london_has_no_rate_and_the_reason(tmp_path: Path) -> None:
    edition = loaded(
        tmp_path,
        [{"year": 2018, "police_force_area": "City of London", "prosecutions": 9}],
        residents=[residents_row("City of London", 2018, 8_706)],
    )
    chosen = Selection(areas=("city-of-london",), by=("year",))
    result = per_residents(edition, answer(edition, chosen))
    (one,) = result.observations
    assert (one.value, one.status, one.denominator) == (None, NOT_MEANINGFUL, 8_706)
    assert any("8,706" in notice.text for notice in result.notices)


def test_without_residents_there_are_counts_and_a_notice(tmp_path: Path) -> None:
    edition = loaded(tmp_path, [{"year": 2018, "prosecutions": 10}])
    result = per_residents(edition, answer(edition, WEST_MIDLANDS))
    assert result.is_empty
    assert "no-residents" in codes(result)
    assert answer(edition, WEST_MIDLANDS).observations[0].value == 10


def test_rates_without_a_chosen_year_are_of_the_last_with_residents(tmp_path: Path) -> None:
    rows = [{"year": year, "prosecutions": year - 2000} for year in (2017, 2018, 2019)]
    edition = loaded(tmp_path, rows, residents=[residents_row(year=2018)])
    chosen = WEST_MIDLANDS.but(by=("area",), from_year=2019, to_year=2019)
    (one,) = newest_per_residents(edition, answer(edition, chosen)).observations
    assert (one.numerator, one.value) == (18, 18_000)
    early = chosen.but(from_year=2017, to_year=2017)
    result = newest_per_residents(edition, answer(edition, early))
    assert (result.selection.to_year, result.is_empty) == (2017, True)


def test_of_years_to_march_the_newest_rate_is_one_year_after_the_estimate(tmp_path: Path) -> None:
    rows = [
        {"year": year, "period_basis": "march", "prosecutions": 10} for year in (2018, 2019, 2020)
    ]
    edition = loaded(tmp_path, rows, residents=[residents_row(year=2018)])
    chosen = WEST_MIDLANDS.but(by=("area",), from_year=2020, to_year=2020)
    result = newest_per_residents(edition, answer(edition, chosen))
    assert (result.selection.to_year, result.is_empty) == (2019, False)


def test_cases_without_an_area_have_no_rate_and_no_year_is_blamed(tmp_path: Path) -> None:
    rows = [{"year": 2018, "prosecutions": 7, "police_force_area": "Area not known"}]
    edition = loaded(tmp_path, rows, residents=[residents_row()])
    chosen = Selection(areas=("area-not-known",), by=("year",))
    result = per_residents(edition, answer(edition, chosen))
    (one,) = result.observations
    assert (one.value, one.numerator, one.status) == (None, 7, NOT_MEANINGFUL)
    assert "no-area-no-residents" in codes(result)
    assert "residents-missing" not in codes(result)


def test_people_of_one_sex_are_divided_by_all_residents_and_it_is_said(tmp_path: Path) -> None:
    rows = [{"year": 2018, "prosecutions": 7, "sex": "female"}]
    edition = loaded(tmp_path, rows, residents=[residents_row(number=100_000)])
    result = per_residents(edition, answer(edition, WEST_MIDLANDS.but(sex="female")))
    assert result.observations[0].value == pytest.approx(7)
    assert "residents-all" in codes(result)
    plain = per_residents(edition, answer(edition, WEST_MIDLANDS))
    assert "residents-all" not in codes(plain)


def test_england_and_wales_needs_every_area(tmp_path: Path) -> None:
    every = [residents_row(area.name, 2018, 1_000) for area in police_force_areas()]
    whole = loaded(tmp_path, [{"prosecutions": 1}], residents=every).neighbours
    assert residents_of(whole, "england-and-wales", 2018) == 43_000
    assert residents_of(whole, "wales", 2018) == 4_000
    (part := tmp_path / "part").mkdir()
    one_less = loaded(part, [{"prosecutions": 1}], residents=every[1:]).neighbours
    assert residents_of(one_less, "england-and-wales", 2018) is None
    assert residents_of(one_less, "wales", 2018) == 4_000


def test_the_newest_estimates_supply_a_year_and_the_older_ones_the_rest(tmp_path: Path) -> None:
    old = write(tmp_path / "old.csv", [residents_row(year=y, number=100) for y in (2017, 2018)])
    new = write(tmp_path / "new.csv", [residents_row(year=y, number=120) for y in (2018, 2019)])
    built = replace(build_of([{"prosecutions": 1}]), neighbours=set_apart([old, new])[1])
    publish(built, tmp_path / "data")
    neighbours = open_store(tmp_path / "data").edition().neighbours
    found = [residents_of(neighbours, "west-midlands", year) for year in (2017, 2018, 2019)]
    assert found == [100, 120, 120]


def test_recorded_crime_by_what_became_of_it(tmp_path: Path) -> None:
    other = "Not yet assigned an outcome"
    edition = loaded(
        tmp_path,
        [{"prosecutions": 1}],
        recorded=[*quarters(), *quarters(outcome_description=other)],
    )
    found = recorded_in(edition.neighbours, STALKING, "west-midlands", 2019)
    assert found is not None
    assert (found.offences, found.charged, found.charges) == (24, 12, 8)
    assert found.by_outcome["not yet assigned an outcome"] == 12
    assert recorded_in(edition.neighbours, STALKING, "kent", 2019) is None
    assert recorded_in(edition.neighbours, STALKING, "england-and-wales", 2019) is None


def test_an_area_with_none_of_an_offence_has_a_true_zero(tmp_path: Path) -> None:
    edition = loaded(tmp_path, [{"prosecutions": 1}], recorded=quarters())
    harassment = recorded_offences()["harassment"]
    found = recorded_in(edition.neighbours, harassment, "west-midlands", 2019)
    assert found is not None
    assert found.offences == 0


def years_of(*files: tuple[str, int]) -> list[Row]:
    return [row for year, number in files for row in quarters(
        financial_year=year, force_outcomes_for_offences_recorded_in_quarter=number,
    )]  # fmt: skip


def test_files_of_single_years_make_a_series_and_the_newest_revises_a_year(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.csv", years_of(("2016/17", 1))),
        write(tmp_path / "b.csv", years_of(("2017/18", 2))),
        write(tmp_path / "c.csv", years_of(("2017/18", 5), ("2018/19", 3))),
    ]
    for order in (files, files[::-1]):
        built = replace(build_of([{"prosecutions": 1}]), neighbours=set_apart(order)[1])
        publish(built, tmp_path / "data")
        edition = open_store(tmp_path / "data").edition()
        chosen = Selection("offences_recorded", ("stalking",), ("west-midlands",))
        result = answer_around(edition, chosen)
        series = {result.key(one, "year"): one.value for one in result.observations}
        assert series == {2017: 4, 2018: 20, 2019: 12}
        sources = {result.key(one, "year"): one.source for one in result.observations}
        assert sources[2018] == sources[2019] != sources[2017]


def test_a_year_between_two_files_stays_a_gap(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.csv", years_of(("2015/16", 1))),
        write(tmp_path / "c.csv", years_of(("2018/19", 3))),
    ]
    built = replace(build_of([{"prosecutions": 1}]), neighbours=set_apart(files)[1])
    publish(built, tmp_path / "data")
    edition = open_store(tmp_path / "data").edition()
    chosen = Selection("offences_recorded", ("stalking",), ("west-midlands",))
    series = [one.value for one in answer_around(edition, chosen).observations]
    assert series == [4, None, None, 12]


def test_days_of_other_recording_belong_to_their_offences() -> None:
    assert [one.year for one in recording_changes("stalking")] == [2015, 2019, 2021]
    assert [one.place for one in recording_changes("malicious-communications")] == [2017.5]
    every = recording_changes(ALL_RECORDED)
    assert len(every) == 4
    assert all(one.days_in_force == one.days for one in every)


def test_recorded_crimes_for_each_100000_residents(tmp_path: Path) -> None:
    given = [*quarters(), *quarters(force_name="London, City of"), *quarters(force_name="Kent")]
    residents = [residents_row(number=100_000), residents_row("City of London", number=8_700)]
    edition = loaded(tmp_path, [{"prosecutions": 1}], recorded=given, residents=residents)
    found = recorded_by_area(edition.neighbours, STALKING, 2019)
    rates = crime_rates(edition.neighbours, found, 2019)
    assert rates == {
        "city-of-london": None, "kent": None, "west-midlands": pytest.approx(12),
    }  # fmt: skip
    assert crime_rates(edition.neighbours, found, None) == {}
    assert recorded_by_area(edition.neighbours, STALKING, None) == {}


def test_the_transport_police_count_in_england_and_wales_only(tmp_path: Path) -> None:
    names = [area.name for area in police_force_areas()]
    given = [
        row for name in (*names, "British Transport Police") for row in quarters(force_name=name)
    ]
    edition = loaded(tmp_path, [{"prosecutions": 1}], recorded=given)
    whole = recorded_in(edition.neighbours, STALKING, "england-and-wales", 2019)
    england = recorded_in(edition.neighbours, STALKING, "england", 2019)
    assert whole is not None
    assert england is not None
    assert (whole.offences, england.offences) == (44 * 12, 39 * 12)


def test_the_ladder_names_source_and_period_of_every_rung(tmp_path: Path) -> None:
    offence = {"offence": "Stalking", "offence_code": "8.Q", "year": 2018}
    edition = loaded(
        tmp_path,
        [{**offence, "prosecutions": 88, "convictions": 47}],
        recorded=quarters(),
        sentences=[{**offence, "sentenced": 7, "sentence_outcome": "immediate custody",
                    "custodial_length": "6 months"}],
    )  # fmt: skip
    rungs = ladder(edition, STALKING, "west-midlands", 2019)
    assert [rung.value for rung in rungs] == [12, 8, 88, 47, 7]
    assert rungs[0].period == "year ending March 2019"
    assert rungs[2].period == "calendar year 2018"
    assert all(rung.source for rung in rungs)


def test_a_rung_that_is_not_published_says_so(tmp_path: Path) -> None:
    edition = loaded(tmp_path, [{"year": 2018, "prosecutions": 1}])
    rungs = ladder(edition, STALKING, "kent", 2019)
    assert {rung.value for rung in rungs} == {None}
    assert all("Not published" in rung.source for rung in rungs)


def test_every_figure_of_orders_has_its_citation() -> None:
    held = [made for made in orders_made() if made.orders]
    restraining = [(one.year, one.orders) for one in held if one.order == "restraining orders"]
    assert restraining == [(2013, 20_356), (2014, 21_508), (2015, 23_057)]
    assert all(one.citation and one.url.startswith("https://") and one.unit for one in held)
    assert len({(one.order, one.year) for one in held}) == len(held)
    assert all(one.offence or one.no_ratio for one in orders_made())


def test_a_single_offence_is_compared_with_its_group_and_with_all(tmp_path: Path) -> None:
    custody = {"sentence_outcome": "immediate custody", "custodial_length": "6 months"}
    sentences: list[dict[str, Any]] = [
        {**custody, "sentenced": 30}, {"sentenced": 70},
        {**custody, "offence": "Murder", "offence_code": "1", "sentenced": 100},
        {"offence": "Robbery", "offence_code": "34", "sentenced": 800},
    ]  # fmt: skip
    edition = loaded(tmp_path, [], sentences=sentences)
    chosen = Selection("custody_rate", ("breach-of-a-restraining-order",), by=("year",))
    group, whole = compared_with(edition, answer(edition, chosen.but(areas=("west-midlands",))))
    assert group.observations[0].value == pytest.approx(130 / 200)
    assert whole.observations[0].value == pytest.approx(130 / 1000)
    assert group_named(group.selection.offences) == "violence against the person"


def test_a_family_across_groups_and_all_offences_have_no_group() -> None:
    assert group_named(("breach-of-protective-order",)) is None
    assert group_named(group_offences("robbery")) is None
    assert Neighbours().years("residents") == ()


@pytest.mark.real
def test_residents_of_the_real_file_add_up(real_data: Path) -> None:
    path = real_data / "geography" / "police_force_area_population_2001_2020.csv"
    table = set_apart([path])[1].tables["residents"]
    rows = table.to_pylist()
    assert len(rows) == 43 * 20
    assert sum(row["residents"] for row in rows if row["year"] == 2020) == 59_719_724
    with path.open(encoding="utf-8") as lines:
        second = sum(int(row["population"]) for row in csv.DictReader(lines))
    assert sum(row["residents"] for row in rows) == second


@pytest.mark.real
def test_every_sum_of_the_real_recorded_outcomes(real_data: Path) -> None:
    name = "recorded_crime_outcomes_2018-19_by_force_offence.csv.gz"
    path = real_data / "home-office" / name
    expected: Counter[tuple[str, str]] = Counter()
    charges: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["offence_code"] in {"8L", "8M", "8Q", "8R"}:
                force = row["force_name"].replace("London, City of", "City of London")
                key = force, row["offence_code"]
                expected[key] += int(row["force_outcomes_for_offences_recorded_in_quarter"])
                if row["outcome_type"] == "1":
                    charges[key] += int(row["force_outcomes_recorded_in_quarter"])
    found: Counter[tuple[str, str]] = Counter()
    charged: Counter[tuple[str, str]] = Counter()
    built = set_apart([path])[1]
    for row in built.tables["recorded_crime"].to_pylist():
        key = row["police_force_area"], row["offence_code"]
        found[key] += row["offences_recorded"]
        if row["outcome"] == "charged or summonsed":
            charged[key] += row["outcomes_recorded"]
    assert found == expected
    assert charged == charges
    assert built.sources[0].members[0]["rows"] == 132_529
    assert not built.problems.all
