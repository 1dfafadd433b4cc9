"""What changed between editions, by the API."""

from pathlib import Path
from typing import Any

from outcomes.revision_files import read_revision, revision_path
from outcomes.revisions import Revision
from tests.builders import make_edition


def test_the_comparison_is_given_as_it_is_kept(tmp_path: Path, make_client: Any) -> None:
    one = make_edition(tmp_path, [{"prosecutions": 100}])
    other = make_edition(tmp_path, [{"prosecutions": 130}])
    client = make_client(tmp_path)
    path = f"/api/v1/editions/{one.id}/diff/{other.id}"
    answer = client.get(path)
    kept = read_revision(tmp_path, one.id, other.id)
    assert kept is not None
    assert answer.status_code == 200
    assert Revision.from_dict(answer.json) == kept
    [moved] = [row for row in answer.json["changes"] if row["grain"] == "national"]
    assert (moved["before"], moved["after"], moved["per_cent"]) == (100, 130, 30.0)
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(path, headers=tag).status_code == 304


def test_a_comparison_that_is_not_kept_is_not_found(tmp_path: Path, make_client: Any) -> None:
    one = make_edition(tmp_path, [{"prosecutions": 100}])
    other = make_edition(tmp_path, [{"prosecutions": 130}])
    client = make_client(tmp_path)
    for names in ((other.id, one.id), (one.id, one.id), ("..", one.id), ("A", "%00")):
        answer = client.get("/api/v1/editions/{}/diff/{}".format(*names))
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    revision_path(tmp_path, one.id, other.id).unlink()
    assert client.get(f"/api/v1/editions/{one.id}/diff/{other.id}").status_code == 404
    assert client.get("/api/v1/observations.json?measure=prosecutions").status_code == 200
