"""Whole tables: the published bytes, or the same rows as CSV, made part by part."""

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from api.provenance import DEMONSTRATION_COLUMN
from outcomes.schema import TABLES
from tests.builders import make_edition
from tests.payloads import PAYLOADS


def address(client: FlaskClient, file: str) -> str:
    body: Any = client.get("/health").json
    return f"/api/v1/editions/{body['edition']}/{file}"


@pytest.mark.parametrize("table", list(TABLES))
def test_parquet_is_the_published_file(client: FlaskClient, tiny: Path, table: str) -> None:
    response = client.get(address(client, f"{table}.parquet"))
    (path,) = tiny.glob(f"editions/*/{table}.parquet")
    assert response.data == path.read_bytes()
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(response.data).hexdigest()
    assert response.headers["Content-Length"] == str(len(response.data))


@pytest.mark.parametrize("table", list(TABLES))
def test_csv_has_the_same_rows(
    client: FlaskClient, tiny: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.bulk.PART_ROWS", 2)
    response = client.get(address(client, f"{table}.csv"))
    (path,) = tiny.glob(f"editions/*/{table}.parquet")
    expected = pq.read_table(path).to_pandas()
    read = pd.read_csv(io.BytesIO(response.data), dtype={"offence_code": str})
    assert list(read.columns) == [column.name for column in TABLES[table]]
    assert len(read) == len(expected) == int(response.headers["X-Rows"])
    for name in read.columns:
        ours = [None if pd.isna(cell) else cell for cell in read[name]]
        theirs = [None if pd.isna(cell) else cell for cell in expected[name]]
        assert ours == theirs
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.data.count(b"\r\n") == len(expected) + 1


def test_demonstration_data_say_so_in_the_first_line(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}], demonstration=True)
    client = make_client(tmp_path)
    response = client.get(address(client, "proceedings.csv"))
    assert DEMONSTRATION_COLUMN in response.data.decode("utf-8-sig").splitlines()[0]
    assert 'filename="demonstration-' in response.headers["Content-Disposition"]


def test_no_label_becomes_a_formula(tmp_path: Path, make_client: Any) -> None:
    rows = [
        {"source": f"2019-g-{place:08}", "court_coverage": payload, "prosecutions": 1}
        for place, payload in enumerate(PAYLOADS)
    ]
    make_edition(tmp_path, rows)
    client = make_client(tmp_path)
    text = client.get(address(client, "proceedings.csv")).data.decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(read) == len(PAYLOADS)
    assert all(row["court_coverage"].startswith("'") for row in read)


@pytest.mark.parametrize(
    "path", ["none/proceedings.csv", "../../x.csv", "EDITION/proceedings.xlsx", "EDITION/plea.csv"]
)
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    here = address(client, "x").removesuffix("/x")
    response = client.get(f"/api/v1/editions/{path}".replace("/api/v1/editions/EDITION", here))
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
