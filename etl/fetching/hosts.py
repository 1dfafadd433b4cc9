"""Which addresses may be asked: two hosts of GOV.UK over TLS, or one local stand-in for tests."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from etl.fetching.network import network_error
from outcomes.errors import NetworkError

GOVUK_URL_VARIABLE = "GOVUK_URL"
GOVUK = "https://www.gov.uk"
GOVUK_HOSTS = frozenset({"www.gov.uk", "assets.publishing.service.gov.uk"})
LONGEST_URL = 2_000
_PLAIN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The allow-list, asked for every address and again at every redirect.

    Attributes:
        stand_in: origin of a server on this machine that plays all of GOV.UK, or None.
    """

    stand_in: str | None = None

    def address(self, target: str, base: str = GOVUK) -> str:
        """The full address of a path or address, once it is allowed.

        With a stand-in, addresses of GOV.UK's hosts become its own, so that nothing leaves the
        machine.

        Args:
            target: a path such as ``/api/content/…``, or an address.
            base: the address where the target was read, for relative ones.

        Raises:
            NetworkError: ``NET_HOST_FORBIDDEN``.
        """
        parts = _split(target, base)
        origin = f"{parts.scheme}://{parts.netloc}"
        if _is_govuk(parts):
            origin = self.stand_in or f"{parts.scheme}://{parts.hostname}"
        elif origin != self.stand_in:
            raise forbidden(target)
        return origin + urlunsplit(("", "", parts.path or "/", parts.query, ""))


def source_hosts(environment: Mapping[str, str] = os.environ) -> Hosts:
    """GOV.UK, unless ``GOVUK_URL`` names a server on this machine.

    Raises:
        NetworkError: ``NET_HOST_FORBIDDEN``: it names anything else.
    """
    stated = environment.get(GOVUK_URL_VARIABLE, "").strip()
    if stated.rstrip("/") in ("", GOVUK):
        return Hosts()
    parts = _split(stated, stated)
    if parts.scheme != "http" or not is_loopback(parts.hostname or "") or parts.username:
        raise forbidden(stated, "GOVUK_URL may only name http on this machine, for tests")
    return Hosts(f"http://{parts.netloc}")


def is_loopback(host: str) -> bool:
    """Whether a host as written can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def forbidden(target: str, hint: str | None = None) -> NetworkError:
    """The refusal of an address."""
    return network_error(
        "NET_HOST_FORBIDDEN",
        "this address is not asked",
        target[:200],
        expected=f"https at {' or '.join(sorted(GOVUK_HOSTS))}",
        hint=hint,
    )


def _split(target: str, base: str) -> SplitResult:
    """The parts of an address; what two readers could read differently is refused."""
    if not _PLAIN.fullmatch(target) or "\\" in target or len(target) > LONGEST_URL:
        raise forbidden(target)
    try:
        parts = urlsplit(urljoin(base, target))
        _ = parts.port
    except ValueError as error:
        raise forbidden(target) from error
    if "@" in parts.netloc:
        raise forbidden(target)
    return parts


def _is_govuk(parts: SplitResult) -> bool:
    return (
        parts.scheme == "https"
        and parts.netloc.casefold().removesuffix(":443") in GOVUK_HOSTS
        and parts.port in (None, 443)
    )
