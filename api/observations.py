"""``/api/v1/observations.<suffix>``: a selection answered, whole, with length, count and hash."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from urllib.parse import urlencode

from flask import Response, request

from api.answers import Answer, answer_selection
from api.caching import not_modified, tag_of, tagged
from api.context import stated_root
from api.file_names import file_name
from api.formats import FORMATS, Format
from api.limits import costly
from api.problems import Refused
from api.selecting import (
    Given,
    Page,
    given_parameters,
    wanted_edition,
    wanted_flag,
    wanted_page,
    wanted_rate,
    wanted_selection,
)
from outcomes.addressed import PER
from outcomes.selection import Selection


def get_observations(suffix: str) -> Response:
    """Answer a selection in the format that the address ends with.

    Raises:
        Refused: for a parameter, value, edition or size that cannot be answered.
    """
    format_ = wanted_format(suffix)
    given = given_parameters()
    selection = wanted_selection(given, (PER, *format_.parameters))
    return send_rows(format_, given, selection, rate=wanted_rate(given, selection))


def send_rows(format_: Format, given: Given, selection: Selection, *, rate: bool) -> Response:
    """The rows of a selection as a file of a format.

    Args:
        format_: how they are written.
        given: the parameters of the request, for paging, heading.
        selection: what is counted.
        rate: whether counts are divided by residents.

    Raises:
        Refused: for an edition, page or size that cannot be answered.
    """
    page, heading = wanted_page(given, format_.most_rows), wanted_flag(given, "heading")
    loaded = wanted_edition(selection)
    tag = tag_of(loaded.edition.id, selection, rate, format_.suffix, page, heading)
    pinned = selection.edition is not None
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=pinned)
    with costly() if format_.costly else nullcontext():
        answer = answer_selection(loaded, selection, page, stated_root(), rate=rate)
        body = format_.write(answer, heading)
    return tagged(_file(answer, format_, body), tag, pinned=pinned)


def wanted_format(suffix: str) -> Format:
    """The format that an address ends with; Refused (404) when there is none."""
    if suffix not in FORMATS:
        listed = ", ".join(FORMATS)
        raise Refused(404, f"Rows are given as {listed}.")
    return FORMATS[suffix]


def _file(answer: Answer, format_: Format, body: bytes) -> Response:
    """The whole file at once, so that a download which ends early is seen to be short."""
    response = Response(body, mimetype=format_.media_type)
    headers = response.headers
    headers["X-Rows"] = str(len(answer.rows))
    headers["X-Total-Rows"] = str(answer.total)
    headers["X-Content-SHA256"] = hashlib.sha256(body).hexdigest()
    if format_.download:
        name = file_name(answer.result, format_.suffix)
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    links = _links(answer.page, answer.total)
    if links:
        headers["Link"] = links
    return response


def _links(page: Page, total: int) -> str:
    """Where the rows before and after these are, as a ``Link`` header; empty for all rows."""
    if page.limit is None:
        return ""
    offsets = {"first": 0}
    if page.offset:
        offsets["prev"] = max(0, page.offset - page.limit)
    if page.offset + page.limit < total:
        offsets["next"] = page.offset + page.limit
    return ", ".join(f'<{_address(offset)}>; rel="{rel}"' for rel, offset in offsets.items())


def _address(offset: int) -> str:
    given = request.args.to_dict(flat=False)
    return f"{request.path}?{urlencode({**given, 'offset': [str(offset)]}, doseq=True)}"
