"""``releases``: what is at the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.fetching.choose import TAKEN, Choice, Sighting
from etl.fetching.look import ASK_SECONDS, Asking, look
from etl.publishing.clock import text_of
from outcomes.errors import Problem

Timeout = Annotated[
    float,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help="How long GOV.UK's pages may take together. Files then take what they need.",
    ),
]
AllowOlder = Annotated[
    bool,
    typer.Option(
        "--allow-older",
        help="Take older releases than last time, for example after one was withdrawn.",
    ),
]
MEGABYTE = 1_000_000


def releases(
    timeout: Timeout = ASK_SECONDS,
    allow_older: AllowOlder = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """List the releases on GOV.UK and say which files a refresh would take. Changes nothing."""
    with reporting(data_dir, as_json) as report:
        choice = look(report.data_dir, Asking(seconds=timeout, allow_older=allow_older))
        report.facts.update(choice_facts(choice))
        for line in choice_lines(choice):
            report.say(line)


def choice_lines(choice: Choice) -> Iterator[str]:
    """What was seen, for people."""
    for one in choice.sightings:
        day = f"{one.release.updated:%Y-%m-%d}"
        yield f"{one.release.period:<15} {day}  {one.state:<18} {one.release.path}"
        if one.state == TAKEN:
            for file in one.files:
                size = f"  {file.size / MEGABYTE:,.1f} MB" if file.size is not None else ""
                yield f"{'':<15}   {file.filename}{size}"
    others = len(choice.releases) - len(choice.sightings)
    if others:
        yield f"… and {others} older releases, not looked at"
    for note in choice.notes:
        yield note_line(note)


def note_line(note: Problem) -> str:
    """A remark, for people."""
    hint = f". {note.hint}" if note.hint else ""
    return f"{note.severity}: {note.code}: {note.message}{hint}"


def choice_facts(choice: Choice) -> dict[str, Any]:
    """What was seen, for JSON."""
    return {
        "releases": [_sighting_facts(one) for one in choice.sightings],
        "not_looked_at": len(choice.releases) - len(choice.sightings),
        "withdrawn": choice.withdrawn,
        "notes": [note.to_dict() for note in choice.notes],
    }


def _sighting_facts(sighting: Sighting) -> dict[str, Any]:
    release = sighting.release
    return {
        "title": release.title,
        "period": release.period,
        "path": release.path,
        "updated": text_of(release.updated),
        "state": sighting.state,
        "files": [
            {"title": file.title, "name": file.filename, "url": file.url, "size": file.size}
            for file in sighting.files
        ],
    }
