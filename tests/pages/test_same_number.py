"""One figure is one figure: in the sentence, the chart, the table, every file, and the API.

Every page with charts, for England and Wales and each of the 43 areas, on the demonstration
edition. The API's JSON is compared with all the others; how a number is to be written is worked
out here, apart from the code under test.
"""

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

FORCES = tuple(area.slug for area in police_force_areas())
PLACES = (ENGLAND_AND_WALES, *FORCES)
SOME = PLACES[::7]
OFFENCE = "offence=breach-of-protective-order"
FEWER, NOT_SHOWN = "fewer than 5", "not shown"

# Each page with charts, and the view of each of its sections, in the order of its downloads.
PAGES = {
    "/": ("overview",),
    "/prosecutions": ("prosecutions",),
    "/prosecutions?show=rate": ("prosecutions",),
    "/convictions": ("convictions",),
    "/sentencing": ("sentencing", "sentencing-custody", "sentencing-lengths", "sentencing-average"),
    "/people": ("people",),
    "/areas/": ("area", "area-ratio", "area-mix", "area-people"),
    "/recorded-crime": ("recorded-crime", "recorded-crime-years", "recorded-crime-areas"),
}
HEADS = {
    "prosecutions": "Prosecutions",
    "convictions": "Convictions",
    "conviction_ratio": "Conviction ratio",
    "custody_rate": "Custody rate",
    "acsl_months": "Average custodial sentence length (months)",
    "prosecutions_per_100000": "Prosecutions per 100,000 residents",
}
# The heading of the values in a spreadsheet: it names the unit.
VALUE_HEAD = re.compile(r" \(.+\)$| residents$|^(Crimes|Outcomes) ")
# Words of the outcomes that the chart of sentences draws each for itself.
DRAWN = ("immediate custody", "suspended sentence", "community sentence", "fine")

Cells = list[list[str]]
Row = dict[str, Any]


def plain(html: str) -> str:
    """The words of some HTML."""
    return unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").strip()


def tables_of(document: str) -> list[Cells]:
    """Every table of a page, as text, the header row first; signs such as [p] are left out."""
    found = []
    for table in re.findall(r"<table>.*?</table>", document, re.DOTALL):
        rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")]
        texts = [[re.sub(r" \[\w\]$", "", plain(cell)) for cell in row] for row in rows if row]
        found.append(texts)
    return found


def column_of(tables: list[Cells], first: str, head: str) -> dict[str, str]:
    """A column of the first table that has it, by the table's first column."""
    for header, *body in tables:
        if header[0] == first and head in header:
            return {row[0]: row[header.index(head)] for row in body}
    raise AssertionError(f"no table has {head!r} beside {first!r}")


def links_of(document: str, suffix: str) -> list[str]:
    """The page's downloads of rows in one format, in the order of its charts."""
    pattern = rf'href="(/api/v1/[a-z-]+\.{suffix}\?[^"]+)"'
    addresses = [unescape(one) for one in re.findall(pattern, document)]
    return [one for one in addresses if "heading=yes" not in one]


def finding_of(document: str) -> str:
    """The page's sentence."""
    found = re.search(r'<h2 class="finding">(.*?)</h2>', document)
    assert found is not None
    return plain(found[1])


def rounded(top: float, bottom: int, places: str) -> Decimal:
    """A division rounded half away from zero."""
    return (Decimal(str(top)) / Decimal(bottom)).quantize(Decimal(places), ROUND_HALF_UP)


def percent(top: int, bottom: int) -> str:
    """A share as tables write it."""
    whole = rounded(100 * top, bottom, "1")
    return "[low]" if whole == 0 < top else f"{whole}%"


def written(row: Row, unit: str) -> str:
    """A row's value as readers are to see it, from the two sums where there are two."""
    if row["status"] != "published":
        return {"not applicable": "[z]", "not meaningful": "[m]"}.get(row["status"], "[x]")
    if unit in ("ratio", "share"):
        return percent(row["numerator"], row["denominator"])
    if unit == "per 100,000 residents":
        return f"{rounded(100_000 * row['numerator'], row['denominator'], '0.1'):,}"
    if unit == "months":
        return f"{rounded(row['numerator'], row['denominator'], '0.1'):,}"
    return f"{row['value']:,}"


def page_of(client: Any, path: str, place: str) -> str:
    """The document of a page about one area."""
    own, _, query = path.partition("?")
    address = f"{own}{place}" if own == "/areas/" else own
    more = f"&{query}" if query else ""
    document: str = client.get(f"{address}?{OFFENCE}&area={place}{more}").get_data(as_text=True)
    return document


def points_of(app: Any, path: str, place: str) -> list[tuple[Any, Any, Any]]:
    """What the charts of a page draw: the name, x and y of every mark."""
    from ui.views import find_view  # noqa: PLC0415 (the pages bind themselves with the app)

    given = {"area": [place], "offence": [OFFENCE.partition("=")[2]]}
    if "show=rate" in path:
        given["show"] = ["rate"]
    marks = []
    with app.server.test_request_context("/"):
        for name in PAGES[path]:
            view = find_view(name, given)
            assert view is not None
            for trace in view.section.chart.wide["data"]:
                pairs = zip(trace.get("x") or (), trace.get("y") or (), strict=False)
                marks += [(trace.get("name"), x, y) for x, y in pairs]
    return marks


def near(drawn: Any, value: float) -> bool:
    """Whether a mark is drawn at a value."""
    return isinstance(drawn, int | float) and abs(drawn - value) <= 1e-9 * max(1, abs(value))


CASES = [
    (path, place)
    for path in PAGES
    for place in PLACES
    if not (path == "/areas/" and place == ENGLAND_AND_WALES)
]


@pytest.mark.parametrize(("path", "place"), CASES)
def test_a_page_its_chart_its_files_and_the_api_say_the_same(
    client: Any, app: Any, path: str, place: str
) -> None:
    document = page_of(client, path, place)
    tables = tables_of(document)
    marks = points_of(app, path, place)
    addresses = [links_of(document, one) for one in ("json", "csv", "parquet")]
    assert addresses[0]
    for told, *files in zip(*addresses, strict=True):
        body = client.get(told).json
        same_in_files(client, body["rows"], files)
        by = body["query"].get("by", "")
        if body["measure"] in HEADS and by == "year":
            same_series(body, tables, marks)
        elif by == "year,sentence_outcome":
            same_sentences(body["rows"], tables, marks)
        elif by == "year,custodial_length":
            same_lengths(body["rows"], tables)
        elif by == "sex,age_range":
            same_people(body["rows"], tables, marks, hidden=place != ENGLAND_AND_WALES)
        else:
            same_recorded(body, tables, marks)


def same_in_files(client: Any, rows: list[Row], files: list[str]) -> None:
    """CSV and Parquet have the values of the JSON, row by row."""
    values = [row["value"] for row in rows]
    text = client.get(files[0]).data.decode("utf-8-sig")
    cells = [row["value"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert cells == ["" if value is None else str(value) for value in values]
    table = pq.read_table(io.BytesIO(client.get(files[1]).data))
    assert table.column("value").to_pylist() == values


def same_series(body: dict[str, Any], tables: list[Cells], marks: list[Any]) -> None:
    """A line by year is what the table says, and every published year is drawn."""
    head = HEADS[body["measure"]]
    # The page of sentences shows all offences beside the chosen ones.
    if body["query"]["offence"] == "all-offences":
        head = "All offences"
    shown = column_of(tables, "Year", head)
    assert shown == {str(row["year"]): written(row, body["unit"]) for row in body["rows"]}
    for row in body["rows"]:
        if row["status"] == "published":
            at_year = [y for _, x, y in marks if near(x, row["year"])]
            assert any(near(y, row["value"]) for y in at_year), row


def same_sentences(rows: list[Row], tables: list[Cells], marks: list[Any]) -> None:
    """Sentences given are the counts of the table, with their shares, and those of the chart."""
    header, *body = next(one for one in tables if "Immediate custody" in one[0])
    shown = {
        (row[0], name.lower()): cell
        for row in body
        for name, cell in zip(header[1:], row[1:], strict=True)
    }
    sums = {row["year"]: 0 for row in rows}
    for row in rows:
        sums[row["year"]] += row["value"]
    given = {
        (str(row["year"]), row["sentence_outcome"]): of_whole(row["value"], sums[row["year"]])
        for row in rows
    } | {(str(year), "all sentenced"): f"{whole:,}" for year, whole in sums.items()}
    assert rows
    assert given.items() <= shown.items()
    assert {cell for key, cell in shown.items() if key not in given} <= {"0"}
    for row in rows:
        if row["sentence_outcome"] in DRAWN:
            whole = sums[row["year"]]
            named = row["sentence_outcome"].capitalize()
            drawn = [y for name, x, y in marks if name == named and near(x, row["year"])]
            assert [near(y, row["value"] / whole) for y in drawn] == [True], row


def of_whole(count: int, whole: int) -> str:
    """A count as the tables of breakdowns write it: with its share, where that says something."""
    if not count or whole < 50:
        return f"{count:,}"
    share = percent(count, whole)
    return f"{count:,} ({'<1%' if share == '[low]' else share})"


def same_lengths(rows: list[Row], tables: list[Cells]) -> None:
    """Lengths of custody in the newest year are the table's."""
    last = max(row["year"] for row in rows)
    given = [row for row in rows if row["custodial_length"] != "not applicable"]
    if not any(row["year"] == last and row["value"] for row in given):
        assert not any(header[0] == "Length of custody" for header, *_ in tables)
        return
    shown = column_of(tables, "Length of custody", "Offenders")
    for row in rows:
        name = row["custodial_length"]
        if row["year"] == last and name != "not applicable":
            cell = shown.get(name[:1].upper() + name[1:])
            assert cell == f"{row['value']:,}" or (cell is None and not row["value"]), row


def same_people(rows: list[Row], tables: list[Cells], marks: list[Any], *, hidden: bool) -> None:
    """People by sex and age are the same where they may be told; few are not."""
    header, *body = next(one for one in tables if "Male" in one[0])
    names = [name.lower() for name in header]
    shown = {(row[0], name): cell for row in body for name, cell in zip(names, row, strict=True)}
    drawn = {abs(x) for name, x, _ in marks if name in ("Male", "Female")}
    assert drawn <= {row["value"] for row in rows} | {0, 2.5}
    for row in rows:
        few = hidden and 0 < row["value"] < 5
        accepted = {FEWER} if few else {f"{row['value']:,}", FEWER, NOT_SHOWN}
        cell = shown.get((row["age_range"].replace("-", " to "), row["sex"]))
        assert cell in accepted or (cell is None and not row["value"]), row
    whole = sum(row["value"] for row in rows)
    assert shown["All ages", "all"] in {f"{whole:,}", FEWER}
    for name in ("sex", "age_range"):
        sums = {str(row[name]): 0 for row in rows}
        for row in rows:
            sums[str(row[name])] += row["value"]
        for word, count in sums.items():
            key = ("All ages", word) if name == "sex" else (word.replace("-", " to "), "all")
            assert shown.get(key, "0") in {of_whole(count, whole), FEWER, NOT_SHOWN}, key
            assert not 0 < count < 5 or not hidden or shown[key] == FEWER, key


def same_recorded(body: dict[str, Any], tables: list[Cells], marks: list[Any]) -> None:
    """Crimes recorded and charges are those of the tables, and of the bars."""
    rows = body["rows"]
    if len({row["year"] for row in rows}) > 1:
        head = {"charges": "Charges in the year"}.get(body["measure"], "Crimes recorded")
        shown = column_of(tables, "Year ending March", head)
        assert shown == {str(row["year"]): f"{row['value']:,}" for row in rows}
        drawn = [(x, y) for _, x, y in marks]
        for row in rows:
            assert any(near(x, row["year"]) and near(y, row["value"]) for x, y in drawn), row
        return
    if len({row["area"] for row in rows}) == 1:
        same_recorded_here(body, tables, marks)
        return
    head = "Charges in the year"
    shown = column_of(tables, "Police force area", head)
    if body["measure"] == "charges":
        assert shown == {row["area"]: f"{row['value']:,}" for row in rows}
        return
    totals = {row["area"]: 0 for row in rows}
    for row in rows:
        totals[row["area"]] += row["value"]
    crimes = column_of(tables, "Police force area", "Crimes recorded")
    assert crimes == {area: f"{number:,}" for area, number in totals.items()}
    drawn = [x for _, x, _ in marks]
    assert all(any(near(x, number) for x in drawn) for number in totals.values())


def same_recorded_here(body: dict[str, Any], tables: list[Cells], marks: list[Any]) -> None:
    """Crimes recorded in one area are those of its ladder, its table and its bars."""
    rows, ladder = body["rows"], column_of(tables, "What happened", "Number")
    whole = sum(row["value"] for row in rows)
    if body["measure"] == "charges":
        assert ladder["Charged or summonsed"] == f"{whole:,}"
        return
    assert ladder["Recorded by the police"] == f"{whole:,}"
    shown = column_of(tables, "Outcome so far", "Crimes")
    for row in rows:
        word = row["outcome"]
        assert shown[word[:1].upper() + word[1:]] == f"{row['value']:,}"
        assert any(near(x, max(0, row["value"]) / whole) for _, x, _ in marks), row


def holds(sentence: str, number: str) -> bool:
    """Whether a sentence has a number, not as a part of a longer one."""
    return re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d,]|\.\d)", sentence) is not None


@pytest.mark.parametrize(("path", "place"), CASES)
def test_the_sentence_has_the_numbers_of_the_api(client: Any, path: str, place: str) -> None:
    document = page_of(client, path, place)
    finding = finding_of(document)
    body = client.get(links_of(document, "json")[0]).json
    assert all(holds(finding, one) for one in told_numbers(body)) or any(
        holds(finding, one) for one in instead_of(body)
    ), finding


def told_numbers(body: dict[str, Any]) -> list[str]:
    """The numbers that the sentence about an answer is to have."""
    rows = [row for row in body["rows"] if row["status"] == "published"]
    if body["measure"] in HEADS and body["query"].get("by") == "year":
        newest = max(rows, key=lambda row: row["year"], default=None)
        return [written(newest, body["unit"])] if newest else []
    last = max((row.get("year", 0) for row in rows), default=0)
    newest_rows = [row for row in rows if row.get("year", last) == last]
    whole = sum(row["value"] for row in newest_rows)
    told = [f"{whole:,}"]
    part = next(
        (one for one in newest_rows if "immediate custody" in one.values()
         or "charged or summonsed" in one.values()),
        None,
    )  # fmt: skip
    if part is not None:
        told.append(percent(part["value"], whole))
    return told


def instead_of(body: dict[str, Any]) -> list[str]:
    """What a sentence may say where a percentage of few would mislead: the counts."""
    rows = [row for row in body["rows"] if row["status"] == "published"]
    newest = max(rows, key=lambda row: row.get("year", 0), default=None)
    if newest is None:
        return []
    if newest.get("denominator"):
        return [f"{newest['denominator']:,}"]
    last = newest.get("year")
    return [f"{row['value']:,}" for row in rows if row.get("year") == last]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", ["/prosecutions", "/convictions"])
def test_the_picture_and_the_story_have_the_numbers_of_the_api(
    client: Any, path: str, place: str
) -> None:
    document = page_of(client, path, place)
    body = client.get(links_of(document, "json")[0]).json
    newest = max(body["rows"], key=lambda row: row["year"])
    last = written(newest, body["unit"])
    still = plain(client.get(f"/charts{path}.svg?{OFFENCE}&area={place}").text)
    assert holds(still, last)
    if path != "/prosecutions":
        return
    story = client.get(f"/api/v1/story?{OFFENCE}&area={place}&year={newest['year']}").json
    figures = [one for claim in story["claims"] for one in claim["figures"]]
    counted = {
        str(one["rows"]["keys"][0]["year"]): one["text"]
        for one in figures
        if one["kind"] == "count" and not one["grouped"] and counts_everybody(one["rows"], place)
    }
    shown = {str(row["year"]): written(row, body["unit"]) for row in body["rows"]}
    assert counted[str(newest["year"])] == last
    assert counted.items() <= shown.items()


def counts_everybody(rows: dict[str, Any], place: str) -> bool:
    """Whether a story's number counts everybody prosecuted in one year in the place."""
    query = rows["query"]
    whole = query["area"] == place and query["measure"] == "prosecutions"
    return whole and query["by"] == "year" and not {"sex", "age"} & query.keys()


@pytest.mark.parametrize("place", SOME)
@pytest.mark.parametrize("path", list(PAGES))
def test_a_spreadsheet_has_the_values_of_the_api(client: Any, path: str, place: str) -> None:
    if path == "/areas/" and place == ENGLAND_AND_WALES:
        pytest.skip("England and Wales has no page of an area")
    document = page_of(client, path, place)
    found = zip(links_of(document, "json"), links_of(document, "xlsx"), strict=True)
    for told, address in found:
        values = [row["value"] for row in client.get(told).json["rows"]]
        assert xlsx_values(client.get(address).data) == pytest.approx(
            [value for value in values if value is not None], rel=1e-12
        ), address


def xlsx_values(content: bytes) -> list[float]:
    """The values of a spreadsheet: the column that names the unit."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Data"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if "Source" in row)
    heads = [str(name) for name in rows[start]]
    column = next(place for place, name in enumerate(heads) if VALUE_HEAD.search(name))
    return [row[column] for row in rows[start + 1 :] if isinstance(row[column], int | float)]


def test_all_areas_are_the_same_in_table_map_ranking_and_rows(client: Any, app: Any) -> None:
    from ui.views import find_view  # noqa: PLC0415 (the pages bind themselves with the app)

    document = client.get(f"/areas?{OFFENCE}").get_data(as_text=True)
    body = client.get(links_of(document, "json")[0]).json
    rows = body["rows"]
    shown = column_of(tables_of(document), "Police force area", "Prosecutions")
    assert shown == {row["area"]: written(row, body["unit"]) for row in rows}
    drawn = plain(client.get(f"/charts/areas.svg?{OFFENCE}").text)
    with app.server.test_request_context("/"):
        view = find_view("areas-ranking", {"offence": [OFFENCE.partition("=")[2]]})
        assert view is not None
        bars = [x for trace in view.section.chart.wide["data"] for x in trace.get("x") or ()]
    for row in rows:
        assert f" {row['value']:,} " in f" {drawn} ", row["area"]
        assert any(near(x, row["value"]) for x in bars), row["area"]
    assert len(rows) == len(areas()) - 4
