"""The command line: ``python -m api.write_stories --all DIR`` writes every area's story pack.

It stands here, beside the site's own packs, since neither ``etl`` nor ``stories`` may draw.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from api.context import PUBLIC_ROOT_VARIABLE
from api.opening import BAD_USE, fail, open_edition
from api.story_packs import whole_pack
from outcomes import offences
from outcomes.areas import ENGLAND_AND_WALES, areas, police_force_areas
from outcomes.editions import data_directory
from outcomes.store import LoadedEdition, Store
from stories import formats
from stories.pack import pack_name
from stories.story import build_story

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Packs:
    """Which packs are written, and where.

    Attributes:
        data_dir: where the editions are.
        edition: identifier of the edition.
        directory: where the packs go.
        offence: slug of the family or offence.
        year: the year, or None for the last that is published.
        root: goes before the addresses of rows.
    """

    data_dir: Path
    edition: str
    directory: Path
    offence: str
    year: int | None
    root: str


@app.command()
def stories(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    everything: Annotated[
        Path | None, typer.Option("--all", help="Write all 43 areas and England and Wales here.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="Print the story of this one area.")] = None,
    offence: Annotated[
        str, typer.Option(help="A family or an offence.")
    ] = "breach-of-protective-order",
    year: Annotated[int | None, typer.Option(help="The last published year, if left out.")] = None,
    edition: Annotated[
        str | None, typer.Option(help="An edition; the one served, if left out.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the editions are.")] = None,
) -> None:
    """Write the stories of one offence, as zips with words, rows and pictures."""
    known = {*offences.families(), *offences.offences(), offences.ALL_OFFENCES}
    if (everything is None) == (area is None) or offence not in known:
        raise fail("give --all DIR or --area SLUG, and an offence that is known", BAD_USE)
    if area is not None and area not in areas():
        raise fail(f"there is no area {area}", BAD_USE)
    kept = data_directory(data_dir)
    loaded = open_edition(Store(kept), edition)
    if everything is not None:
        root = os.environ.get(PUBLIC_ROOT_VARIABLE, "").rstrip("/")
        _write_all(Packs(kept, loaded.edition.id, everything, offence, year, root))
    elif area is not None:
        typer.echo(formats.to_text(build_story(loaded, area, offence, year)), nl=False)


def _write_all(packs: Packs) -> None:
    packs.directory.mkdir(parents=True, exist_ok=True)
    slugs = (ENGLAND_AND_WALES, *(area.slug for area in police_force_areas()))
    for said in _written(packs, slugs):
        typer.echo(said)
    typer.echo(f"{len(slugs)} stories in {packs.directory}")


def _written(packs: Packs, slugs: tuple[str, ...]) -> Iterator[str]:
    """Write the packs side by side, a process for each core: drawing is what takes long."""
    with ProcessPoolExecutor(_cores(), initializer=_open, initargs=(packs,)) as pool:
        yield from pool.map(_write, slugs)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# What a process of the pool writes from, opened once in each.
_opened: list[tuple[Packs, LoadedEdition]] = []


def _open(packs: Packs) -> None:
    _opened[:] = [(packs, Store(packs.data_dir).edition(packs.edition))]


def _write(slug: str) -> str:
    packs, loaded = _opened[0]
    story = build_story(loaded, slug, packs.offence, packs.year)
    name = pack_name(story)
    unfinished = packs.directory / f".{name}.part"
    unfinished.write_bytes(whole_pack(story, loaded, packs.root))
    unfinished.replace(packs.directory / name)
    return f"{name}: {len(story.claims)} sentences, {len(story.charts)} charts"


if __name__ == "__main__":
    app(prog_name="python -m api.write_stories")
