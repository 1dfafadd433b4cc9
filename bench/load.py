"""Many readers at once, through refreshes, a killed worker and a rollback: ``make load``.

All traffic stays on this machine. The number of readers and the time are bounded.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import psutil

from bench.measure import python
from bench.processor import Cores
from bench.proxy import in_front_of
from bench.readers import Reader, outputs_of
from bench.runs import Run, text
from bench.serving import Served, memory, serve
from etl.demonstration.release import write_release
from outcomes.pointer import read_pointer

MOST_READERS, MOST_SECONDS = 2_000, 3_600
SERVED_ROWS, OTHER_ROWS = 1_000_000, 120_000
LOOK_SECONDS = 5.0
# As the schedule and the line for cron in docs/operations.md start a refresh.
BEHIND_READERS = ("nice", "-n", "10")


class Crowd:
    """Readers of a served site, and what an operator does to it meanwhile."""

    def __init__(
        self, served: Served, port: int, data_dir: Path, releases: Sequence[tuple[Path, ...]]
    ) -> None:
        """Readers of ``served``, who ask at ``port``; refreshes load the ``releases`` in turn."""
        self._served = served
        self._port = port
        self._data_dir = data_dir
        self._releases = releases
        self._switches = 0
        dependencies = json.loads(_plain(served, "/_dash-dependencies"))
        self._outputs = outputs_of(dependencies)

    async def read(self, run: Run, *, disturbed: bool) -> None:
        """Let the readers of a run read."""
        until = time.monotonic() + run.seconds
        readers = [
            Reader(number, self._port, self._outputs, run.tally).read(until)
            for number in range(run.readers)
        ]
        cores = Cores()
        others = [self._watch(run, cores, until)]
        others += [self._disturb(run, until)] if disturbed else []
        await asyncio.gather(*readers, *others)
        run.cores = cores.taken()

    async def _disturb(self, run: Run, until: float) -> None:
        """A refresh, a killed worker, a rollback, another refresh: over and over."""
        started = time.monotonic()
        acts = (
            ("refresh", self._refresh),
            ("worker killed", self._kill),
            ("rollback", self._roll_back),
            ("refresh", self._refresh),
        )
        pause = run.seconds / (len(acts) * max(1, round(run.seconds / 120)) + 1)
        while time.monotonic() + pause < until:
            for name, act in acts:
                await asyncio.sleep(pause)
                if time.monotonic() >= until:
                    return
                await act()
                run.events.append((time.monotonic() - started, name))

    async def _refresh(self) -> None:
        self._switches += 1
        files = self._releases[self._switches % len(self._releases)]
        await self._etl("ingest", *map(str, files))

    async def _roll_back(self) -> None:
        previous = read_pointer(self._data_dir).previous
        if previous:
            await self._etl("rollback", previous, "--reason", "load test")

    async def _kill(self) -> None:
        os.kill(self._served.workers[0].pid, signal.SIGKILL)

    async def _etl(self, *arguments: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *BEHIND_READERS,
            *python("-m", "etl", *arguments, "--data-dir", str(self._data_dir)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"{arguments[0]} ended with {process.returncode}: {said.decode()}")

    async def _watch(self, run: Run, cores: Cores, until: float) -> None:
        started = time.monotonic()
        while time.monotonic() < until:
            try:
                cores.look(self._served.workers)
                run.memory.append((time.monotonic() - started, memory(self._served)["all"]))
            except (psutil.Error, ZeroDivisionError):
                continue  # a worker that was killed is gone
            finally:
                await asyncio.sleep(LOOK_SECONDS)


def _plain(served: Served, path: str) -> bytes:
    import http.client

    connection = http.client.HTTPConnection(served.host, served.port, timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def measure(
    crowds: Sequence[int],
    seconds: float,
    workers: int | None = None,
    *,
    disturbed: bool = True,
    proxied: bool = False,
) -> list[Run]:
    """Serve a made-up edition to crowds of readers, one after the other.

    Args:
        crowds: how many readers each has.
        seconds: how long each reads.
        workers: of the site; as many as it has by itself when None.
        disturbed: whether there are refreshes, a killed worker and a rollback meanwhile.
        proxied: whether nginx is before the site.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="outcomes-load-") as scratch:
        directory = Path(scratch)
        releases = [
            write_release(directory / "served", SERVED_ROWS, 1),
            write_release(directory / "other", OTHER_ROWS, 2),
        ]
        data_dir = directory / "data"
        _ingest(releases[0], data_dir)
        for readers in crowds:
            with serve(data_dir, workers) as served, _door(served, directory, proxied) as port:
                run = Run(readers, seconds, proxied)
                crowd = Crowd(served, port, data_dir, releases)
                asyncio.run(crowd.read(run, disturbed=disturbed))
                found.append(run)
    return found


def _door(served: Served, directory: Path, proxied: bool) -> AbstractContextManager[int]:
    """Where readers ask: at the proxy, or at the site itself."""
    return in_front_of(served.port, directory) if proxied else nullcontext(served.port)


def _ingest(files: Sequence[Path], data_dir: Path) -> None:
    from bench.measure import run

    run(python("-m", "etl", "ingest", *map(str, files), "--data-dir", str(data_dir)))


def main() -> int:
    """Read the command line, measure, print; the exit code is 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--readers", type=int, nargs="+", default=[200, 1_000])
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--workers", type=int, help="other than the site has by itself")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="one crowd for so long")
    parser.add_argument("--calm", action="store_true", help="no refresh, kill or rollback")
    parser.add_argument("--proxy", action="store_true", help="with nginx before the site")
    options = parser.parse_args()
    seconds = options.soak * 60 if options.soak else options.seconds
    crowds = options.readers[:1] if options.soak else options.readers
    if max(crowds) > MOST_READERS or seconds > MOST_SECONDS:
        parser.error(f"at most {MOST_READERS:,} readers and {MOST_SECONDS:,} seconds")
    disturbed = not options.calm
    runs = measure(crowds, seconds, options.workers, disturbed=disturbed, proxied=options.proxy)
    for run in runs:
        print(text(run), "\n")
        if options.soak:
            print(f"Memory grew by {run.slope:,.1f} MB an hour over the second half.\n")
    return int(any(run.tally.wrong for run in runs))


if __name__ == "__main__":
    sys.exit(main())
