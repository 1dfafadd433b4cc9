"""Lines of the demonstration release: the numbers of its rows written as the Ministry does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.demonstration.cells import AREA_LABELS, Counts
from etl.demonstration.disposals import slot_labels
from etl.demonstration.offences import DemoOffence
from etl.demonstration.people import profile_labels
from etl.demonstration.rows import KeyRows, SentenceRows
from outcomes.offences import offences as known_offences

_KEYS = (
    "Year,Sex,Age Group,Age Range,Ethnicity,Police Force Area,Offence Type,Offence Group,Offence"
)
PROSECUTIONS_HEADER = f"{_KEYS},Proceeded against,Convicted,Sentenced\r\n".encode()
SENTENCES_HEADER = f"{_KEYS},Sentence Outcome,Custodial Sentence Length,Sentenced\r\n".encode()

_OFFENCE_TYPES = {
    "indictable only": "01: Indictable only",
    "triable either way": "02: Triable Either Way",
    "summary non-motoring": "03: Summary non-motoring",
    "summary motoring": "04: Summary motoring",
}
_OFFENCE_GROUPS = {
    "violence against the person": "01: Violence against the person",
    "sexual offences": "02: Sexual offences",
    "robbery": "03: Robbery",
    "theft offences": "04: Theft Offences",
    "criminal damage and arson": "05: Criminal damage and arson",
    "drug offences": "06: Drug offences",
    "possession of weapons": "07: Possession of weapons",
    "public order offences": "08: Public order offences",
    "miscellaneous crimes against society": "09: Miscellaneous crimes against society",
    "fraud offences": "10: Fraud Offences",
    "summary non-motoring": "11: Summary non-motoring",
    "summary motoring": "12: Summary motoring",
}
_CHUNK_ROWS = 65_536


class Wording:
    """The texts of one year's numbers, each with the comma that follows it."""

    def __init__(self, offences: Sequence[DemoOffence], year: int) -> None:
        self.people = _texts((str(year), *labels) for labels in profile_labels(year))
        self.areas = _texts((label,) for label in AREA_LABELS)
        self.offences = _texts(_offence_labels(offence) for offence in offences)
        self.slots = _texts(slot_labels(year))


def _offence_labels(offence: DemoOffence) -> tuple[str, str, str]:
    """Offence Type, Offence Group and Offence, without code, as format G writes them."""
    known = known_offences()[offence.slug]
    return (
        _OFFENCE_TYPES[known.offence_type],
        _OFFENCE_GROUPS[known.offence_group],
        known.label,
    )


def _texts(rows: Iterable[Sequence[str]]) -> pa.Array:
    return pa.array([_as_csv(row) + "," for row in rows], pa.string())


def _as_csv(values: Sequence[str]) -> str:
    """Values as a piece of a CSV line, quoted where they must be."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def prosecution_lines(rows: KeyRows, wording: Wording) -> Iterator[bytes]:
    """Lines of the prosecutions member, in pieces of some megabytes."""
    for part in _chunks(len(rows.area)):
        yield _joined(
            *_keys(rows, wording, part),
            _numbers(rows.prosecuted[part], ","),
            _numbers(rows.convicted[part], ","),
            _numbers(rows.sentenced[part], "\r\n"),
        )


def sentence_lines(rows: KeyRows, split: SentenceRows, wording: Wording) -> Iterator[bytes]:
    """Lines of the sentence outcomes member, in pieces of some megabytes."""
    for part in _chunks(len(split.parent)):
        yield _joined(
            *_keys(rows, wording, split.parent[part]),
            wording.slots.take(pa.array(split.slot[part])),
            _numbers(split.sentenced[part], "\r\n"),
        )


def _chunks(rows: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK_ROWS) for start in range(0, rows, _CHUNK_ROWS))


def _keys(rows: KeyRows, wording: Wording, part: slice | Counts) -> tuple[pa.Array, ...]:
    return (
        wording.people.take(pa.array(rows.profile[part])),
        wording.areas.take(pa.array(rows.area[part])),
        wording.offences.take(pa.array(rows.offence[part])),
    )


def _numbers(counts: Counts, end: str) -> pa.Array:
    return pc.binary_join_element_wise(pa.array(counts).cast(pa.string()), "", end)


def _joined(*pieces: pa.Array) -> bytes:
    """The pieces of each line put together; Arrow keeps the lines one behind the other."""
    lines = pc.binary_join_element_wise(*pieces, "")
    return bytes(lines.buffers()[2])
