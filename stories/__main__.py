"""The command line: ``python -m stories --all DIR`` writes every area's story pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes import offences
from outcomes.areas import ENGLAND_AND_WALES, areas, police_force_areas
from outcomes.editions import data_directory
from outcomes.errors import EditionUnavailable
from outcomes.store import LoadedEdition, Store
from stories import formats
from stories.pack import pack_name, write_pack
from stories.story import build_story

BAD_USE, NO_EDITION = 2, 1

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


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
    """Write the stories of one offence, as zips with words and rows (pictures: see the site)."""
    known = {*offences.families(), *offences.offences(), offences.ALL_OFFENCES}
    if (everything is None) == (area is None) or offence not in known:
        raise _fail("give --all DIR or --area SLUG, and an offence that is known", BAD_USE)
    if area is not None and area not in areas():
        raise _fail(f"there is no area {area}", BAD_USE)
    try:
        loaded = Store(data_directory(data_dir)).edition(edition)
    except EditionUnavailable as error:
        raise _fail(str(error), NO_EDITION) from error
    if everything is not None:
        _write_all(loaded, everything, offence, year)
    elif area is not None:
        typer.echo(formats.to_text(build_story(loaded, area, offence, year)), nl=False)


def _fail(message: str, code: int) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)


def _write_all(loaded: LoadedEdition, directory: Path, offence: str, year: int | None) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    slugs = (ENGLAND_AND_WALES, *(area.slug for area in police_force_areas()))
    for slug in slugs:
        story = build_story(loaded, slug, offence, year)
        name = directory / pack_name(story)
        name.write_bytes(write_pack(story))
        typer.echo(f"{name.name}: {len(story.claims)} sentences")
    typer.echo(f"{len(slugs)} stories in {directory}")


if __name__ == "__main__":
    app(prog_name="python -m stories")
