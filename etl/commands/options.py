"""Options that every command has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.checking.holds import HOLDS

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Directory of the editions; left out, OUTCOMES_DATA_DIR says it, or else it is data.",
        file_okay=False,
        show_default=False,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object at the end instead of text.")
]
Acknowledge = Annotated[
    list[str] | None,
    typer.Option(
        "--acknowledge",
        metavar="CHECK",
        help="Let a check pass that holds the edition back, for the reason given; may be repeated:"
        f" {', '.join(HOLDS)}.",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option(help="Why, for the history; with --acknowledge it is needed.")]


def acknowledged(checks: list[str] | None, reason: str, default: str) -> tuple[str, ...]:
    """The checks that may pass.

    Raises:
        typer.BadParameter: one is none that holds back, or no reason was given.
    """
    unknown = [check for check in checks or () if check not in HOLDS]
    if unknown:
        message = f"{', '.join(unknown)} holds nothing back; these do: {', '.join(HOLDS)}"
        raise typer.BadParameter(message, param_hint="--acknowledge")
    if checks and reason.strip() in ("", default):
        raise typer.BadParameter("say why the check may pass", param_hint="--reason")
    return tuple(checks or ())
