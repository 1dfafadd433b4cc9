"""Cuts the bytes of a CSV into blocks of whole lines, and says in which encoding they are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.problems import source_error

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
BLOCK = 1 << 22
LONGEST_LINE = 1 << 20
MOST_COLUMNS = 1_000
UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ASCII, UTF_8, LATIN_1, WINDOWS = "ascii", "utf-8", "latin-1", "windows-1252"
UTF_8_WITH_MARK = "utf-8 with byte order mark"
_NEWLINE, _RETURN, _FIRST_PRINTABLE, _FIRST_HIGH, _FIRST_LATIN = 10, 13, 32, 0x80, 0xA0
_SHOWN, _LOOKED_AT = 16, 512
_NOT_IN_WINDOWS = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


@dataclass(frozen=True)
class Block:
    """Whole lines of a CSV, without the header line.

    Attributes:
        data: the bytes.
        last: whether the member ends here.
    """

    data: memoryview
    last: bool


def read_header(blocks: Iterator[bytes]) -> tuple[tuple[str, ...], bool, Iterator[Block]]:
    """The headers of a CSV, whether it begins with a byte order mark, and its lines in blocks.

    Raises:
        SourceError: ``FILE_EMPTY``, ``ENCODING``, ``LINE_ENDS`` or ``HEADER_CHANGED`` where there
            is no header line that can be read; what the blocks raise.
    """
    first = next((block for block in blocks if block), b"")
    if not first.strip():
        raise source_error("FILE_EMPTY", "there is nothing in it")
    if first.startswith(UTF_16_MARKS) or first[:_LOOKED_AT].count(0) > _LOOKED_AT // 8:
        raise source_error(
            "ENCODING", "it is UTF-16 or binary", value=repr(first[:40]), expected="UTF-8"
        )
    marked = first.startswith(UTF_8_MARK)
    line, found, rest = first.removeprefix(UTF_8_MARK).partition(b"\n")
    if not found and b"\r" in line.rstrip(b"\r"):
        raise source_error("LINE_ENDS", "its lines end in CR alone", expected="LF or CRLF", line=1)
    return _split_header(line), marked, whole_lines(rest, blocks)


def _split_header(line: bytes) -> tuple[str, ...]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    try:
        fields = next(csv.reader([text.rstrip("\r")], strict=True), [])
    except csv.Error as error:
        raise source_error(
            "HEADER_CHANGED", f"the header line cannot be read ({error})", line=1, value=text[:80]
        ) from error
    if len(fields) > MOST_COLUMNS:
        raise source_error(
            "HEADER_CHANGED",
            f"the header line has {len(fields):,} columns",
            line=1,
            value=text[:80],
            expected=f"at most {MOST_COLUMNS:,}",
        )
    return tuple(fields)


def whole_lines(start: bytes, blocks: Iterable[bytes]) -> Iterator[Block]:
    """Cut a stream of bytes at line ends.

    Raises:
        SourceError: ``LINE_TOO_LONG`` for a line of more than a megabyte.
    """
    waiting, size = [start], len(start)
    for piece in blocks:
        waiting.append(piece)
        size += len(piece)
        if size >= BLOCK:
            data = b"".join(waiting)
            cut = data.rfind(b"\n") + 1
            waiting, size = [data[cut:]], len(data) - cut
            if size > LONGEST_LINE:
                raise source_error("LINE_TOO_LONG", "a line has more than a megabyte")
            yield Block(memoryview(data)[:cut], last=False)
    yield Block(memoryview(b"".join(waiting)), last=True)


@dataclass(frozen=True)
class Scan:
    """What can be said of a block's bytes without reading its fields.

    Attributes:
        lines: how many lines it has.
        plain: whether lines end in LF, or all in CRLF, and no other control character stands
            in it.
        encoding: ``ascii``, ``utf-8``, ``latin-1`` or ``windows-1252``.
        fault: whether a byte is in no encoding, or was decoded wrongly once before.
        line: the line of the fault, or else of the first byte that is not ASCII; counted from 1
            inside the block, 0 when there is none.
        text: the bytes around it.
    """

    lines: int
    plain: bool
    encoding: str = ASCII
    fault: bool = False
    line: int = 0
    text: str = ""


def scan(data: memoryview) -> Scan:
    """Count lines, look for control characters, and tell the encoding from the bytes."""
    array = np.frombuffer(data, np.uint8)
    newlines = int(np.count_nonzero(array == _NEWLINE))
    lines = newlines + (bool(len(array)) and data[-1] != _NEWLINE)
    returns = int(np.count_nonzero(array == _RETURN))
    high = np.flatnonzero(array >= _FIRST_HIGH)
    plain = returns in (0, newlines) and _odd(array) == newlines + returns + len(high)
    if not len(high):
        return Scan(lines, plain)
    encoding, fault, place = _tell_encoding(data, array, high)
    line = int(np.count_nonzero(array[:place] == _NEWLINE)) + 1
    text = repr(bytes(data[max(0, place - _SHOWN) : place + _SHOWN]))
    return Scan(lines, plain, encoding, fault, line, text)


def scan_plain(data: memoryview, rows: int) -> Scan | None:
    """The scan of a block from which so many rows were read, if it is as plain as can be.

    That is: ASCII, every row ending in LF or every row in CRLF, and nothing else below a blank.
    One look at each byte is enough to tell.
    """
    if not rows or data[-1] != _NEWLINE:
        return None
    ends = 2 if len(data) > 1 and data[-2] == _RETURN else 1
    odd = _odd(np.frombuffer(data, np.uint8))
    return Scan(rows, plain=True) if odd == ends * rows else None


def _odd(array: Bytes) -> int:
    """How many bytes are control characters or beyond ASCII: as signed numbers, the small ones."""
    return int(np.count_nonzero(array.view(np.int8) < _FIRST_PRINTABLE))


def _tell_encoding(data: memoryview, array: Bytes, high: Places) -> tuple[str, bool, int]:
    """The encoding, whether it is at fault, and the place where that or its kind is seen."""
    try:
        str(data, "utf-8")
    except UnicodeDecodeError as error:
        values = array[high]
        windows = bool(((values >= _FIRST_HIGH) & (values < _FIRST_LATIN)).any())
        wrong = _is_no_single_byte_text(array, high)
        return WINDOWS if windows else LATIN_1, wrong, error.start
    twice = _decoded_twice(array, high)
    return UTF_8, bool(len(twice)), int(twice[0]) if len(twice) else int(high[0])


def _is_no_single_byte_text(array: Bytes, high: Places) -> bool:
    """Whether UTF-8 sequences, or bytes that mean nothing, stand in Latin-1 or Windows-1252."""
    values = array[high]
    following = array[np.minimum(high + 1, len(array) - 1)]
    pairs = (values >= 0xC2) & (values <= 0xDF) & (following >= 0x80) & (following < 0xC0)
    return bool((pairs | np.isin(values, _NOT_IN_WINDOWS)).any())


def _decoded_twice(array: Bytes, high: Places) -> Places:
    """Places of ``Â£``, ``Ã©``: UTF-8 that was read as Latin-1 and written as UTF-8 again."""
    firsts = high[array[high] == 0xC3]
    firsts = firsts[firsts + 2 < len(array)]
    twice = np.isin(array[firsts + 1], (0x82, 0x83)) & (array[firsts + 2] == 0xC2)
    places: Places = firsts[twice]
    return places
