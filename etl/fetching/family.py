"""Asks GOV.UK for the newest figures of family courts' orders, beside the courts' own release.

They are the neighbours of the courts' figures, so nothing here fails a refresh: what goes wrong is
a warning, and the orders that are served stay. Titles of releases are those of the recorded
collection of November 2024; names of files are those that others saw or downloaded
(``FCSQ_Q4_2025.zip``, ``Family_Court_Tables__Oct-Dec_2025_.ods``). UNVERIFIED: the titles that
GOV.UK gives to these attachments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from etl.fetching.attachments import Attachment, ambiguous, last_part
from etl.fetching.documents import Documents
from etl.fetching.fetch import Fetched, Fetcher
from etl.fetching.govuk import MONTHS, Publication
from etl.fetching.look import Asking
from etl.fetching.memory import Memory
from etl.neighbours.kept import is_served
from etl.publishing.lock import Lock
from outcomes.errors import HostError, NetworkError, Problem, ProblemsError

FAMILY_COLLECTION = "/government/collections/family-court-statistics-quarterly"
# "Family Court Statistics Quarterly: April to June 2024", once "July 2014 to September 2014".
FAMILY_TITLE = re.compile(
    r"\s*family court statistics quarterly[: -]+[a-z]+(?: \d{4})? to "
    rf"({'|'.join(MONTHS)}) (\d{{4}})\s*",
    re.IGNORECASE | re.ASCII,
)
SECONDS = 120.0
# Releases without such a file that are passed over before giving up.
MOST_LOOKED_AT = 4
WANTED, RULE = "one zip of CSVs, or one spreadsheet of tables", "family"
_ZIP = re.compile(r"fcsq|\bcsvs?\b", re.IGNORECASE)
_TABLES = re.compile(
    r"family[ _-]court[ _-](?:statistics[ _-]quarterly[ _-])?tables", re.IGNORECASE
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """What came of it.

    Attributes:
        file: new figures, read and found sound; None when nothing is new.
        trouble: why they could not be had, as a warning.
    """

    file: Fetched | None = None
    trouble: Problem | None = None


def fetch_family(lock: Lock, asking: Asking) -> FamilyTold:
    """Take the newest figures of orders, unless the edition that is served was made of them."""
    asking = replace(asking, seconds=min(asking.seconds, SECONDS))
    try:
        file = _fetch(lock, asking)
    except (NetworkError, HostError) as error:
        return FamilyTold(trouble=_warning(error))
    if is_served(lock.data_dir, file.sha256):
        return FamilyTold()
    trouble = _fault_of(file.path)
    return FamilyTold(None if trouble else file, trouble)


def newest_orders(documents: Documents, now: datetime) -> tuple[Publication, Attachment]:
    """The newest release that is public and has figures of orders, with their file.

    Raises:
        NetworkError: something cannot be had; ``SRC_ATTACHMENT_AMBIGUOUS`` when none of the
            newest releases has such a file, or one has several.
    """
    seen: tuple[Attachment, ...] = ()
    releases = documents.collection(FAMILY_COLLECTION, FAMILY_TITLE)
    public = [one for one in releases if one.updated <= now and not one.withdrawn]
    for release in public[:MOST_LOOKED_AT]:
        page = documents.publication(release.path)
        found = None if page.withdrawn else orders_file(page.attachments, page.path)
        if found is not None:
            return page, found
        seen += page.attachments
    message = "no release has figures of family courts' orders"
    raise ambiguous(message, FAMILY_COLLECTION, seen, WANTED, RULE)


def orders_file(attachments: tuple[Attachment, ...], page: str) -> Attachment | None:
    """The zip of CSVs, which says most; without one the tables as a spreadsheet; or nothing.

    Raises:
        NetworkError: ``SRC_ATTACHMENT_AMBIGUOUS``: there are several, and no rule to choose.
    """
    zips = [one for one in attachments if one.is_zip and _named(one, _ZIP)]
    tables = [one for one in attachments if _is_ods(one) and _named(one, _TABLES)]
    for found in (zips, tables):
        if len(found) > 1:
            message = f"{len(found)} attachments look like figures of family courts' orders"
            raise ambiguous(message, page, tuple(found), WANTED, RULE)
        if found:
            return found[0]
    return None


def _fetch(lock: Lock, asking: Asking) -> Fetched:
    web, memory = asking.web(), Memory(lock.data_dir, now=asking.timing.now)
    try:
        documents = Documents(web, memory, web.deadline(asking.seconds))
        page, attachment = newest_orders(documents, asking.timing.now())
        return Fetcher(lock.data_dir, web, memory, asking.seconds).fetch(attachment, page)
    finally:
        web.close()


def _fault_of(path: Path) -> Problem | None:
    """Why the file cannot be read as orders of family courts; None when it can."""
    from etl.neighbours.build import set_apart  # noqa: PLC0415 (brings pyarrow; seldom needed)

    _, built = set_apart([path])
    if built.coverage and not built.problems.errors:
        return None
    cause = next(iter(built.problems.errors), None)
    said = f"{cause.code}: {cause.message}" if cause else "it has none of them"
    return _warning_of(f"its file is not as known: {said}", path.name)


def _warning(error: ProblemsError) -> Problem:
    cause = error.problems[0]
    return _warning_of(f"{cause.code}: {cause.message}", cause.file)


def _warning_of(why: str, file: str | None) -> Problem:
    return Problem(
        "ORDERS_NOT_TAKEN",
        f"orders of family courts could not be taken: {why}",
        severity="warning",
        file=file,
        hint="The orders that are served stay; the next refresh asks again",
    )


def _named(attachment: Attachment, rule: re.Pattern[str]) -> bool:
    names = (attachment.title, attachment.filename, last_part(attachment.url))
    return any(rule.search(name) for name in names)


def _is_ods(attachment: Attachment) -> bool:
    return attachment.content_type == _ODS or attachment.filename.casefold().endswith(".ods")
