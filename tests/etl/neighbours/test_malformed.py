"""Malformed files of neighbours: each cause is told once, with its place; what is served stays."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.receipts import Draft
from outcomes.errors import SourceError
from tests.etl.builders import csv_zip, prosecuted_row
from tests.etl.neighbours.builders import outcome_row, quarters, read, residents_row, text_of, write
from tests.etl.neighbours.family_builders import csv_year
from tests.etl.neighbours.lookup_builders import authority, postcode
from tests.etl.neighbours.spreadsheets import ods, sheets
from tests.etl.neighbours.test_files import HEADERS

# Code, line, column and value.
Told = tuple[str, int | None, str | None, str | None]
OFFENCES, OUTCOMES = (
    "force_outcomes_for_offences_recorded_in_quarter",
    "force_outcomes_recorded_in_quarter",
)
ROWS = [*quarters(), *quarters(force_name="Kent")]
CRIME = text_of(ROWS)
HEADER = CRIME.partition("\n")[0]
RESIDENTS = text_of([residents_row("Kent"), residents_row()])
COUNCILS = text_of([authority(), authority(LAD23CD="E99000002", LAD23NM="Borchester")])
POSTCODES = text_of([postcode("ZZ1 1AA"), postcode("ZZ1 1AB")])
ORDERS = text_of(csv_year())
SHEET = [["2018/19", str(one), "Kent", "Stalking", "V", "H", "8Q", "12"] for one in (1, 2, 3, 4)]


def last(**changes: str) -> str:
    """Recorded crime with its last row changed; it stands in line 9."""
    return text_of([*ROWS[:-1], {**ROWS[-1], **changes}])


@dataclass(frozen=True)
class Served:
    """An edition that is served, with the courts' file that it was made of."""

    data_dir: Path
    court: Path

    def load(self, path: Path) -> None:
        with hold_lock(self.data_dir) as lock:
            load([self.court, path], lock, Draft("test"))

    def seen(self) -> dict[str, bytes]:
        """Everything that readers see."""
        files = [self.data_dir / "current.json", *sorted(self.data_dir.glob("editions/*/*"))]
        return {str(path): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    place = tmp_path_factory.mktemp("served")
    found = Served(place / "data", csv_zip(place, [prosecuted_row()]))
    found.load(write(place / "good.csv", ROWS))
    return found


CRIME_REFUSED: dict[str, tuple[str | bytes, list[Told]]] = {
    "a header is renamed": (CRIME.replace("force_name", "force"), [
        ("HEADER_CHANGED", 1, "Force Name", None), ("HEADER_CHANGED", 1, "force", None)]),
    "a column is missing": (
        text_of([{key: text for key, text in row.items() if key != "offence_code"}
                 for row in ROWS]), [("HEADER_CHANGED", 1, "Offence Code", None)]),
    "a header stands twice": (CRIME.replace("offence_subgroup", "offence_group"), [
        ("HEADER_DUPLICATE", 1, "offence_group", None)]),
    "a column is new": (text_of([{**row, "csp_name": "x"} for row in ROWS]), [
        ("HEADER_CHANGED", 1, "csp_name", None)]),
    "commas at the ends of lines": ("\n".join(f"{line}," for line in CRIME.splitlines()), [
        ("HEADER_CHANGED", 1, "", None)]),
    "the header stands again": (f"{CRIME}{HEADER}\n", [
        ("LABEL_UNKNOWN", 10, "force_name", "force_name")]),
    "semicolons": (CRIME.replace(",", ";"), [
        ("HEADER_CHANGED", None, None, HEADER.replace(",", ";"))]),
    "a title above the headers": (f"Police recorded crime\n\n{CRIME}", [
        ("HEADER_CHANGED", None, None, "Police recorded crime")]),
    "the last line is cut": (CRIME[:-30], [("LABEL_UNKNOWN", 9, "outcome", "Charged/Summ")]),
    "a quote does not end": (f'{CRIME}"2018/19,1\n', [("ROW_UNREADABLE", 10, None, None)]),
    "a row is too wide": (f"{CRIME.rstrip()},x\n", [("ROW_WIDTH", 9, None, None)]),
    "a remark under the table": (f"{CRIME}See the guide\n", [
        ("ROW_WIDTH", 10, None, "See the guide")]),
    "a calendar year": (last(financial_year="2018"), [
        ("YEAR_UNREADABLE", 9, "financial_year", "2018")]),
    "years that do not follow": (last(financial_year="2018/20"), [
        ("YEAR_UNREADABLE", 9, "financial_year", "2018/20")]),
    "years of two centuries": (last(financial_year="2018/1919"), [
        ("YEAR_UNREADABLE", 9, "financial_year", "2018/1919")]),
    "another year end": (last(financial_year="Year ending June 2019"), [
        ("YEAR_UNREADABLE", 9, "financial_year", "Year ending June 2019")]),
    "a fifth quarter": (last(financial_quarter="5"), [
        ("QUARTER", 9, "financial_quarter", "5")]),
    "a quarter in words": (last(financial_quarter="Jan to Mar"), [
        ("QUARTER", 9, "financial_quarter", "Jan to Mar")]),
    "decimals": (last(**{OFFENCES: "3.5"}), [("NUMBER", 9, "offences_recorded", "3.5")]),
    "thousands": (last(**{OFFENCES: "1,234"}), [("NUMBER", 9, "offences_recorded", "1,234")]),
    "a mark of revision": (last(**{OUTCOMES: "3 [r]"}), [
        ("NUMBER", 9, "outcomes_recorded", "3 [r]")]),
    "a broken formula": (last(**{OUTCOMES: "#REF!"}), [
        ("NUMBER", 9, "outcomes_recorded", "#REF!")]),
    "a number too long": (last(**{OFFENCES: "9" * 13}), [
        ("NUMBER", 9, "offences_recorded", "9" * 13)]),
    "digits of another script": (last(**{OFFENCES: "٣"}), [
        ("NUMBER", 9, "offences_recorded", "٣")]),
    "a backlog taken back below zero": (last(**{OFFENCES: "-100"}), [
        ("NUMBER", None, None, "-91")]),
    "a force that is none": (last(force_name="Wessex"), [
        ("LABEL_UNKNOWN", 9, "force_name", "Wessex")]),
    "forces that were merged": (last(force_name="Devon, Cornwall and Dorset"), [
        ("LABEL_UNKNOWN", 9, "force_name", "Devon, Cornwall and Dorset")]),
    "a row of totals": (last(force_name="England and Wales"), [
        ("LABEL_UNKNOWN", 9, "force_name", "England and Wales")]),
    "no force": (last(force_name=""), [("LABEL_UNKNOWN", 9, "force_name", "")]),
    "an offence is renamed": (last(offence_description="Stalking and more"), [
        ("LABEL_UNKNOWN", 9, "offence_description", "Stalking and more")]),
    "a code is renamed": (last(offence_code="8T"), [("LABEL_UNKNOWN", 9, "offence_code", "8T")]),
    "a code in small letters": (last(offence_code="8q"), [
        ("LABEL_UNKNOWN", 9, "offence_code", "8q")]),
    "an outcome is renamed": (last(outcome_description="Charged"), [
        ("LABEL_UNKNOWN", 9, "outcome", "Charged")]),
    "a row stands twice": (text_of([*ROWS, ROWS[-1]]), [
        ("ROW_REPEATED", 10, "force_name", "Kent, 2018/19, quarter 4, 8Q, charged or summonsed")]),
    "an area stands under two names": (
        text_of([*ROWS, outcome_row(force_name="Devon & Cornwall"),
                 outcome_row(force_name="Devon and Cornwall")]), [
        ("ROW_REPEATED", 11, "force_name",
         "Devon and Cornwall, 2018/19, quarter 1, 8Q, charged or summonsed")]),
    "nothing": ("", [("FILE_EMPTY", None, None, None)]),
    "headers alone": (f"{HEADER}\n", [("FILE_EMPTY", None, None, None)]),
    "no offence that is kept": (CRIME.replace("8Q", "92A").replace("Stalking", "Drugs"), [
        ("FILE_EMPTY", None, None, None)]),
    "no whole year": (text_of([*ROWS[:3], *ROWS[4:7]]), [("FILE_EMPTY", None, None, None)]),
    "Windows-1252 that means something else": (CRIME.replace("Kent", "Kênt").encode("cp1252"), [
        ("LABEL_UNKNOWN", 6, "force_name", "Kênt")]),
    "bytes of no encoding": (CRIME.replace("Kent", "K\x81nt").encode("latin-1"), [
        ("ENCODING", None, None, None)]),
    "a NUL": (CRIME.replace("Kent", "Ke\0nt", 1), [("LABEL_UNKNOWN", 6, "force_name", "Ke\0nt")]),
}  # fmt: skip
OTHERS_REFUSED: dict[str, tuple[str | bytes, list[Told]]] = {
    "residents: a total": (f"{RESIDENTS}K04000001,England and Wales,2018,200\n", [
        ("LABEL_UNKNOWN", 4, "police_force_area", "England and Wales")]),
    "residents: below zero": (RESIDENTS.replace("Kent,2018,100", "Kent,2018,-5"), [
        ("NUMBER", 2, "population", "-5")]),
    "residents: a year in words": (RESIDENTS.replace("Kent,2018", "Kent,mid-2018"), [
        ("YEAR_UNREADABLE", 2, "year", "mid-2018")]),
    "residents: an area twice": (f"{RESIDENTS}{RESIDENTS.splitlines()[1]}\n", [
        ("ROW_REPEATED", 4, None, "2018")]),
    "residents: codes exchanged": (RESIDENTS.replace("E23000014", "E23000032"), [
        ("AREA_CODE", 3, "police_force_area_code", "E23000032")]),
    "residents: a name over two lines": (RESIDENTS.replace("Kent", '"Ke\nnt"'), [
        ("LABEL_UNKNOWN", 2, "police_force_area", "Ke\nnt")]),
    "residents: the last line is cut": (RESIDENTS[:-9], [("YEAR_UNREADABLE", 3, "year", "")]),
    "councils: the last line is cut": (COUNCILS[:-12], [("LABEL_UNKNOWN", 3, "PFA##NM", "")]),
    "councils: a council twice": (f"{COUNCILS}{COUNCILS.splitlines()[2]}\n", [
        ("ROW_REPEATED", 4, None, "E99000002")]),
    "postcodes: the last line is cut": (POSTCODES[:-25], [("ROW_WIDTH", 3, None, None)]),
    "postcodes: small letters": (POSTCODES.replace("ZZ1 1AB,198", "zz1 1ab,198"), [
        ("POSTCODE", 3, "pcds", "zz1 1ab")]),
    "postcodes: a day for a month": (POSTCODES.replace("198001", "1980-01-01"), [
        ("MONTH", 2, "dointr", "1980-01-01")]),
    "postcodes: commas alone": (f"{POSTCODES}{',' * 7}\n", [("MONTH", 4, "dointr", "")]),
    "postcodes: CR alone": (POSTCODES.replace("\n", "\r"), [("LINE_ENDS", 1, None, None)]),
    "postcodes: bytes that are no UTF-8": (POSTCODES.encode() + b"ZZ1 1AC,,,198001,,\xff,,\n", [
        ("ENCODING", 4, None, None)]),
    "orders: below zero": (ORDERS.replace(",10\n", ",-10\n", 1), [("NUMBER", 2, "total", "-10")]),
    "orders: the last line is cut": (ORDERS[:-3], [("NUMBER", 17, "total", "")]),
}  # fmt: skip
REFUSED = {**CRIME_REFUSED, **OTHERS_REFUSED}


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def told_of(served: Served, path: Path) -> list[Told]:
    """What a load says of a file that it refuses; what is served stays to the last byte."""
    before = served.seen()
    with pytest.raises(SourceError) as refusal:
        served.load(path)
    assert served.seen() == before
    assert {problem.file for problem in refusal.value.problems} == {path.name}
    return [(one.code, one.line, one.column, one.value) for one in refusal.value.problems]


@pytest.mark.parametrize("name", REFUSED)
def test_each_cause_is_told_once_and_what_is_served_stays(
    served: Served, tmp_path: Path, name: str
) -> None:
    content, told = REFUSED[name]
    path = tmp_path / "given.csv"
    path.write_bytes(as_bytes(content))
    assert told_of(served, path) == told


@pytest.mark.parametrize("text", [CRIME, RESIDENTS, COUNCILS, POSTCODES, ORDERS])
def test_utf_16_is_refused(served: Served, tmp_path: Path, text: str) -> None:
    (path := tmp_path / "given.csv").write_bytes(text.encode("utf-16"))
    assert [code for code, *_ in told_of(served, path)] == ["ENCODING"]


PACKED = gzip.compress(CRIME.encode())


@pytest.mark.parametrize(
    ("content", "code"),
    [(PACKED[:-20], "GZIP_CORRUPT"), (PACKED + b"more", "GZIP_CORRUPT"),
     (b"\x1f\x8bxx", "GZIP_CORRUPT"), (PACKED[:-8] + b"0000" + PACKED[-4:], "GZIP_CORRUPT"),
     (gzip.compress(b""), "HEADER_CHANGED"),
     (gzip.compress(CRIME.encode("utf-16")), "ENCODING"),
     (gzip.compress(b"a,b\n1,2\n"), "HEADER_CHANGED")],
    ids=["cut", "more", "no gzip", "checksum", "nothing", "utf-16", "other"],
)  # fmt: skip
def test_packed_files_that_cannot_be_read(
    served: Served, tmp_path: Path, content: bytes, code: str
) -> None:
    (path := tmp_path / "given.csv.gz").write_bytes(content)
    assert [told for told, *_ in told_of(served, path)] == [code]


@pytest.mark.parametrize(
    ("members", "told"),
    [({"a.csv": CRIME, "b.csv": CRIME}, ("ROW_REPEATED", None, None, "West Midlands")),
     ({"a.csv": CRIME, "b.csv": "x,y\n1,2\n"}, ("HEADER_CHANGED", None, None, "b.csv")),
     ({"a.csv": "x,y\n1,2\n", "b.csv": CRIME}, ("HEADER_CHANGED", None, None, "a.csv")),
     ({"a.txt": CRIME}, ("ZIP_NO_CSV", None, None, "a.txt"))],
)  # fmt: skip
def test_zips_that_are_refused(
    served: Served, tmp_path: Path, members: dict[str, str], told: Told
) -> None:
    with ZipFile(path := tmp_path / "given.zip", "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    assert told_of(served, path)[0] == told


def test_a_bad_row_of_a_zip_is_told_with_its_member(served: Served, tmp_path: Path) -> None:
    with ZipFile(path := tmp_path / "given.zip", "w") as archive:
        archive.writestr("a.csv", CRIME)
        archive.writestr("b.csv", last(force_name="Wessex").replace("2018/19", "2019/20"))
    with pytest.raises(SourceError) as refusal:
        served.load(path)
    assert [(one.member, one.line) for one in refusal.value.problems] == [("b.csv", 9)]


CHANGED_SHEETS: list[tuple[str, list[list[str]], Told]] = [
    ("decimals", [*SHEET[:3], [*SHEET[3][:7], "1.5"]], ("NUMBER", 7, "offences_recorded", "1.5")),
    ("total", [*SHEET, ["2018/19", "", "Total", "", "", "", "", "48"]],
     ("LABEL_UNKNOWN", 8, "force_name", "Total")),
    ("twice", [*SHEET, SHEET[3]],
     ("ROW_REPEATED", 8, "force_name", "Kent, 2018/19, quarter 4, 8Q, not split")),
    ("remark", [*SHEET, [], ["See the guide"]], ("ROW_WIDTH", 9, None, "See the guide")),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), [one[1:] for one in CHANGED_SHEETS])
def test_a_bad_row_of_a_sheet_is_told_with_sheet_and_line(
    served: Served, tmp_path: Path, rows: list[list[str]], told: Told
) -> None:
    path = ods(tmp_path / "given.ods", ["Police recorded crime"], [], HEADERS, *rows)
    assert told_of(served, path) == [told]
    assert {one.member for one in read(path).problems.errors} == {"2018-19"}


def test_a_changed_header_of_a_sheet_is_told_with_its_line(served: Served, tmp_path: Path) -> None:
    headers = [*HEADERS[:-1], "Offences"]
    path = ods(tmp_path / "given.ods", ["Police recorded crime"], [], headers, *SHEET)
    assert told_of(served, path) == [
        ("HEADER_CHANGED", 3, "Number of Offences", None), ("HEADER_CHANGED", 3, "Offences", None),
    ]  # fmt: skip


def test_two_sheets_of_one_quarter_are_refused(served: Served, tmp_path: Path) -> None:
    path = sheets(tmp_path / "given.ods", {"2018-19": [HEADERS, *SHEET], "r": [HEADERS, *SHEET]})
    assert told_of(served, path) == [("ROW_REPEATED", None, None, "Kent")]


def the_crime(path: Path) -> list[tuple[object, ...]]:
    """Rows of recorded crime, without the source."""
    built = read(path)
    assert built.problems.errors == ()
    rows = built.tables["recorded_crime"].to_pylist()
    return sorted(tuple(value for name, value in row.items() if name != "source") for row in rows)


READ: dict[str, str | bytes] = {
    "a byte order mark": CRIME.encode("utf-8-sig"),
    "Windows line ends": CRIME.replace("\n", "\r\n"),
    "CR alone": CRIME.replace("\n", "\r"),
    "no line end at the last": CRIME.rstrip(),
    "blank lines": CRIME.replace("\n", "\n\n") + "\n",
    "quotes": "\n".join(
        ",".join(f'"{one}"' for one in line.split(",")) for line in CRIME.splitlines()
    ),
    "blanks around values": CRIME.replace("Kent", " Kent "),
    "letter case of headers": CRIME.replace(HEADER, HEADER.upper().replace("_", " ")),
    "years with a hyphen beside a stroke": CRIME.replace("2018/19", "2018-19", 3),
    "years with a dash": CRIME.replace("2018/19", "2018–19"),
    "years in full": CRIME.replace("2018/19", "2018/2019"),
    "years by their end": CRIME.replace("2018/19", "Year ending March 2019", 5),
    "quarters with a letter": CRIME.replace("2018/19,", "2018/19,Q"),
    "sources under the table": f"{CRIME}Source: Home Office\nNotes\n1. Figures may be revised\n",
    "an older encoding": text_of(
        [*ROWS, *quarters(offence_code="92A", offence_description="Café – drugs")]
    ).encode("cp1252"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_means_the_same_is_read_the_same(tmp_path: Path, name: str) -> None:
    (path := tmp_path / "given.csv").write_bytes(as_bytes(READ[name]))
    assert the_crime(path) == the_crime(write(tmp_path / "plain.csv", ROWS))


@pytest.mark.parametrize(
    "changes", [("Devon & Cornwall", "Devon and Cornwall"), ("London, City of", "City of London")]
)
def test_other_spellings_of_an_area_are_the_area(tmp_path: Path, changes: tuple[str, str]) -> None:
    rows = [write(tmp_path / f"{place}.csv", quarters(force_name=label))
            for place, label in enumerate(changes)]  # fmt: skip
    assert the_crime(rows[0]) == the_crime(rows[1])
    assert the_crime(rows[0])[0][1] == changes[1]


@pytest.mark.parametrize(
    "label", ["British Transport Police", "Action Fraud", "CIFAS", "UK Finance",
              "Financial Fraud Action UK"],
)  # fmt: skip
def test_who_has_no_area_is_kept_by_name(tmp_path: Path, label: str) -> None:
    path = write(tmp_path / "given.csv", [*ROWS, *quarters(force_name=label)])
    assert label in {row[1] for row in the_crime(path)}
    assert label not in read(path).coverage[0].areas


def test_a_missing_code_is_remarked_and_no_zero_is_made_of_it(tmp_path: Path) -> None:
    (told,) = (one for one in read(write(tmp_path / "given.csv", ROWS)).problems.remarks
               if one.code == "OFFENCE_MISSING")  # fmt: skip
    assert told.message == "the year ending March 2019 has no row of 8L, 8M, 8R"


def test_years_of_two_members_or_sheets_stand_side_by_side(tmp_path: Path) -> None:
    later = [["2019/20", *row[1:]] for row in SHEET]
    notes = [["Notes"], ["What this is"]]
    tables = {"Notes": notes, "a": [HEADERS, *SHEET], "b": [HEADERS, *later]}
    path = sheets(tmp_path / "given.ods", tables)
    assert [row[0] for row in the_crime(path)] == [2019, 2020]
