"""What stands on which sheet of a spreadsheet of observations, for XLSX and ODS alike.

Follows the Government Analysis Function's rules for accessible spreadsheets: a cover, contents and
notes; a title in the first cell of every sheet; one table a sheet, marked as such, with one header
row; no merged and no blank cells; shorthand explained; columns wide enough; no frozen panes.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.answers import Answer
from api.books import NARROWEST, WIDEST, Book, Cells, Column, Sheet, SheetTable
from api.csv_files import guarded
from api.heading import facts_of
from api.provenance import DEMONSTRATION, notes_of, publisher_of, title_of
from api.rows import Cell
from charts.values import PARTS, SYMBOLS
from outcomes import numbers
from outcomes.neighbour_measures import is_courts
from outcomes.result import NOT_APPLICABLE, Result

COVER, CONTENTS, NOTES, DATA = "Cover", "Contents", "Notes", "Data"
HEADERS = {
    "year": "Year",
    "from_year": "From year",
    "to_year": "To year",
    "area": "Area",
    "area_code": "Area code",
    "offence": "Offence",
    "offence_code": "Offence code",
    "sex": "Sex",
    "age": "Age",
    "age_group": "Age group",
    "age_range": "Age band",
    "ethnicity": "Ethnicity",
    "court": "Court",
    "sentence_outcome": "Sentence outcome",
    "custodial_length": "Length of custody",
    "status": "Status",
    "provisional": "Provisional",
    "source": "Source",
    "outcome": "Outcome so far",
    "order": "Kind of order",
}


def book_of(answer: Answer) -> Book:
    """The spreadsheet of an answer."""
    title = title_of(answer.result)
    named = " ".join((*_mark(answer), title))
    sheets = (_cover(answer, named), _contents(answer, title), _notes(answer), _data(answer, title))
    return Book(named, publisher_of(answer.result), sheets)


def _mark(answer: Answer) -> tuple[str, ...]:
    return (DEMONSTRATION,) if answer.result.edition.demonstration else ()


def _cover(answer: Answer, title: str) -> Sheet:
    facts = [
        f"{name}: {text}" for name, text in facts_of(answer) if name not in ("Title", "Warning")
    ]
    return Sheet(COVER, title, tuple(_safe(fact) for fact in facts))


def _contents(answer: Answer, title: str) -> Sheet:
    rows: list[Cells] = [
        (NOTES, "Definition, caveats and notes that apply to these figures"),
        (DATA, title),
    ]
    table = SheetTable(
        "contents",
        "The sheets of this file and what is on each.",
        (Column("Sheet", width=12), Column("What is on it", width=WIDEST)),
        rows,
        leads_to_sheets=True,
    )
    lines = (*_mark(answer), "This sheet contains one table: the sheets of this file.")
    return Sheet(CONTENTS, "Contents", lines, table)


def _notes(answer: Answer) -> Sheet:
    texts = notes_of(answer.result)
    table = SheetTable(
        "notes",
        "The notes that apply to these figures, one a row.",
        (Column("Note", width=8), Column("Text", width=WIDEST * 2)),
        [(f"Note {place}", _safe(text)) for place, text in enumerate(texts, start=1)],
    )
    return Sheet(NOTES, "Notes", (*_mark(answer), "This sheet contains one table: notes."), table)


def _data(answer: Answer, title: str) -> Sheet:
    result = answer.result
    rows = [_cells(answer, row) for row in answer.rows]
    columns = tuple(
        _column(result, name, (row[place] for row in rows))
        for place, name in enumerate(answer.columns)
    )
    lines = (
        *_mark(answer),
        f"{_told(rows)} Notes are on the sheet {NOTES}.",
        *_shorthand(rows),
    )
    return Sheet(DATA, title, lines, SheetTable("data", f"{title}.", columns, rows))


def _told(rows: list[Cells]) -> str:
    """What the sheet of data contains, in one sentence."""
    if not rows:
        return "This sheet contains no rows: there are none for this selection."
    counted = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return f"This sheet contains one table of {counted}."


def _cells(answer: Answer, row: Iterable[Cell]) -> Cells:
    cells = dict(zip(answer.columns, row, strict=True))
    applicable = cells["status"] != NOT_APPLICABLE
    absent = numbers.NOT_AVAILABLE if applicable else numbers.NOTHING_TO_DIVIDE
    signs = dict.fromkeys(("value", "numerator", "denominator"), absent)
    signs |= {"source": numbers.NOT_AVAILABLE}
    return tuple(
        signs.get(name, numbers.NOTHING_TO_DIVIDE) if cell in (None, "") else _plain(cell)
        for name, cell in cells.items()
    )


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return _safe(cell) if isinstance(cell, str) else cell if cell is not None else ""


def _safe(text: str) -> str:
    """Text that stays text, without characters that XML cannot carry."""
    clean = "".join(one for one in text if one.isprintable() or one in "\t\n")
    return str(guarded(clean))


def _shorthand(rows: list[Cells]) -> tuple[str, ...]:
    """What each sign means that stands in the table."""
    seen = {cell for row in rows for cell in row if isinstance(cell, str)}
    meanings = {
        numbers.NOT_AVAILABLE: SYMBOLS[numbers.NOT_AVAILABLE],
        numbers.NOTHING_TO_DIVIDE: "not applicable: nothing to divide by, or there is no code",
    }
    used = [f"{sign} means {text}." for sign, text in meanings.items() if sign in seen]
    return (f"Shorthand: {' '.join(used)}",) if used else ()


def _column(result: Result, name: str, cells: Iterable[str | int | float]) -> Column:
    header = _header(result, name)
    longest = max([len(header) + 2, *(len(str(cell)) for cell in cells if isinstance(cell, str))])
    return Column(header, _form(result, name), min(max(longest, NARROWEST), WIDEST))


def _header(result: Result, name: str) -> str:
    measure = result.measure
    if name == "value":
        label = measure.label.capitalize()
        told = not is_courts(measure) and measure.unit in measure.label
        return label if told else f"{label} ({_unit(measure.unit)})"
    if name in ("numerator", "denominator"):
        above, below = PARTS[measure.name]
        return (above if name == "numerator" else below).capitalize()
    if name == "year" and result.selection.basis == "march":
        return "Year ending March"
    return HEADERS[name]


def _unit(unit: str) -> str:
    return "per cent" if unit in ("ratio", "share") else unit


def _form(result: Result, name: str) -> str:
    if name in ("year", "from_year", "to_year"):
        return "year"
    if name == "value":
        with_point = "months" if result.measure.is_ratio else "count"
        return "share" if result.measure.is_share else with_point
    if name == "numerator" and result.measure.unit == "months":
        return "months"
    return "count" if name in ("numerator", "denominator") else "text"
