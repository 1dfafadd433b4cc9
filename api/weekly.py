"""``/areas/<area>/weekly.txt``: what is new for an area, as plain text for an e-mail."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.context import current_store, public_root
from api.problems import Refused, refuse_parameters
from api.selecting import Given, given_parameters, require_known, wanted_edition
from api.stories import FAMILY, wanted_story
from outcomes.areas import areas
from outcomes.errors import EditionUnavailable, ParameterProblem
from outcomes.history import served_before
from outcomes.release_days import next_release
from outcomes.revision_files import read_revision
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, Store
from stories.weekly import Before, build_weekly
from stories.weekly_text import text_of

TAKEN = ("offence", "since")


def get_weekly(area: str) -> Response:
    """The text, against the edition before or, with ``since``, that of a day.

    Raises:
        Refused: 404 for an area that is not known, 400 for a parameter or value, 503 without an
            edition.
    """
    if area not in areas():
        raise Refused(404, "There is no such area. /api/v1/areas lists them.")
    given = given_parameters()
    require_known(given, TAKEN)
    day = _since(given)
    named = {name: values for name, values in given.items() if name != "since"}
    offence = wanted_story({"offence": [FAMILY], **named, "area": [area]}).offence
    loaded = wanted_edition(Selection())
    before = served_earlier(current_store(), loaded, day)
    upcoming = next_release(datetime.now(UTC))
    tag = tag_of("weekly", loaded.edition.id, before.name, area, offence, upcoming, public_root())
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=False)
    text = text_of(build_weekly(loaded, before, area, offence), public_root(), upcoming)
    # In pieces, so that it is not kept beyond a switch: it tells what was served before.
    response = Response(iter([text.encode()]), mimetype="text/plain")
    return tagged(response, tag, pinned=False)


def served_earlier(store: Store, loaded: LoadedEdition, day: date | None) -> Before:
    """The edition that is compared with, and what the loader found to differ."""
    name = served_before(store.data_dir, loaded.edition.id, day)
    if not name:
        return Before()
    try:
        earlier = store.edition(name)
    except EditionUnavailable:
        return Before(name)
    return Before(name, earlier, read_revision(store.data_dir, name, loaded.edition.id))


def _since(given: Given) -> date | None:
    values = given.get("since", [])
    if not values:
        return None
    try:
        (text,) = values
        return date.fromisoformat(text)
    except ValueError:
        shown = ",".join(values)[:80]
        reason = "This must be one day, such as 2026-10-22."
        raise refuse_parameters([ParameterProblem("since", shown, reason)]) from None
