"""The rows of a CSV in memory, read when they are asked for: one by one, or as columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.neighbours.columns import Texts, plain_texts
from etl.problems import source_error
from etl.reading.blocks import UTF_8_MARK, UTF_16_MARKS

WINDOWS = "cp1252"


@dataclass(frozen=True)
class CsvRows:
    """The rows under the first one.

    Attributes:
        content: the file's text, as UTF-8 without a byte order mark.
    """

    content: bytes

    @property
    def headers(self) -> tuple[str, ...]:
        """The first row; empty when there is none."""
        return tuple(next(self._every(), ()))

    def __iter__(self) -> Iterator[list[str]]:
        """Each row as it stands, empty lines too.

        Raises:
            SourceError: ``ROW_UNREADABLE``.
        """
        rows = self._every()
        next(rows, None)
        yield from rows

    def columns(self, at: Mapping[str, int]) -> dict[str, Texts] | None:
        """Columns by our names, from their places; None when the text is not plain."""
        start = self.content.find(b"\n") + 1
        first = CsvRows(self.content[:start])
        width = len(self.headers)
        if len(first.headers) != width or self.content[:start].count(b'"') % 2:
            return None
        return plain_texts(memoryview(self.content)[start:], width, at)

    def _every(self) -> Iterator[list[str]]:
        text = io.TextIOWrapper(io.BytesIO(self.content), "utf-8", newline="")
        rows = csv.reader(text, strict=True)
        try:
            yield from rows
        except csv.Error as error:
            message = f"a line cannot be read ({error})"
            raise source_error("ROW_UNREADABLE", message, line=rows.line_num) from error


def csv_rows(content: bytes) -> CsvRows:
    """The rows of a file in UTF-8, with or without a mark, or in Windows-1252.

    Raises:
        SourceError: ``ENCODING`` when it is neither.
    """
    if content.startswith(UTF_16_MARKS):
        raise source_error("ENCODING", "the text is UTF-16", expected="UTF-8")
    try:
        str(content, "utf-8")
    except UnicodeDecodeError:
        return CsvRows(_from_windows(content))
    return CsvRows(content.removeprefix(UTF_8_MARK))


def _from_windows(content: bytes) -> bytes:
    try:
        return content.decode(WINDOWS).encode()
    except UnicodeDecodeError as error:
        message = "the text is neither UTF-8 nor Windows-1252"
        raise source_error("ENCODING", message) from error
