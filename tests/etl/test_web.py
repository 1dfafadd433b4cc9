"""Requests: only where they may go, only as long as they may take, again only what may pass."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from etl.fetching import connections
from etl.fetching.answer import Answer
from etl.fetching.hosts import Hosts, source_hosts
from etl.fetching.network import Transient, transient
from etl.fetching.pace import Deadline, Pace
from etl.fetching.retry import persistently, seconds_to_wait
from etl.fetching.web import USER_AGENT, Timing, Web
from tests.etl.fault_server import (
    FaultServer,
    header_drip,
    one_after_another,
    redirect,
    serve,
    status,
)
from tests.etl.govuk_builders import refusal

NOON = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
SOME = 1_000_000


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def web(server: FaultServer, slept: list[float]) -> Iterator[Web]:
    way = Web(Hosts(server.url), Timing(sleep=slept.append, now=lambda: NOON, connect=5, read=5))
    yield way
    way.close()


def body(answer: Answer) -> bytes:
    return b"".join(answer.chunks(SOME))


def get(web: Web, target: str, seconds: float = 60) -> bytes:
    return web.get(target, web.deadline(seconds), body)


class Ticking:
    """A clock that is so many seconds later each time it is read."""

    def __init__(self, step: float) -> None:
        self.moment, self.step = 0.0, step

    def __call__(self) -> float:
        self.moment += self.step
        return self.moment


def count_often(pace: Pace, size: int) -> None:
    for _ in range(100):
        pace.count(size)


def test_a_request_says_who_asks_and_wants_nothing_packed(web: Web, server: FaultServer) -> None:
    server.answers["/x"] = serve(b"hello")
    assert get(web, "/x") == b"hello"
    [asked] = server.asked
    assert asked.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("outcomes/")
    assert asked.headers["Accept-Encoding"] == "identity"
    assert not {"Authorization", "Cookie"} & set(asked.headers)


def test_redirects_are_followed_five_times_and_not_a_sixth(web: Web, server: FaultServer) -> None:
    for number in range(6):
        server.answers[f"/{number}"] = redirect(
            f"/{number + 1}", (301, 302, 303, 307, 308)[number % 5]
        )
    server.answers["/6"] = serve(b"here")
    assert get(web, "/1") == b"here"
    assert refusal(get, web, "/0") == "NET_REDIRECT"


def test_with_a_stand_in_the_addresses_of_govuk_lead_to_it(web: Web, server: FaultServer) -> None:
    server.answers["/media/1/a.zip"] = redirect("https://www.gov.uk/b.zip")
    server.answers["/b.zip"] = serve(b"here")
    assert get(web, "https://assets.publishing.service.gov.uk/media/1/a.zip") == b"here"


FORBIDDEN_ADDRESSES = [
    "http://www.gov.uk/x",
    "https://draft-assets.publishing.service.gov.uk/x",
    "https://www.gov.uk.elsewhere.example/x",
    "https://elsewhere.example/x",
    "//elsewhere.example/x",
    "https://www.gov.uk:8443/x",
    "https://www.gov.uk:x/x",
    "https://www.gov.uk@elsewhere.example/x",
    "https://someone:secret@www.gov.uk/x",
    "https://www.gov.uk\\@elsewhere.example/x",
    "https://www.gov.uk./x",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/x",
    "http://2130706433/x",
    "http://0x7f.1/x",
    "http://localhost/x",
    "http://127.0.0.1:1/x",
    "ftp://www.gov.uk/x",
    "file:///etc/passwd",
    "data:text/plain,x",
    "https://www.gov.uk/x y",
    "https://www.gov.uk/\u00e9",
    "https://www.gov.uk/" + "x" * 2_000,
]


@pytest.mark.parametrize("location", FORBIDDEN_ADDRESSES)
def test_other_hosts_and_schemes_are_refused_at_every_hop(
    location: str, web: Web, server: FaultServer
) -> None:
    assert refusal(Hosts().address, location) == "NET_HOST_FORBIDDEN"
    server.answers["/near"] = redirect("/far")
    server.answers["/far"] = redirect(location.encode("utf-8").decode("latin-1"))
    assert refusal(get, web, "/near") == "NET_HOST_FORBIDDEN"
    assert server.paths == ["/near", "/far"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk/x",
        "https://WWW.GOV.UK/x",
        "https://www.gov.uk:443/x",
        "https://assets.publishing.service.gov.uk/media/1/a.zip?x=1",
        "/api/content/x",
    ],
)
def test_the_hosts_of_govuk_are_allowed(address: str) -> None:
    found = Hosts().address(address)
    assert found.startswith(("https://www.gov.uk/", "https://assets.publishing.service.gov.uk/"))


@pytest.mark.parametrize(
    "stated",
    [
        "http://elsewhere.example",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "http://[fe80::1]",
        "http://127.0.0.1.elsewhere.example",
        "https://127.0.0.1",
        "http://x@127.0.0.1",
        "https://elsewhere.example",
        "nonsense",
    ],
)
def test_govuk_url_may_only_name_this_machine(stated: str) -> None:
    assert refusal(source_hosts, {"GOVUK_URL": stated}) == "NET_HOST_FORBIDDEN"


@pytest.mark.parametrize(
    "stated", ["http://127.0.0.1:8000/", "http://localhost:8000", "http://[::1]:8"]
)
def test_govuk_url_may_name_a_stand_in(stated: str) -> None:
    assert source_hosts({"GOVUK_URL": stated}).stand_in == stated.rstrip("/")


@pytest.mark.parametrize("stated", ["", "https://www.gov.uk", "https://www.gov.uk/"])
def test_without_govuk_url_it_is_govuk(stated: str) -> None:
    assert source_hosts({"GOVUK_URL": stated}) == Hosts()


PRIVATE_NUMBERS = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254"),
    *("0.0.0.0", "224.0.0.1", "::1", "fc00::1", "fe80::1%lo", "::ffff:10.0.0.1"),  # noqa: S104
]


@pytest.mark.parametrize("number", PRIVATE_NUMBERS)
def test_a_public_name_must_not_resolve_to_a_private_number(
    number: str, monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    """As a name server under somebody else's hand could have it."""
    monkeypatch.setattr(connections, "look_up", lambda *_: ["151.101.0.1", number])
    web = Web(Hosts(), Timing(sleep=slept.append))
    assert refusal(get, web, "/x") == "NET_ADDRESS_FORBIDDEN"
    assert slept == []


def test_a_stand_in_must_resolve_to_this_machine(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "look_up", lambda *_: ["151.101.0.1"])
    assert refusal(get, web, "/x") == "NET_ADDRESS_FORBIDDEN"


def test_a_name_that_is_not_known_is_tried_four_times(
    monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    web = Web(Hosts(), Timing(sleep=slept.append))
    assert refusal(get, web, "/x") == "NET_DNS"
    assert web.requests == 4


def test_a_resolver_that_never_answers_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, server: FaultServer
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: server.closing.wait() and [])
    web = Web(Hosts(), Timing(sleep=lambda _: None, connect=0.05))
    assert refusal(get, web, "/x") == "NET_TIMEOUT"


def test_a_host_that_speaks_no_tls_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, server: FaultServer, slept: list[float]
) -> None:
    def reach_the_wrong_one(*_: object) -> socket.socket:
        return socket.create_connection(("127.0.0.1", server.port))

    monkeypatch.setattr(connections, "look_up", lambda *_: ["151.101.0.1"])
    monkeypatch.setattr(connections._Guarded, "_connect", reach_the_wrong_one)
    assert refusal(get, Web(Hosts(), Timing(sleep=slept.append)), "/x") == "NET_TLS"


def test_waits_grow_and_end_after_the_fourth_try(
    web: Web, server: FaultServer, slept: list[float]
) -> None:
    server.answers["/x"] = status(503)
    assert refusal(get, web, "/x") == "SRC_BUSY"
    assert len(server.asked) == 4
    assert [int(wait) for wait in slept] == [1, 2, 4]
    assert all(0 <= wait - int(wait) <= 0.5 for wait in slept)


def test_a_fault_that_passes_is_forgotten(web: Web, server: FaultServer) -> None:
    server.answers["/x"] = one_after_another(status(502), status(429), serve(b"now"))
    assert get(web, "/x") == b"now"


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ("7", [7, 7, 7]),
        ("600", [600, 600, 600]),
        ("Thu, 20 Aug 2026 12:01:00 GMT", [60, 60, 60]),
        ("Thu, 20 Aug 2020 12:01:00 GMT", [0, 0, 0]),
        ("601", []),
        ("99999999999999999999", []),
        ("Fri, 31 Dec 9999 23:59:59 GMT", []),
    ],
)
def test_the_source_is_left_alone_as_long_as_it_asks_or_given_up(
    header: str, waits: list[float], web: Web, server: FaultServer, slept: list[float]
) -> None:
    server.answers["/x"] = status(429, {"Retry-After": header})
    assert refusal(get, web, "/x", 3_600) == "SRC_BUSY"
    assert slept == waits


@pytest.mark.parametrize("header", ["-5", "soon", "1e3", "", "\u0663", "Thu, 99 Aug 2026 12:01:00"])
def test_a_senseless_retry_after_says_nothing(header: str) -> None:
    assert seconds_to_wait(header, NOON) is None


def test_nothing_is_tried_again_beyond_the_deadline(slept: list[float]) -> None:
    tries = []

    def busy() -> None:
        tries.append(1)
        raise transient("SRC_BUSY", "not now", "/x", wait=30)

    with pytest.raises(Transient):
        persistently(busy, Deadline(20, lambda: 0.0), slept.append)
    assert (len(tries), slept) == (1, [])


def test_a_drip_in_the_headers_ends_at_the_deadline(web: Web, server: FaultServer) -> None:
    server.answers["/x"] = header_drip
    assert refusal(get, web, "/x", 0.3) == "NET_DEADLINE"
    assert len(server.asked) == 1


def test_the_deadline_is_of_all_chunks_together() -> None:
    pace = Pace(Deadline(100, Ticking(1)), "/x", minimum_rate=0)
    assert refusal(count_often, pace, 1) == "NET_DEADLINE"


def test_a_body_slower_than_the_minimum_rate_is_a_drip() -> None:
    pace = Pace(Deadline(10_000, Ticking(5)), "/x", minimum_rate=100)
    assert refusal(count_often, pace, 900) == "NET_DEADLINE"


def test_a_body_at_the_minimum_rate_is_fine() -> None:
    deadline = Deadline(10_000, Ticking(5))
    pace = Pace(deadline, "/x", minimum_rate=100)
    count_often(pace, 2_000)
    assert deadline.remaining() > 0


@pytest.mark.parametrize("code", [400, 405, 206, 204, 500, 504])
def test_no_other_status_passes_for_an_answer(code: int, web: Web, server: FaultServer) -> None:
    server.answers["/x"] = status(code)
    assert refusal(get, web, "/x") == ("SRC_BUSY" if code >= 500 else "SRC_STATUS")
