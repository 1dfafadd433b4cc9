"""The weekly text as an e-mail in a file (RFC 5322), for whoever sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from stories.weekly import Weekly
from stories.weekly_text import subject_of

# The right-hand side of a Message-ID where nothing better is known (RFC 2606).
NOWHERE = "outcomes.invalid"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail needs beside its text; nothing of it is made up.

    Attributes:
        when: the moment of writing, with its zone.
        root: the address of the site, for the Message-ID; may be empty.
        sender: who sends it; empty where the program that sends it says so.
        recipient: likewise.
    """

    when: datetime
    root: str = ""
    sender: str = ""
    recipient: str = ""


def mail_bytes(weekly: Weekly, text: str, envelope: Envelope) -> bytes:
    """The bytes of the ``.eml`` file; the same edition, area and comparison have one Message-ID.

    Raises:
        ValueError: sender or recipient is no address.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject_of(weekly)
    message["Date"] = format_datetime(envelope.when)
    if envelope.sender:
        message["From"] = _address(envelope.sender)
    if envelope.recipient:
        message["To"] = _address(envelope.recipient)
    message["Message-ID"] = f"<{_identity(weekly)}@{_host(envelope)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "en-GB"
    message.set_content(text, subtype="plain", charset="utf-8")
    return message.as_bytes()


def _identity(weekly: Weekly) -> str:
    story = weekly.story
    names = (story.area, story.offence, story.edition.id, weekly.before)
    return ".".join(dict.fromkeys(filter(None, names)))


def _host(envelope: Envelope) -> str:
    site = urlsplit(envelope.root).hostname
    return site or envelope.sender.rpartition("@")[2].rstrip("> ") or NOWHERE


def _address(text: str) -> Address:
    """``desk@example.org`` or ``News desk <desk@example.org>``; ValueError for anything else."""
    name, bracket, rest = text.rpartition("<")
    spec = rest.removesuffix(">") if bracket else text
    if bracket and not rest.endswith(">"):
        raise ValueError(f"this is no e-mail address: {text!r}")
    try:
        found = Address(display_name=name.strip().strip('"'), addr_spec=spec.strip())
    except (ValueError, IndexError, MessageError) as error:
        raise ValueError(f"this is no e-mail address: {text!r}") from error
    if not found.username or not found.domain:
        raise ValueError(f"this is no e-mail address: {text!r}")
    return found
