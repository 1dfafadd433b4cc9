"""``/health``: whether the site can serve, which edition, how old, and what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response

from api.context import current_store
from api.json_answers import json_response
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable
from outcomes.pointer import Pointer, read_pointer
from outcomes.release_days import days_ended, release_days
from outcomes.runs import BUSY, Run, last_attempt, last_success, refused_release, waiting_release
from outcomes.store import Store


def get_health() -> Response:
    """200 with the state of the site; 503 when there is no edition to serve."""
    store = current_store()
    try:
        edition = store.edition().edition
    except EditionUnavailable:
        body = {"status": "unavailable", "edition": None, "reason": "There is no edition to serve."}
        response = json_response({**body, **_runs(store), "stale": True}, 503)
    else:
        response = json_response(_state(store, edition))
    response.headers["Cache-Control"] = "no-store"
    return response


def _state(store: Store, edition: Edition) -> dict[str, Any]:
    pointer = _pointer(store)
    reason = _stale_reason(store, edition, pointer)
    return {
        "status": "degraded" if reason else "ok",
        "edition": edition.id,
        "label": edition.label,
        "demonstration": edition.demonstration,
        "served_since": pointer.switched if pointer else None,
        "age_seconds": _age(pointer.switched) if pointer else None,
        **_runs(store),
        "stale": reason is not None,
        "reason": reason,
    }


def _runs(store: Store) -> dict[str, Any]:
    attempt, success = last_attempt(store.data_dir), last_success(store.data_dir)
    waiting, refused = waiting_release(store.data_dir), refused_release(store.data_dir)
    ended = days_ended(release_days(), datetime.now(UTC))
    return {
        "last_attempt": _run(attempt) if attempt else None,
        "last_success": _run(success) if success else None,
        "waiting": waiting.waiting_facts() if waiting else None,
        "refused": refused.refused_facts() if refused else None,
        "warnings": [ended] if ended else [],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "command": run.command,
        "outcome": run.outcome,
        "finished": run.finished,
        "problems": list(run.stopped_by),
    }


def _stale_reason(store: Store, edition: Edition, pointer: Pointer | None) -> str | None:
    """Why what is served may not be the newest; None when nothing says so."""
    if store.trouble is not None or pointer is None or pointer.edition != edition.id:
        return "The edition that was published last cannot be opened; the one before is served."
    stopped = _stopped_reason(store)
    if stopped:
        return stopped
    attempt = last_attempt(store.data_dir)
    if attempt is not None and not attempt.succeeded and attempt.outcome != BUSY:
        codes = f" ({', '.join(attempt.stopped_by)})" if attempt.stopped_by else ""
        return f"The last {attempt.command} did not succeed{codes}; what was there is served."
    if attempt is not None and _is_withdrawn(attempt):
        return "The Ministry withdrew a release that these figures come from (SRC_WITHDRAWN)."
    if pointer.reason.startswith("rollback"):
        return "An earlier edition was put back in place of a later one."
    return None


def _stopped_reason(store: Store) -> str | None:
    """Why a newer release is not served; None when there is none such."""
    waiting = waiting_release(store.data_dir)
    if waiting is not None:
        held = ", ".join(waiting.holds)
        since = waiting.held_since
        return f"A newer release has waited since {since} for a person to let pass: {held}."
    refused = refused_release(store.data_dir)
    if refused is not None:
        named = ", ".join(refused.stopped_by)
        return f"A newer release has been refused since {refused.refused_since} ({named})."
    return None


def _is_withdrawn(run: Run) -> bool:
    """Whether a refresh left everything as it was because a served release was withdrawn."""
    found = {(one.get("code"), one.get("severity")) for one in run.problems}
    return ("SRC_WITHDRAWN", "warning") in found


def _pointer(store: Store) -> Pointer | None:
    try:
        return read_pointer(store.data_dir)
    except EditionUnavailable:
        return None


def _age(moment: str) -> int | None:
    """Seconds since a moment (ISO 8601); None when it is not one."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return max(0, int((datetime.now(UTC) - then.astimezone(UTC)).total_seconds()))
