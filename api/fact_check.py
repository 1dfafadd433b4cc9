"""The check of other people's figures: ``/fact-check`` and ``POST /api/v1/fact-check``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from api.context import current_store, pinned_edition
from api.documents import page
from api.json_answers import json_response
from api.problems import Refused
from api.selecting import given_parameters, no_edition, require_known
from outcomes.errors import EditionUnavailable
from outcomes.history import served_pointers
from outcomes.store import LoadedEdition
from stories.answers import Answer, Checked
from stories.factcheck import MAX_LETTERS, check_text

MAX_BYTES = 4 * MAX_LETTERS
EARLIER_EDITIONS = 3
TITLE = "Fact check"
DESCRIPTION = "Paste a paragraph: each figure in it is answered with the row behind it."


def get_fact_check() -> Response:
    """The page with its form."""
    return page(
        "fact_check", TITLE, DESCRIPTION, heading=TITLE, text="", checked=None, most=_most()
    )


def post_fact_check_page() -> Response:
    """The page with every figure of the text answered; title, address and focus lead to it."""
    text = request.form.get("text", "")[:MAX_LETTERS]
    checked = _checked(text)
    found = _found(len(checked.answers))
    return page(
        "fact_check",
        f"{found} – {TITLE}",
        DESCRIPTION,
        heading=TITLE,
        found=found,
        text=text,
        checked=checked,
        pieces=_pieces(checked),
        answers=[_shown(one) for one in checked.answers],
        most=_most(),
    )


def _found(number: int) -> str:
    if number:
        return f"{number} figure{'' if number == 1 else 's'} found"
    return "No figure found"


def post_fact_check() -> Response:
    """Every figure of a text answered, as JSON; the text is the body, plain or JSON's ``text``.

    Raises:
        Refused: 400 for a body that is not text, 413 for one too long, 503 without an edition.
    """
    require_known(given_parameters(), ())
    response = json_response(_checked(_given_text()).to_dict())
    response.headers["Cache-Control"] = "no-store"
    return response


def _most() -> str:
    return f"{MAX_LETTERS:,}"


def _given_text() -> str:
    if (request.content_length or 0) > MAX_BYTES:
        raise _too_long()
    text = _json_text() if request.mimetype == "application/json" else _plain_text()
    if len(text) > MAX_LETTERS:
        raise _too_long()
    return text


def _json_text() -> str:
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("text"), str) or len(body) != 1:
        raise Refused(400, 'The body must be text, or JSON with one entry, "text".')
    return str(body["text"])


def _plain_text() -> str:
    try:
        return request.get_data().decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "The body must be text in UTF-8.") from error


def _too_long() -> Refused:
    return Refused(413, f"A text may have at most {_most()} letters: send it in parts.")


def _checked(text: str) -> Checked:
    try:
        loaded = pinned_edition()
    except EditionUnavailable as error:
        raise no_edition() from error
    return check_text(loaded, text, _earlier(loaded))


def _earlier(served: LoadedEdition) -> list[LoadedEdition]:
    """The editions served before that are still kept, newest first."""
    store = current_store()
    pointers = reversed(served_pointers(store.data_dir))
    names = dict.fromkeys(one.edition for one in pointers if one.edition != served.edition.id)
    found = []
    for name in names:
        try:
            loaded = store.edition(name)
        except EditionUnavailable:
            continue
        if loaded.edition.demonstration == served.edition.demonstration:
            found.append(loaded)
        if len(found) == EARLIER_EDITIONS:
            break
    return found


def _pieces(checked: Checked) -> list[dict[str, Any]]:
    """The text in pieces: between figures, and the figures with their number and verdict."""
    pieces: list[dict[str, Any]] = []
    read = 0
    for number, one in enumerate(checked.answers, start=1):
        pieces.append({"text": checked.text[read : one.start], "number": 0})
        pieces.append({"text": one.text, "number": number, "verdict": one.verdict})
        read = one.end
    return [*pieces, {"text": checked.text[read:], "number": 0}]


def _shown(one: Answer) -> dict[str, Any]:
    rows = [place for place in (one.rows, one.divided_by) if place]
    edition = {"edition": one.edition} if one.edition else {}
    addresses = [
        f"/rows?{urlencode({**place.selection.to_params(), **edition}, safe=',')}" for place in rows
    ]
    keys = ["; ".join(", ".join(str(key) for key in row) for row in place.keys) for place in rows]
    return {
        "text": one.text,
        "verdict": one.verdict,
        "message": one.message,
        "taken_as": one.taken_as,
        "rows": list(zip(addresses, keys, strict=True)),
        "notices": [notice.text for notice in one.notices if notice.level == "warning"],
    }
