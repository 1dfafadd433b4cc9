"""The data directory is damaged under a site that serves: it goes on, and its health says so."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_edition
from tests.etl.test_strangers import POINTERS

OBSERVATIONS = "/api/v1/observations.json?area=west-midlands"


def pointer(content: str | bytes) -> Callable[[Path, str], None]:
    def damage(data_dir: Path, _: str) -> None:
        raw = content.encode() if isinstance(content, str) else content
        (data_dir / "current.json").write_bytes(raw)

    return damage


def table(change: Callable[[bytes], bytes]) -> Callable[[Path, str], None]:
    def damage(data_dir: Path, edition: str) -> None:
        path = data_dir / "editions" / edition / "proceedings.parquet"
        path.chmod(0o644)
        path.write_bytes(change(path.read_bytes()))

    return damage


def statement(change: Callable[[bytes], bytes]) -> Callable[[Path, str], None]:
    def damage(data_dir: Path, edition: str) -> None:
        path = data_dir / "editions" / edition / "edition.json"
        path.chmod(0o644)
        path.write_bytes(change(path.read_bytes()))

    return damage


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGE: dict[str, Callable[[Path, str], None]] = {
    **{f"pointer {name}": pointer(content) for name, content in POINTERS.items()},
    "pointer gone": lambda data_dir, _: (data_dir / "current.json").unlink(),
    "pointer a directory": lambda data_dir, _: (
        (data_dir / "current.json").unlink(),
        (data_dir / "current.json").mkdir(),
    )[1],
    "table empty": table(lambda _: b""),
    "table cut": table(lambda content: content[: len(content) // 2]),
    "table one bit": table(flipped),
    "table of another kind": table(lambda _: b"PAR1" + bytes(100) + b"PAR1"),
    "statement one bit": statement(flipped),
    "statement empty": statement(lambda _: b""),
    "statement no UTF-8": statement(lambda _: b"\xff\xfe\xfb"),
    "edition gone": lambda data_dir, edition: shutil.rmtree(data_dir / "editions" / edition),
    "editions gone": lambda data_dir, _: shutil.rmtree(data_dir / "editions"),
    "everything gone": lambda data_dir, _: shutil.rmtree(data_dir),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_was_served_is_served_on(tmp_path: Path, make_client: Any, name: str) -> None:
    """A newer edition that is damaged before a worker opened it, and one that is damaged after."""
    data_dir = tmp_path / "data"
    first = make_edition(data_dir, [{"prosecutions": 1}])
    client = make_client(data_dir)
    before = client.get(OBSERVATIONS)
    second = make_edition(data_dir, [{"prosecutions": 2}])
    DAMAGE[name](data_dir, second.id)
    after = client.get(OBSERVATIONS)
    assert (before.status_code, after.status_code) == (200, 200)
    assert after.json["rows"] == before.json["rows"]
    body = client.get("/health").json
    assert (body["status"], body["edition"], body["stale"]) == ("degraded", first.id, True)


@pytest.mark.parametrize("name", DAMAGE)
def test_a_worker_that_starts_beside_damage_never_fails_with_500(
    tmp_path: Path, make_client: Any, name: str
) -> None:
    """It serves the good edition before, or says 503 where it has none; both are told."""
    data_dir = tmp_path / "data"
    make_edition(data_dir, [{"prosecutions": 1}])
    second = make_edition(data_dir, [{"prosecutions": 2}])
    DAMAGE[name](data_dir, second.id)
    client = make_client(data_dir)
    assert client.get(OBSERVATIONS).status_code in (200, 503)
    health = client.get("/health")
    assert health.json["stale"] is True
    assert health.json["status"] in ("degraded", "unavailable")
