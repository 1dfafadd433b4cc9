"""Several files of one kind: the newest supplies a year, and nobody guesses which is newer."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from etl.fetching.releases import FileFacts
from etl.neighbours.build import NeighbourBuild, set_apart
from outcomes.recorded import recorded_in, recorded_offences
from tests.etl.neighbours.builders import Row, outcome_row, quarters, read, residents_row, write
from tests.etl.neighbours.family_builders import csv_year
from tests.etl.neighbours.lookup_builders import authority, opened, postcode
from tests.etl.neighbours.spreadsheets import ods
from tests.etl.neighbours.test_files import HEADERS

ROWS = "force_outcomes_for_offences_recorded_in_quarter"


def year_of(number: int, year: str = "2018/19") -> list[Row]:
    """A whole year, with so many crimes in each quarter."""
    return quarters(financial_year=year, **{ROWS: number})


def stalking(built: NeighbourBuild, year: int = 2019) -> int:
    found = recorded_in(opened(built), recorded_offences()["stalking"], "west-midlands", year)
    assert found is not None
    return found.offences


def read_dated(days: dict[Path, str]) -> NeighbourBuild:
    """What is made of files that were published on these days."""
    return set_apart(list(days), {path: FileFacts("", day) for path, day in days.items()})[1]


def test_figures_that_differ_and_nothing_to_tell_which_is_newer(tmp_path: Path) -> None:
    one, other = write(tmp_path / "a.csv", year_of(3)), write(tmp_path / "b.csv", year_of(4))
    messages = set()
    for files in ((one, other), (other, one)):
        (problem,) = read(*files).problems.errors
        assert (problem.code, problem.count) == ("SOURCES_DISAGREE", 1)
        assert {problem.value, problem.expected} in (
            {"12 and 8", "16 and 8, as there"}, {"16 and 8", "12 and 8, as there"},
        )  # fmt: skip
        assert "2019, West Midlands, 8Q, charged or summonsed" in problem.message
        both = f"{problem.file} {problem.message}"
        assert {name for name in ("a.csv", "b.csv") if name in both} == {"a.csv", "b.csv"}
        messages.add(str(problem))
    assert len(messages) == 1, "the order of the files does not matter"


def test_files_that_agree_may_stand_together(tmp_path: Path) -> None:
    wider = write(tmp_path / "wider.csv", [*year_of(5, "2017/18"), *year_of(3)])
    for files in permutations([write(tmp_path / "a.csv", year_of(3)), wider]):
        built = read(*files)
        assert built.problems.errors == ()
        assert [one.years for one in built.coverage] == [(2018, 2019), (2019,)]
        assert stalking(built) == 12


def test_the_day_of_publication_tells(tmp_path: Path) -> None:
    one, other = write(tmp_path / "a.csv", year_of(3)), write(tmp_path / "b.csv", year_of(4))
    days = ("2019-07-18T08:30:00+00:00", "2019-10-17T08:30:00+00:00")
    assert stalking(read_dated({one: days[0], other: days[1]})) == 16
    assert stalking(read_dated({one: days[1], other: days[0]})) == 12
    (problem,) = read_dated({one: days[1], other: ""}).problems.errors
    assert problem.code == "SOURCES_DISAGREE"


def test_a_quarter_of_the_next_year_tells(tmp_path: Path) -> None:
    older = write(tmp_path / "a.csv", year_of(3))
    newer = write(tmp_path / "b.csv", [*year_of(4), outcome_row(financial_year="2019/20")])
    for files in permutations([older, newer]):
        built = read(*files)
        assert built.problems.errors == ()
        assert stalking(built) == 16


def test_a_file_that_goes_further_supplies_the_years_it_has(tmp_path: Path) -> None:
    older = write(tmp_path / "a.csv", [*year_of(2, "2017/18"), *year_of(3)])
    newer = write(tmp_path / "b.csv", [*year_of(4), *year_of(5, "2019/20")])
    for files in permutations([older, newer]):
        built = read(*files)
        assert [stalking(built, year) for year in (2018, 2019, 2020)] == [8, 16, 20]


def test_of_two_kinds_the_one_that_tells_more_goes_first(tmp_path: Path) -> None:
    """Crimes by their outcomes, and the same crimes without."""
    row = ["West Midlands", "Stalking", "Violence", "Harassment", "8Q", "7"]
    plain = ods(tmp_path / "p.ods", HEADERS, *(["2018/19", str(one), *row] for one in (1, 2, 3, 4)))
    for files in permutations([write(tmp_path / "o.csv", year_of(3)), plain]):
        built = read(*files)
        assert built.problems.errors == ()
        assert [len(one.measures) for one in built.coverage] == [2, 1]
        assert stalking(built) == 12


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("a.csv", "more/a.csv"), ("a.csv",) * 2])
def test_the_same_file_twice_is_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    (tmp_path / "more").mkdir()
    files = [write(tmp_path / name, year_of(3)) for name in names]
    (problem,) = read(*files).problems.errors
    assert (problem.code, problem.file) == ("FILE_REPEATED", files[1].name)


def test_residents_that_differ_are_refused(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{number}.csv", [residents_row(number=number)]) for number in (1, 2)]
    (problem,) = read(*files).problems.errors
    assert problem.code == "SOURCES_DISAGREE"
    assert problem.message.endswith("in 2018, West Midlands, and nothing says which is newer")


def test_orders_that_differ_are_refused_and_a_later_quarter_tells(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", csv_year())
    other = write(tmp_path / "b.csv", csv_year(total=11))
    codes = {problem.code for problem in read(one, other).problems.errors}
    assert codes == {"SOURCES_DISAGREE"}
    newer = write(tmp_path / "c.csv", [*csv_year(total=11), *csv_year(2019, (1,))])
    built = read(one, newer)
    assert built.problems.errors == ()
    assert built.coverage[0].totals["orders_made"] == {2018: 176}


def test_the_newest_month_tells_of_postcodes(tmp_path: Path) -> None:
    rows = [postcode("ZZ1 1AA", dointr="202501")]
    older = write(tmp_path / "a.csv", [*rows, postcode("ZZ1 1AB", dointr="202502")])
    newer = write(tmp_path / "b.csv", [*rows, postcode("ZZ1 1AC", "Sussex", dointr="202505")])
    for files in permutations([older, newer]):
        built = read(*files)
        assert built.problems.errors == ()
        assert opened(built).districts == {"ZZ1": {"Kent": 1, "Sussex": 1}}
    alike = write(tmp_path / "c.csv", [*rows, postcode("ZZ1 1AC", dointr="202502")])
    assert read(older, alike).problems.errors == ()


@pytest.mark.parametrize("change", [{"PFA23NM": "Sussex"}, {"LAD23NM": "Borchester"}])
def test_look_ups_of_one_year_that_differ_are_refused(
    tmp_path: Path, change: dict[str, str]
) -> None:
    files = [write(tmp_path / f"{name}.csv", [authority(**one)])
             for name, one in (("a", {}), ("b", change))]  # fmt: skip
    (problem,) = read(*files).problems.errors
    assert (problem.code, problem.hint) == ("SOURCES_DISAGREE", "Name only the newer of the two")
