"""Tiny files of family courts' orders, in the Ministry's two layouts: state only what matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.etl.neighbours.builders import Row, write
from tests.etl.neighbours.spreadsheets import ods

CSV_ROW: Row = {
    "year": "2018",
    "quarter": "1",
    "case_type": "Domestic Violence",
    "type": "Orders made",
    "order_type": "Non-Molestation",
    "exparte_or_on_notice": "Exparte",
    "power_of_arrest": "No POA",
    "total": "10",
}
ORDERS, NOTICES = ("Non-Molestation", "Occupation"), ("Exparte", "On Notice")
HEADERS = (
    "Year", "Quarter", "Application Type [note 58]",
    "Non-Molestation Orders applied for [note 57]", "Occupation Orders applied for [note 57]",
    "Total Orders applied for [note 57]", "Applications made [note 57]",
    "Cases started [note 59]", "Non-Molestation Orders made", "Occupation Orders made",
    "Orders made", "Cases concluding [note 60]",
)  # fmt: skip
TITLE = "Table 16: Applications and orders made for domestic violence remedies, [note 55]"
# Of one quarter: made ex parte, made on notice; and so many applied for.
TableRow = list[str]


def csv_row(**changes: object) -> Row:
    """A row of the CSV."""
    assert set(changes) <= set(CSV_ROW)
    return {**CSV_ROW, **{name: str(value) for name, value in changes.items()}}


def csv_year(
    year: int = 2018, quarters: Sequence[int] = (1, 2, 3, 4), total: int = 10
) -> list[Row]:
    """Quarters of orders made: as many of each kind and notice."""
    return [
        csv_row(year=year, quarter=one, order_type=order, exparte_or_on_notice=notice, total=total)
        for one in quarters
        for order in ORDERS
        for notice in NOTICES
    ]


def table_rows(year: int = 2018, quarters: Sequence[int] = (1, 2, 3, 4)) -> list[TableRow]:
    """A year and its quarters, all notices and each: 7 and 2 of each notice in a quarter."""
    notices = {"All": 2, "Exparte": 1, "On Notice": 1}
    rows = []
    for notice, times in notices.items():
        if len(quarters) == 4:
            rows.append(table_row(year, "", notice, times * 4))
        rows += [table_row(year, f"Q{one}", notice, times) for one in quarters]
    return rows


def table_row(year: int, quarter: str, notice: str, times: int = 1) -> TableRow:
    """One row of the table; 8 and 3 applied for, 7 and 2 made, so many times."""
    applied, made = (8, 3, 11), (7, 2, 9)
    cases = ("20", "18", "17") if notice == "All" else ("[z]", "[z]", "[z]")
    return [
        str(year), quarter, notice, *(str(one * times) for one in applied), *cases[:2],
        *(str(one * times) for one in made), cases[2],
    ]  # fmt: skip


def table(path: Path, rows: Sequence[TableRow], headers: Sequence[str] = HEADERS) -> Path:
    """The sheet as the Ministry's accessible tables have it: title and remarks above, then rows."""
    above = [[TITLE], ["This worksheet contains one table."], [], ["Source: HMCTS FamilyMan"]]
    return ods(path, *above, list(headers), *rows, name="Table_16")


def changed(rows: Sequence[TableRow], at: tuple[int, int], text: str) -> Iterator[TableRow]:
    """Rows with one cell changed; the place counts rows under the headers, and columns, from 0."""
    for place, row in enumerate(rows):
        yield [*row[: at[1]], text, *row[at[1] + 1 :]] if place == at[0] else row


def csv_file(path: Path, rows: Sequence[Row]) -> Path:
    """The CSV by itself."""
    return write(path, rows)
