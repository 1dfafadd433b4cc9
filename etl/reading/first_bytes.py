"""Tells by its first bytes what a file is that is no zip, and refuses what cannot be a CSV."""

from __future__ import annotations

from pathlib import Path

from etl.problems import source_error

ZIP_START, ZIP_EMPTY, ZIP_SPANNED = b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
TEXT_CONTROLS = {9, 10, 13}


def refuse_other_kinds(path: Path, head: bytes) -> None:
    """Refuse a file that begins neither like a zip nor like a CSV.

    Raises:
        SourceError: ``FILE_EMPTY``, ``FILE_IS_XLSX``, ``ZIP_UNSUPPORTED`` or ``SRC_NOT_ZIP``, with
            the first bytes.
    """
    shown = repr(head[:60])
    if not head or head.startswith(ZIP_EMPTY):
        raise source_error("FILE_EMPTY", "the file is empty")
    if head.startswith(OLD_EXCEL):
        raise source_error("FILE_IS_XLSX", "the file is a spreadsheet, not a CSV", value=shown)
    if head.startswith(ZIP_SPANNED):
        raise source_error("ZIP_UNSUPPORTED", "the zip is one of several parts", value=shown)
    if path.suffix.casefold() == ".zip" or _is_no_text(head):
        raise source_error(
            "SRC_NOT_ZIP",
            "the file is neither a zip nor a CSV",
            value=shown,
            expected="a zip that begins with b'PK\\x03\\x04', or a CSV",
        )


def _is_no_text(head: bytes) -> bool:
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) > len(head) / 8
    binary = any(byte < 32 and byte not in TEXT_CONTROLS for byte in head) and not utf_16
    return binary or head.lstrip().startswith((b"<", b"{", b"%PDF"))
