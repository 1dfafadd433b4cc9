"""Refusals as readers meet them: a page where a browser asks, problem JSON for programs."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request

from api.documents import page, wants_page
from api.problems import Refused, problem_response

TITLES = {400: "The address cannot be read", 404: "Page not found", 503: "There are no figures yet"}


def answer_refused(refused: Refused) -> Response:
    """The answer to a request that is refused."""
    if request.path.startswith("/api/") or not wants_page():
        return problem_response(refused)
    title = TITLES.get(refused.status, HTTPStatus(refused.status).phrase)
    response = page("refused", title, refused.detail, words=refused.detail, shared=False)
    response.status_code = refused.status
    response.headers.extend(refused.headers)
    response.headers["Cache-Control"] = "no-store"
    return response
