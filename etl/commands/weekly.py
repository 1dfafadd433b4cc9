"""``weekly``: writes an area's weekly e-mail, by the command line that may write stories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.beside import run_beside
from etl.commands.options import AsJson, DataDir


def weekly(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    area: Annotated[str, typer.Option(help="The area's word in addresses: west-midlands.")],
    offence: Annotated[
        str | None,
        typer.Option(help="A family or an offence; breach-of-protective-order, if left out."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Tell what came since a day, 2026-10-15; else since the edition before."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="Write a file into this directory; else print the mail.")
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--from", help="Who sends it; OUTCOMES_MAIL_FROM says it too.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Who gets it.")] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write what is new for an area as an e-mail in plain text (.eml). Nothing is sent.

    OUTCOMES_PUBLIC_URL says where the site is, for the addresses in it. Exit code 1 when there is
    no edition, 2 for an area, offence, day or address that is not one.

    Example: python -m etl weekly --area west-midlands --since 2026-10-15 --into mails
    """
    if as_json and into is None:
        raise typer.BadParameter("with --json a directory is needed", param_hint="--into")
    options = {
        "--area": area,
        "--offence": offence,
        "--since": since,
        "--into": into.resolve() if into else None,
        "--from": sender,
        "--to": to,
        "--data-dir": data_dir.resolve() if data_dir else None,
    }
    code = run_beside("api.write_weekly", options, quiet=as_json)
    if as_json:
        facts = {"area": area, "directory": str(into), "exit_code": code}
        typer.echo(json.dumps(facts, ensure_ascii=False))
    if code:
        raise typer.Exit(code)
