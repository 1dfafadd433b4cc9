"""Family courts' orders: both layouts, whole years only, every fault with its place."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.demonstration.neighbours import write_neighbours
from etl.demonstration.offences import FIRST_YEAR, LAST_YEAR
from etl.neighbours.build import NeighbourBuild
from outcomes.errors import Problem
from tests.etl.neighbours.builders import read, text_of, write
from tests.etl.neighbours.family_builders import (
    HEADERS,
    changed,
    csv_row,
    csv_year,
    table,
    table_row,
    table_rows,
)
from tests.etl.neighbours.spreadsheets import ods, ods_of

# The first row under the headers of the table: four rows above, headers in the fifth.
FIRST = 6


def orders(built: NeighbourBuild) -> dict[tuple[str, int], tuple[int, int | None]]:
    """Orders made and applied for, by kind and year, both ways of notice together."""
    found: dict[tuple[str, int], tuple[int, int | None]] = {}
    for row in built.tables["family_orders"].to_pylist():
        key = row["order"], row["year"]
        made, applied = found.get(key, (0, 0))
        parts = (applied, row["orders_applied_for"])
        known = None if None in parts else sum(parts)
        found[key] = made + row["orders_made"], known
    return found


def only_error(path: Path) -> Problem:
    (problem,) = read(path).problems.errors
    assert problem.file == path.name
    return problem


def test_quarters_of_the_csv_add_up_to_a_calendar_year(tmp_path: Path) -> None:
    applied = [csv_row(quarter=one, type="Orders applied for", power_of_arrest="n/a", total=7)
               for one in (1, 2, 3, 4)]  # fmt: skip
    children = [csv_row(quarter=one, case_type="Childrens Act", total=1) for one in (1, 2, 3, 4)]
    built = read(write(tmp_path / "any name.csv", [*csv_year(), *applied, *children]))
    assert orders(built) == {
        ("non-molestation orders", 2018): (84, None),
        ("occupation orders", 2018): (80, None),
    }
    rows = built.tables["family_orders"].to_pylist()
    ex_parte = [row for row in rows if (row["order"], row["notice"]) == (
        "non-molestation orders", "ex parte",
    )]  # fmt: skip
    assert [(row["orders_made"], row["orders_applied_for"]) for row in ex_parte] == [(44, 28)]


def test_the_csv_is_found_among_the_other_tables_of_its_zip(tmp_path: Path) -> None:
    divorce = "type,order_type,year,quarter,proceeding_type,law,contested,count\na,b,2018,1,c,d,e,1"
    with ZipFile(tmp_path / "FCSQ_Q4_2018.zip", "w") as archive:
        archive.writestr("CSV Divorce National 2018 Q4.csv", divorce)
        archive.writestr("CSV Domestic Violence National 2018 Q4.csv", text_of(csv_year()))
    built = read(tmp_path / "FCSQ_Q4_2018.zip")
    assert orders(built)["non-molestation orders", 2018] == (80, None)
    assert built.sources[0].format == "family_orders"


def test_the_table_gives_years_and_is_held_to_its_quarters(tmp_path: Path) -> None:
    built = read(table(tmp_path / "tables.ods", table_rows()))
    assert orders(built) == {
        ("non-molestation orders", 2018): (56, 64),
        ("occupation orders", 2018): (16, 24),
    }
    (coverage,) = built.coverage
    assert (coverage.basis, coverage.years, coverage.areas) == (
        "calendar", (2018,), ("England and Wales",),
    )  # fmt: skip
    assert coverage.totals == {"orders_made": {2018: 72}, "orders_applied_for": {2018: 88}}
    assert coverage.publisher == "Ministry of Justice"


def test_years_before_the_split_by_notice_are_kept_unsplit(tmp_path: Path) -> None:
    older = table_row(2010, "", "All", 4)
    newer = [row for year in range(2011, 2019) for row in table_rows(year)]
    built = read(table(tmp_path / "t.ods", [older, *newer]))
    rows = [row for row in built.tables["family_orders"].to_pylist() if row["year"] == 2010]
    assert {row["notice"] for row in rows} == {"not split"}
    assert sum(row["orders_made"] for row in rows) == 36


def test_the_newest_year_may_be_cut_and_is_left_out(tmp_path: Path) -> None:
    for path in (
        write(tmp_path / "c.csv", [*csv_year(2018), *csv_year(2019, (1, 2))]),
        table(tmp_path / "t.ods", [*table_rows(2018), *table_rows(2019, (1, 2))]),
    ):
        built = read(path)
        assert {year for _, year in orders(built)} == {2018}
        (warned,) = [one for one in built.problems.remarks if one.code == "QUARTER_MISSING"]
        assert warned.severity == "warning"
        assert warned.message == "2019 is not over: it has no Q3, Q4, and is left out"


def test_marks_commas_and_a_note_below_change_nothing(tmp_path: Path) -> None:
    plain = read(table(tmp_path / "plain.ods", table_rows()))
    rows = [["2018 [r]", *row[1:]] for row in table_rows()]
    rows[0][1], rows[5][1] = "Annual", "[z]"
    rows[0][8], rows[1][8] = "56 [r]", "14(p)"
    noted = [*rows, [], ["1) Some figures may have been revised"]]
    assert orders(read(table(tmp_path / "marked.ods", noted))) == orders(plain)
    many = [csv_row(quarter=one, order_type=order, total="23,057")
            for one in (1, 2, 3, 4) for order in ("Non-Molestation", "Occupation")]  # fmt: skip
    built = read(write(tmp_path / "commas.csv", many))
    assert orders(built)["occupation orders", 2018] == (92_228, None)


def test_moved_columns_and_other_letters_are_read_alike(tmp_path: Path) -> None:
    rows = [dict(reversed(row.items())) for row in csv_year()]
    text = text_of(rows).replace("exparte_or_on_notice", "Exparte_or_On_Notice")
    (path := tmp_path / "moved.csv").write_text(text)
    assert orders(read(path)) == orders(read(write(tmp_path / "plain.csv", csv_year())))
    moved = [[*row[2:], *row[:2]] for row in table_rows()]
    built = read(table(tmp_path / "moved.ods", moved, [*HEADERS[2:], *HEADERS[:2]]))
    assert orders(built)["occupation orders", 2018] == (16, 24)


def test_a_year_that_is_not_available_is_left_out_without_a_word_of_its_own(tmp_path: Path) -> None:
    later = [row for year in (2018, 2019) for row in table_rows(year)]
    first = [*table_row(2017, "", "All")[:3], *["-"] * 9]
    built = read(table(tmp_path / "t.ods", [first, *later]))
    assert {year for _, year in orders(built)} == {2018, 2019}


def test_numbers_that_jump_are_remarked(tmp_path: Path) -> None:
    built = read(write(tmp_path / "c.csv", [*csv_year(2018), *csv_year(2019, total=40)]))
    found = [one for one in built.problems.remarks if one.code == "MAGNITUDE"]
    assert [one.message for one in found] == [
        "non-molestation orders went from 80 to 320 in 2019",
        "occupation orders went from 80 to 320 in 2019",
    ]


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"year": "18"}, "YEAR_UNREADABLE", "year"),
        ({"year": "2018/19"}, "YEAR_UNREADABLE", "year"),
        ({"year": ""}, "YEAR_UNREADABLE", "year"),
        ({"quarter": "5"}, "QUARTER", "quarter"),
        ({"quarter": ""}, "QUARTER", "quarter"),
        ({"quarter": "Annual"}, "QUARTER", "quarter"),
        ({"type": "Orders refused"}, "LABEL_UNKNOWN", "type"),
        ({"order_type": "Forced marriage"}, "LABEL_UNKNOWN", "order_type"),
        ({"order_type": "n/a"}, "LABEL_UNKNOWN", "order_type"),
        ({"exparte_or_on_notice": "Check"}, "LABEL_UNKNOWN", "exparte_or_on_notice"),
        ({"total": "ten"}, "NUMBER", "total"),
        ({"total": "10.5"}, "NUMBER", "total"),
        ({"total": "-1"}, "NUMBER", "total"),
        ({"total": "1,00"}, "NUMBER", "total"),
        ({"total": ""}, "NUMBER", "total"),
        ({"total": ".."}, "NUMBER", "total"),
        ({"total": "#REF!"}, "NUMBER", "total"),
    ],
)
def test_a_bad_value_of_the_csv_is_named(
    tmp_path: Path, change: dict[str, str], code: str, column: str
) -> None:
    path = write(tmp_path / "o.csv", [*csv_year(), csv_row(**{"power_of_arrest": "POA", **change})])
    problem = only_error(path)
    assert (problem.code, problem.column, problem.line) == (code, column, 18)
    assert problem.value == next(iter(change.values()))


@pytest.mark.parametrize(
    ("at", "text", "code"),
    [
        ((1, 0), "Year", "YEAR_UNREADABLE"),
        ((1, 0), "", "YEAR_UNREADABLE"),
        ((1, 0), "2018 to 2019", "YEAR_UNREADABLE"),
        ((1, 1), "Q5", "QUARTER"),
        ((1, 1), "January", "QUARTER"),
        ((1, 2), "Both", "LABEL_UNKNOWN"),
        ((1, 3), "sixteen", "NUMBER"),
        ((1, 8), "14.5", "NUMBER"),
        ((1, 8), "#REF!", "NUMBER"),
        ((1, 9), "4 (x)", "NUMBER"),
        ((1, 10), "19", "SUM_MISMATCH"),
        ((1, 5), "20", "SUM_MISMATCH"),
    ],
)
def test_a_bad_cell_of_the_table_is_named(
    tmp_path: Path, at: tuple[int, int], text: str, code: str
) -> None:
    path = table(tmp_path / "t.ods", list(changed(table_rows(), at, text)))
    problem = only_error(path)
    assert (problem.code, problem.member, problem.value) == (code, "Table_16", text)
    assert (problem.line, problem.column) == (FIRST + at[0], HEADERS[at[1]])


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ([2], "(all) of 2018 have no Q2: rows have been cut"),
        ([1, 2, 3], "(all) of 2018 have no Q1, Q2, Q3: rows have been cut"),
        ([6], "(ex parte) of 2018 have no Q1: rows have been cut"),
        ([1, 2, 3, 4], "(all) of 2018 have no Q1, Q2, Q3, Q4: rows have been cut"),
    ],
)
def test_quarters_cut_out_of_the_table_are_an_error(
    tmp_path: Path, cut: list[int], said: str
) -> None:
    later = table_rows(2019)
    left = [row for place, row in enumerate(table_rows()) if place not in cut]
    errors = read(table(tmp_path / "t.ods", [*left, *later])).problems.errors
    assert {one.code for one in errors} == {"QUARTER_MISSING"}
    assert said in errors[0].message


def test_a_quarter_cut_out_of_the_csv_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", [*csv_year(2017), *csv_year(2018, (1, 3, 4)), *csv_year(2019)])
    errors = read(path).problems.errors
    assert {(one.code, one.value) for one in errors} == {("QUARTER_MISSING", "2018")}
    assert "(ex parte) of 2018 have no Q2: rows have been cut" in errors[0].message


def test_years_that_contradict_their_quarters_or_notices_are_an_error(tmp_path: Path) -> None:
    rows = list(changed(list(changed(table_rows(), (0, 8), "57")), (0, 10), "73"))
    errors = read(table(tmp_path / "q.ods", rows)).problems.errors
    assert [(one.code, one.value, one.expected) for one in errors] == [("SUM_MISMATCH", "57", "56")]
    assert "2018 is not the sum of its quarters" in errors[0].message
    both = [table_row(2018, "", name, times) for name, times in
            (("All", 8), ("Exparte", 4), ("On Notice", 3))]  # fmt: skip
    problems = read(table(tmp_path / "n.ods", both)).problems.errors
    assert {one.code for one in problems} == {"SUM_MISMATCH"}
    assert "ex parte and on notice are not all of 2018" in problems[0].message


def test_a_missing_year_and_a_missing_kind_are_errors(tmp_path: Path) -> None:
    gap = [*table_rows(2016), *table_rows(2018)]
    errors = read(table(tmp_path / "g.ods", gap)).problems.errors
    assert {(one.code, one.value) for one in errors} == {("YEAR_MISSING", "2017")}
    half = [row for row in csv_year() if row["order_type"] == "Non-Molestation"]
    assert only_error(write(tmp_path / "h.csv", half)).code == "ORDERS_MISSING"


def second_reading(path: Path) -> dict[str, dict[int, int]]:
    """Whole years of a zip's CSV, added up line by line by other code than the loader's."""
    with ZipFile(path) as archive:
        text = archive.read("family_orders.csv").decode()
    lines = list(csv.DictReader(text.splitlines()))
    last = max(int(line["year"]) for line in lines)
    found: dict[str, Counter[int]] = {"orders_made": Counter(), "orders_applied_for": Counter()}
    for line in lines:
        name = line["type"].lower().replace(" ", "_")
        if name in found and int(line["year"]) < last:
            found[name][int(line["year"])] += int(line["total"])
    return {name: dict(years) for name, years in found.items()}


def test_the_demonstration_writes_such_a_csv(tmp_path: Path) -> None:
    written = write_neighbours(tmp_path)
    (path,) = [one for one in written if one.stem == "family_orders"]
    built = read(path)
    assert built.demonstration
    assert built.problems.errors == ()
    years = {year for _, year in orders(built)}
    assert years == set(range(FIRST_YEAR, LAST_YEAR + 1))
    assert [one.code for one in built.problems.remarks] == ["QUARTER_MISSING"]
    assert built.coverage[0].totals == second_reading(path)


def test_a_row_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    problem = only_error(write(tmp_path / "c.csv", [*csv_year(), csv_row(total=11)]))
    assert (problem.code, problem.line) == ("ROW_REPEATED", 18)
    rows = table_rows()
    problem = only_error(table(tmp_path / "t.ods", [*rows, rows[3]]))
    assert (problem.code, problem.line) == ("ROW_REPEATED", FIRST + len(rows))


def test_a_row_that_is_too_wide_is_an_error(tmp_path: Path) -> None:
    problem = only_error(table(tmp_path / "t.ods", [*table_rows(), [*["2018"] * 13]]))
    assert (problem.code, problem.expected) == ("ROW_WIDTH", "12 cells")


@pytest.mark.parametrize(
    ("old", "new"),
    [("exparte_or_on_notice", "notice_type"), ("total", "count"), ("power_of_arrest", "poa")],
)
def test_a_changed_header_of_the_csv_is_named(tmp_path: Path, old: str, new: str) -> None:
    (path := tmp_path / "c.csv").write_text(text_of(csv_year()).replace(old, new))
    errors = read(path).problems.errors
    assert {(one.code, one.column) for one in errors} == {
        ("HEADER_CHANGED", old), ("HEADER_CHANGED", new),
    }  # fmt: skip


def test_a_changed_header_of_the_table_is_named(tmp_path: Path) -> None:
    headers = [
        one.replace("Occupation Orders made", "Occupation Orders granted") for one in HEADERS
    ]
    errors = read(table(tmp_path / "t.ods", table_rows(), headers)).problems.errors
    assert {one.column for one in errors} == {
        "Occupation Orders made", "Occupation Orders granted",
    }  # fmt: skip
    twice = [*HEADERS[:-1], "Year"]
    (problem,) = read(table(tmp_path / "u.ods", table_rows(), twice)).problems.errors
    assert (problem.code, problem.column) == ("HEADER_DUPLICATE", "Year")


CELLS = st.text("0123456789QqYyear-.,:()[]rpnote xAllOn\u2013\u00a0", max_size=9)


@settings(max_examples=60, deadline=None)
@given(row=st.integers(0, 14), column=st.integers(0, 11), text=CELLS)
def test_whatever_stands_in_a_cell_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, row: int, column: int, text: str
) -> None:
    path = tmp_path_factory.mktemp("cell") / "t.ods"
    built = read(table(path, list(changed(table_rows(), (row, column), text))))
    made = built.tables.get("family_orders")
    assert built.problems.errors or made is not None
    for problem in built.problems.errors:
        assert problem.file == path.name
        assert problem.line == FIRST + row or problem.code in {
            "SUM_MISMATCH", "QUARTER_MISSING", "ROW_REPEATED", "ORDERS_MISSING", "YEAR_MISSING",
        }  # fmt: skip


def test_headings_over_two_rows_are_refused(tmp_path: Path) -> None:
    upper = ["Year", "Quarter", "Orders applied for", "", "", "Orders made", "", ""]
    lower = ["", "", "Non-Molestation", "Occupation", "Total", "Non-Molestation", "Occupation"]
    path = ods(tmp_path / "t.ods", upper, lower, ["2018", "", "8", "3", "11", "7", "2"], name="T16")
    assert (only_error(path).code, only_error(path).value) == ("HEADER_CHANGED", "T16")


def test_rows_that_are_written_once_and_repeated_count_each_time(tmp_path: Path) -> None:
    row = "<table:table-row{}>{}</table:table-row>"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    blank = row.format(' table:number-rows-repeated="3"', "<table:table-cell/>")
    headers = row.format("", "".join(cell.format(one) for one in HEADERS))
    bad = ["2018", "", "All", *"x23456789"]
    twice = row.format(' table:number-rows-repeated="2"', "".join(cell.format(one) for one in bad))
    sheet = f'<table:table table:name="T">{blank}{headers}{blank}{twice}</table:table>'
    errors = read(ods_of(tmp_path / "t.ods", sheet)).problems.errors
    assert [(one.code, one.line) for one in errors] == [("NUMBER", 8), ("ROW_REPEATED", 9)]
