"""``stories``: writes the story packs, by the command line that may draw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir

ROOT = Path(__file__).resolve().parent.parent.parent


def stories(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    directory: Annotated[
        Path, typer.Option("--all", help="Write all 43 areas and England and Wales here.")
    ],
    offence: Annotated[str | None, typer.Option(help="A family or an offence.")] = None,
    year: Annotated[int | None, typer.Option(help="The last published year, if left out.")] = None,
    edition: Annotated[str | None, typer.Option(help="The one served, if left out.")] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the story pack of every area: a zip with words, rows and pictures.

    Exit code 1 when there is no edition, 2 for an offence that is not known.
    """
    options = {
        "--offence": offence,
        "--year": year,
        "--edition": edition,
        "--data-dir": data_dir.resolve() if data_dir else None,
    }
    given = [text for name, value in options.items() if value for text in (name, str(value))]
    command = [sys.executable, "-m", "api.write_stories", "--all", str(directory.resolve()), *given]
    said = subprocess.PIPE if as_json else None
    done = subprocess.run(command, env=_environment(), stdout=said, check=False)  # noqa: S603
    if as_json:
        packs = sorted(path.name for path in directory.glob("*.zip")) if not done.returncode else []
        facts = {"directory": str(directory), "packs": packs, "exit_code": done.returncode}
        typer.echo(json.dumps(facts, ensure_ascii=False))
    if done.returncode:
        raise typer.Exit(done.returncode)


def _environment() -> dict[str, str]:
    """This process's environment, in which the packages are found from any directory."""
    known = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, known))}
