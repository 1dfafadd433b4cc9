"""Which editions there are, what each source covers, how to take the data."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from outcomes import areas
from outcomes.editions import Coverage, Edition, TableFile
from outcomes.history import kept_editions, served_pointers
from outcomes.schema import TABLES
from outcomes.selection import BREAKDOWNS, PARAMETERS
from outcomes.store import LoadedEdition
from outcomes.vocabulary import PERIOD_BASIS_LABELS
from ui import elements as html
from ui.binding import bind_plain
from ui.changes import what_changed
from ui.checks import checks_told
from ui.context import current_store
from ui.neighbours_told import neighbours_told
from ui.page import PlainPage
from ui.tables import listing
from ui.waiting import waiting_told
from ui.words import bytes_text, contents, part, years_text

PARTS = (
    ("editions", "Editions"),
    ("sources", "Sources"),
    ("coverage", "What each source covers"),
    ("checks", "Checks"),
    ("changes", "What changed"),
    ("downloads", "Downloads and API"),
    ("dictionary", "Data dictionary"),
)
AREA_NOT_KNOWN = areas.areas()[areas.AREA_NOT_KNOWN].name
EXAMPLE = (
    "/api/v1/observations.csv?measure=prosecutions&offence=breach-of-protective-order"
    "&area=west-midlands&by=year"
)

FOR_PROGRAMS = (
    ("/api/v1/docs", "How to ask the API"),
    ("/api/v1/openapi.json", "OpenAPI description"),
    ("/api/v1/dictionary", "Data dictionary of the API"),
    ("/api/v1/measures", "Measures"),
    ("/api/v1/offences", "Offences and families"),
    ("/api/v1/areas", "Areas"),
    ("/api/v1/editions", "Editions"),
    ("/feed.atom", "Feed of editions"),
)


def content(loaded: LoadedEdition) -> list[Component]:
    """The parts of the page, for the edition that is served."""
    edition = loaded.edition
    data_dir = current_store().data_dir
    made = (
        [*waiting_told(data_dir), *_editions(edition)],
        _sources(edition),
        _coverage(edition),
        checks_told(edition),
        what_changed(data_dir, edition.id),
        _downloads(edition),
        _dictionary(),
    )
    parts = [
        part(heading, name, *inner) for (name, heading), inner in zip(PARTS, made, strict=True)
    ]
    return [contents(PARTS), *parts]


def _editions(served: Edition) -> list[Component]:
    data_dir = current_store().data_dir
    switched = {pointer.edition: pointer for pointer in served_pointers(data_dir)}
    rows = [
        (
            edition.id,
            edition.label,
            "made up" if edition.demonstration else "official",
            switched[edition.id].switched[:10] if edition.id in switched else "never",
            "yes" if edition.id == served.id else "",
        )
        for edition in kept_editions(data_dir)
    ]
    headers = ("Edition", "Label", "Data", "Last switched to", "Served now")
    words = (
        "An edition is one immutable build from one or more source files. Every figure names its "
        "edition."
    )
    return [html.P(words), listing("Editions kept here", headers, rows)]


def _sources(edition: Edition) -> list[Component]:
    rows = [
        (
            source.title,
            source.file,
            source.published[:10] or "not known",
            bytes_text(source.size),
            f"{sum(int(member.get('rows', 0)) for member in source.members):,}",
            source.sha256[:16],
        )
        for source in edition.sources
    ]
    headers = ("Title", "File", "Published", "Size", "Rows", "SHA-256 begins")
    return [listing(f"Source files of {edition.label}, newest first", headers, rows)]


def _coverage(edition: Edition) -> list[Component]:
    rows = [_covered(edition, one) for one in edition.coverage]
    headers = ("Source", "Table", "Years", "Areas", "Courts", "Carries", "Split by")
    words = (
        "A figure never adds rows of two sources: the newest source that covers the whole "
        "selection supplies it. Where none does, the figure is not published here; it is not zero."
    )
    listed = listing("Coverage by source and table", headers, rows)
    return [html.P(words), listed, *neighbours_told(edition)]


def _covered(edition: Edition, one: Coverage) -> tuple[str, ...]:
    return (
        edition.source_by_id[one.source].title,
        one.table,
        f"{years_text(one.years)}, {PERIOD_BASIS_LABELS[one.basis]}",
        _where(one),
        one.courts,
        _words(one.measures),
        _words(one.keys),
    )


def _where(one: Coverage) -> str:
    if one.national:
        return "England and Wales only"
    known = [name for name in one.areas if name != AREA_NOT_KNOWN]
    counted = known[0] if len(known) == 1 else f"{len(known)} areas"
    return counted if len(known) == len(one.areas) else f"{counted}, and cases of unknown area"


def _words(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _downloads(edition: Edition) -> list[Component]:
    return [
        html.P(
            "Every chart has its rows under it as CSV, Excel, ODS and JSON. The same address "
            "answers any other selection:"
        ),
        html.P(html.A(EXAMPLE, href=EXAMPLE)),
        html.P(["Parameters: ", html.Code(", ".join(PARAMETERS)), "."]),
        html.P(["Breakdowns (", html.Code("by"), "): ", html.Code(", ".join(BREAKDOWNS)), "."]),
        html.P("Whole tables of this edition:"),
        html.Ul([html.Li(_table_links(edition, table)) for table in edition.tables]),
        html.P("For programs:"),
        html.Ul([html.Li(html.A(label, href=path)) for path, label in FOR_PROGRAMS]),
    ]


def _table_links(edition: Edition, table: TableFile) -> list[Any]:
    address = f"/api/v1/editions/{edition.id}/{table.name}"
    return [
        f"{table.name}, {table.rows:,} rows: ",
        html.A(f"{table.name} as CSV", href=f"{address}.csv"),
        ", ",
        html.A(f"{table.name} as Parquet", href=f"{address}.parquet"),
        f" ({bytes_text(table.size)})",
    ]


def _dictionary() -> list[Component]:
    return [
        listing(
            f"Table {name}",
            ("Column", "Type", "Meaning"),
            [(column.name, _type(str(column.type)), column.meaning) for column in columns],
        )
        for name, columns in TABLES.items()
    ]


def _type(arrow: str) -> str:
    if arrow.startswith("dictionary"):
        return "word"
    return "whole number" if arrow.startswith("int") else "number"


PAGE = PlainPage(
    "data", "/data", "Data", "What is loaded, where it comes from, and how to take it away."
)

layout = bind_plain(PAGE, __name__, content)
