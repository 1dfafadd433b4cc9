"""The data dictionary, made from the registries that the code itself uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.csv_files import csv_bytes, csv_text
from api.documents import page
from api.json_answers import json_response
from api.rows import MEANINGS
from api.selecting import given_parameters, require_known
from outcomes.measures import MEASURES
from outcomes.neighbour_measures import AROUND_MEASURES
from outcomes.neighbour_tables import NEIGHBOUR_MEASURES, NEIGHBOUR_TABLES
from outcomes.neighbours import MID_YEAR
from outcomes.rates import rate_of
from outcomes.recorded import outcome_order
from outcomes.schema import MEASURE_COLUMNS, TABLES
from outcomes.selection import AGES
from outcomes.vocabulary import PERIOD_BASES, WORDS

TITLE = "Data dictionary"
DESCRIPTION = "Every column and measure of the data: what it means, its unit and its words."
PARTS = {
    "measure": "Measures",
    "observations": "Columns of observations, in JSON and in every file",
    "proceedings": "Columns of the table of proceedings in an edition",
    "sentences": "Columns of the table of sentences in an edition",
    **{
        name: f"Columns of the table of {name.replace('_', ' ')} in an edition"
        for name in NEIGHBOUR_TABLES
    },
}
TYPES = {
    "year": "whole number",
    "from_year": "whole number",
    "to_year": "whole number",
    "value": "number",
    "numerator": "number",
    "denominator": "whole number",
    "provisional": "true or false",
}
STATUSES = ("published", "not published", "not applicable", "not meaningful")
COLUMNS = ("part", "name", "type", "unit", "meaning", "words")


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure or column: where it stands, its kind, what it means, its closed words."""

    part: str
    name: str
    type: str
    meaning: str
    words: tuple[str, ...] = ()
    unit: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON has it."""
        return {name: getattr(self, name) for name in COLUMNS[:-1]} | {"words": list(self.words)}


def get_dictionary() -> Response:
    """The data dictionary as a page."""
    require_known(given_parameters(), ())
    return page("dictionary", TITLE, DESCRIPTION, parts=PARTS, entries=entries())


def get_dictionary_json() -> Response:
    """The data dictionary as JSON."""
    require_known(given_parameters(), ())
    tag = tag_of("dictionary.json", entries())
    return tagged(not_modified(tag) or json_response({"entries": entries()}), tag, pinned=False)


def get_dictionary_csv() -> Response:
    """The data dictionary as CSV."""
    require_known(given_parameters(), ())
    tag = tag_of("dictionary.csv", entries())
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=False)
    rows = [(*(one[name] for name in COLUMNS[:-1]), "; ".join(one["words"])) for one in entries()]
    response = Response(csv_bytes(csv_text(COLUMNS, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="data-dictionary.csv"'
    return tagged(response, tag, pinned=False)


def entries() -> list[dict[str, Any]]:
    """Every measure and column: part, name, type, unit, meaning, and its words if closed."""
    return [entry.to_dict() for entry in (*_measures(), *_observations(), *_tables())]


def _measures() -> Iterator[Entry]:
    rates = (rate_of(one) for one in MEASURES.values() if not one.is_ratio)
    for measure in (*MEASURES.values(), *rates, *AROUND_MEASURES.values()):
        kind = "number" if measure.is_ratio else "whole number"
        meaning = f"{measure.definition} {measure.caveat}"
        yield Entry("measure", measure.name, kind, meaning, unit=measure.unit)


def _observations() -> Iterator[Entry]:
    words = {
        **WORDS,
        "age": AGES,
        "basis": (*PERIOD_BASES, MID_YEAR),
        "status": STATUSES,
        "measure": (*MEASURES, *AROUND_MEASURES),
        "outcome": outcome_order(),
    }
    for name, meaning in MEANINGS.items():
        yield Entry("observations", name, TYPES.get(name, "text"), meaning, words.get(name, ()))


def _tables() -> Iterator[Entry]:
    for table, columns in {**TABLES, **NEIGHBOUR_TABLES}.items():
        for column in columns:
            measured = column.name in {**MEASURE_COLUMNS, **NEIGHBOUR_MEASURES}[table]
            is_number = measured or column.name == "year"
            unit = column.name.replace("_", " ") if measured else ""
            words = {**WORDS, "period_basis": PERIOD_BASES}.get(column.name, ())
            kind = "number" if is_number else "text"
            yield Entry(table, column.name, kind, column.meaning, words, unit)
