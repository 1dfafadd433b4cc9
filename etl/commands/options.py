"""Options that every command has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
