"""The layouts of ``data/reference/columns.csv``: which headers make which format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from etl.reading.formats import BOTH, RULES, WIDE, Layout
from etl.reading.labels import label_map
from outcomes.reference import read_reference
from outcomes.schema import KEY_COLUMNS

# Columns that no rule names, but that rows are made or checked of.
ALWAYS_READ = frozenset({"convicted", "sentenced_flag", "outcome", "count", "home_office_code"})


def normalise_header(text: str) -> str:
    """A header as it is compared: letter case and blanks do not matter."""
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout that can be read, by format."""
    rows = [row for row in read_reference("columns") if row["format"] in RULES]
    letters = dict.fromkeys(row["format"] for row in rows)
    return tuple(_layout(letter, kind, rows) for letter in letters for kind in _kinds(letter, rows))


def _kinds(letter: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    stated = dict.fromkeys(row["table"] for row in rows if row["format"] == letter)
    return [kind for kind in stated if kind != BOTH] or [BOTH]


def _layout(letter: str, kind: str, rows: Sequence[Mapping[str, str]]) -> Layout:
    own = [row for row in rows if row["format"] == letter and row["table"] in (kind, BOTH)]
    spelled = {normalise_header(row["header"]): row["header"] for row in own}
    columns = {normalise_header(row["header"]): _column(row) for row in own}
    required = frozenset(_column(row) for row in own if row["required"] == "yes")
    return Layout(letter, kind, columns, spelled, required)


def _column(row: Mapping[str, str]) -> str:
    """Our column of a header. ``wide:<key>``: the header is a label of that key, so its word too.

    KeyError when the label tables lack such a header.
    """
    column = row["column"]
    if not column.startswith(WIDE):
        return column
    labels = label_map(column.removeprefix(WIDE), row["format"])
    return f"{column}:{labels.words[labels.codes[labels.normalise(row['header'])]]}"


def published_columns(layout: Layout) -> frozenset[str]:
    """Columns of the source that a layout's tables are made of, checks included."""
    wanted = set(ALWAYS_READ)
    for name, rule in layout.tables.items():
        wanted |= {*KEY_COLUMNS[name], *rule.columns}
    wide = {column for column in layout.columns.values() if column.startswith(WIDE)}
    return frozenset(wanted | wide)
