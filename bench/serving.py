"""The site as gunicorn serves it on this machine: how soon it is ready, what it holds and sends."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from urllib.parse import urlsplit

import psutil

from bench.measure import ROOT, Spread

STARTED = re.compile(r"Serving (http://127\.0\.0\.1:\d+)")
LINKED = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
ACCEPTED = {"Accept-Encoding": "br, gzip"}
ASKED_BY_DASH = ("/_dash-layout", "/_dash-dependencies")
UNLIMITED = {"OUTCOMES_EXPORTS_PER_CLIENT": "1000000 per minute"}
PAGES = ("/", "/prosecutions", "/convictions", "/sentencing", "/people", "/areas")


@dataclass(frozen=True)
class Served:
    """A site that is being served.

    Attributes:
        process: gunicorn's first process.
        host: of this machine.
        port: a free one.
        ready: seconds from its start to its first good answer.
    """

    process: psutil.Process
    host: str
    port: int
    ready: float

    @property
    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        return self.process.children()

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body as they came, not decompressed."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request("GET", path, headers=ACCEPTED)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read()
        finally:
            connection.close()


@contextmanager
def serve(
    data_dir: Path, workers: int | None, settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Serve a data directory on a free port of this machine, and stop it.

    Args:
        data_dir: the directory of editions.
        workers: how many; as many as the site has by itself when None.
        settings: further variables of its environment.
    """
    environment = {
        **os.environ, **UNLIMITED, **(settings or {}),
        "OUTCOMES_DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": "0",
    }  # fmt: skip
    if workers is not None:
        environment["WEB_CONCURRENCY"] = str(workers)
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "app:server"],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            said = cast("IO[str]", process.stderr)
            address = urlsplit(_address(said))
            threading.Thread(target=said.read, daemon=True).start()
            found = Served(
                psutil.Process(process.pid), str(address.hostname), int(address.port or 0), 0.0
            )
            _wait(found)
            ready = time.perf_counter() - started
            yield Served(found.process, found.host, found.port, ready)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _address(lines: IO[str]) -> str:
    said = []
    for line in lines:
        said.append(line)
        if found := STARTED.search(line):
            return found[1]
    raise RuntimeError("the site did not start:\n" + "".join(said))


def _wait(served: Served) -> None:
    status, _, _ = served.get("/")
    if status != 200:
        raise RuntimeError(f"the site answers {status}")


def memory(served: Served) -> dict[str, float]:
    """Megabytes of the workers: resident, and with what is shared divided among the sharers."""
    found = [worker.memory_full_info() for worker in served.workers]
    return {
        "rss": max(one.rss for one in found) / 1e6,
        "pss": sum(one.pss for one in found) / len(found) / 1e6,
        "own": sum(one.uss for one in found) / len(found) / 1e6,
        "all": (served.process.memory_full_info().pss + sum(one.pss for one in found)) / 1e6,
    }


def tour(served: Served, times: int = 8) -> None:
    """Every page several times, so that each worker has drawn each."""
    for path in PAGES * times:
        for place in ("england-and-wales", "west-midlands"):
            served.get(f"{path}?area={place}&offence=stalking")


def weight(served: Served, path: str) -> dict[str, float]:
    """Kilobytes over the wire: what must come before a page can be read, and all of it."""
    _, _, packed = served.get(path)
    plain = _plain(served, path)
    style = sum(len(served.get(one)[2]) for one in STYLE.findall(plain))
    linked = dict.fromkeys((*LINKED.findall(plain), *ASKED_BY_DASH))
    rest = sum(len(served.get(one)[2]) for one in linked if one not in STYLE.findall(plain))
    return {"readable": (len(packed) + style) / 1e3, "whole": (len(packed) + style + rest) / 1e3}


def _plain(served: Served, path: str) -> str:
    connection = http.client.HTTPConnection(served.host, served.port, timeout=60)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def starts(data_dir: Path, times: int) -> Spread:
    """Seconds from the start of gunicorn with one worker to its first page."""
    found = []
    for _ in range(times):
        with serve(data_dir, 1) as served:
            found.append(served.ready)
    return Spread(tuple(found))
