"""Connections that go only where they may: checked by the number that a name resolves to."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from typing import Any, ClassVar
from weakref import WeakSet

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from etl.fetching.hosts import Hosts
from etl.fetching.network import network_error

CONNECT_SECONDS = 10.0
_Found = list[tuple[Any, ...]] | OSError


def open_session(hosts: Hosts) -> requests.Session:
    """A session that knows one way out: TLS to public numbers, or plain to this machine."""
    session = requests.Session()
    session.adapters.clear()
    if hosts.stand_in:
        session.trust_env = False
        session.mount("http://", _Adapter(_LocalPool))
    else:
        session.mount("https://", _Adapter(_PublicPool))
    return session


@contextmanager
def cut_after(seconds: float) -> Iterator[None]:
    """Cut every open connection when the block is not over in time.

    A timeout of a socket begins anew with every byte, so a drip of bytes, also in headers, would
    never meet it.
    """
    timer = threading.Timer(max(seconds, 0.001), _cut_all)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut_all() -> None:
    for connection in list(_Guarded.live):
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    """Looks up the name, judges every number, and connects to a judged number and no other."""

    live: ClassVar[WeakSet[HTTPConnection]] = WeakSet()
    public: ClassVar[bool] = False

    def _new_conn(self) -> socket.socket:
        _Guarded.live.add(self)
        seconds = self.timeout if isinstance(self.timeout, int | float) else CONNECT_SECONDS
        port = self.port or self.default_port
        try:
            places = look_up(self.host, port, seconds)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"no address for {self.host} in time") from error
        require_permitted(self.host, places, public=self.public)
        return self._connect(places, seconds)

    def _connect(self, places: list[str], seconds: float) -> socket.socket:
        trouble: OSError = OSError("the name has no address")
        for place in places:
            try:
                return socket.create_connection((place, self.port), seconds)
            except OSError as error:
                trouble = error
        if isinstance(trouble, TimeoutError):
            raise ConnectTimeoutError(self, f"{self.host} does not answer") from trouble
        raise NewConnectionError(self, str(trouble)) from trouble


class _Public(_Guarded, HTTPSConnection):
    public = True


class _LocalPool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _Public


class _Adapter(HTTPAdapter):
    def __init__(self, pool: type[HTTPConnectionPool]) -> None:
        self._pool = pool
        super().__init__(pool_connections=2, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {self._pool.scheme: self._pool}


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The numbers of a host's name, within a time that the system's resolver does not keep.

    Raises:
        socket.gaierror: the name cannot be resolved.
        TimeoutError: not in time.
    """
    answer: Queue[_Found] = Queue()

    def ask() -> None:
        try:
            answer.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except OSError as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no address for {host} in {seconds:g} seconds") from None
    if isinstance(found, OSError):
        raise found
    return [str(one[4][0]) for one in found]


def require_permitted(host: str, places: list[str], *, public: bool) -> None:
    """NetworkError ``NET_ADDRESS_FORBIDDEN`` unless every number is public, or all are local."""
    for place in places:
        number = ipaddress.ip_address(place.partition("%")[0])
        mapped = getattr(number, "ipv4_mapped", None) or number
        fine = mapped.is_global and not mapped.is_multicast if public else mapped.is_loopback
        if not fine:
            message = f"{host} resolves to a number that is not asked"
            raise network_error("NET_ADDRESS_FORBIDDEN", message, host, value=place)
