"""One polite request at a time: GET only, every hop judged, every step bounded."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from etl import __version__
from etl.fetching.answer import Answer, answer_of
from etl.fetching.hosts import Hosts
from etl.fetching.network import fault_of, network_error
from etl.fetching.pace import Deadline, Monotonic
from etl.fetching.retry import Sleep, persistently, seconds_to_wait
from etl.publishing.clock import Clock, utc_now
from outcomes.errors import NetworkError

if TYPE_CHECKING:
    from requests import Response, Session

USER_AGENT = f"outcomes/{__version__} (reads the outcomes-by-offence statistics, seldom)"
HEADERS = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
REDIRECTS = {301, 302, 303, 307, 308}
MOST_HOPS = 5

Read = TypeVar("Read")
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Timing:
    """Clocks and patience; tests bring their own.

    Attributes:
        clock: for deadlines.
        sleep: waits between tries.
        now: the time of day.
        connect: seconds for a connection.
        read: seconds without any byte.
    """

    clock: Monotonic = time.monotonic
    sleep: Sleep = time.sleep
    now: Clock = utc_now
    connect: float = 10.0
    read: float = 30.0


@dataclass
class Web:
    """The way to the source.

    Attributes:
        hosts: what may be asked.
        timing: clocks and patience.
        requests: how many were sent.
    """

    hosts: Hosts
    timing: Timing = field(default_factory=Timing)
    requests: int = 0
    _session: Session | None = None

    def deadline(self, seconds: float) -> Deadline:
        """A deadline that begins now."""
        return Deadline(seconds, self.timing.clock)

    def get(
        self,
        target: str,
        deadline: Deadline,
        read: Callable[[Answer], Read],
        headers: Headers | None = None,
    ) -> Read:
        """Ask for an address and read the answer; the whole of it again after a passing fault.

        Args:
            target: a path of GOV.UK, or an address.
            deadline: of all tries, redirects and bytes.
            read: makes something of an answer with status 200 or 304; it may be called again.
            headers: further ones, such as validators.

        Raises:
            NetworkError: what failed.
        """
        sleep = self.timing.sleep
        return persistently(
            lambda: self._exchange(target, deadline, read, headers or {}), deadline, sleep
        )

    def _exchange(
        self, target: str, deadline: Deadline, read: Callable[[Answer], Read], headers: Headers
    ) -> Read:
        from etl.fetching.connections import cut_after  # noqa: PLC0415 (brings requests, which is slow)

        deadline.require(target)
        with cut_after(deadline.remaining()):
            response, url = self._follow(target, deadline, headers)
            try:
                asked = seconds_to_wait(response.headers.get("Retry-After"), self.timing.now())
                return read(answer_of(response, url, deadline, asked))
            finally:
                response.close()

    def _follow(self, target: str, deadline: Deadline, headers: Headers) -> tuple[Response, str]:
        """Ask, and ask where redirects lead, as long as that is allowed."""
        url = self.hosts.address(target)
        seen = [url]
        while True:
            response = self._send(url, deadline, headers)
            if response.status_code not in REDIRECTS:
                return response, url
            response.close()
            url = self.hosts.address(_location(response, url), base=url)
            if url in seen or len(seen) > MOST_HOPS:
                chain = " -> ".join([*seen, url])
                raise network_error("NET_REDIRECT", "redirects lead nowhere", seen[0], value=chain)
            seen.append(url)

    def _send(self, url: str, deadline: Deadline, headers: Headers) -> Response:
        from requests import RequestException  # noqa: PLC0415 (slow to import)
        from urllib3.exceptions import HTTPError  # noqa: PLC0415

        left = max(deadline.remaining(), 0.001)
        self.requests += 1
        try:
            response = self._open().get(
                url,
                headers={**HEADERS, **headers},
                timeout=(min(self.timing.connect, left), min(self.timing.read, left)),
                stream=True,
                allow_redirects=False,
            )
        except (RequestException, HTTPError, OSError) as error:
            deadline.require(url)
            raise fault_of(error, url) from error
        return _in_time(response, url, deadline)

    def _open(self) -> Session:
        from etl.fetching.connections import open_session  # noqa: PLC0415 (brings requests)

        if self._session is None:
            self._session = open_session(self.hosts)
        return self._session

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._session is not None:
            self._session.close()
            self._session = None


def _in_time(response: Response, url: str, deadline: Deadline) -> Response:
    """A response that was not cut off at the deadline: then its headers may be half there."""
    try:
        deadline.require(url)
    except NetworkError:
        response.close()
        raise
    return response


def _location(response: Response, url: str) -> str:
    location = str(response.headers.get("Location", ""))
    if not location:
        raise network_error("NET_REDIRECT", "redirects without saying where", url)
    return location
