"""What GOV.UK's Content API says of the statistics: pure parsing, no requests.

A *collection* lists releases without their files; a *publication* is one release with its files;
an *announcement* says when a release is to come, or that it will not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from etl.fetching.attachments import Attachment, parse_attachment
from etl.fetching.content import (
    ODD,
    Json,
    read_list,
    read_mapping,
    read_moment,
    read_optional,
    read_page,
    read_text,
    shape_error,
)
from etl.publishing.clock import text_of

COLLECTION = "/government/collections/criminal-justice-statistics-quarterly"
ANNOUNCEMENTS = "/government/statistics/announcements/criminal-justice-statistics-quarterly-"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
RELEASE_TITLE = re.compile(
    rf"\s*criminal justice (?:system )?statistics quarterly[: -]+({'|'.join(MONTHS)}) (\d{{4}})\s*",
    re.IGNORECASE | re.ASCII,
)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Release:
    """One release as the collection lists it.

    Attributes:
        path: its page, for example ``/government/statistics/criminal-justice-…-december-2024``.
        title: as listed.
        year: of the period's end.
        month: of the period's end, 1 to 12.
        updated: when its public content last changed, UTC.
        withdrawn: whether it is marked as withdrawn.
    """

    path: str
    title: str
    year: int
    month: int
    updated: datetime
    withdrawn: bool = False

    @property
    def period(self) -> str:
        """``December 2024``."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def annual(self) -> bool:
        """Whether it closes a calendar year: such releases carry calendar years."""
        return self.month == 12

    @property
    def order(self) -> tuple[int, int, datetime]:
        """Newer releases compare greater."""
        return self.year, self.month, self.updated


@dataclass(frozen=True, slots=True)
class Publication:
    """One release with its files.

    Attributes:
        path: its page, after a move the new one.
        title: its title.
        updated: when its public content last changed, ISO 8601, UTC.
        withdrawn: why it was withdrawn, or empty.
        attachments: everything attached, in GOV.UK's order.
    """

    path: str
    title: str
    updated: str
    withdrawn: str
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said of a release to come.

    Attributes:
        state: ``provisional``, ``confirmed`` or ``cancelled``.
        expected: the date in words.
        reason: why it was cancelled or moved, or empty.
        before: the date given before, in words, or empty.
    """

    state: str
    expected: str
    reason: str
    before: str


def parse_collection(
    item: Json, url: str, title: re.Pattern[str] = RELEASE_TITLE
) -> tuple[Release, ...]:
    """The releases that a collection lists, newest first; what is no release is left out.

    Args:
        item: the collection's content item.
        url: where it was asked for.
        title: what a release's title is like; its groups are the last month and the year.

    Raises:
        NetworkError: ``SRC_SHAPE``: it is not what a collection looks like, or lists none.
    """
    links = read_mapping(item.get("links"), url, "links")
    listed = read_list(links.get("documents"), url, "links.documents")
    releases = [found for one in listed for found in _releases(one, url, title)]
    if not releases:
        raise shape_error(url, "links.documents", f"{len(listed)} documents, no release")
    return tuple(sorted(releases, key=lambda release: release.order, reverse=True))


def _releases(raw: object, url: str, like: re.Pattern[str]) -> Iterator[Release]:
    document = read_mapping(raw, url, "links.documents[]")
    title = read_text(document, "title", url)
    found = like.fullmatch(title)
    if found is None:
        return
    yield Release(
        path=read_page(document, "base_path", url),
        title=title.strip(),
        year=int(found[2]),
        month=MONTHS.index(found[1].capitalize()) + 1,
        updated=read_moment(document, "public_updated_at", url),
        withdrawn=document.get("withdrawn") is True,
    )


def parse_publication(item: Json, url: str) -> Publication:
    """A publication with its attachments.

    Raises:
        NetworkError: ``SRC_SHAPE``: it is not what a publication looks like.
    """
    details = read_mapping(item.get("details"), url, "details")
    attached = read_list(details.get("attachments", []), url, "details.attachments")
    notice = read_mapping(item.get("withdrawn_notice") or {}, url, "withdrawn_notice")
    why = _plain(notice.get("explanation")) or "no reason is given"
    return Publication(
        path=read_page(item, "base_path", url),
        title=read_text(item, "title", url),
        updated=text_of(read_moment(item, "public_updated_at", url)),
        withdrawn=why if notice else "",
        attachments=tuple(parse_attachment(one, url) for one in attached),
    )


def parse_announcement(item: Json, url: str) -> Announcement | None:
    """What an announcement says, or None when the item is no announcement.

    Raises:
        NetworkError: ``SRC_SHAPE``.
    """
    details = read_mapping(item.get("details"), url, "details")
    state = read_optional(details, "state", url)
    if not state:
        return None
    why = details.get("cancellation_reason") or details.get("latest_change_note")
    return Announcement(
        state=state,
        expected=read_optional(details, "display_date", url),
        reason=_plain(why),
        before=read_optional(details, "previous_display_date", url),
    )


def _plain(words: object) -> str:
    """Words without markup, in one line."""
    return " ".join(ODD.sub(" ", _TAG.sub(" ", str(words or ""))).split())
