"""What gunicorn does with the site's workers: what they share, and how readers are spread."""

from __future__ import annotations

import os
import runpy
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
import requests

from tests.builders import make_edition
from tests.serving import REPOSITORY, Site, started
from ui.kept import SHARED_VARIABLE
from ui.kept_files import LOCK


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings as gunicorn reads them; nothing is shared."""
    monkeypatch.setenv(SHARED_VARIABLE, "")
    return runpy.run_path(str(REPOSITORY / "gunicorn.conf.py"))


def closes(settings: dict[str, Any], age: int, connections: int) -> bool:
    """Whether a worker with so many connections closes one after its next answer."""
    closed: list[bool] = []
    request = SimpleNamespace(force_close=lambda: closed.append(True))
    settings["pre_request"](SimpleNamespace(age=age, nr_conns=connections), request)
    return bool(closed)


def test_a_worker_with_far_more_connections_than_the_others_gives_some_up(
    settings: dict[str, Any],
) -> None:
    assert not closes(settings, 1, 250)
    assert not closes(settings, 2, 250)
    settings["child_exit"](None, SimpleNamespace(age=2))
    assert not closes(settings, 1, 400), "the one that ended no longer counts"
    assert not closes(settings, 3, 20)
    assert closes(settings, 1, 400)
    assert not closes(settings, 3, 200)


def test_a_few_connections_stay_where_they_are(settings: dict[str, Any]) -> None:
    assert not closes(settings, 1, 0)
    assert not closes(settings, 2, 16)


def test_a_kind_of_worker_that_keeps_no_connections_is_left_alone(
    settings: dict[str, Any],
) -> None:
    settings["pre_request"](SimpleNamespace(age=1), SimpleNamespace())


def test_workers_share_in_memory_and_leave_nothing_behind(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    make_edition(tmp_path / "data", [{"prosecutions": 1}])
    environment = {
        **os.environ, SHARED_VARIABLE: str(memory), "WEB_CONCURRENCY": "2",
        "OUTCOMES_DATA_DIR": str(tmp_path / "data"),
    }  # fmt: skip
    with started(Site(environment=environment), tmp_path / "log") as (process, address):
        _get(address)
        kept = [one for one in memory.glob("*/*") if one.name != LOCK]
        assert len(list(memory.iterdir())) == 1
        assert kept
        os.kill(psutil.Process(process.pid).children()[0].pid, signal.SIGKILL)
        assert "Prosecutions" in _get(address)
        assert [one for one in kept if not one.exists()] == []
    assert list(memory.iterdir()) == []


def _get(address: str) -> str:
    answer = requests.get(f"{address}/prosecutions", timeout=30)
    assert answer.status_code == 200
    return answer.text
