"""nginx in front of the site, configured as docs/operations.md says, word for word."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import ROOT

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
DOCUMENTED = re.compile(r"^```nginx\n(.+?)^```", re.DOTALL | re.MULTILINE)
PATIENCE = 10.0
# What a Debian nginx.conf has around conf.d, with everything that is written kept in one directory.
AROUND = """
{user}
daemon off;
pid {directory}/pid;
error_log {directory}/error.log error;
worker_processes auto;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
{documented}
}}
"""


@contextmanager
def in_front_of(port: int, directory: Path) -> Iterator[int]:
    """Run nginx before the site on a port of this machine; the port of nginx.

    Raises:
        RuntimeError: it is not installed, or does not start.
    """
    if NGINX is None:
        raise RuntimeError("nginx is not installed (Debian: apt-get install nginx)")
    own = _free_port()
    file = directory / "nginx.conf"
    file.write_text(configuration(port, own, directory))
    with subprocess.Popen(
        [NGINX, "-e", str(directory / "error.log"), "-p", str(directory), "-c", str(file)],
        stdin=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            _wait(own, process, directory / "error.log")
            yield own
        finally:
            process.terminate()


def configuration(port: int, own: int, directory: Path) -> str:
    """The documented configuration between two ports of this machine.

    Raises:
        RuntimeError: the document no longer says what is exchanged here.
    """
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    (documented,) = DOCUMENTED.findall(text)
    for said, meant in {
        "/var/cache/nginx/outcomes": f"{directory}/cache",
        "server 127.0.0.1:8050 max_fails=0;": f"server 127.0.0.1:{port} max_fails=0;",
        "listen 80;": f"listen 127.0.0.1:{own};",
    }.items():
        if said not in documented:
            raise RuntimeError(f"docs/operations.md does not say: {said}")
        documented = documented.replace(said, meant)
    user = "user root;" if os.geteuid() == 0 else ""
    return AROUND.format(user=user, directory=directory, documented=documented)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as attempt:
            if not attempt.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start: {log.read_text() if log.exists() else ''}")
