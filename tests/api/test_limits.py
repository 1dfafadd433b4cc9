"""Costly files are bounded: a client's number of them, and how many are made at once."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import api
from outcomes.store import open_store

XLSX = "/api/v1/observations.xlsx?area=kent"


@pytest.fixture
def server(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A server that gives each client three costly files a minute."""
    monkeypatch.setenv("OUTCOMES_EXPORTS_PER_CLIENT", "3 per minute")
    server = Flask("limited")
    api.register(server, open_store(tiny))
    return server


def test_one_file_too_many_is_429_and_says_when_to_come_back(server: Flask) -> None:
    client = server.test_client()
    assert [client.get(XLSX).status_code for _ in range(3)] == [200, 200, 200]
    refused: Any = client.get(XLSX.replace("xlsx", "ods"))
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "CSV" in refused.json["detail"]


def test_others_and_cheap_files_go_on(server: Flask) -> None:
    client = server.test_client()
    for _ in range(4):
        client.get(XLSX)
    assert client.get(XLSX.replace("xlsx", "csv")).status_code == 200
    other = client.get(XLSX, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 200


def test_what_is_known_already_costs_nothing(server: Flask) -> None:
    client = server.test_client()
    tag = client.get(XLSX).headers["ETag"]
    for _ in range(5):
        assert client.get(XLSX, headers={"If-None-Match": tag}).status_code == 304


def test_only_a_few_are_made_at_once(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.limits.WAIT_SECONDS", 0.01)
    started, finish = threading.Barrier(3), threading.Event()

    def write_slowly(*_: object) -> bytes:
        started.wait()
        finish.wait()
        return b"made"

    monkeypatch.setattr("api.formats.xlsx_bytes", write_slowly)
    made: list[int] = []
    threads = [
        threading.Thread(target=lambda: made.append(server.test_client().get(XLSX).status_code))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    started.wait()
    refused = server.test_client().get(XLSX)
    finish.set()
    for thread in threads:
        thread.join()
    assert (refused.status_code, made) == (429, [200, 200])
    assert int(refused.headers["Retry-After"]) > 0
