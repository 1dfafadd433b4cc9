"""Refusals as problem JSON (RFC 9457): what is wrong, where, and what would be accepted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from outcomes.errors import ParameterProblem

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 60
PREFLIGHT_SECONDS = 86_400
# The route that takes every address inside ``/api`` that no other takes.
NO_SUCH_ADDRESS = "api.no_such_address"


class Refused(Exception):
    """A request that is answered with problem JSON.

    Attributes:
        status: the HTTP status.
        detail: one or two sentences for a person.
        parameters: the parameters concerned.
        headers: further headers of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        parameters: Sequence[ParameterProblem] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.parameters = tuple(parameters)
        self.headers = headers or {}


def refuse_parameters(problems: Sequence[ParameterProblem]) -> Refused:
    """The refusal (400) of a request with parameters that cannot be read."""
    return Refused(400, " ".join(_sentence(problem) for problem in problems), problems)


def _sentence(problem: ParameterProblem) -> str:
    value = f" {problem.value!r}" if problem.value else ""
    near = f" Near: {', '.join(problem.near)}." if problem.near else ""
    return f"{problem.parameter}{value}: {problem.reason}{near}"


def problem_response(refused: Refused) -> Response:
    """The answer to a request that is refused."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.detail,
        "instance": request.path,
    }
    if refused.parameters:
        body["parameters"] = [
            {
                "parameter": problem.parameter,
                "value": problem.value,
                "reason": problem.reason,
                "near": list(problem.near),
            }
            for problem in refused.parameters
        ]
    text = json.dumps(body, ensure_ascii=False)
    response = Response(text, refused.status, mimetype=MEDIA_TYPE, headers=refused.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def no_such_address(rest: str = "") -> Response:  # noqa: ARG001 (the address stands in the request)
    """Answer an address inside ``/api`` that no route takes: 404, or 405 for another method."""
    allowed = _allowed_methods()
    if not allowed:
        return problem_response(Refused(404, "There is nothing at this address. See /api/v1/docs."))
    listed = ", ".join(allowed)
    detail = f"This address does not take {request.method}; it takes {listed}."
    return problem_response(Refused(405, detail, headers={"Allow": listed}))


def answer_options() -> Response:
    """The methods that an address inside ``/api`` takes, also for browsers of other sites; or 404.

    Other sites may read what GET gives, and ask whether it has changed.
    """
    allowed = _allowed_methods()
    if not allowed:
        return no_such_address()
    response = Response(status=204, headers={"Allow": ", ".join(allowed)})
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def _allowed_methods() -> list[str]:
    """The methods that a route other than the catch-all takes at the request's path."""
    routes = current_app.url_map.bind("")
    allowed: list[str] = []
    for method in ("GET", "POST"):
        try:
            endpoint, _ = routes.match(request.path, method=method)
        except (RequestRedirect, MethodNotAllowed, HTTPException):
            continue
        if endpoint != NO_SUCH_ADDRESS and endpoint.startswith("api."):
            allowed += [method, "HEAD"] if method == "GET" else [method]
    return [*allowed, "OPTIONS"] if allowed else []
