"""What is fuzzed: each target takes any bytes, and only our own errors may come out of it.

A target that finds something else raises it; ``SEEDS`` are good inputs to begin with.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from etl.build import build
from etl.fetching.attachments import detailed_zips
from etl.fetching.content import is_gone, moved_to, parse_item
from etl.fetching.govuk import COLLECTION, parse_announcement, parse_collection, parse_publication
from etl.reading.decode import WRONG, decoder_of
from outcomes.errors import NetworkError, ProblemsError
from outcomes.selection import Selection, read_selection, unknown_parameters
from tests.etl.builders import c_row, csv_text, outcome_row, prosecuted_row
from tests.etl.govuk_builders import announcement, attachment, collection, document, moved
from tests.etl.govuk_builders import publication as publication_item

Target = Callable[[bytes], None]


@cache
def _place() -> Path:
    """A directory of this process, in memory where the system has one."""
    memory = Path("/dev/shm")  # noqa: S108 (a name is made up inside it)
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def _load(name: str, content: bytes) -> None:
    path = _place() / name
    path.write_bytes(content)
    try:
        built = build([path])
    except ProblemsError as error:
        if not error.problems:
            raise AssertionError("refused without a reason") from error
        str(error)
        return
    if not any(table.rows for table in built.tables.values()):
        raise AssertionError("passed, and nothing is in it")


def fuzz_zip(content: bytes) -> None:
    """Bytes as a zip."""
    _load("source.zip", content)


def fuzz_csv(content: bytes) -> None:
    """Bytes as a CSV by itself."""
    _load("source.csv", content)


def fuzz_content(content: bytes) -> None:
    """Bytes as an answer of GOV.UK's Content API, read as each kind of document."""
    for read in (
        lambda item: parse_collection(item, COLLECTION),
        lambda item: detailed_zips(parse_publication(item, COLLECTION).attachments, COLLECTION),
        lambda item: parse_announcement(item, COLLECTION),
        lambda item: moved_to(item, COLLECTION),
        is_gone,
    ):
        try:
            read(parse_item(content, COLLECTION))
        except NetworkError as error:
            str(error)


def fuzz_query(content: bytes) -> None:
    """Bytes as the query of an address: read once, and written and read again the same."""
    params = parse_qs(content.decode("utf-8", "surrogateescape"), keep_blank_values=True)
    selection, problems = read_selection(params)
    unknown_parameters(params)
    again, none = read_selection(selection.to_params())
    if (again, none) != (selection, ()):
        raise AssertionError(f"{selection} is written and not read again ({problems})")


def fuzz_period(content: bytes) -> None:
    """Bytes as the text of a year, in each basis; what is no year is explained."""
    for basis in ("calendar", "march"):
        decoder = decoder_of("year", "G", basis)
        if decoder.decode([content])[0] == WRONG:
            str(decoder.problem(content))


def _zip(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.csv", csv_text([prosecuted_row(), prosecuted_row(Sex="02: Female")]))
        archive.writestr("b.csv", csv_text([outcome_row()]))
    return stream.getvalue()


def _items() -> list[bytes]:
    release = "December 2024"
    return [
        json.dumps(item).encode()
        for item in (
            collection([document(release)]),
            publication_item(release, [attachment()]),
            announcement("cancelled", cancellation_reason="<p>Faults</p>"),
            moved(COLLECTION, "/government/collections/other"),
        )
    ]


TARGETS: dict[str, Target] = {
    "zip": fuzz_zip,
    "csv": fuzz_csv,
    "content": fuzz_content,
    "query": fuzz_query,
    "period": fuzz_period,
}


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Good inputs of a target."""
    query = Selection(areas=("kent", "surrey"), from_year=2012, sex="female", by=("year", "area"))
    found = {
        "zip": [_zip(zipfile.ZIP_DEFLATED), _zip(zipfile.ZIP_STORED)],
        "csv": [csv_text([row, row]).encode() for row in (c_row(), outcome_row())],
        "content": _items(),
        "query": ["&".join(f"{k}={v}" for k, v in query.to_params().items()).encode()],
        "period": [b"2019", b"Year ending March 2026", b"2024/25", b"2025 Q1"],
    }
    return tuple(found[name])
