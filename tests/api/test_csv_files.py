"""CSV: what spreadsheets and programs need, and no cell that a spreadsheet would run."""

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.csv_files import csv_text, guarded
from api.provenance import DEMONSTRATION, DEMONSTRATION_COLUMN
from tests.builders import make_edition
from tests.payloads import PAYLOADS

CSV = "/api/v1/observations.csv"
QUERY = "measure=conviction_ratio&area=west-midlands,kent"


def test_it_has_a_byte_order_mark_and_crlf(client: FlaskClient) -> None:
    response = client.get(f"{CSV}?{QUERY}")
    assert response.mimetype == "text/csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    text = response.data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_the_plain_rows_are_those_of_the_json(client: FlaskClient) -> None:
    body = client.get(f"/api/v1/observations.json?{QUERY}").json
    text = client.get(f"{CSV}?{QUERY}").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(body["rows"])
    for row, expected in zip(rows, body["rows"], strict=True):
        for name, value in expected.items():
            shown = "" if value is None else str(value).lower() if value in (True, False) else value
            assert row[name] == str(shown)
        assert (row["edition"], row["receipt"]) == (body["edition"], body["receipt"])


def test_pandas_reads_the_plain_file_without_being_told_anything(client: FlaskClient) -> None:
    frame = pd.read_csv(io.BytesIO(client.get(f"{CSV}?{QUERY}").data))
    assert frame.columns[0] == "measure"
    assert frame["year"].tolist() == [2018, 2019, 2018, 2019]
    assert frame["denominator"].tolist() == [1000, 1032, 0, 3]
    assert frame["value"].isna().tolist() == [False, False, True, False]


def test_the_heading_says_what_where_unit_source_edition_licence_and_notes(
    client: FlaskClient,
) -> None:
    text = client.get(f"{CSV}?{QUERY}&heading=yes").data.decode("utf-8-sig")
    above, _, below = text.partition("\r\n\r\n")
    facts = dict(row for row in csv.reader(io.StringIO(above, newline="")))
    plain = client.get(f"{CSV}?{QUERY}")
    assert facts["Title"].startswith("Conviction ratio, all offences, West Midlands and Kent")
    assert facts["Unit"] == "ratio, calendar year"
    assert facts["Source"] == "Ministry of Justice: Outcomes by offence 2019"
    assert client.get("/health").json["edition"] in facts["Edition"]
    assert "Open Government Licence" in facts["Licence"]
    assert facts["Rows"] == "4 of 4"
    assert facts["SHA-256 of the rows as plain CSV"] == hashlib.sha256(plain.data).hexdigest()
    assert "ratio, not a rate" in facts["Note 2"]
    assert below == plain.data.decode("utf-8-sig")


def test_an_empty_selection_still_has_rows_and_header(client: FlaskClient) -> None:
    text = client.get(f"{CSV}?offence=murder").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["year"], row["value"], row["status"]) for row in rows] == [
        ("2018", "", "not published"),
        ("2019", "", "not published"),
    ]


def test_the_first_line_of_demonstration_data_says_so(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 10}], demonstration=True)
    client = make_client(tmp_path)
    plain = client.get(f"{CSV}?area=west-midlands").data.decode("utf-8-sig")
    assert plain.splitlines()[0].startswith(DEMONSTRATION_COLUMN)
    assert all(line.startswith("true,") for line in plain.splitlines()[1:])
    headed = client.get(f"{CSV}?area=west-midlands&heading=yes").data.decode("utf-8-sig")
    assert DEMONSTRATION in headed.splitlines()[0]
    assert "Ministry of Justice" not in headed


def test_official_data_has_no_such_column(client: FlaskClient) -> None:
    assert b"demonstration_data" not in client.get(f"{CSV}?{QUERY}").data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_begins_like_a_formula(payload: str) -> None:
    text = csv_text([payload], [(payload,)])
    for (cell,) in csv.reader(io.StringIO(text, newline="")):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))
        assert cell.endswith(payload[1:])


def test_numbers_are_left_alone() -> None:
    assert [guarded(cell) for cell in (-3, -0.5, 0, 1005, True, None)] == [
        -3, -0.5, 0, 1005, "true", "",
    ]  # fmt: skip


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3)))
def test_any_text_comes_back_as_it_was_but_for_the_guard(rows: list[list[str]]) -> None:
    text = csv_text(["a", "b", "c"], [tuple(row) for row in rows])
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:] == [[guarded(cell) for cell in row] for row in rows]
