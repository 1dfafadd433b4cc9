"""Reads a block line by line, slowly, to say exactly which lines are wrong and how."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from etl.problems import ProblemList
from etl.reading.blocks import Block
from outcomes.errors import Problem

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_FAULTS = 10_000
_LINES_IN_A_QUOTE = 20


def find_faults(block: Block, headers: Sequence[str]) -> tuple[Problem, ...]:
    """Every fault in the form of a block's lines; the line is counted from 1 inside the block.

    Codes: ``ROW_WIDTH``, ``ROW_QUOTED_NEWLINE``, ``ROW_UNREADABLE``, ``ROW_IS_HEADER``,
    ``LINE_ENDS``, ``CONTROL_CHARACTER``; ``TOO_MANY_FAULTS`` where the rest is not looked at.
    """
    lines = str(block.data, "utf-8", "replace").split("\n")
    if lines[-1] == "":
        lines.pop()
    filled = _without_blank_end(lines) if block.last else lines
    problems = ProblemList()
    for number, line in _joined(filled, problems):
        problems.extend(_line_faults(number, line.removesuffix("\r"), headers))
    return problems.all


def _without_blank_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip("\r"):
        end -= 1
    return lines[:end]


def _joined(lines: Sequence[str], problems: ProblemList) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, those left out that lie in a quoted value of several lines.

    It ends when so many problems were found that looking at more would take minutes.
    """
    number = 0
    while number < len(lines) and problems.seen < MOST_FAULTS:
        line = lines[number]
        number += 1
        if line.count('"') % 2 == 0:
            yield number, line
            continue
        problems.add(
            Problem(
                "ROW_QUOTED_NEWLINE",
                "a quoted value does not end in its line",
                line=number,
                value=line.strip("\r")[-60:],
            )
        )
        number = _end_of_quote(lines, number)
    if number < len(lines):
        message = f"{MOST_FAULTS:,} faults stand before this line; not all after it are looked for"
        problems.add(Problem("TOO_MANY_FAULTS", message, line=number + 1))


def _end_of_quote(lines: Sequence[str], number: int) -> int:
    for place in range(number, min(number + _LINES_IN_A_QUOTE, len(lines))):
        if lines[place].count('"') % 2:
            return place + 1
    return number


def _line_faults(number: int, line: str, headers: Sequence[str]) -> Iterator[Problem]:
    if "\r" in line:
        yield Problem(
            "LINE_ENDS", "a CR stands inside a line", line=number, expected="LF or CRLF at the end"
        )
        return
    control = _CONTROL.search(line)
    if control:
        yield Problem(
            "CONTROL_CHARACTER",
            "a control character stands in the line",
            line=number,
            value=control[0],
        )
        return
    try:
        fields = next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        yield Problem("ROW_UNREADABLE", f"the line cannot be read ({error})", line=number)
        return
    if tuple(fields) == tuple(headers):
        yield Problem("ROW_IS_HEADER", "the header stands again among the rows", line=number)
    elif len(fields) != len(headers):
        yield Problem(
            "ROW_WIDTH",
            f"the line has {_fields(len(fields))}",
            line=number,
            value=_fields(len(fields)),
            expected=_fields(len(headers)),
        )


def _fields(number: int) -> str:
    return "1 field" if number == 1 else f"{number} fields"
