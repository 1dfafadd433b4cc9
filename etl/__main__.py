"""The command line: ``python -m etl COMMAND``.

Exit codes: 0 done or nothing to do, 1 the machine refuses, 2 bad use, 3 the source is bad,
4 the network failed, 5 a check failed, 6 another run is on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from etl.commands.options import DataDir
from etl.commands.output import printed
from etl.stopping import end_at_once_when_told

# Each is the function of this name in the module of this name in etl.commands, listed like this.
COMMANDS = (
    "releases", "refresh", "ingest", "demo", "status", "history", "diff", "rollback", "verify",
    "clean", "schedule", "stories", "weekly", "boundaries",
)  # fmt: skip
EXIT_CODES = (
    "Exit codes: 0 done or nothing to do, 1 the machine refuses, 2 bad use, "
    "3 the source is bad, 4 the network failed, 5 a check failed, 6 another run is on."
)

# Typer does not name the class of all its complaints about a command line.
BadUse: Any = typer.BadParameter.__mro__[1]

app = typer.Typer(
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


@app.callback()
def options(context: typer.Context, data_dir: DataDir = None) -> None:
    """From the Ministry of Justice's files to a published edition, and back to an earlier one."""
    stated: dict[str, Path] = {"data_dir": data_dir} if data_dir else {}
    defaults: dict[str, Any] = dict.fromkeys(COMMANDS, stated)
    context.default_map = defaults


def add_commands(arguments: Sequence[str]) -> None:
    """Add the commands that the arguments name, or all: importing what is not used takes time."""
    for name in [name for name in COMMANDS if name in arguments] or COMMANDS:
        app.command(name)(getattr(import_module(f"etl.commands.{name}"), name))


def main(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code. With --json bad use is one JSON object, too."""
    add_commands(arguments)
    try:
        return int(app(list(arguments), prog_name="python -m etl", standalone_mode=False) or 0)
    except BadUse as error:
        with suppress(OSError):
            import_module("typer.rich_utils").rich_format_error(error)  # takes time, is seldom
        if "--json" in arguments:
            problem = {"code": "BAD_USE", "message": str(error), "severity": "error"}
            typer.echo(json.dumps({"problems": [problem], "exit_code": 2}))
        return 2


if __name__ == "__main__":
    end_at_once_when_told()
    sys.exit(printed(lambda: main(sys.argv[1:])))
