"""Recognises the format of a member by its headers, or says which headers are wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from etl.reading.formats import IGNORED, Layout, Recognised
from etl.reading.layouts import layouts, normalise_header, published_columns
from outcomes.errors import Problem, SourceError

HEADERS_SHOWN = 12
MOST_UNKNOWN = 20


def recognise(headers: Sequence[str]) -> Recognised:
    """What the headers of a member mean.

    The order does not matter, nor letter case, blanks, or which optional headers are there.

    Raises:
        SourceError: ``HEADER_DUPLICATE`` naming headers that stand twice; ``HEADER_CHANGED``
            naming every header that is missing or not known in the nearest format.
    """
    plain = [normalise_header(header) for header in headers]
    repeated = list(_repeated(headers, plain))
    if repeated:
        raise SourceError(tuple(repeated))
    nearest = min(layouts(), key=lambda layout: len(_differences(layout, plain)))
    wrong = _differences(nearest, plain)
    if wrong:
        raise SourceError(tuple(_header_problems(nearest, headers, wrong)))
    return _understood(nearest, headers, plain)


def _understood(layout: Layout, headers: Sequence[str], plain: Sequence[str]) -> Recognised:
    wanted = published_columns(layout)
    columns = [layout.columns[header] for header in plain]
    problems = [
        Problem(
            "HEADER_DUPLICATE",
            "two headers have the same meaning",
            column=header,
            expected=f"one header for {column}",
        )
        for place, (header, column) in enumerate(zip(headers, columns, strict=True))
        if column in columns[:place] and not column.startswith(IGNORED)
    ]
    if problems:
        raise SourceError(tuple(problems))
    places = {column: place for place, column in enumerate(columns) if column in wanted}
    return Recognised(layout, tuple(headers), places)


def _repeated(headers: Sequence[str], plain: Sequence[str]) -> Iterator[Problem]:
    spelled = dict(zip(plain, headers, strict=True))
    for header, times in Counter(plain).items():
        if times > 1:
            yield Problem(
                "HEADER_DUPLICATE", f"this header stands {times} times", column=spelled[header]
            )


def _differences(layout: Layout, plain: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of ``missing`` or ``unknown`` and a header, empty when the layout fits."""
    known = {layout.columns[header] for header in plain if header in layout.columns}
    missing = [
        ("missing", header)
        for header, column in layout.columns.items()
        if column in layout.required and column not in known
    ]
    unknown = [("unknown", header) for header in plain if header not in layout.columns]
    if not missing and not unknown and not _carries_a_measure(layout, known):
        return [("missing", header) for header in _measure_headers(layout)]
    return missing + unknown


def _carries_a_measure(layout: Layout, known: set[str]) -> bool:
    return all(
        any(measure.column in known for measure in rule.measures.values())
        for rule in layout.tables.values()
    )


def _measure_headers(layout: Layout) -> list[str]:
    columns = {one.column for rule in layout.tables.values() for one in rule.measures.values()}
    return [header for header, column in layout.columns.items() if column in columns]


def _header_problems(
    nearest: Layout, headers: Sequence[str], wrong: Sequence[tuple[str, str]]
) -> Iterator[Problem]:
    missing = [header for kind, header in wrong if kind == "missing"]
    if len(missing) > len(nearest.required) / 2:
        yield Problem(
            "HEADER_CHANGED",
            "the headers are those of no known format",
            value=", ".join(headers[:HEADERS_SHOWN]),
            expected=f"for example {nearest}: {_few(list(nearest.spelled.values()))}",
        )
        return
    yield from (_missing(nearest, header) for header in missing)
    spelled = {normalise_header(header): header for header in headers}
    unknown = [spelled[header] for kind, header in wrong if kind == "unknown"]
    yield from (_unknown(nearest, header, missing) for header in unknown[:MOST_UNKNOWN])
    if len(unknown) > MOST_UNKNOWN:
        others = len(unknown) - MOST_UNKNOWN
        yield Problem("HEADER_CHANGED", "other headers are not known", line=1, count=others)


def _few(headers: Sequence[str]) -> str:
    more = ", …" if len(headers) > HEADERS_SHOWN else ""
    return ", ".join(headers[:HEADERS_SHOWN]) + more


def _missing(nearest: Layout, header: str) -> Problem:
    return Problem(
        "HEADER_CHANGED",
        "this header is missing",
        line=1,
        column=nearest.spelled[header],
        expected=f"the headers of {nearest}",
    )


def _unknown(nearest: Layout, header: str, missing: Sequence[str]) -> Problem:
    candidates = list(missing) or list(nearest.columns)
    near = get_close_matches(normalise_header(header), candidates, n=1, cutoff=0.5)
    return Problem(
        "HEADER_CHANGED",
        "this header is not known",
        line=1,
        column=header,
        expected=f"the headers of {nearest}",
        hint=f"Perhaps it is {nearest.spelled[near[0]]!r}" if near else None,
    )
