"""How a command ends: text for people or one JSON object, and an exit code with a meaning."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import typer

from etl.commands.output import HOST_TROUBLE
from etl.progress import Progress, progress_on
from etl.publishing.durable import host_problem
from etl.publishing.history import served_pointer
from etl.publishing.receipts import Draft, problems_of, recorded
from etl.stopping import STOPPED_BY, Stopped, stoppable
from outcomes.editions import data_directory
from outcomes.errors import (
    BusyError,
    CheckError,
    EditionUnavailable,
    HostError,
    NetworkError,
    OutcomesError,
    SourceError,
)

EXIT_CODES: dict[type[OutcomesError], int] = {
    HostError: 1,
    EditionUnavailable: 2,
    SourceError: 3,
    NetworkError: 4,
    CheckError: 5,
    BusyError: 6,
}
# Would break a line in two, or command the terminal.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass
class Report:
    """What a command has to say.

    Attributes:
        data_dir: the directory of editions.
        as_json: whether one JSON object is wanted.
        facts: the JSON object.
        lines: the same for people.
        draft: the receipt of the run, for commands that leave one.
    """

    data_dir: Path
    as_json: bool
    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=lambda: Draft(""))

    def say(self, line: str) -> None:
        """Add a line for people."""
        self.lines.append(line)

    @property
    def progress(self) -> Progress:
        """Where steps tell how far they are: standard error."""
        return progress_on()


@contextmanager
def reporting(data_dir: Path | None, as_json: bool) -> Iterator[Report]:
    """Run a command: what it says is printed at the end, what it raises gives the exit code.

    Raises:
        typer.Exit: with the exit code, when something was raised.
    """
    report = Report(data_directory(data_dir), as_json)
    try:
        with stoppable():
            yield report
    except OutcomesError as error:
        code = next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))
        _fail(report, [str(problem) for problem in problems_of(error)], code, error)
    except OSError as error:
        problem = host_problem(error, report.data_dir)
        _fail(report, [str(problem)], HOST_TROUBLE, HostError((problem,)))
    except KeyboardInterrupt as error:
        number = error.args[0] if isinstance(error, Stopped) else signal.SIGINT
        _fail(report, ["STOPPED: the run was told to stop"], STOPPED_BY + number, error)
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:  # noqa: BLE001 (mostly a fault of ours: the receipt has more)
        _fail(report, [str(problem) for problem in problems_of(error)], HOST_TROUBLE, error)
    if as_json:
        typer.echo(json.dumps({**report.facts, "exit_code": 0}))
    else:
        typer.echo("\n".join(report.lines))


@contextmanager
def writing(command: str, data_dir: Path | None, as_json: bool) -> Iterator[Report]:
    """As ``reporting``, for a command that may change what is served: it leaves a receipt."""
    with reporting(data_dir, as_json) as report:
        try:
            with recorded(command, report.data_dir) as draft:
                report.draft = draft
                yield report
        finally:
            if report.draft.run:
                report.facts = {**report.draft.run.to_dict(), **report.facts}


def _tell(report: Report, causes: list[str]) -> None:
    for cause in causes:
        typer.echo(_UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], cause), err=True)
    served = served_pointer(report.data_dir)
    if report.draft.command and served:
        typer.echo(f"Edition {served.edition} is served, as before.", err=True)


def _fail(report: Report, causes: list[str], code: int, error: BaseException) -> NoReturn:
    with suppress(OSError):  # standard error may be a file on the very disk that is full
        _tell(report, causes)
    if report.as_json:
        problems = [problem.to_dict() for problem in problems_of(error)]
        facts = {"problems": problems, **report.facts, "exit_code": code}
        typer.echo(json.dumps(facts))
    raise typer.Exit(code) from None
