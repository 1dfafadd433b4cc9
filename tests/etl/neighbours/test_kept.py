"""Neighbours' files beside the courts': loaded together, refused together, kept."""

import hashlib
from pathlib import Path

import pytest

from etl.build import build
from etl.load import load
from etl.neighbours.kept import kept_neighbours
from etl.publishing.lock import hold_lock
from etl.publishing.receipts import Draft
from etl.publishing.verify import find_damage
from outcomes.editions import Edition
from outcomes.errors import SourceError
from outcomes.store import open_store
from tests.etl.builders import csv_zip, prosecuted_row
from tests.etl.neighbours.builders import quarters, residents_row, write


def loaded(data_dir: Path, *files: Path) -> Edition:
    with hold_lock(data_dir) as lock:
        return load(files, lock, Draft("test")).edition


@pytest.fixture
def court(tmp_path: Path) -> Path:
    return csv_zip(tmp_path, [prosecuted_row()])


def test_one_load_makes_one_edition_of_all_three(tmp_path: Path, court: Path) -> None:
    residents = write(tmp_path / "residents.csv", [residents_row(year=2024)])
    recorded = write(tmp_path / "outcomes.csv.gz", quarters())
    edition = loaded(tmp_path / "data", court, residents, recorded)
    assert {one.table for one in edition.neighbours} == {"residents", "recorded_crime"}
    assert {one.file for one in edition.sources} == {court.name, residents.name, recorded.name}
    assert find_damage(tmp_path / "data") == ()
    neighbours = open_store(tmp_path / "data").edition().neighbours
    assert neighbours.residents["West Midlands", 2024][0] == 100


def test_the_same_files_give_the_same_edition(tmp_path: Path, court: Path) -> None:
    residents = write(tmp_path / "residents.csv", [residents_row()])
    first = loaded(tmp_path / "one", court, residents)
    assert loaded(tmp_path / "two", residents, court).id == first.id


def test_a_changed_byte_of_a_neighbour_is_found(tmp_path: Path, court: Path) -> None:
    edition = loaded(tmp_path / "data", court, write(tmp_path / "r.csv", [residents_row()]))
    path = tmp_path / "data" / "editions" / edition.id / "residents.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert {problem.code for problem in find_damage(tmp_path / "data")} == {"EDITION_DAMAGED"}


def test_neighbours_alone_are_no_edition(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        build([write(tmp_path / "r.csv", [residents_row()])])
    assert [problem.code for problem in refusal.value.problems] == ["NO_COURT_FILE"]


def test_what_is_wrong_with_both_is_told_at_once(tmp_path: Path) -> None:
    court = csv_zip(tmp_path, [{**prosecuted_row(), "Police Force Area": "Wessex"}])
    residents = write(tmp_path / "r.csv", [{**residents_row(), "police_force_area": "Mercia"}])
    with pytest.raises(SourceError) as refusal:
        build([court, residents])
    named = {(problem.file, problem.value) for problem in refusal.value.problems}
    assert named == {(court.name, "Wessex"), ("r.csv", "Mercia")}


def test_neighbours_are_kept_for_the_next_refresh(tmp_path: Path, court: Path) -> None:
    data_dir = tmp_path / "data"
    residents = write(tmp_path / "r.csv", [residents_row()])
    loaded(data_dir, court, residents)
    (kept,) = kept_neighbours(data_dir)
    content = residents.read_bytes()
    assert kept == data_dir / "raw" / hashlib.sha256(content).hexdigest() / "r.csv"
    assert kept.read_bytes() == content
    residents.unlink()
    again = loaded(data_dir, csv_zip(tmp_path, [prosecuted_row(Convicted=0)], "new.zip"), kept)
    assert [one.table for one in again.neighbours] == ["residents"]


def test_two_files_of_one_name_are_each_kept(tmp_path: Path, court: Path) -> None:
    files = []
    for number in (1, 2):
        (place := tmp_path / str(number)).mkdir()
        rows = [residents_row(year=2000 + number, number=number)]
        files.append(write(place / "r.csv", rows))
    loaded(tmp_path / "data", court, *files)
    kept = kept_neighbours(tmp_path / "data")
    assert {path.read_bytes() for path in kept} == {path.read_bytes() for path in files}
    assert all(
        hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256 for path, one in kept.items()
    )


def test_nothing_is_kept_where_nothing_is_served(tmp_path: Path) -> None:
    assert kept_neighbours(tmp_path) == {}
