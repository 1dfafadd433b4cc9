"""What an operator may want to know of files that could be read: notes that stop nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from etl.fetching.releases import Source
from etl.reading.labels import label_map
from etl.reading.layouts import normalise_header
from outcomes.errors import Problem

LABELS_SHOWN = 5


def remarks_on(sources: Sequence[Source]) -> Iterator[Problem]:
    """Labels that stand nowhere, and columns that are left out."""
    yield from _unused_labels(sources)
    yield from _left_out(sources)


def _unused_labels(sources: Sequence[Source]) -> Iterator[Problem]:
    """A note for each column of a format whose label map holds labels that stood nowhere."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source in sources:
        for member in source.members:
            for column, labels in member.seen.items():
                seen[source.file.format, column] |= labels
    for (letter, column), labels in sorted(seen.items()):
        unused = sorted(label_map(column, letter).expected - labels)
        if unused:
            shown = ", ".join(unused[:LABELS_SHOWN])
            yield Problem(
                "LABEL_UNUSED",
                f"labels that format {letter} may have stand in none of its files",
                "note",
                column=column,
                value=shown,
                count=len(unused),
            )


def _left_out(sources: Sequence[Source]) -> Iterator[Problem]:
    """A note for each column of figures that a format's rule leaves out, with the reason."""
    for source in sources:
        for member in source.members:
            layout = member.layout
            spelled = {normalise_header(header): header for header in member.understood.headers}
            for header, column in layout.columns.items():
                reason = member.understood.rule.remarks.get(column)
                if reason and header in spelled:
                    yield Problem(
                        "COLUMN_LEFT_OUT",
                        reason,
                        "note",
                        file=source.file.file,
                        member=member.member.name or None,
                        column=spelled[header],
                    )
