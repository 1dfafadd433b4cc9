"""``stories``: writes the story packs, by the command line that may draw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.beside import run_beside
from etl.commands.options import AsJson, DataDir


def stories(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    directory: Annotated[
        Path, typer.Option("--all", help="Write all 43 areas and England and Wales here.")
    ],
    offence: Annotated[
        str | None,
        typer.Option(help="A family or an offence; breach-of-protective-order, if left out."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="The last published year, if left out.")] = None,
    edition: Annotated[str | None, typer.Option(help="The one served, if left out.")] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the story pack of every area: a zip with words, rows and pictures.

    Exit code 1 when there is no edition, 2 for an offence that is not known.
    """
    options = {
        "--all": directory.resolve(),
        "--offence": offence,
        "--year": year,
        "--edition": edition,
        "--data-dir": data_dir.resolve() if data_dir else None,
    }
    code = run_beside("api.write_stories", options, quiet=as_json)
    if as_json:
        packs = sorted(path.name for path in directory.glob("*.zip")) if not code else []
        facts = {"directory": str(directory), "packs": packs, "exit_code": code}
        typer.echo(json.dumps(facts, ensure_ascii=False))
    if code:
        raise typer.Exit(code)
