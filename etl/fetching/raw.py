"""Keeps source files as they were received: ``raw/<sha256>/<name>`` with a receipt, for ever."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Self

from etl.publishing.durable import (
    host_errors,
    make_directory,
    move,
    remove_tree,
    sync_directory,
    write_file,
)

RAW = "raw"
RECEIPT_FILE = "receipt.json"
READ_ONLY = 0o444
LONGEST_NAME = 120
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class FetchReceipt:
    """How a source file came here.

    Attributes:
        url: where it was asked for.
        final_url: where it was found, after redirects.
        name: of the file.
        sha256: of its bytes.
        size: bytes.
        etag: validator, or empty.
        last_modified: validator, or empty.
        release: title of the release.
        page: path of the release's page.
        attachment: title of the attachment.
        published: when the release's content last changed, ISO 8601, UTC.
        fetched: when it came, ISO 8601, UTC.
    """

    url: str
    final_url: str
    name: str
    sha256: str
    size: int
    etag: str
    last_modified: str
    release: str
    page: str
    attachment: str
    published: str
    fetched: str


def safe_name(name: str) -> str:
    """A file name without anything odd, ending ``.zip``."""
    stem = name[:-4] if name.casefold().endswith(".zip") else name
    plain = _UNSAFE.sub("-", stem).strip(".-")[:LONGEST_NAME].strip(".-")
    return f"{plain or 'source'}.zip"


def kept_file(data_dir: Path, sha256: str, name: str, size: int) -> Path | None:
    """A file that is kept and has the right size; None when there is none such."""
    path = data_dir / RAW / sha256 / name
    try:
        return path if path.stat().st_size == size else None
    except OSError:
        return None


def drop_damaged(data_dir: Path, path: Path, sha256: str) -> bool:
    """Remove a kept file whose bytes are no longer those that came; says whether it was.

    Raises:
        HostError: the machine refuses.
    """
    with host_errors(data_dir):
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    return False
        except FileNotFoundError:
            pass
        remove_tree(data_dir / RAW / sha256)
    return True


class Arrival:
    """A file on its way in: written aside, hashed as it comes, put in its place when whole.

    Use as a context; what was not put in its place is removed.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._draft = data_dir / RAW / "arriving"
        self._path = self._draft / "body"
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self.size = 0

    def __enter__(self) -> Self:
        with host_errors(self._data_dir):
            remove_tree(self._draft)
            make_directory(self._draft)
            self._file = self._path.open("xb")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        with suppress(OSError):
            remove_tree(self._draft)

    def write(self, chunks: Iterable[bytes]) -> None:
        """Write what comes, to its end.

        Raises:
            HostError: the machine refuses.
        """
        for chunk in chunks:
            with host_errors(self._data_dir):
                self._open_file().write(chunk)
            self._hash.update(chunk)
            self.size += len(chunk)

    def finish(self) -> str:
        """Put the bytes on disk; returns their SHA-256.

        Raises:
            HostError: the machine refuses.
        """
        with host_errors(self._data_dir):
            file = self._open_file()
            file.flush()
            os.fsync(file.fileno())
            file.close()
        return self._hash.hexdigest()

    @property
    def path(self) -> Path:
        """Where the bytes are for now."""
        return self._path

    def keep(self, receipt: FetchReceipt) -> Path:
        """Put the finished file with its receipt where it stays; once there, nothing changes it.

        Raises:
            HostError: the machine refuses.
        """
        place = self._data_dir / RAW / receipt.sha256
        with host_errors(self._data_dir):
            if kept_file(self._data_dir, receipt.sha256, receipt.name, receipt.size) is None:
                remove_tree(place)
                self._path.chmod(READ_ONLY)
                self._path.rename(self._draft / receipt.name)
                text = json.dumps(asdict(receipt), indent=1, ensure_ascii=False) + "\n"
                write_file(self._draft / RECEIPT_FILE, text.encode())
                sync_directory(self._draft)
                move(self._draft, place)
        return place / receipt.name

    def _open_file(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("nothing arrives outside its context")
        return self._file
