"""What a person is told while files are read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from etl.build import build
from etl.progress import Lines, Silent, progress_on
from etl.progress_bar import Bar
from etl.reading import inflate
from tests.etl.builders import c_row, csv_text, csv_zip, zip_file


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_lines_tell_each_quarter_once() -> None:
    stream = io.StringIO()
    progress = Lines(stream)
    progress.start("Reading", 8_000_000)
    for _ in range(8):
        progress.advance(1_000_000)
    progress.note("done")
    progress.finish()
    assert stream.getvalue().splitlines() == [
        "Reading (8 MB)",
        "Reading: 25%",
        "Reading: 50%",
        "Reading: 75%",
        "Reading: 100%",
        "done",
    ]


def test_a_stream_that_is_no_terminal_gets_lines() -> None:
    assert isinstance(progress_on(io.StringIO()), Lines)


def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    stream = Terminal()
    progress = progress_on(stream)
    assert isinstance(progress, Bar)
    build([csv_zip(tmp_path, [c_row()] * 50)], progress=progress)
    progress.note("news [not markup]")
    assert "Reading" in stream.getvalue()
    assert "news [not markup]" in stream.getvalue()


class Interrupted(Silent):
    """A person stops the load at its second piece of bytes."""

    def __init__(self) -> None:
        self.pieces = 0

    def advance(self, size: int) -> None:
        self.pieces += 1
        if self.pieces == 2:
            raise KeyboardInterrupt


def test_an_interrupt_stops_every_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "PIECE", 1_000)
    text = csv_text([c_row()] * 2_000)
    members = {f"{number}.csv": text for number in range(4)}
    progress = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        build([zip_file(tmp_path, members)], progress=progress)
    assert progress.pieces < 4 * len(text) / 1_000


def test_a_step_of_unknown_size() -> None:
    stream = io.StringIO()
    progress = Lines(stream)
    progress.start("Reading", 0)
    progress.advance(10)
    assert stream.getvalue() == "Reading\n"
