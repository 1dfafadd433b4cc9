"""The site served by gunicorn at a free port of this machine, as it is served to readers."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
STARTED = re.compile(r"Serving (http://127\.0\.0\.1:\d+)")
COMMAND = (sys.executable, "-m", "gunicorn", "app:server")


@dataclass(frozen=True)
class Site:
    """A way to start the site.

    Attributes:
        command: the command line.
        directory: where it runs.
        environment: the whole environment; the address is always a free port of this machine.
        as_user: more arguments to `subprocess.Popen`, for example the user.
    """

    command: Sequence[str] = COMMAND
    directory: Path = REPOSITORY
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    as_user: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def serve(data_dir: Path, log: Path, workers: int = 1) -> Iterator[str]:
    """Serve a data directory from this tree; gives the address, writes what gunicorn says."""
    settings = {"OUTCOMES_DATA_DIR": str(data_dir), "WEB_CONCURRENCY": str(workers)}
    with started(Site(environment={**os.environ, **settings}), log) as (_, address):
        yield address


@contextmanager
def started(site: Site, log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a site, give its process and address, and stop it as a service manager would."""
    with subprocess.Popen(
        list(site.command),
        cwd=site.directory,
        env={**site.environment, "HOST": "127.0.0.1", "PORT": "0"},
        stderr=subprocess.PIPE,
        text=True,
        **site.as_user,
    ) as process:
        assert process.stderr is not None
        draining = threading.Thread(target=_drain, args=(process.stderr, log))
        try:
            address = _read_address(process.stderr)
            draining.start()
            yield process, address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            if draining.ident is not None:
                draining.join()


def _read_address(lines: Iterable[str]) -> str:
    """The address that gunicorn says it serves; the test fails with its words if it says none."""
    said = []
    for line in lines:
        said.append(line)
        if address := STARTED.search(line):
            return address[1]
    pytest.fail("the site did not start:\n" + "".join(said), pytrace=False)


def _drain(lines: IO[str], log: Path) -> None:
    """Keep the pipe empty, and what came through it."""
    log.write_text(lines.read(), "utf-8")
