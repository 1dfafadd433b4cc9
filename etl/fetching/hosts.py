"""Which addresses may be asked: hosts by name over TLS, or one local stand-in for tests."""

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
ONS_URL_VARIABLE = "ONS_URL"
ONS = "https://services1.arcgis.com"
ONS_HOSTS = frozenset({"services1.arcgis.com"})
LONGEST_URL = 2_000
_PLAIN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The allow-list, asked for every address and again at every redirect.

    Attributes:
        stand_in: origin of a server on this machine that plays all of these hosts, or None.
        names: of the hosts.
    """

    stand_in: str | None = None
    names: frozenset[str] = GOVUK_HOSTS

    def address(self, target: str, base: str = GOVUK) -> str:
        """The full address of a path or address, once it is allowed.

        With a stand-in, addresses of the named hosts become its own, so that nothing leaves the
        machine.

        Args:
            target: a path such as ``/api/content/…``, or an address.
            base: the address where the target was read, for relative ones.

        Raises:
            NetworkError: ``NET_HOST_FORBIDDEN``.
        """
        try:
            parts = _split(target, base)
        except ValueError as error:
            raise forbidden(target, self.names) from error
        origin = f"{parts.scheme}://{parts.netloc}"
        if self._is_named(parts):
            origin = self.stand_in or f"{parts.scheme}://{parts.hostname}"
        elif origin != self.stand_in:
            raise forbidden(target, self.names)
        return origin + urlunsplit(("", "", parts.path or "/", parts.query, ""))

    def _is_named(self, parts: SplitResult) -> bool:
        return (
            parts.scheme == "https"
            and parts.netloc.casefold().removesuffix(":443") in self.names
            and parts.port in (None, 443)
        )


def source_hosts(environment: Mapping[str, str] = os.environ) -> Hosts:
    """GOV.UK, unless ``GOVUK_URL`` names a server on this machine.

    Raises:
        NetworkError: ``NET_HOST_FORBIDDEN``: it names anything else.
    """
    return Hosts(_stand_in(environment, GOVUK_URL_VARIABLE, GOVUK, GOVUK_HOSTS), GOVUK_HOSTS)


def boundary_hosts(environment: Mapping[str, str] = os.environ) -> Hosts | None:
    """The ONS's host of boundaries, unless ``ONS_URL`` names a server on this machine.

    None, for nobody, where GOV.UK has a stand-in and the ONS has none: then nothing leaves the
    machine.

    Raises:
        NetworkError: ``NET_HOST_FORBIDDEN``: one of them names anything else.
    """
    stand_in = _stand_in(environment, ONS_URL_VARIABLE, ONS, ONS_HOSTS)
    if stand_in is None and source_hosts(environment).stand_in:
        return None
    return Hosts(stand_in, ONS_HOSTS)


def _stand_in(
    environment: Mapping[str, str], variable: str, real: str, names: frozenset[str]
) -> str | None:
    stated = environment.get(variable, "").strip()
    if stated.rstrip("/") in ("", real):
        return None
    hint = f"{variable} may only name http on this machine, for tests"
    try:
        parts = _split(stated, stated)
    except ValueError as error:
        raise forbidden(stated, names, hint) from error
    if parts.scheme != "http" or not is_loopback(parts.hostname or "") or parts.username:
        raise forbidden(stated, names, hint)
    return f"http://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether a host as written can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def forbidden(target: str, names: frozenset[str], hint: str | None = None) -> NetworkError:
    """The refusal of an address that is none of the hosts' names."""
    return network_error(
        "NET_HOST_FORBIDDEN",
        "this address is not asked",
        target[:200],
        expected=f"https at {' or '.join(sorted(names))}",
        hint=hint,
    )


def _split(target: str, base: str) -> SplitResult:
    """The parts of an address; ValueError for what two readers could read differently."""
    if not _PLAIN.fullmatch(target) or "\\" in target or len(target) > LONGEST_URL:
        raise ValueError(target)
    parts = urlsplit(urljoin(base, target))
    _ = parts.port
    if "@" in parts.netloc:
        raise ValueError(target)
    return parts
