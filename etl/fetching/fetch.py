"""Fetches a source file: streamed, bounded, hashed, and looked at before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.fetching.answer import Answer
from etl.fetching.attachments import Attachment
from etl.fetching.govuk import Publication
from etl.fetching.memory import Memory, Remembered
from etl.fetching.network import network_error
from etl.fetching.raw import RAW, Arrival, FetchReceipt, kept_file, safe_name
from etl.fetching.web import Web
from etl.fetching.whole import (
    SHOWN_BYTES,
    length_error,
    promised_size,
    require_whole,
    require_zip,
)
from etl.progress import Progress, silent
from etl.publishing.staging import require_space

MOST_FILE_BYTES = 2_000_000_000
FETCH_SECONDS = 3_600.0
SPARE_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source file that is here.

    Attributes:
        attachment: what was asked for.
        publication: the release it belongs to.
        path: where it lies.
        sha256: of its bytes.
        size: bytes.
        arrived: whether its bytes came just now, new or not.
    """

    attachment: Attachment
    publication: Publication
    path: Path
    sha256: str
    size: int
    arrived: bool


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches into one data directory, whose lock is held.

    Attributes:
        data_dir: the data directory.
        web: the way to the source.
        memory: of what was fetched before.
        seconds: that one file may take.
        progress: told how far it is.
    """

    data_dir: Path
    web: Web
    memory: Memory
    seconds: float = FETCH_SECONDS
    progress: Progress = silent

    def fetch(self, attachment: Attachment, publication: Publication) -> Fetched:
        """The file as it is at the source now; asked for with a condition where it is known.

        Raises:
            NetworkError: it cannot be had, or is not what was promised.
            HostError: the machine refuses.
        """
        known = self._known(attachment)
        held = known if known and known.headers and self.memory.is_fresh(known) else None
        sought = _Sought(attachment, publication, held)
        try:
            return self.web.get(
                attachment.url,
                self.web.deadline(self.seconds),
                lambda answer: self._take(answer, sought),
                held.headers if held else {},
            )
        finally:
            self.progress.finish()

    def _known(self, attachment: Attachment) -> Remembered | None:
        """What is remembered of the file, if its bytes are still here and may still be right."""
        known = self.memory.recall(attachment.url)
        if known is None or attachment.size not in (None, known.size):
            return None
        return known if kept_file(self.data_dir, known.content, known.name, known.size) else None

    def _take(self, answer: Answer, sought: _Sought) -> Fetched:
        held = sought.held
        if held and (answer.not_modified or _is_same(answer, held)):
            path = self.data_dir / RAW / held.content / held.name
            return sought.found(path, held.content, held.size, arrived=False)
        if answer.not_modified:
            message = "answers 304 to a request without conditions"
            raise network_error("SRC_STATUS", message, answer.url)
        return self._receive(answer, sought)

    def _receive(self, answer: Answer, sought: _Sought) -> Fetched:
        size = promised_size(answer, sought.attachment)
        with Arrival(self.data_dir) as arrival:
            require_space(self.data_dir, (size or 0) + SPARE_BYTES)
            self.progress.start(f"Fetching {sought.attachment.filename}", size or 0)
            arrival.write(self._watched(answer, size))
            sha256 = arrival.finish()
            require_whole(arrival.path, answer.url, arrival.size, size)
            receipt = self._receipt(answer, sought, sha256, arrival.size)
            path = arrival.keep(receipt)
        self.memory.remember(
            Remembered(
                url=receipt.url,
                etag=receipt.etag,
                last_modified=receipt.last_modified,
                read=receipt.fetched,
                content=sha256,
                name=receipt.name,
                size=receipt.size,
            )
        )
        return sought.found(path, sha256, receipt.size, arrived=True)

    def _watched(self, answer: Answer, size: int | None) -> Iterator[bytes]:
        """The body, ended by an error as soon as it is no zip or longer than promised."""
        head, received = b"", 0
        for chunk in answer.chunks(MOST_FILE_BYTES):
            received += len(chunk)
            head += chunk[: SHOWN_BYTES - len(head)]
            if len(head) >= SHOWN_BYTES:
                require_zip(head, answer.url)
            if size is not None and received > size:
                raise length_error(answer.url, f"sends more than {size:,} bytes", size)
            self.progress.advance(len(chunk))
            yield chunk
        require_zip(head, answer.url)

    def _receipt(self, answer: Answer, sought: _Sought, sha256: str, size: int) -> FetchReceipt:
        attachment, publication = sought.attachment, sought.publication
        return FetchReceipt(
            url=attachment.url,
            final_url=answer.url,
            name=safe_name(attachment.filename),
            sha256=sha256,
            size=size,
            etag=answer.etag,
            last_modified=answer.last_modified,
            release=publication.title,
            page=publication.path,
            attachment=attachment.title,
            published=publication.updated,
            fetched=self.memory.moment(),
        )


@dataclass(frozen=True, slots=True)
class _Sought:
    attachment: Attachment
    publication: Publication
    held: Remembered | None

    def found(self, path: Path, sha256: str, size: int, *, arrived: bool) -> Fetched:
        return Fetched(self.attachment, self.publication, path, sha256, size, arrived)


def _is_same(answer: Answer, held: Remembered) -> bool:
    """Whether a source that knows no conditions says that nothing changed."""
    if answer.etag or held.etag:
        return answer.etag == held.etag
    return answer.last_modified == held.last_modified and answer.length == held.size
