"""``/verify/<code>``: whether the figures that a receipt is for still stand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from api.context import current_store
from api.documents import page, wants_page
from api.json_answers import json_response
from api.provenance import title_of
from api.selecting import given_parameters, no_edition, require_known
from charts.values import with_unit
from outcomes.addressed import query_of, rows_path
from outcomes.errors import EditionUnavailable
from outcomes.result import Observation
from outcomes.verification import Change, Verdict, verify

SHOWN_CHANGES = 100
SHOWN_CODE = 120
TITLE = "Check a receipt"
DESCRIPTION = "Whether a figure that left this site still stands, and what it was revised to."


def get_verify_form() -> Response:
    """The page on which a receipt code can be typed; with ``code``, its answer."""
    code = request.args.get("code", "").strip()
    if code:
        return get_verify(code)
    return _varying(page("verify", TITLE, DESCRIPTION, code="", verdict=None))


def get_verify(code: str) -> Response:
    """The answer to a receipt: a page for browsers, JSON for programs.

    Raises:
        Refused: 503 when there is no edition to compare with.
    """
    verdict = _verdict(code)
    if not wants_page():
        return _varying(json_response(verdict_json(code, verdict)))
    facts: dict[str, Any] = {
        "code": code[:SHOWN_CODE],
        "verdict": verdict_json(code, verdict),
        "changes": [_change_words(verdict, one) for one in verdict.changes[:SHOWN_CHANGES]],
        "newest": _newest_words(verdict),
    }
    return _varying(page("verify", TITLE, DESCRIPTION, **facts))


def get_verify_json(code: str) -> Response:
    """The answer to a receipt as JSON."""
    require_known(given_parameters(), ())
    response = json_response(verdict_json(code, _verdict(code)))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _verdict(code: str) -> Verdict:
    try:
        return verify(current_store(), code)
    except EditionUnavailable as error:
        raise no_edition() from error


def verdict_json(code: str, verdict: Verdict) -> dict[str, Any]:
    """An answer as JSON has it."""
    body: dict[str, Any] = {
        "receipt": code.strip().upper()[:SHOWN_CODE],
        "status": verdict.status,
        "reason": verdict.reason,
        "issued_under": verdict.issued,
        "edition": verdict.served.id,
        "demonstration": verdict.served.demonstration,
    }
    result = verdict.result
    if result is None:
        return body
    query = query_of(result)
    return body | {
        "title": title_of(result),
        "query": query,
        "measure": result.measure.name,
        "unit": result.measure.unit,
        "rows": f"{rows_path(result.measure.name, 'json')}?{urlencode(query, safe=',')}",
        "newest": _keyed(verdict, verdict.newest),
        "changes": [
            {**one.keys, "before": _figure(one.before), "after": _figure(one.after)}
            for one in verdict.changes
        ],
    }


def _figure(seen: Observation | None) -> dict[str, Any]:
    if seen is None:
        return {"value": None, "status": "not published"}
    figure: dict[str, Any] = {"value": seen.value, "status": seen.status}
    if seen.denominator is not None:
        figure |= {"numerator": seen.numerator, "denominator": seen.denominator}
    return figure


def _keyed(verdict: Verdict, seen: Observation | None) -> dict[str, Any] | None:
    if seen is None or verdict.result is None:
        return None
    return {**dict(zip(verdict.result.by, seen.keys, strict=True)), **_figure(seen)}


def _change_words(verdict: Verdict, change: Change) -> dict[str, str]:
    named = ", ".join(str(key) for key in change.keys.values()) or "newest figure"
    before, after = _words(verdict, change.before), _words(verdict, change.after)
    return {"named": named, "before": before, "after": after}


def _newest_words(verdict: Verdict) -> str:
    if verdict.newest is None or verdict.result is None:
        return ""
    keys = ", ".join(str(key) for key in verdict.newest.keys)
    return f"{keys}: {_words(verdict, verdict.newest)}"


def _words(verdict: Verdict, seen: Observation | None) -> str:
    if seen is None or verdict.result is None:
        return "Not published"
    return with_unit(verdict.result.measure, seen)


def _varying(response: Response) -> Response:
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache"
    return response
