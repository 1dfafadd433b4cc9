"""``/api/v1/editions/<a>/diff/<b>``: what changed from one edition to another."""

from __future__ import annotations

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.context import current_store
from api.json_answers import encode, json_response
from api.problems import Refused
from api.selecting import given_parameters, require_known
from outcomes.revision_files import read_revision


def get_revision(before: str, after: str) -> Response:
    """The comparison of two editions as the loader kept it, most moved figures first.

    Raises:
        Refused: 404 where no comparison of these two, in this order, is kept.
    """
    require_known(given_parameters(), ())
    revision = read_revision(current_store().data_dir, before, after)
    if revision is None:
        detail = (
            "No comparison of these two editions, in this order, is kept here. Each edition is"
            " compared with the one served before it: see /api/v1/editions."
        )
        raise Refused(404, detail)
    body = revision.to_dict()
    tag = tag_of("revision", encode(body))
    return tagged(not_modified(tag) or json_response(body), tag, pinned=False)
