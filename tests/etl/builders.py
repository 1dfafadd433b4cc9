"""Tiny source files in memory: state only what matters, the rest has the Ministry's own labels.

``zip_file(place, {"a.csv": csv_text([c_row(Count=3)])})`` writes one.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from etl.build import Build, build
from etl.load import load
from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.receipts import Draft
from outcomes.editions import Coverage
from outcomes.errors import Problem, ProblemsError
from tests.builders import arrow_of

Row = dict[str, str]

MAGISTRATES: Row = {
    "Year of Appearance": "2018",
    "Quarter": "Q1",
    "Police Force Area": "West Midlands",
    "Type of Defendant": "01: Person",
    "Sex": "01: Males",
    "Age Group": "03: Adults",
    "Age Range": "07: 25-29 (2017 onwards)",
    "Ethnicity": "01: White",
    "Remand Status with Police": "01: Summonsed",
    "Remand Status at Magistrates": "01: Not remanded",
    "Offence Type": "02: Triable either way",
    "Offence Group": "01: Violence against the person",
    "Convicted/Not Convicted": "01: Convicted at the magistrates court",
    "Sentenced/Not Sentenced": "01: Sentenced",
    "Outcome": "11: Fine",
    "Offence": "8.10 Breach of a restraining order",
    "Custodial Sentence Length": "20: N/A",
    "Count": "1",
}
SENTENCED: Row = {
    "Year of Appearance": "2019",
    "Offence": "8.10 Breach of a restraining order",
    "Courts": "Magistrates Court",
    "Plea at Crown Court": "N/A",
    "Offence Type": "02: Triable Either Way",
    "Offence Group": "01: Violence against the person",
    "Age Group": "03: Adults",
    "Age Range": "07: 25-29 (2017 onwards)",
    "Ethnicity": "01: White",
    "Sex": "01: Male",
    "Type of Offender": "01: Person",
    "Custodial Sentence Length": "",
    "Sentence Outcome": "04: Fine",
    "Detailed Sentence": "03: Fine",
    "Fine Amount": "02: Over £25 and up to £50",
    "Count": "1",
    "ascl_persons": "",
    "acsl_months": "",
    "totalfineamount": "40",
    "totalnumberfined": "1",
}
_BOTH: Row = {
    "Year": "2024",
    "Sex": "01: Male",
    "Age Group": "03: Adults",
    "Age Range": "07: 25-29",
    "Ethnicity": "01: White",
    "Police Force Area": "West Midlands",
    "Offence Type": "02: Triable Either Way",
    "Offence Group": "01: Violence against the person",
    "Offence": "Breach of a restraining order",
}
OUTCOMES: Row = {
    **_BOTH,
    "Sentence Outcome": "04: Fine",
    "Custodial Sentence Length": "",
    "Sentenced": "1",
}
PROSECUTED: Row = {**_BOTH, "Proceeded against": "1", "Convicted": "1", "Sentenced": "1"}

COURT_OUTCOMES: Row = {
    "Police Force Area": "West Midlands",
    "Year of Appearance": "2017",
    "Quarter": "1",
    "Type of Defendant": "01: Person",
    "Sex": "01: Male",
    "Age Group": "03: Adults",
    "Age Range": "06: 25+",
    "Ethnicity": "01: White",
    "Court Type": "02: Magistrates Court",
    "Offence Type": "02: Triable Either Way",
    "Offence Group": "01: Violence against the person",
    "offence": "8.10 Breach of a restraining order",
    "Convicted/Not Convicted": "01: Convicted",
    "Sentenced/Not Sentenced": "01: Sentenced",
    "Outcome": "12: Fine",
    "Detailed Sentence": "Fine",
    "Custodial Sentence Length": "20: N/A",
    "Count": "1",
}
WIDE: Row = {
    "Year": "2020",
    "Quarter": "1",
    "Person/other": "01: Person",
    "Sex": "01: Male",
    "Age group": "03: Adults",
    "Offence group": "01: Violence against the person",
    "Offence": "8.10 Breach of a restraining order",
    "Proceeded against": "1",
    "Convicted": "1",
    "Sentenced": "1",
    "Total Immediate Custody": "0",
    "Custody - Up to and including 1 month": "0",
    "Custody - 6 months": "0",
    "Custody - Life": "0",
    "Custody - Indeterminate Sentence": "0",
    "Suspended Sentence": "0",
    "Total Community Sentence": "0",
    "Fine": "0",
    "Absolute Discharge": "0",
    "Conditional Discharge": "0",
    "Compensation (primary disposal)": "0",
    "Total Otherwise Dealt With": "0",
}
BY_GROUP: Row = {
    "Year": "2021",
    "Sex": "02: Male",
    "Age group": "03: Adults",
    "Offence group": "01: Violence against the person",
    "Police Force Area": "West Midlands",
    "Sentence Outcome": "04: Fine",
    "Custodial Sentence Length": "",
    "Sentenced": "1",
}
TO_MARCH: Row = {
    "Year ending March": "Year ending March 2026",
    "Quarter": "Jan-Mar",
    "Person/Other": "01: Person",
    "Police Force Area": "West Midlands",
    "Offence Type": "02: Triable either way",
    "Offence Group": "01: Violence against the person",
    "Offence": "8.10 Breach of a restraining order",
    "HO Offence Code": "00831 - Breach of Restraining Order (conviction)",
    "Sex": "01: Male",
    "Age Range": "07: 25 to 29",
    "Ethnicity": "01: White",
    "Detailed Ethnicity": "W1",
    "Convicted": "1",
    "Proceeded against": "1",
    "Sentenced": "1",
}


def a_row(**changes: object) -> Row:
    """A row of format A."""
    return _changed(COURT_OUTCOMES, changes)


def d_row(cells: Mapping[str, int] | None = None, **changes: object) -> Row:
    """A row of format D; ``cells`` are its disposals, by header, and make up ``Sentenced``."""
    numbers = {header: str(number) for header, number in (cells or {"Fine": 1}).items()}
    custody = sum(int(n) for header, n in numbers.items() if header.startswith("Custody"))
    whole = sum(map(int, numbers.values()))
    totals = {"Total Immediate Custody": str(custody), "Sentenced": str(whole)}
    return _changed({**WIDE, **numbers, **totals}, changes)


def e_row(**changes: object) -> Row:
    """A row of format E, or of its edition of 2022 (F)."""
    return _changed(BY_GROUP, changes)


def h_row(**changes: object) -> Row:
    """A row of format H."""
    return _changed(TO_MARCH, changes)


def b_row(**changes: object) -> Row:
    """A row of format B; headers with blanks are given in a dictionary as ``with_``."""
    return _changed(MAGISTRATES, changes)


def c_row(**changes: object) -> Row:
    """A row of format C."""
    return _changed(SENTENCED, changes)


def outcome_row(**changes: object) -> Row:
    """A row of format G's sentences member."""
    return _changed(OUTCOMES, changes)


def prosecuted_row(**changes: object) -> Row:
    """A row of format G's proceedings member."""
    return _changed(PROSECUTED, changes)


def _changed(row: Row, changes: Mapping[str, object]) -> Row:
    """Keywords are headers with ``_`` for what is no letter: ``Age_Range``, ``Sex``."""
    headers = {"".join(c if c.isalpha() else "_" for c in header): header for header in row}
    return {**row, **{headers[name]: str(value) for name, value in changes.items()}}


def csv_text(rows: Sequence[Row], *, newline: str = "\r\n") -> str:
    """Rows with their header line, quoted only where it must be."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def zip_file(place: Path, members: Mapping[str, str | bytes], name: str = "source.zip") -> Path:
    """A zip of members, text as UTF-8."""
    path = place / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def csv_zip(place: Path, rows: Sequence[Row], name: str = "source.zip") -> Path:
    """A zip with one CSV of these rows."""
    return zip_file(place, {"rows.csv": csv_text(rows)}, name)


def build_rows(place: Path, rows: Sequence[Row]) -> Build:
    """The build of one zip with one CSV of these rows."""
    return build([csv_zip(place, rows)])


@cache
def _served() -> TemporaryDirectory[str]:
    """A data directory with an edition that is served, made once."""
    directory = TemporaryDirectory(prefix="served-")
    place = Path(directory.name)
    publish(build_rows(place, [c_row(Count=7), c_row(Sex="02: Female")]), place / "data")
    return directory


def served_data() -> Path:
    """The data directory beside which ``refused`` loads."""
    return Path(_served().name) / "data"


def served_bytes(data_dir: Path) -> dict[str, bytes]:
    """Every byte that readers can come by."""
    places = ("current.json", "editions/*/*", "history/*")
    return {
        str(path.relative_to(data_dir)): path.read_bytes()
        for place in places
        for path in sorted(data_dir.glob(place))
    }


def refused(*files: Path, error: type[ProblemsError]) -> tuple[Problem, ...]:
    """The problems for which files are refused, with exactly this class of error.

    They are loaded as every file is, beside an edition that is served: not a byte of that changes.
    """
    data_dir = served_data()
    before = served_bytes(data_dir)
    assert "current.json" in before
    with pytest.raises(error) as refusal, hold_lock(data_dir) as lock:
        load(files, lock, Draft("ingest"))
    assert type(refusal.value) is error
    assert served_bytes(data_dir) == before
    assert not list(data_dir.glob("staging/*"))
    return refusal.value.problems


def rows_of(built: Build, table: str) -> list[dict[str, Any]]:
    """The published rows of a table of a build."""
    found: list[dict[str, Any]] = arrow_of(built.tables[table]).to_pylist()
    return found


def only_row(built: Build, table: str) -> dict[str, Any]:
    """The one row of a table of a build."""
    (row,) = rows_of(built, table)
    return row


def coverage_of(built: Build, table: str) -> Coverage:
    """What the one source of a table covers."""
    (found,) = (one for one in built.coverage if one.table == table)
    return found
