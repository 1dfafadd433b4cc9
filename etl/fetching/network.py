"""What can go wrong between here and the source, each fault by its stable name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcomes.errors import NetworkError, Problem

if TYPE_CHECKING:
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    Fault = RequestException | HTTPError | OSError

FORBIDDEN = {401, 403, 451}
PASSING = {408, 425, 429, 500, 502, 503, 504}


class Transient(NetworkError):
    """A fault that may pass by itself: worth another try.

    Attributes:
        retry_after: seconds that the source asked to wait, or None.
    """

    retry_after: float | None = None


def network_error(code: str, message: str, url: str, **parts: str | None) -> NetworkError:
    """A NetworkError with one problem, whose place is the address.

    Args:
        code: its stable name.
        message: what is wrong.
        url: the address.
        parts: ``value``, ``expected`` and ``hint`` of the problem.
    """
    return NetworkError((Problem(code, message, file=url, **parts),))  # type: ignore[arg-type]


def transient(
    code: str, message: str, url: str, *, expected: str | None = None, wait: float | None = None
) -> Transient:
    """A Transient with one problem, whose place is the address."""
    hint = "The next run tries again"
    if wait:
        hint = f"The source asked to be left alone for {wait:,.0f} seconds"
    error = Transient((Problem(code, message, file=url, expected=expected, hint=hint),))
    error.retry_after = wait
    return error


def code_of(error: NetworkError) -> str:
    """The name of the first cause."""
    return error.problems[0].code


def status_error(status: int, url: str, wait: float | None) -> NetworkError:
    """What an answer's status means, for those that bring neither content nor another address."""
    if status == 404:
        return network_error("SRC_NOT_FOUND", "is not there (404)", url)
    if status == 410:
        return network_error("SRC_GONE", "was taken down (410)", url)
    if status in FORBIDDEN:
        return network_error("SRC_FORBIDDEN", f"may not be read ({status})", url)
    if status in PASSING:
        return transient("SRC_BUSY", f"cannot be had just now ({status})", url, wait=wait)
    return network_error("SRC_STATUS", "answers unexpectedly", url, value=str(status))


def fault_of(error: Fault, url: str) -> NetworkError:
    """What an exception of the network libraries means, before a body was read."""
    import requests  # noqa: PLC0415 (heavy; loaded by then)
    from urllib3 import exceptions as low  # noqa: PLC0415

    names = [type(one).__name__ for one in _causes(error)]
    if isinstance(error, requests.Timeout | low.TimeoutError | TimeoutError):
        return transient("NET_TIMEOUT", "no answer in time", url)
    if isinstance(error, requests.exceptions.SSLError | low.SSLError):
        return transient("NET_TLS", f"no trusted connection: {_reason(error)}", url)
    if "NameResolutionError" in names or "gaierror" in names:
        return transient("NET_DNS", "the host's name cannot be resolved", url)
    if "InvalidHeader" in names:
        return network_error("NET_LENGTH", f"headers contradict: {_reason(error)}", url)
    return transient("NET_CONNECTION", f"the connection failed: {_reason(error)}", url)


def cut_short(url: str, received: int, expected: int | None) -> Transient:
    """A body that ended before it was whole."""
    whole = f"{expected:,}" if expected is not None else "more"
    message = f"the body ended after {received:,} bytes"
    return transient("NET_TRUNCATED", message, url, expected=f"{whole} bytes")


def _causes(error: BaseException) -> list[BaseException]:
    """The exception and those it was made of, however they are wrapped."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found


def _reason(error: BaseException) -> str:
    """The innermost words, without addresses of objects."""
    innermost = _causes(error)[-1]
    return (getattr(innermost, "strerror", None) or str(innermost) or type(innermost).__name__)[
        :160
    ]
