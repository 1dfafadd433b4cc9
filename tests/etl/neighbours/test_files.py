"""Files of neighbours: recognised by their headers, read strictly, refused with names."""

from pathlib import Path

import pytest

from etl.neighbours.build import set_apart
from outcomes.errors import Problem
from tests.etl.builders import csv_zip, prosecuted_row
from tests.etl.neighbours.builders import (
    OUTCOME,
    outcome_row,
    quarters,
    read,
    residents_row,
    text_of,
    write,
)
from tests.etl.neighbours.spreadsheets import ods, ods_of


def rows(built: object, table: str) -> list[dict[str, object]]:
    return built.tables[table].to_pylist()  # type: ignore[attr-defined, no-any-return]


def only_error(path: Path) -> Problem:
    (problem,) = read(path).problems.errors
    assert problem.file == path.name
    return problem


def test_residents_are_told_by_their_headers(tmp_path: Path) -> None:
    built = read(write(tmp_path / "any name.csv", [residents_row(number=2_916_458)]))
    (row,) = rows(built, "residents")
    assert (row["police_force_area"], row["year"], row["residents"]) == (
        "West Midlands", 2018, 2_916_458,
    )  # fmt: skip


def test_the_courts_own_files_are_left_to_their_reader(tmp_path: Path) -> None:
    court = csv_zip(tmp_path, [prosecuted_row()])
    others, built = set_apart([court, write(tmp_path / "r.csv", [residents_row()])])
    assert others == [court]
    assert set(built.tables) == {"residents"}


def test_quarters_add_up_to_a_year_that_ends_in_march(tmp_path: Path) -> None:
    built = read(write(tmp_path / "o.csv.gz", quarters()))
    (row,) = rows(built, "recorded_crime")
    assert (row["year"], row["offences_recorded"], row["outcomes_recorded"]) == (2019, 12, 8)
    assert row["outcome"] == "charged or summonsed"


def test_a_year_with_a_quarter_missing_is_left_out_and_said(tmp_path: Path) -> None:
    whole, cut = quarters(), quarters(force_name="Kent")[:3]
    built = read(write(tmp_path / "o.csv", [*whole, *cut]))
    assert {row["police_force_area"] for row in rows(built, "recorded_crime")} == {"West Midlands"}
    warned = [one for one in built.problems.remarks if one.code == "QUARTER_MISSING"]
    assert "Kent" in warned[0].message


def test_other_offences_show_that_a_quarter_is_there(tmp_path: Path) -> None:
    other = {"offence_code": "92A", "offence_description": "Trafficking in controlled drugs"}
    built = read(write(tmp_path / "o.csv", [outcome_row(), *quarters(**other)[1:]]))
    (row,) = rows(built, "recorded_crime")
    assert row["offences_recorded"] == 3


def test_corrections_below_zero_and_blanks_count(tmp_path: Path) -> None:
    given = quarters()
    given[0]["force_outcomes_for_offences_recorded_in_quarter"] = "-1"
    given[1]["force_outcomes_for_offences_recorded_in_quarter"] = "NA"
    (row,) = rows(read(write(tmp_path / "o.csv", given)), "recorded_crime")
    assert row["offences_recorded"] == -1 + 0 + 3 + 3


@pytest.mark.parametrize(
    ("label", "name"),
    [("Devon & Cornwall", "Devon and Cornwall"), ("London, City of", "City of London"),
     ("Metropolitan Police", "Metropolitan Police"), ("Dyfed-Powys", "Dyfed-Powys")],
)  # fmt: skip
def test_areas_under_their_other_names(tmp_path: Path, label: str, name: str) -> None:
    row = {**residents_row(name), "police_force_area": label}
    (found,) = rows(read(write(tmp_path / "r.csv", [row])), "residents")
    assert found["police_force_area"] == name


def test_who_has_no_area_is_kept_but_is_none_of_the_areas(tmp_path: Path) -> None:
    built = read(write(tmp_path / "o.csv", quarters(force_name="British Transport Police")))
    assert rows(built, "recorded_crime")[0]["police_force_area"] == "British Transport Police"
    assert built.coverage[0].areas == ()


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"force_name": "Wessex"}, "LABEL_UNKNOWN", "force_name"),
        ({"financial_year": "2018/20"}, "YEAR_UNREADABLE", "financial_year"),
        ({"financial_year": "2018"}, "YEAR_UNREADABLE", "financial_year"),
        ({"financial_quarter": "5"}, "QUARTER", "financial_quarter"),
        ({"offence_description": "Stalking and more"}, "LABEL_UNKNOWN", "offence_description"),
        ({"outcome_description": "Forgotten"}, "LABEL_UNKNOWN", "outcome"),
        ({"force_outcomes_recorded_in_quarter": "2.5"}, "NUMBER", "outcomes_recorded"),
    ],
)
def test_a_bad_value_of_recorded_crime_is_named(
    tmp_path: Path, change: dict[str, str], code: str, column: str
) -> None:
    path = write(tmp_path / "o.csv", [*quarters(), {**OUTCOME, **change}])
    problem = only_error(path)
    assert (problem.code, problem.column, problem.line) == (code, column, 6)
    assert problem.value == next(iter(change.values()))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"police_force_area": "Wessex"}, "LABEL_UNKNOWN"),
        ({"police_force_area_code": "E23000099"}, "AREA_CODE"),
        ({"year": "18"}, "YEAR_UNREADABLE"),
        ({"population": "2,916,458"}, "NUMBER"),
        ({"population": "0"}, "NUMBER"),
        ({"population": ""}, "NUMBER"),
    ],
)
def test_a_bad_value_of_residents_is_named(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    path = write(tmp_path / "r.csv", [residents_row("Kent"), {**residents_row(), **change}])
    assert (only_error(path).code, only_error(path).line) == (code, 3)


def test_a_second_number_for_the_same_area_and_year_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [residents_row(), residents_row(number=101)])
    assert only_error(path).code == "ROW_REPEATED"


def test_a_changed_header_is_named(tmp_path: Path) -> None:
    text = text_of([residents_row()]).replace("population", "persons")
    (path := tmp_path / "r.csv").write_text(text)
    named = {one.column for one in read(path).problems.errors}
    assert named == {"population", "persons"}


def test_packed_files_that_are_damaged_or_strange_are_refused(tmp_path: Path) -> None:
    whole = write(tmp_path / "o.csv.gz", quarters()).read_bytes()
    (cut := tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    assert only_error(cut).code == "GZIP_CORRUPT"
    assert only_error(write(tmp_path / "s.csv.gz", [{"a": "1", "b": "2"}])).code == "HEADER_CHANGED"


def test_a_jump_in_residents_is_remarked(tmp_path: Path) -> None:
    given = [residents_row(year=2018, number=2_000_000), residents_row(year=2019, number=3_000_000)]
    remarks = read(write(tmp_path / "r.csv", given)).problems.remarks
    assert [one.value for one in remarks if one.code == "MAGNITUDE"] == ["2019"]


HEADERS = [
    "Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Number of Offences",
]  # fmt: skip


def test_a_spreadsheet_of_recorded_crime_under_a_title(tmp_path: Path) -> None:
    year = ["Kent", "Stalking", "Violence", "Harassment", "8Q", "1200"]
    given = [["2018/19", str(quarter), *year] for quarter in (1, 2, 3, 4)]
    built = read(ods(tmp_path / "prc.ods", ["Police recorded crime"], [], HEADERS, *given))
    (row,) = rows(built, "recorded_crime")
    assert (row["offences_recorded"], row["outcome"]) == (4_800, "not split")
    assert row["outcomes_recorded"] is None


def test_a_spreadsheet_of_something_else_is_refused(tmp_path: Path) -> None:
    problem = only_error(ods(tmp_path / "x.ods", ["Colour", "Number"], ["red", "3"]))
    assert (problem.code, problem.value) == ("HEADER_CHANGED", "2018-19")


@pytest.mark.parametrize("times", ["19999999", "99999999999999999999", "16385"])
def test_a_spreadsheet_with_very_many_columns_is_refused(tmp_path: Path, times: str) -> None:
    """One cell that says so often it is repeated: told before it is."""
    cell = (
        f'<table:table-cell table:number-columns-repeated="{times}"><text:p>x</text:p>'
        "</table:table-cell>"
    )
    sheet = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert only_error(ods_of(tmp_path / "x.ods", sheet)).code == "ZIP_BOMB"


def test_a_spreadsheet_with_declarations_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "x.ods", HEADERS, before='<!DOCTYPE a [<!ENTITY b "c">]>')
    assert only_error(path).code == "ODS_CORRUPT"
