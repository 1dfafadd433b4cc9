"""XLSX, ODS and Parquet: the same figures, accessible, and no label that could run."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from api.csv_files import FORMULA_STARTS
from api.provenance import DEMONSTRATION, DEMONSTRATION_COLUMN
from tests.builders import make_edition
from tests.payloads import PAYLOADS

QUERIES = (
    "measure=prosecutions&area=west-midlands",
    "measure=conviction_ratio&area=west-midlands,kent&offence=breach-of-protective-order",
    "measure=sentenced&area=west-midlands&by=sentence_outcome,custodial_length",
    "measure=acsl_months&area=west-midlands",
    "measure=custody_rate&area=west-midlands&sex=male",
    "offence=murder&area=surrey",
    "area=kent&limit=3&offset=100",
)
ENGINES = {"xlsx": "openpyxl", "ods": "odf"}
SPREADSHEETS = tuple(ENGINES)
NAMES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def get_file(client: FlaskClient, query: str, suffix: str) -> bytes:
    response = client.get(f"/api/v1/observations.{suffix}?{query}")
    assert response.status_code == 200, response.text
    assert response.headers["Content-Disposition"].endswith(f'.{suffix}"')
    return response.data


def sheets_of(content: bytes, suffix: str) -> dict[str, list[list[Any]]]:
    """The cells of every sheet; trailing cells that are not there are left out."""
    engine: Any = ENGINES[suffix]
    frames = pd.read_excel(io.BytesIO(content), sheet_name=None, header=None, engine=engine)
    return {
        str(name): [
            [cell for cell in row if not pd.isna(cell)] for row in frame.to_numpy().tolist()
        ]
        for name, frame in frames.items()
    }


def data_of(content: bytes, suffix: str) -> list[dict[str, Any]]:
    """The rows of the data sheet under its header row."""
    rows = sheets_of(content, suffix)["Data"]
    header = next(place for place, row in enumerate(rows) if len(row) > 1)
    return [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :]]


@pytest.mark.parametrize("suffix", SPREADSHEETS)
@pytest.mark.parametrize("query", QUERIES)
def test_the_figures_are_those_of_the_json(client: FlaskClient, query: str, suffix: str) -> None:
    expected: Any = client.get(f"/api/v1/observations.json?{query}").json
    rows = data_of(get_file(client, query, suffix), suffix)
    assert len(rows) == len(expected["rows"])
    for row, other in zip(rows, expected["rows"], strict=True):
        (value,) = [cell for name, cell in row.items() if name.endswith(")")]
        if other["value"] is None:
            assert value == ("[z]" if other["status"] == "not applicable" else "[x]")
        else:
            assert value == pytest.approx(other["value"], abs=1e-12)
        assert row["Area"] == other["area"]
        assert row["Status"] == other["status"]
        assert all(cell != "" for cell in row.values())


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_cover_contents_and_notes_say_what_it_is(client: FlaskClient, suffix: str) -> None:
    query = QUERIES[1]
    sheets = sheets_of(get_file(client, query, suffix), suffix)
    assert list(sheets) == ["Cover", "Contents", "Notes", "Data"]
    cover = "\n".join(str(cell) for row in sheets["Cover"] for cell in row)
    body: Any = client.get(f"/api/v1/observations.json?{query}").json
    for expected in (
        body["title"], body["edition"], body["receipt"], body["sources"][0]["title"],
        "Open Government Licence", "Rows: 4 of 4", "SHA-256 of the rows",
    ):  # fmt: skip
        assert expected in cover
    assert [row[0] for row in sheets["Contents"][-2:]] == ["Notes", "Data"]
    assert any("ratio, not a rate" in str(row[-1]) for row in sheets["Notes"])


def test_xlsx_is_accessible_as_the_rules_say(client: FlaskClient) -> None:
    for query in QUERIES:
        book = openpyxl.load_workbook(io.BytesIO(get_file(client, query, "xlsx")))
        for sheet in book:
            assert sheet["A1"].value, "a title in the first cell"
            assert not sheet.merged_cells.ranges
            assert sheet.freeze_panes is None
            assert sheet.sheet_state == "visible"
            hidden = [*sheet.column_dimensions.values(), *sheet.row_dimensions.values()]
            assert not any(one.hidden for one in hidden)
            # A table of no rows would have a blank one: its sheet has the header alone.
            empty = sheet.title == "Data" and "offset=100" in query
            assert len(sheet.tables) == (sheet.title != "Cover" and not empty)
            assert not empty or "there are none" in " ".join(str(row[0].value) for row in sheet)
            for table in sheet.tables.values():
                assert table.headerRowCount == 1
                assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row)
        assert {cell.data_type for sheet in book for row in sheet.rows for cell in row} <= {
            "s",
            "n",
        }


def test_document_properties_state_title_and_language(client: FlaskClient) -> None:
    title = client.get(f"/api/v1/observations.json?{QUERIES[0]}").json["title"]  # type: ignore[index]
    with zipfile.ZipFile(io.BytesIO(get_file(client, QUERIES[0], "xlsx"))) as xlsx:
        core = ET.fromstring(xlsx.read("docProps/core.xml"))
    assert core.findtext(f"{DUBLIN}title") == title
    assert core.findtext(f"{DUBLIN}language") == "en-GB"
    with zipfile.ZipFile(io.BytesIO(get_file(client, QUERIES[0], "ods"))) as ods:
        meta = ET.fromstring(ods.read("meta.xml"))
        styles = ods.read("styles.xml").decode()
        assert ods.infolist()[0].filename == "mimetype"
        assert ods.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert next(meta.iter(f"{DUBLIN}title")).text == title
    assert next(meta.iter(f"{DUBLIN}language")).text == "en-GB"
    assert 'fo:language="en" fo:country="GB"' in styles


def test_ods_marks_its_tables_and_has_no_merged_cells_or_formulas(client: FlaskClient) -> None:
    for query in QUERIES:
        with zipfile.ZipFile(io.BytesIO(get_file(client, query, "ods"))) as file:
            content = ET.fromstring(file.read("content.xml"))
        ranges = list(content.iter(f"{ODF_TABLE}database-range"))
        assert {one.get(f"{ODF_TABLE}contains-header") for one in ranges} == {"true"}
        assert len(ranges) == len(list(content.iter(f"{ODF_TABLE}table-header-rows"))) == 3
        cells = list(content.iter(f"{ODF_TABLE}table-cell"))
        odd = ("formula", "number-columns-spanned", "number-rows-spanned")
        assert not [one for one in cells for name in odd if one.get(ODF_TABLE + name)]
        assert all(one.get(f"{ODF_OFFICE}value-type") for one in cells)


def test_the_same_figures_make_the_same_bytes(client: FlaskClient) -> None:
    for suffix in (*SPREADSHEETS, "parquet", "csv"):
        assert get_file(client, QUERIES[0], suffix) == get_file(client, QUERIES[0], suffix)


@pytest.mark.parametrize("query", QUERIES)
def test_parquet_has_the_rows_and_says_what_they_are(client: FlaskClient, query: str) -> None:
    table = pq.read_table(io.BytesIO(get_file(client, query, "parquet")))
    expected: Any = client.get(f"/api/v1/observations.json?{query}").json
    assert table.num_rows == len(expected["rows"])
    for row, other in zip(table.to_pylist(), expected["rows"], strict=True):
        assert {name: row[name] for name in other} == other
    facts = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert facts["outcomes:Title"] == expected["title"]
    assert expected["receipt"] in facts["outcomes:Receipt"]


@pytest.mark.parametrize("suffix", [*SPREADSHEETS, "parquet"])
def test_demonstration_data_say_so_first(tmp_path: Path, make_client: Any, suffix: str) -> None:
    make_edition(tmp_path, [{"prosecutions": 10}], demonstration=True)
    content = get_file(make_client(tmp_path), "area=west-midlands", suffix)
    if suffix == "parquet":
        assert pq.read_table(io.BytesIO(content)).column_names[0] == DEMONSTRATION_COLUMN
        return
    sheets = sheets_of(content, suffix)
    assert str(sheets["Cover"][0][0]).startswith(DEMONSTRATION)
    assert all(sheets[name][1] == [DEMONSTRATION] for name in ("Contents", "Notes", "Data"))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition whose sources have titles that a careless file would run."""
    data_dir = tmp_path_factory.mktemp("planted")
    years = range(2000, 2000 + len(PAYLOADS))
    rows = [{"year": year, "source": f"{year}-g-00000000", "prosecutions": 1} for year in years]
    titles = {
        f"{year}-g-00000000": {"title": payload}
        for year, payload in zip(years, PAYLOADS, strict=True)
    }
    make_edition(data_dir, rows, sources=titles)
    return data_dir


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_no_planted_label_becomes_a_formula(planted: Path, make_client: Any, suffix: str) -> None:
    content = get_file(make_client(planted), "area=west-midlands", suffix)
    rows = data_of(content, suffix)
    assert len(rows) == len(PAYLOADS) >= 30
    for row in rows:
        assert not str(row["Source"]).startswith(FORMULA_STARTS)
    if suffix == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        kinds = {cell.data_type for sheet in book for line in sheet.rows for cell in line}
        assert "f" not in kinds
        assert not [cell for sheet in book for line in sheet.rows for cell in line
                    if cell.hyperlink and cell.hyperlink.target]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [*SPREADSHEETS, "csv"])
def test_libreoffice_opens_it_and_runs_nothing(
    planted: Path, make_client: Any, tmp_path: Path, suffix: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
    before = tmp_path / f"planted.{suffix}"
    before.write_bytes(get_file(make_client(planted), "area=west-midlands", suffix))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    into = ["--convert-to", "fods", "--outdir", str(tmp_path), str(before)]
    done = subprocess.run(
        [office, profile, "--headless", *into], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read = ET.parse(tmp_path / "planted.fods").getroot()
    cells = list(read.iter(f"{ODF_TABLE}table-cell"))
    assert not [cell for cell in cells if cell.get(f"{ODF_TABLE}formula")]
    texts = ["".join(cell.itertext()) for cell in cells]
    assert sum("'=" in text for text in texts) >= 15
    values = [cell.get(f"{ODF_OFFICE}value") for cell in cells]
    assert values.count("2000") == 1
