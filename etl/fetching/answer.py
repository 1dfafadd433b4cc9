"""The answer to a request: its validators, and its body as a bounded stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.fetching.network import cut_short, fault_of, network_error, status_error
from etl.fetching.pace import Deadline, Pace

if TYPE_CHECKING:
    from requests import Response

OK, NOT_MODIFIED = 200, 304
CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200 or 304 whose body is still to be read.

    Attributes:
        url: the address that answered, after redirects.
        status: 200 or 304.
        length: bytes promised by the header, or None.
        etag: validator, or empty.
        last_modified: validator, or empty.
        response: where the body comes from.
        deadline: of the whole exchange.
    """

    url: str
    status: int
    length: int | None
    etag: str
    last_modified: str
    response: Response
    deadline: Deadline

    @property
    def not_modified(self) -> bool:
        """Whether what was had before still holds."""
        return self.status == NOT_MODIFIED

    def chunks(self, most_bytes: int) -> Iterator[bytes]:
        """The body as it arrives, not decoded.

        Raises:
            NetworkError: ``NET_TOO_BIG``, ``NET_DEADLINE``, ``NET_TRUNCATED``, ``NET_TIMEOUT``.
        """
        received, pace = 0, Pace(self.deadline, self.url)
        self._require_size(self.length or 0, most_bytes)
        while chunk := self._next_chunk(received):
            received += len(chunk)
            self._require_size(received, most_bytes)
            pace.count(len(chunk))
            yield chunk
        self.deadline.require(self.url)
        if self.length is not None and received < self.length:
            raise cut_short(self.url, received, self.length)

    def _next_chunk(self, received: int) -> bytes:
        """What has arrived, without waiting for more: a slow drip must come back each time."""
        from requests import RequestException  # noqa: PLC0415 (loaded by now)
        from urllib3.exceptions import HTTPError, ReadTimeoutError  # noqa: PLC0415

        try:
            return self.response.raw.read1(CHUNK, decode_content=False) or b""
        except ReadTimeoutError as error:
            raise fault_of(error, self.url) from error
        except (RequestException, HTTPError, OSError) as error:
            self.deadline.require(self.url)
            raise cut_short(self.url, received, self.length) from error

    def _require_size(self, size: int, most_bytes: int) -> None:
        if size > most_bytes:
            expected = f"at most {most_bytes:,} bytes"
            raise network_error("NET_TOO_BIG", "sends too much", self.url, expected=expected)


def answer_of(response: Response, url: str, deadline: Deadline, wait: float | None) -> Answer:
    """The answer that a response is.

    Args:
        response: with its headers read.
        url: that was asked.
        deadline: of the whole exchange.
        wait: seconds that it asks to wait.

    Raises:
        NetworkError: its status brings nothing, or it is packed though that was not asked for.
    """
    if response.status_code not in (OK, NOT_MODIFIED):
        raise status_error(response.status_code, url, wait)
    encoding = response.headers.get("Content-Encoding", "identity").strip().casefold()
    if encoding not in ("", "identity"):
        raise network_error("NET_ENCODING", "sends packed bytes, unasked", url, value=encoding)
    return Answer(
        url=url,
        status=response.status_code,
        length=_length(response),
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        response=response,
        deadline=deadline,
    )


def _length(response: Response) -> int | None:
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdecimal() else None
