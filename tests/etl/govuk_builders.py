"""GOV.UK in small: content items with defaults, and a stand-in that serves them with faults."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from etl.fetching.content import CONTENT_API
from etl.fetching.govuk import COLLECTION, MONTHS
from etl.fetching.hosts import Hosts
from etl.fetching.look import Asking
from etl.fetching.network import code_of
from etl.fetching.web import Timing
from outcomes.errors import NetworkError
from outcomes.release_days import ReleaseDay
from tests.etl.fault_server import Answer, Exchange, FaultServer, serve, silence

Item = dict[str, Any]
NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


def document(period: str, **changes: object) -> Item:
    """One release as a collection lists it."""
    return {
        "base_path": page_of(period),
        "title": f"Criminal Justice System statistics quarterly: {period}",
        "document_type": "official_statistics",
        "public_updated_at": "2026-07-30T08:30:00Z",
        "schema_name": "publication",
        "withdrawn": False,
        **changes,
    }


def page_of(period: str) -> str:
    slug = period.lower().replace(" ", "-")
    return f"/government/statistics/criminal-justice-system-statistics-quarterly-{slug}"


def collection(documents: Sequence[object]) -> Item:
    return {
        "base_path": COLLECTION,
        "schema_name": "document_collection",
        "title": "Criminal justice statistics quarterly",
        "details": {},
        "links": {"documents": list(documents)},
    }


def attachment(name: str = "obo_2010_2024.zip", **changes: object) -> Item:
    """A zip of outcomes by offence."""
    return {
        "attachment_type": "file",
        "content_type": "application/zip",
        "id": "683f0a1b2c3d4e5f60718293",
        "title": "Outcomes by offence data",
        "filename": name,
        "url": f"https://assets.publishing.service.gov.uk/media/683f0a1b/{name}",
        **changes,
    }


def publication(period: str, attachments: Sequence[object], **changes: object) -> Item:
    return {
        "base_path": page_of(period),
        "schema_name": "publication",
        "title": f"Criminal Justice System statistics quarterly: {period}",
        "public_updated_at": "2026-07-30T09:30:00+01:00",
        "withdrawn_notice": {},
        "details": {"attachments": list(attachments)},
        **changes,
    }


def moved(path: str, target: str) -> Item:
    """What GOV.UK answers, with status 200, for a page that moved."""
    return {
        "base_path": path,
        "schema_name": "redirect",
        "document_type": "redirect",
        "redirects": [{"path": path, "type": "exact", "destination": target}],
    }


def announcement(state: str, **details: object) -> Item:
    return {
        "schema_name": "statistics_announcement",
        "details": {"state": state, "display_date": "26 November 2026 9:30am", **details},
    }


def json_answer(item: object) -> Answer:
    """A content item with its validator."""
    body = json.dumps(item).encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
    return serve(body, "application/json", {"ETag": etag})


def code_or_none(action: Callable[..., object], *arguments: object) -> str | None:
    """The name of the fault for which the network's side refuses, or None."""
    try:
        action(*arguments)
    except NetworkError as error:
        return code_of(error)
    return None


def refusal(action: Callable[..., object], *arguments: object) -> str:
    """The name of the fault for which the network's side must refuse."""
    code = code_or_none(action, *arguments)
    assert code is not None, "nothing was refused"
    return code


class GovUk:
    """A stand-in for GOV.UK: releases with their files, and any answer replaced by a fault.

    Attributes:
        slept: the waits between tries, none of which was waited.
        now: the time of day.
        patience: seconds for a connection and for the next byte.
        slow_path: once this was asked for, a minute passes with every look at the clock.
    """

    def __init__(self, server: FaultServer) -> None:
        self.server = server
        self.documents: list[Item] = []
        self.slept: list[float] = []
        self.now = NOW
        self.patience = 5.0
        self.slow_path = ""
        self._late = 0

    def add_release(self, period: str, files: Mapping[str, bytes], **listed: object) -> None:
        """List a release, with its page and files."""
        attachments = [self.add_file(period, name, content) for name, content in files.items()]
        self.documents.append(document(period, **listed))
        self.put(COLLECTION, collection(self.documents))
        self.put(page_of(period), publication(period, attachments))

    def replace_release(self, period: str, files: Mapping[str, bytes]) -> None:
        """Replace a release's files in place."""
        attachments = [self.add_file(period, name, content) for name, content in files.items()]
        self.put(page_of(period), publication(period, attachments))

    def add_file(self, period: str, name: str, content: bytes) -> Item:
        path = self.path_of(period, name)
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        self.server.answers[path] = serve(content, "application/zip", {"ETag": etag})
        url = f"https://assets.publishing.service.gov.uk{path}"
        return attachment(
            name, url=url, file_size=len(content), title=f"Outcomes by offence {name}"
        )

    def path_of(self, period: str, name: str) -> str:
        month, year = period.split()
        return f"/media/{MONTHS.index(month)}{year}/{name}"

    def put(self, page: str, item: object) -> None:
        """Serve a content item."""
        self.server.answers[CONTENT_API + page] = json_answer(item)

    def break_page(self, page: str, answer: Answer) -> None:
        self.server.answers[CONTENT_API + page] = answer

    def asking(self, **changes: Any) -> Asking:
        """How a test asks: at this stand-in, at its time, never sleeping."""
        timing = Timing(
            clock=self._clock,
            sleep=self.slept.append,
            now=lambda: self.now,
            connect=self.patience,
            read=self.patience,
        )
        stated: dict[str, Any] = {"timing": timing, "days": (), "seconds": 60.0, **changes}
        return Asking(hosts=Hosts(self.server.url), **stated)

    def hold(self, path: str) -> threading.Event:
        """Let an address never answer; the event is set when it is asked for."""
        asked = threading.Event()

        def answer(exchange: Exchange) -> None:
            asked.set()
            silence(exchange)

        self.server.answers[path] = answer
        return asked

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def _clock(self) -> float:
        if self.slow_path in self.server.paths:
            self._late += 60
        return time.monotonic() + self._late


def day(period: str, first: str, last: str | None = None) -> ReleaseDay:
    """An expected day of release."""
    dates = [datetime.fromisoformat(text).date() for text in (first, last or first)]
    return ReleaseDay(period, dates[0], dates[1], certain=True)
