"""The story pack as a zip: the words in four forms, the rows, and what the caller adds."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping

from outcomes.result import Result
from stories.formats import DEMONSTRATION, source_line, subject, to_html, to_json
from stories.formats import to_markdown as markdown
from stories.formats import to_text as text
from stories.story import Story

# One moment for all members, so that the same story gives the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
COLUMNS = (
    "measure", "unit", "offence", "area", "basis", "sex", "age", "by", "keys", "value",
    "numerator", "denominator", "status", "source", "edition",
)  # fmt: skip
# Files that cannot be made smaller.
PACKED = ".png"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def pack_name(story: Story) -> str:
    """The file's name: ``breach-of-protective-order_west-midlands_story_2017_<edition>.zip``."""
    return f"{story.offence}_{story.area}_story_{story.year}_{story.edition.id}.zip"


def write_pack(story: Story, files: Mapping[str, bytes] | None = None, base: str = "") -> bytes:
    """The zip of a story.

    Args:
        story: the story.
        files: pictures and other files that the caller adds, by name.
        base: goes before the addresses of rows, for example ``https://example.org``.

    Raises:
        ValueError: when a file of the caller has the name of one of the pack's own, or a path.
    """
    members = {
        "story.txt": text(story).encode(),
        "story.md": markdown(story, base).encode(),
        "story.html": to_html(story, base).encode(),
        "story.json": to_json(story).encode(),
        "rows.csv": rows_csv(story).encode("utf-8-sig"),
    }
    for name, content in (files or {}).items():
        if name in members or name == "README.txt" or "/" in name or "\\" in name:
            raise ValueError(f"not a name for a file of a pack: {name!r}")
        members[name] = content
    members = {"README.txt": _readme(story, members).encode(), **members}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            packing = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, packing)
    return packed.getvalue()


def _readme(story: Story, members: Mapping[str, bytes]) -> str:
    mark = f"{DEMONSTRATION}\n\n" if story.edition.demonstration else ""
    listing = "\n".join(
        f"{name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}"
        for name, content in members.items()
    )
    notices = "\n".join(f"- {notice.text}" for notice in story.notices)
    return (
        f"{mark}{subject(story)}\n\nEvery number of the story rests on rows of rows.csv. "
        "Small counts, grouped in the story, are as published there.\n\n"
        f"{listing}\n\nNotes\n{notices}\n\n{source_line(story)}\n"
    )


def rows_csv(story: Story) -> str:
    """The rows behind every sentence, one a line; counts as the source publishes them."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    if story.edition.demonstration:
        writer.writerow([DEMONSTRATION])
    writer.writerow(COLUMNS)
    for result in story.results.values():
        writer.writerows(_lines(result))
    return written.getvalue()


def _lines(result: Result) -> Iterator[list[str]]:
    chosen, measure = result.selection, result.measure
    for one in result.observations:
        keys = "; ".join(f"{name}={key}" for name, key in zip(result.by, one.keys, strict=True))
        cells = (
            measure.name, measure.unit, ",".join(chosen.offences), ",".join(chosen.areas),
            chosen.basis, chosen.sex, chosen.age, ",".join(result.by), keys, one.value,
            one.numerator, one.denominator, one.status, one.source, result.edition.id,
        )  # fmt: skip
        yield [_cell(cell) for cell in cells]


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    written = "" if value is None else str(value)
    numeric = isinstance(value, int | float)
    return f"'{written}" if not numeric and written.startswith(_FORMULA) else written
