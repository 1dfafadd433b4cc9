"""A selection answered for the outside: its result, its rows, and the receipt for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from api.csv_files import csv_text
from api.problems import Refused
from api.provenance import DEMONSTRATION_COLUMN
from api.rows import Cell, Row, columns_of, rows_of
from api.selecting import MAX_ROWS, Page
from outcomes.addressed import answer_any
from outcomes.errors import TooManyRows
from outcomes.neighbour_measures import table_of
from outcomes.receipts import issue
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.size import MAX_TOTAL_ROWS, is_too_wide
from outcomes.store import LoadedEdition


@dataclass(frozen=True)
class Answer:
    """A result with what every format writes of it.

    Attributes:
        result: the selection answered.
        page: which of its rows are wanted.
        root: the address of the site, for links in files; empty where it is not stated.
    """

    result: Result
    page: Page
    root: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of ``rows``."""
        return tuple(columns_of(self.result))

    @cached_property
    def rows(self) -> list[Row]:
        """The wanted rows."""
        rows = rows_of(self.result, columns_of(self.result))
        end = None if self.page.limit is None else self.page.offset + self.page.limit
        return rows[self.page.offset : end]

    @property
    def total(self) -> int:
        """Number of rows of the whole result."""
        return len(self.result.observations)

    @cached_property
    def receipt(self) -> str:
        """The receipt code of the whole result."""
        return issue(self.result)

    @cached_property
    def file_columns(self) -> tuple[str, ...]:
        """Names of the columns of ``file_rows``.

        A file of demonstration data has one column more, the first, whose name says so: its first
        line is the mark, and a program that expects official figures stumbles over it.
        """
        mark = (DEMONSTRATION_COLUMN,) if self.result.edition.demonstration else ()
        return (*mark, "measure", "unit", "basis", *self.columns, "edition", "receipt")

    @cached_property
    def file_rows(self) -> list[Row]:
        """The wanted rows for files, each saying by itself what it is and where it is from."""
        result = self.result
        mark: tuple[Cell, ...] = (True,) if result.edition.demonstration else ()
        what = (result.measure.name, result.measure.unit, result.selection.basis)
        whence = (result.edition.id, self.receipt)
        return [(*mark, *what, *row, *whence) for row in self.rows]

    @cached_property
    def plain_csv(self) -> str:
        """The rows as CSV, without heading and byte order mark."""
        return csv_text(self.file_columns, self.file_rows)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the plain CSV as it is sent: what files of every format state inside."""
        return hashlib.sha256(f"\ufeff{self.plain_csv}".encode()).hexdigest()


def answer_selection(
    loaded: LoadedEdition,
    selection: Selection,
    page: Page,
    root: str = "",
    *,
    rate: bool = False,
) -> Answer:
    """Answer a selection from an edition; ``rate`` divides counts by residents.

    Raises:
        Refused: when it asks for more rows than one answer gives, or than can be counted out.
    """
    if table_of(selection.measure) is None and is_too_wide(selection):
        raise _too_many("This breakdown has too many combinations.")
    try:
        found = Answer(answer_any(loaded, selection, MAX_TOTAL_ROWS, rate=rate), page, root)
    except TooManyRows as error:
        raise _too_many(f"This selection has {error.rows:,} rows.") from error
    if len(found.rows) > page.most:
        raise _too_many(f"This selection has {found.total:,} rows.", page.most)
    return found


def _too_many(what: str, most: int = MAX_ROWS) -> Refused:
    return Refused(
        400,
        f"{what} One answer in this format has at most {most:,}, and limit and offset page "
        f"through {MAX_TOTAL_ROWS:,}: choose fewer years, areas, offences or breakdowns.",
    )
