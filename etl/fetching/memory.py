"""Remembers what the source said last, and its validators, so that little is asked twice."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from etl.publishing.clock import Clock, moment_of, text_of, utc_now
from etl.publishing.durable import replace_file

MEMORY = Path("raw") / "govuk"
TRUSTED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an address answered.

    Attributes:
        url: the address, as asked.
        etag: validator, or empty.
        last_modified: validator, or empty.
        read: when its content was last really read, ISO 8601.
        content: the document's text, or the SHA-256 of a file.
        name: of the file; empty for a document.
        size: bytes.
    """

    url: str
    etag: str
    last_modified: str
    read: str
    content: str
    name: str = ""
    size: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """What makes a request conditional."""
        stated = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in stated.items() if value}


class Memory:
    """One small file an address, in ``raw/govuk`` of the data directory.

    Losing it costs nothing but a larger answer next time; a damaged file counts as none.
    """

    def __init__(self, data_dir: Path, *, writes: bool = True, now: Clock = utc_now) -> None:
        self.directory = data_dir / MEMORY
        self._writes = writes
        self._now = now

    def recall(self, url: str) -> Remembered | None:
        """What the address answered last; None when nothing readable is remembered."""
        try:
            raw = json.loads(self._path(url).read_text(encoding="utf-8"))
            found = Remembered(**raw)
            moment_of(found.read)
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return found if found.url == url and isinstance(found.content, str) else None

    def is_fresh(self, remembered: Remembered) -> bool:
        """Whether "not modified" may be believed: once a week the content is read anyhow."""
        age = self._now() - moment_of(remembered.read)
        return timedelta(0) <= age < TRUSTED_FOR

    def remember(self, remembered: Remembered) -> None:
        """Keep what an address answered, unless this memory is only for reading.

        Raises:
            HostError: the machine refuses.
        """
        if not self._writes:
            return
        content = json.dumps(asdict(remembered), indent=1).encode()
        replace_file(self._path(remembered.url), content)

    def forget(self, url: str) -> None:
        """Drop what is remembered of an address."""
        if self._writes:
            with suppress(OSError):
                self._path(url).unlink()

    def moment(self) -> str:
        """The time now, as it is remembered."""
        return text_of(self._now())

    def _path(self, url: str) -> Path:
        return self.directory / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.json"
