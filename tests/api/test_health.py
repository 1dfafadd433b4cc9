"""Health: what is served, since when, and why it may be old."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api import health
from outcomes.release_days import ReleaseDay
from outcomes.runs import RECEIPTS, Run
from tests.builders import make_edition


def leave_run(
    data_dir: Path, number: int, outcome: str, *problems: dict[str, Any], **details: str
) -> None:
    """Leave a receipt as the loader does."""
    run = Run(
        f"{number:06d}-20250515T083000Z", "refresh", outcome, "2025-05-15T08:30:00Z",
        "2025-05-15T08:31:00Z", 60.0, None, None, None, (), problems, details, "0", 1,
    )  # fmt: skip
    directory = data_dir / RECEIPTS
    directory.mkdir(exist_ok=True)
    (directory / f"{run.run_id}.json").write_text(json.dumps(run.to_dict()), "utf-8")


def test_a_served_edition_is_healthy(tmp_path: Path, make_client: Any) -> None:
    edition = make_edition(tmp_path, [{"prosecutions": 1}])
    response = make_client(tmp_path).get("/health")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    body = response.json
    assert (body["status"], body["edition"], body["demonstration"]) == ("ok", edition.id, False)
    assert body["age_seconds"] >= 0
    assert body["stale"] is False


def test_without_an_edition_it_is_503(tmp_path: Path, make_client: Any) -> None:
    response = make_client(tmp_path).get("/health")
    assert response.status_code == 503
    assert (response.json["status"], response.json["edition"]) == ("unavailable", None)


@pytest.mark.parametrize(
    ("outcome", "stale"),
    [("published", False), ("unchanged", False), ("busy", False), ("failed", True),
     ("refused", True)],
)  # fmt: skip
def test_it_tells_how_the_last_run_ended(
    tmp_path: Path, make_client: Any, outcome: str, stale: bool
) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}])
    leave_run(tmp_path, 1, "published")
    warning = {"code": "LABEL_NEW", "severity": "warning", "message": "m"}
    error = {"code": "SRC_GONE", "severity": "error", "message": "m"}
    leave_run(tmp_path, 2, outcome, warning, error)
    body = make_client(tmp_path).get("/health").json
    assert body["last_attempt"]["outcome"] == outcome
    assert body["last_success"]["outcome"] in ("published", "unchanged")
    assert body["stale"] is stale
    if stale:
        assert "SRC_GONE" in body["reason"]
        assert "LABEL_NEW" not in body["reason"]


@pytest.mark.parametrize(("severity", "stale"), [("warning", True), ("note", False)])
def test_it_tells_of_a_served_release_that_was_withdrawn(
    tmp_path: Path, make_client: Any, severity: str, stale: bool
) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}])
    withdrawn = {"code": "SRC_WITHDRAWN", "severity": severity, "message": "m"}
    leave_run(tmp_path, 1, "unchanged", withdrawn)
    body = make_client(tmp_path).get("/health").json
    assert body["stale"] is stale
    assert ("SRC_WITHDRAWN" in (body["reason"] or "")) is stale


def test_a_damaged_new_edition_leaves_the_old_one_served_and_says_so(
    tmp_path: Path, make_client: Any
) -> None:
    first = make_edition(tmp_path, [{"prosecutions": 1}])
    client = make_client(tmp_path)
    assert client.get("/health").json["status"] == "ok"
    second = make_edition(tmp_path, [{"prosecutions": 2}])
    table = tmp_path / "editions" / second.id / "proceedings.parquet"
    table.chmod(0o644)
    table.write_bytes(b"PAR1")
    body = client.get("/health").json
    assert (body["status"], body["edition"], body["stale"]) == ("degraded", first.id, True)
    assert client.get("/api/v1/observations.json?area=west-midlands").status_code == 200


def test_it_says_nothing_of_the_machine(tmp_path: Path, make_client: Any) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}])
    assert str(tmp_path) not in make_client(tmp_path).get("/health").text


HOLD = {"code": "REVISED_MUCH", "severity": "hold", "message": "Wales 495 → 700"}
BAD = {"code": "ROW_WIDTH", "severity": "error", "message": "m"}
AGAIN = {"code": "STILL_REFUSED", "severity": "note", "message": "m"}
TIMEOUT = {"code": "NET_TIMEOUT", "severity": "error", "message": "m"}
SINCE = "2025-05-14T08:30:00Z"
WAITS = {
    "since": SINCE,
    "checks": ["REVISED_MUCH"],
    "command": 'python -m etl refresh --acknowledge REVISED_MUCH --reason "…"',
}
REFUSED = {"since": SINCE, "problems": ["ROW_WIDTH"], "command": "python -m etl refresh --again"}


@pytest.mark.parametrize(
    ("problems", "details", "told"),
    [
        ((HOLD,), {"held_since": SINCE}, {
            "waiting": WAITS, "refused": None, "stale": True,
            "reason": f"A newer release has waited since {SINCE} for a person to let pass:"
            " REVISED_MUCH."}),
        ((BAD, AGAIN), {"refused_since": SINCE}, {
            "waiting": None, "refused": REFUSED, "stale": True,
            "reason": f"A newer release has been refused since {SINCE} (ROW_WIDTH)."}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ended_by", ["published", "unchanged"])
def test_it_tells_of_a_release_that_is_not_served_until_that_ends(
    tmp_path: Path, make_client: Any, problems: Any, details: Any, told: Any, *, ended_by: str
) -> None:
    make_edition(tmp_path, [{"prosecutions": 1}])
    leave_run(tmp_path, 1, "published")
    leave_run(tmp_path, 2, "refused", *problems, **details)
    leave_run(tmp_path, 3, "failed", TIMEOUT)
    client = make_client(tmp_path)
    body = client.get("/health").json
    assert {name: body[name] for name in told} == told
    leave_run(tmp_path, 4, ended_by)
    body = client.get("/health").json
    assert (body["waiting"], body["refused"]) == (None, None)


@pytest.mark.parametrize(("last_day", "is_told"), [("2020-04-30", True), ("2099-04-30", False)])
def test_it_tells_when_no_later_release_day_is_known(
    tmp_path: Path, make_client: Any, monkeypatch: pytest.MonkeyPatch, last_day: str, is_told: bool
) -> None:
    day = date.fromisoformat(last_day)
    monkeypatch.setattr(health, "release_days", lambda: (ReleaseDay("any", day, day, True),))
    make_edition(tmp_path, [{"prosecutions": 1}])
    body = make_client(tmp_path).get("/health").json
    told = [warning.partition(" is known;")[0] for warning in body["warnings"]]
    assert told == (["no release day after 30 April 2020"] if is_told else [])
    assert (body["status"], body["stale"]) == ("ok", False)
