"""One figure is one figure: in the sentence, the chart, the table, every file, and the API."""

import csv
import io
import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from outcomes.areas import ENGLAND_AND_WALES, areas, police_force_areas

PLACES = (ENGLAND_AND_WALES, *(area.slug for area in police_force_areas()))
SOME = PLACES[::7]
OFFENCE = "offence=breach-of-protective-order"
FEWER = "fewer than 5"

Cells = list[list[str]]


def plain(html: str) -> str:
    """The words of some HTML."""
    return unescape(re.sub(r"<[^>]+>", " ", html)).strip()


def tables_of(document: str) -> list[Cells]:
    """Every table of a page, as text, the header row first; signs such as [p] are left out."""
    found = []
    for table in re.findall(r"<table>.*?</table>", document, re.DOTALL):
        rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")]
        texts = [[re.sub(r" \[\w\]$", "", plain(cell)) for cell in row] for row in rows if row]
        found.append(texts)
    return found


def links_of(document: str, suffix: str) -> list[str]:
    """The page's downloads of rows in one format, one a chart."""
    pattern = rf'href="(/api/v1/observations\.{suffix}\?[^"]+)"'
    addresses = [unescape(one) for one in re.findall(pattern, document)]
    return [one for one in addresses if "heading=yes" not in one]


def finding_of(document: str) -> str:
    """The page's sentence."""
    found = re.search(r'<h2 class="finding">(.*?)</h2>', document)
    assert found is not None
    return plain(found[1])


def percent(row: dict[str, Any]) -> str:
    """A ratio as readers are to see it, worked out apart from the code under test."""
    whole = Decimal(100 * row["numerator"]) / Decimal(row["denominator"])
    rounded = whole.quantize(Decimal(1), ROUND_HALF_UP)
    return "under 0.5%" if rounded == 0 < whole else f"{rounded}%"


def page_of(client: Any, path: str, place: str) -> str:
    """The document of a page about one area."""
    document: str = client.get(f"{path}?{OFFENCE}&area={place}").get_data(as_text=True)
    return document


@pytest.mark.parametrize("place", PLACES)
def test_prosecutions_are_the_same_everywhere(client: Any, place: str) -> None:
    document = page_of(client, "/prosecutions", place)
    [address] = links_of(document, "json")
    rows = client.get(address).json["rows"]
    shown = dict(tables_of(document)[0][1:])
    assert shown == {str(row["year"]): f"{row['value']:,}" for row in rows}
    last = shown[max(shown)]
    assert (
        re.search(rf"(?<![\d,]){last}(?![\d,])", finding_of(document))
        or int(rows[-1]["value"]) < 10
    )
    still = client.get(f"/charts/prosecutions.svg?{OFFENCE}&area={place}").text
    assert f">{last}<" in still
    story = client.get(f"/api/v1/story?{OFFENCE}&area={place}&year={max(shown)}").json
    figures = [one for claim in story["claims"] for one in claim["figures"]]
    counted = {
        str(one["rows"]["keys"][0]["year"]): one["text"]
        for one in figures
        if one["kind"] == "count" and not one["grouped"] and counts_everybody(one["rows"], place)
    }
    assert counted[max(shown)] == last
    assert counted.items() <= shown.items()


def counts_everybody(rows: dict[str, Any], place: str) -> bool:
    """Whether a story's number counts everybody prosecuted in one year in the place."""
    query = rows["query"]
    whole = query["area"] == place and query["measure"] == "prosecutions"
    return whole and query["by"] == "year" and not {"sex", "age"} & query.keys()


@pytest.mark.parametrize("place", PLACES)
def test_conviction_ratios_are_the_same_everywhere(client: Any, place: str) -> None:
    document = page_of(client, "/convictions", place)
    address = links_of(document, "json")[0]
    rows = client.get(address).json["rows"]
    table = tables_of(document)[0]
    ratio = table[0].index("Conviction ratio")
    shown = {row[0]: row[ratio] for row in table[1:]}
    assert shown == {str(row["year"]): percent(row) for row in rows}
    last = max(rows, key=lambda row: row["year"])
    # Too few cases for a percentage: the sentence has the two counts instead.
    few = [f"{last['numerator']:,} conviction", f"{last['denominator']:,} prosecution"]
    finding = finding_of(document)
    assert shown[max(shown)] in finding or all(one in finding for one in few)
    still = client.get(f"/charts/convictions.svg?{OFFENCE}&area={place}").text
    assert shown[max(shown)] in plain(still)


@pytest.mark.parametrize("place", SOME)
@pytest.mark.parametrize("path", ["/prosecutions", "/convictions", "/sentencing", "/people"])
def test_every_file_has_the_values_of_the_api(client: Any, path: str, place: str) -> None:
    document = page_of(client, path, place)
    for found in zip(*(links_of(document, one) for one in SUFFIXES), strict=True):
        told, *files = (client.get(address) for address in found)
        values = [row["value"] for row in told.json["rows"]]
        assert values, found
        for address, answer in zip(found[1:], files, strict=True):
            assert READERS[address.split("?")[0].split(".")[-1]](answer.data) == pytest.approx(
                [value for value in values if value is not None], rel=1e-12
            ), address


def csv_values(content: bytes) -> list[float]:
    """The values of a CSV file that has any."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [float(row["value"]) for row in rows if row["value"]]


def parquet_values(content: bytes) -> list[float]:
    """The values of a Parquet file."""
    listed = pq.read_table(io.BytesIO(content)).column("value").to_pylist()
    return [value for value in listed if value is not None]


def xlsx_values(content: bytes) -> list[float]:
    """The values of a spreadsheet: its column with the measure's unit."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Data"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if "Source" in row)
    column = next(i for i, name in enumerate(rows[start]) if re.search(r" \(.+\)$", str(name)))
    return [row[column] for row in rows[start + 1 :] if isinstance(row[column], int | float)]


SUFFIXES = ("json", "csv", "parquet", "xlsx")
READERS = {"csv": csv_values, "parquet": parquet_values, "xlsx": xlsx_values}


@pytest.mark.parametrize("place", SOME)
def test_sentences_given_are_the_same_in_table_and_rows(client: Any, place: str) -> None:
    document = page_of(client, "/sentencing", place)
    rows = client.get(links_of(document, "json")[0]).json["rows"]
    header, *body = tables_of(document)[0]
    shown = {
        (row[0], name.lower()): cell
        for row in body
        for name, cell in zip(header[1:], row[1:], strict=True)
    }
    given = {(str(row["year"]), row["sentence_outcome"]): f"{row['value']:,}" for row in rows}
    assert given
    assert given.items() <= shown.items()
    assert {cell for key, cell in shown.items() if key not in given} <= {"0"}


@pytest.mark.parametrize("place", SOME)
def test_people_are_the_same_and_few_are_grouped(client: Any, place: str) -> None:
    document = page_of(client, "/people", place)
    rows = client.get(links_of(document, "json")[0]).json["rows"]
    header, *body = tables_of(document)[0]
    names = [name.lower() for name in header]
    shown = {(row[0], name): cell for row in body for name, cell in zip(names, row, strict=True)}
    for row in rows:
        written = (
            FEWER if 0 < row["value"] < 5 and place != ENGLAND_AND_WALES else f"{row['value']:,}"
        )
        age = row["age_range"].replace("-", " to ")
        cell = shown.get((age, row["sex"]))
        assert cell in {written, FEWER} or (cell is None and not row["value"]), row


def test_all_areas_are_the_same_in_table_map_and_rows(client: Any) -> None:
    document = client.get(f"/areas?{OFFENCE}").get_data(as_text=True)
    rows = client.get(links_of(document, "json")[0]).json["rows"]
    shown = dict(row[:2] for row in tables_of(document)[0][1:])
    assert shown == {row["area"]: f"{row['value']:,}" for row in rows}
    drawn = plain(client.get(f"/charts/areas.svg?{OFFENCE}").text)
    for row in rows:
        assert f" {row['value']:,} " in f" {drawn} ", row["area"]
    assert len(rows) == len(areas()) - 4
