"""What the API says of itself: complete, true of the registries, and its examples run."""

import csv
import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

import api
from api.dictionary import PARTS
from api.examples import EXAMPLES, Example
from api.rows import MEANINGS
from outcomes.measures import MEASURES
from outcomes.neighbour_measures import AROUND_MEASURES
from outcomes.neighbour_tables import NEIGHBOUR_TABLES
from outcomes.schema import TABLES
from outcomes.selection import PARAMETERS
from outcomes.store import open_store


def test_every_column_and_measure_is_in_the_dictionary(client: FlaskClient) -> None:
    listed: Any = client.get("/api/v1/dictionary.json").json
    found = {(one["part"], one["name"]) for one in listed["entries"]}
    assert {("measure", name) for name in (*MEASURES, *AROUND_MEASURES)} <= found
    for table, columns in {**TABLES, **NEIGHBOUR_TABLES}.items():
        assert {(table, column.name) for column in columns} <= found
    query = "measure=custody_rate&area=west-midlands,kent&by=year,area,sex,age_range,court"
    text = client.get(f"/api/v1/observations.csv?{query}").data.decode("utf-8-sig")
    assert set(text.splitlines()[0].split(",")) <= set(MEANINGS)
    assert all(one["meaning"] for one in listed["entries"])


def test_the_dictionary_is_the_same_as_page_csv_and_json(client: FlaskClient) -> None:
    listed: Any = client.get("/api/v1/dictionary.json").json
    text = client.get("/api/v1/dictionary.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    page = client.get("/api/v1/dictionary").text
    assert [row["name"] for row in rows] == [one["name"] for one in listed["entries"]]
    assert all(f"<code>{row['name']}</code>" in page for row in rows)
    assert page.count("<tr>") == len(rows) + len(PARTS)


def test_the_description_has_every_address(client: FlaskClient) -> None:
    described: Any = client.get("/api/v1/openapi.json").json
    pages = {
        "/api/v1/docs",
        "/api/v1/openapi.json",
        "/api/v1/dictionary",
        "/verify",
        "/verify/{code}",
        "/areas/{area}/story",
        "/embed/{view}",
        "/fact-check",
        "/my-patch",
        "/rows",
        "/charts/{view}.{suffix}",
    }
    bulk = "/api/v1/editions/{edition}/{table}."
    rows = [f"/api/v1/{one}." for one in ("observations", "recorded-crime", "residents", "orders")]
    pages |= {f"{bulk}{{suffix}}", *(f"{path}{{suffix}}" for path in rows)}
    formats = {path for path in described["paths"] if path.startswith(tuple(rows))}
    tables = {f"{bulk}parquet", f"{bulk}csv", "/charts/{view}.svg", "/charts/{view}.png"}
    answered = {path.replace("<", "{").replace(">", "}") for path, _ in (*api.ROUTES, *api.POSTED)}
    assert answered - pages == set(described["paths"]) - formats - tables
    assert tables <= set(described["paths"])
    suffixes = ("json", "csv", "xlsx", "ods", "parquet")
    assert formats == {f"{path}{one}" for path in rows for one in suffixes}
    assert set(PARAMETERS) <= set(described["components"]["parameters"])


def test_the_page_shows_every_address_parameter_and_example(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs").text
    described: Any = client.get("/api/v1/openapi.json").json
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page
    for name in PARAMETERS:
        assert f"<code>{name}</code>" in page
    for example in EXAMPLES:
        assert f"<h3>{example.name}</h3>" in page


@pytest.fixture(scope="module")
def address(tiny: Path) -> Iterator[str]:
    """The API, served at a free port of this machine."""
    server = Flask("served")
    api.register(server, open_store(tiny))
    served = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_example_runs_and_gives_the_figures(example: Example, address: str) -> None:
    program = sys.executable if example.command == "python" else shutil.which(example.command)
    if program is None or (example.name == "curl" and shutil.which("curl") is None):
        pytest.skip(f"{example.name} is not installed")
    flag = "-e" if example.command == "Rscript" else "-c"
    done = subprocess.run(
        [program, flag, example.at(address)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for figure in ("2018", "1000", "2019", "1032"):
        assert figure in done.stdout
