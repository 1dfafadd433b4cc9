"""A reader's connection: HTTP/1.1 over one kept socket to this machine, and nothing more."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

HOST = "127.0.0.1"
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: status, bytes of the body, seconds, and whether it was asked twice."""

    status: int
    size: int
    seconds: float
    again: bool
    body: bytes


class Connection:
    """Asks one thing after the other, as a browser does on one of its connections."""

    def __init__(self, port: int, source: str = HOST) -> None:
        """A connection to a port of this machine, opened when it is first used.

        Args:
            port: of this machine.
            source: the address that it comes from, one of this machine's own (127.0.0.0/8).
        """
        self._port = port
        self._source = source
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answered:
        """Ask, and ask once more where a kept connection was closed before any answer began.

        Browsers do the same: the server may close what it kept at any moment.

        Raises:
            OSError: it is closed in the middle of an answer, or cannot be opened.
            TimeoutError: no whole answer came in time.
        """
        started = time.perf_counter()
        kept = self._streams is not None
        try:
            status, found = await asyncio.wait_for(self._ask(method, path, body), PATIENCE)
            again = False
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            self.close()
            begun = isinstance(error, asyncio.IncompleteReadError) and error.partial
            if not kept or begun:
                raise ConnectionError(str(error)) from error
            status, found = await asyncio.wait_for(self._ask(method, path, body), PATIENCE)
            again = True
        return Answered(status, len(found), time.perf_counter() - started, again, found)

    async def _ask(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                HOST, self._port, local_addr=(self._source, 0)
            )
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Accept-Encoding: br, gzip"]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join((*lines, "", "")).encode() + body)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        found = await _body(reader, headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, found

    def close(self) -> None:
        """Close the socket; the next question opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return b"".join(parts)
