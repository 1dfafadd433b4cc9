"""A web server on this machine that misbehaves: one path, one fault.

``server.answers["/path"] = drip(b"…")`` sets what a path does; ``server.asked`` is what was asked.
Nothing here waits by the clock: what never answers waits until the server closes.
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from typing import Any, Self

Answer = Callable[["Exchange"], None]
GONE = (ConnectionError, BrokenPipeError, OSError)


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


class Exchange(BaseHTTPRequestHandler):
    """One request; faults write to it what they like."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        owner = self.server.owner
        owner.asked.append(Asked(self.path, dict(self.headers.items())))
        answer = owner.answers.get(self.path, status(404))
        with suppress(*GONE):
            answer(self)
            self.wfile.flush()

    def head(self, code: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send_response_only(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: FaultServer

    def handle_error(self, *_: Any) -> None:
        pass


class FaultServer:
    """Use as a context; ``url`` is its origin."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), Exchange)
        self._server.owner = self
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


def serve(
    content: bytes, kind: str = "application/octet-stream", headers: Mapping[str, str] | None = None
) -> Answer:
    """A sound answer; with an ``ETag`` header it answers conditions."""
    stated = dict(headers or {})

    def answer(exchange: Exchange) -> None:
        if stated.get("ETag") and exchange.headers["If-None-Match"] == stated["ETag"]:
            exchange.head(304, {"ETag": stated["ETag"]})
            return
        exchange.head(200, {"Content-Type": kind, "Content-Length": str(len(content)), **stated})
        exchange.wfile.write(content)

    return answer


def status(code: int, headers: Mapping[str, str] | None = None) -> Answer:
    return lambda exchange: exchange.head(code, {"Content-Length": "0", **(headers or {})})


def redirect(location: str, code: int = 301) -> Answer:
    return status(code, {"Location": location})


def html(exchange: Exchange) -> None:
    """What GOV.UK shows for an upload that is still being scanned, for example."""
    serve(b"<!DOCTYPE html>\n<html><title>Please wait</title>" + b" " * 200, "text/html")(exchange)


def one_after_another(*answers: Answer) -> Answer:
    """Another answer each time; the last one stays."""
    following = chain(answers, repeat(answers[-1]))

    def answer(exchange: Exchange) -> None:
        next(following)(exchange)

    return answer


def silence(exchange: Exchange) -> None:
    """Never answers."""
    exchange.server.owner.closing.wait()
    exchange.hang_up()


def hang_up(exchange: Exchange) -> None:
    """Closes without an answer."""
    exchange.hang_up()


def reset(exchange: Exchange) -> None:
    """Breaks the connection off."""
    linger = struct.pack("ii", 1, 0)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    exchange.hang_up()


def header_drip(exchange: Exchange) -> None:
    """Begins its headers and never ends them."""
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: a")
    exchange.wfile.flush()
    silence(exchange)


def drip(exchange: Exchange) -> None:
    """A byte at a time, for ever."""
    exchange.head(200, {"Content-Type": "application/zip"})
    exchange.hang_up()
    exchange.wfile.write(b"PK\x03\x04")
    while not exchange.server.owner.closing.is_set():
        exchange.wfile.write(b"x")


def stall(content: bytes) -> Answer:
    """Half of what was promised, then nothing more."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Content-Length": str(len(content))})
        exchange.wfile.write(content[: len(content) // 2])
        exchange.wfile.flush()
        silence(exchange)

    return answer


def cut(content: bytes, at: int) -> Answer:
    """The whole is promised, and the connection closed early."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Content-Length": str(len(content))})
        exchange.wfile.write(content[:at])
        exchange.hang_up()

    return answer


def cut_chunks(content: bytes, at: int) -> Answer:
    """In chunks, closed before the last."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Transfer-Encoding": "chunked"})
        exchange.wfile.write(b"%x\r\n" % len(content) + content[:at])
        exchange.hang_up()

    return answer


def chunked(content: bytes) -> Answer:
    """In sound chunks."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Transfer-Encoding": "chunked"})
        for place in range(0, len(content), 1_000):
            part = content[place : place + 1_000]
            exchange.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        exchange.wfile.write(b"0\r\n\r\n")

    return answer


def no_length(content: bytes) -> Answer:
    """No length is stated; the end of the connection is the end of the body."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Content-Type": "application/zip"})
        exchange.wfile.write(content)
        exchange.hang_up()

    return answer


def misstated(content: bytes, *lengths: int) -> Answer:
    """Other lengths are stated than the body has."""

    def answer(exchange: Exchange) -> None:
        exchange.send_response_only(200)
        for length in lengths:
            exchange.send_header("Content-Length", str(length))
        exchange.end_headers()
        exchange.wfile.write(content)
        exchange.hang_up()

    return answer


def packed(exchange: Exchange) -> None:
    """A megabyte of nothing, packed to a thousandth, unasked."""
    serve(gzip.compress(bytes(1_000_000)), headers={"Content-Encoding": "gzip"})(exchange)


def promising(size: int) -> Answer:
    """Promises any number of bytes, and sends a few of them."""

    def answer(exchange: Exchange) -> None:
        exchange.head(200, {"Content-Length": str(size)})
        exchange.wfile.write(b"PK\x03\x04" + bytes(1_000))
        exchange.hang_up()

    return answer


def endless(exchange: Exchange) -> None:
    """A zip's beginning and then zeros for ever."""
    exchange.head(200, {"Content-Type": "application/zip"})
    exchange.hang_up()
    exchange.wfile.write(b"PK\x03\x04")
    block = bytes(1 << 16)
    while not exchange.server.owner.closing.is_set():
        exchange.wfile.write(block)


def garbage(exchange: Exchange) -> None:
    """Speaks no HTTP."""
    exchange.wfile.write(b"\x00\x01\x02 what?\r\n\r\n")
    exchange.hang_up()
