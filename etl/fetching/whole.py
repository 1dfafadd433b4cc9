"""Whether what comes is the zip that was promised, and all of it."""

from __future__ import annotations

from pathlib import Path

from etl.fetching.answer import Answer
from etl.fetching.attachments import Attachment
from etl.fetching.network import cut_short, network_error
from outcomes.errors import NetworkError

ZIP_START, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
# The end record of a zip and the longest comment after it.
END_RECORD, END_SEARCHED = 22, 65_557
SHOWN_BYTES = 60


def promised_size(answer: Answer, attachment: Attachment) -> int | None:
    """How many bytes are to come; the header and the publication may not differ."""
    if attachment.size is None or answer.length in (None, attachment.size):
        return attachment.size if attachment.size is not None else answer.length
    message = f"promises {answer.length:,} bytes"
    raise length_error(answer.url, message, attachment.size)


def length_error(url: str, message: str, size: int) -> NetworkError:
    """The refusal of a body that has another length than was promised."""
    hint = "GOV.UK may be replacing the file just now; the next run looks again"
    return network_error("NET_LENGTH", message, url, expected=f"{size:,} bytes", hint=hint)


def require_zip(head: bytes, url: str) -> None:
    """NetworkError ``SRC_NOT_ZIP`` unless the first bytes are those of a zip."""
    if not head.startswith(ZIP_START):
        expected = "a zip, which begins with b'PK\\x03\\x04'"
        shown = repr(head[:SHOWN_BYTES])
        raise network_error("SRC_NOT_ZIP", "is no zip", url, value=shown, expected=expected)


def require_whole(path: Path, url: str, received: int, size: int | None) -> None:
    """NetworkError ``NET_TRUNCATED`` unless a file is as long as promised and has a zip's end."""
    with path.open("rb") as file:
        file.seek(max(0, received - END_SEARCHED))
        tail = file.read()
    end = tail.rfind(ZIP_END)
    if (size is not None and received < size) or end < 0 or end + END_RECORD > len(tail):
        raise cut_short(url, received, size)
