"""The JSON of an answer, as the contract states it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response

from api.answers import Answer
from api.provenance import licence_of, publisher_of, sources_of, title_of
from outcomes.addressed import query_of
from outcomes.editions import Edition
from outcomes.result import Notice


def observations_json(answer: Answer) -> bytes:
    """An answer with its rows."""
    result = answer.result
    edition = result.edition
    body = {
        "edition": edition.id,
        "demonstration": edition.demonstration,
        "title": title_of(result),
        "query": {**query_of(result), "edition": edition.id},
        "measure": result.measure.name,
        "unit": result.measure.unit,
        "notices": [notice_json(notice) for notice in result.notices],
        "breaks": list(result.breaks),
        "sources": sources_of(result),
        "publisher": publisher_of(result),
        "licence": licence_of(result),
        "columns": list(answer.columns),
        "rows": [dict(zip(answer.columns, row, strict=True)) for row in answer.rows],
        "total_rows": answer.total,
        "receipt": answer.receipt,
    }
    return encode(body)


def notice_json(notice: Notice) -> dict[str, str]:
    """A notice as JSON has it."""
    return {"code": notice.code, "text": notice.text, "level": notice.level}


def edition_json(edition: Edition) -> dict[str, Any]:
    """What every answer says of the edition it is from."""
    return {"edition": edition.id, "demonstration": edition.demonstration}


def encode(body: Any) -> bytes:
    """Compact JSON in UTF-8; a number that is none (NaN) would be an error, not an answer."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def json_response(body: Any, status: int = 200) -> Response:
    """A response that carries JSON."""
    return Response(encode(body), status, mimetype="application/json")
