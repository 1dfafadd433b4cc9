"""The weekly text over HTTP, and the mail by the command line."""

from __future__ import annotations

import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from outcomes.history import served_before, served_pointers
from tests.api.conftest import MakeClient
from tests.builders import make_edition

OLD = [{"year": 2019, "prosecutions": 10, "convictions": 8}]
NEW = [{"year": 2019, "prosecutions": 12, "convictions": 8}]
WEEKLY = "/areas/west-midlands/weekly.txt"
TODAY = datetime.now(UTC).date()


def test_the_text_of_an_area(client: FlaskClient) -> None:
    answer = client.get(WEEKLY)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("West Midlands: breach of protective order")
    assert "This is the first edition here" in answer.text
    assert "http://localhost/verify/" in answer.text


def test_a_second_edition_is_told_against_the_first(
    make_client: MakeClient, tmp_path: Path
) -> None:
    first = make_edition(tmp_path, OLD)
    second = make_edition(tmp_path, NEW)
    told = make_client(tmp_path).get(WEEKLY).text
    assert f"New since edition {first.id}:" in told
    assert "- Prosecutions, 2019: 12; it was 10." in told
    assert "- All offences, prosecutions, by area, all courts, calendar year, 2019: 12;" in (
        " ".join(told.split())
    )
    assert second.id in told


def test_a_rollback_is_told_against_what_it_took_away(
    make_client: MakeClient, tmp_path: Path
) -> None:
    make_edition(tmp_path, OLD)
    second = make_edition(tmp_path, NEW)
    client = make_client(tmp_path)
    assert "it was 10" in client.get(WEEKLY).text
    make_edition(tmp_path, OLD, reason="rollback: wrong")
    assert f"New since edition {second.id}:" in client.get(WEEKLY).text
    assert "2019: 10; it was 12." in client.get(WEEKLY).text


def test_since_a_day_is_against_what_was_served_when_it_began(
    make_client: MakeClient, tmp_path: Path
) -> None:
    make_edition(tmp_path, OLD)
    second = make_edition(tmp_path, NEW)
    client = make_client(tmp_path)
    assert "This is the first edition here" in client.get(f"{WEEKLY}?since={TODAY}").text
    later = TODAY.replace(year=TODAY.year + 2)
    assert client.get(f"{WEEKLY}?since={later}").text.startswith(
        "Nothing new for West Midlands on breach of protective order"
    )
    assert served_before(tmp_path, second.id, later) == second.id
    assert served_before(tmp_path, second.id, TODAY) == ""
    assert served_before(tmp_path, "2000-000000000000") == ""
    assert len(served_pointers(tmp_path)) == 2


def test_an_edition_that_is_gone_is_said(make_client: MakeClient, tmp_path: Path) -> None:
    first = make_edition(tmp_path, OLD)
    make_edition(tmp_path, NEW)
    shutil.rmtree(tmp_path / "editions" / first.id)
    assert f"Edition {first.id} is no longer kept here" in (
        " ".join(make_client(tmp_path).get(WEEKLY).text.split())
    )


def test_another_offence_is_told_of(client: FlaskClient) -> None:
    told = client.get("/areas/kent/weekly.txt?offence=stalking").text
    assert told.startswith("Kent: stalking")


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [("/areas/atlantis/weekly.txt", 404, "There is no such area."),
     (f"{WEEKLY}?since=soon", 400, "since 'soon': This must be one day"),
     (f"{WEEKLY}?since=2026-02-30", 400, "since '2026-02-30': This must be one day"),
     (f"{WEEKLY}?since=2026-01-01&since=2026-01-02", 400, "This must be one day"),
     (f"{WEEKLY}?offence=nonsense", 400, "offence 'nonsense': There is no such value."),
     (f"{WEEKLY}?area=kent", 400, "area: There is no such parameter.")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(
    client: FlaskClient, path: str, status: int, detail: str
) -> None:
    answer: Any = client.get(path)
    assert answer.status_code == status
    assert detail in answer.json["detail"]


def test_without_an_edition_it_is_503(make_client: MakeClient, tmp_path: Path) -> None:
    assert make_client(tmp_path).get(WEEKLY).status_code == 503


def test_an_unchanged_text_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(WEEKLY).headers["ETag"]
    assert client.get(WEEKLY, headers={"If-None-Match": tag}).status_code == 304


def command(data_dir: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``etl weekly`` on a directory."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("OUTCOMES_")}
    return subprocess.run(
        [sys.executable, "-m", "etl", "weekly", "--data-dir", str(data_dir), *options],
        env={**known, **variables}, capture_output=True, check=False,
    )  # fmt: skip


def test_the_command_prints_a_mail_and_invents_no_sender(tiny: Path) -> None:
    done = command(tiny, "--area", "kent", OUTCOMES_PUBLIC_URL="https://figures.example.org")
    assert done.returncode == 0
    message: Any = email.message_from_bytes(done.stdout, policy=email.policy.default)
    assert message["From"] is None
    assert message["Subject"] == "Kent, breach of protective order: new figures"
    assert message["Message-ID"].endswith("@figures.example.org>")
    assert "https://figures.example.org/areas/kent/story" in message.get_content()
    assert b"The mail has no From" in done.stderr


def test_the_command_writes_a_file_and_tells_as_json(tiny: Path, tmp_path: Path) -> None:
    options = ("--area", "kent", "--into", str(tmp_path / "mails"), "--json")
    done = command(tiny, *options, OUTCOMES_MAIL_FROM="desk@example.org")
    assert json.loads(done.stdout)["exit_code"] == 0
    (path,) = (tmp_path / "mails").iterdir()
    assert path.suffix == ".eml"
    assert b"From: desk@example.org" in path.read_bytes()


@pytest.mark.parametrize(
    "options",
    [("--area", "atlantis"), ("--area", "kent", "--offence", "nonsense"), (),
     ("--area", "kent", "--since", "soon"), ("--area", "kent", "--from", "nobody"),
     ("--area", "kent", "--json")],
)  # fmt: skip
def test_bad_use_of_the_command_is_code_2(tiny: Path, options: tuple[str, ...]) -> None:
    assert command(tiny, *options).returncode == 2


NONE = "There is no edition to write from: no edition has been published in"


def test_the_command_without_an_edition_is_code_1_and_says_why_once(tmp_path: Path) -> None:
    done = command(tmp_path, "--area", "kent")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [f"{NONE} {tmp_path}."]
