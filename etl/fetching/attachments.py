"""What is attached to a publication, and which of it are the outcomes by offence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from etl.fetching.content import read_mapping, read_optional, read_text, shape_error
from etl.fetching.network import network_error
from outcomes.errors import NetworkError

ZIP = "application/zip"
MOST_DETAILED = 2
_DETAILED = re.compile(r"outcomes?[ _-]by[ _-]offence|^obo_", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(20\d\d)[_-](20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One thing attached to a publication.

    Attributes:
        kind: ``file``, ``html`` or ``external``.
        id: GOV.UK's identifier; may be empty.
        title: may be empty.
        filename: its own, else the last part of the address.
        content_type: empty where not said.
        url: where to fetch it.
        size: bytes promised, or None.
    """

    kind: str
    id: str
    title: str
    filename: str
    content_type: str
    url: str
    size: int | None

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip, as GOV.UK says."""
        return self.kind == "file" and self.content_type.casefold() == ZIP

    @property
    def is_detailed(self) -> bool:
        """Whether it is a zip of outcomes by offence, by title, name or address."""
        names = (self.title.strip(), self.filename, last_part(self.url))
        return self.is_zip and any(_DETAILED.search(name) for name in names)

    @property
    def first_year(self) -> int | None:
        """The first of the years that its name states (``obo_2010_2016.zip``), else None."""
        found = _YEARS.search(self.filename) or _YEARS.search(self.title)
        return int(found[1]) if found else None

    def __str__(self) -> str:
        return f"{self.title or self.filename!r} ({self.content_type or self.kind})"


def parse_attachment(raw: object, url: str) -> Attachment:
    """One entry of ``details.attachments``.

    Raises:
        NetworkError: ``SRC_SHAPE``.
    """
    item = read_mapping(raw, url, "details.attachments[]")
    address, size = read_text(item, "url", url), item.get("file_size")
    if size is not None and (type(size) is not int or size < 0):
        raise shape_error(url, "file_size", size)
    return Attachment(
        kind=read_optional(item, "attachment_type", url),
        id=read_optional(item, "id", url),
        title=read_optional(item, "title", url),
        filename=read_optional(item, "filename", url) or last_part(address),
        content_type=read_optional(item, "content_type", url),
        url=address,
        size=size,
    )


def detailed_zips(attachments: tuple[Attachment, ...], page: str) -> tuple[Attachment, ...]:
    """The zips of outcomes by offence: none, one or two.

    Raises:
        NetworkError: ``SRC_ATTACHMENT_AMBIGUOUS``: there are more, and no rule to choose.
    """
    found = tuple(one for one in attachments if one.is_detailed)
    if len({one.url for one in found}) != len(found) or len(found) > MOST_DETAILED:
        message = f"{len(found)} attachments look like the outcomes by offence"
        raise ambiguous(message, page, found)
    return found


def ambiguous(
    message: str,
    page: str,
    seen: tuple[Attachment, ...],
    wanted: str = f"one or {MOST_DETAILED} zips of outcomes by offence",
    rule: str = "attachments",
) -> NetworkError:
    """The refusal to guess which attachment is meant, with all that were seen."""
    return network_error(
        "SRC_ATTACHMENT_AMBIGUOUS",
        message,
        page,
        expected=f"{wanted}; seen: {listing(seen)}",
        hint=f"If the Ministry renamed them, etl/fetching/{rule}.py holds the rule",
    )


def listing(attachments: tuple[Attachment, ...]) -> str:
    """What is attached, in a line."""
    return "; ".join(str(one) for one in attachments) or "nothing"


def last_part(url: str) -> str:
    """The last part of an address's path, readable; empty where it cannot be split."""
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""
