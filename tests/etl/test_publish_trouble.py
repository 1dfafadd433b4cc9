"""A machine that refuses: named, nothing left behind, what is served unchanged to the byte."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from etl.publishing.lock import hold_lock
from etl.publishing.publish import publish
from etl.publishing.rollback import roll_back
from outcomes.errors import BusyError, HostError
from outcomes.pointer import read_pointer
from tests.etl.onlooker import look
from tests.etl.scenarios import edition_build
from tests.etl.watched import Step, watching

REFUSABLE = ("open", "write", "fsync", "mkdir", "rename", "link")


def refuse_at(number: int, code: int, act: Callable[[], object]) -> tuple[str | None, Step | None]:
    """Do something with one step refused by the system: the problem's code, and the step."""
    taken, refused = 0, None

    def tell(step: Step) -> None:
        nonlocal taken, refused
        if step.kind in REFUSABLE:
            taken += 1
            if taken == number:
                refused = step
                raise OSError(code, os.strerror(code), str(step.path))

    with watching(tell):
        try:
            act()
        except HostError as error:
            return error.problems[0].code, refused
    return None, refused


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (errno.ENOSPC, "HOST_DISK_FULL"),
        (errno.EDQUOT, "HOST_DISK_FULL"),
        (errno.EROFS, "HOST_READONLY"),
        (errno.EACCES, "HOST_READONLY"),
        (errno.EIO, "HOST_IO"),
    ],
)
def test_a_refusal_at_any_step_is_named_and_changes_nothing(
    code: int, name: str, tmp_path: Path
) -> None:
    first = publish(edition_build(1), tmp_path)
    served, number = (tmp_path / "current.json").read_bytes(), 0
    while True:
        number += 1
        found, step = refuse_at(number, code, lambda: publish(edition_build(2), tmp_path))
        if step is None:
            break
        assert found == name, step
        assert not list(tmp_path.glob("staging/*"))
        if read_pointer(tmp_path).edition == first.id:
            assert [path.name for path in (tmp_path / "editions").iterdir()] == [first.id]
        else:
            # The switch had been made; only its way to the disk was refused.
            assert step.kind == "fsync"
            publish(edition_build(1), tmp_path)
            served = (tmp_path / "current.json").read_bytes()
        assert (tmp_path / "current.json").read_bytes() == served
        assert look(tmp_path) == first.id
    assert number > 25


def test_a_refusal_at_any_step_of_a_rollback_is_named(tmp_path: Path) -> None:
    first = publish(edition_build(1), tmp_path)
    second = publish(edition_build(2), tmp_path)

    def act() -> None:
        with hold_lock(tmp_path) as lock:
            roll_back(lock, first.id, "wrong figures")

    number, step = 0, Step("", tmp_path)
    while step.path.name != "current.json":
        number += 1
        found, refused = refuse_at(number, errno.ENOSPC, act)
        assert refused is not None
        assert found == "HOST_DISK_FULL"
        assert look(tmp_path) == second.id
        step = refused
    assert number > 8


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_too_little_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(edition_build(1), tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9 - 1000, 1000))
    with pytest.raises(HostError) as caught:
        publish(edition_build(2), tmp_path)
    assert caught.value.problems[0].code == "HOST_DISK_FULL"
    assert "1,000 bytes are free" in str(caught.value)
    assert look(tmp_path) == first.id


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HostError) as caught:
        publish(edition_build(1), tmp_path / "file" / "data")
    assert caught.value.problems[0].code == "HOST_IO"


def test_staging_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("keep")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "staging").symlink_to(elsewhere)
    with pytest.raises(HostError, match="a link stands in the place of a directory") as caught:
        publish(edition_build(1), tmp_path / "data")
    assert caught.value.problems[0].file == str(tmp_path / "data" / "staging")
    assert (elsewhere / "mine").read_text() == "keep"


def test_editions_on_another_file_system_are_refused_with_a_hint(tmp_path: Path) -> None:
    """Found when the finished edition is moved to its place; nothing is half there."""

    def tell(step: Step) -> None:
        if step.kind == "rename":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(step.path))

    with pytest.raises(HostError) as caught, watching(tell):
        publish(edition_build(1), tmp_path)
    [problem] = caught.value.problems
    assert (problem.code, problem.hint) == (
        "HOST_IO", "Keep editions, history, diffs, trash and staging on one file system",
    )  # fmt: skip
    assert not (tmp_path / "current.json").exists()


def test_the_lock_is_free_again_after_a_refusal(tmp_path: Path) -> None:
    found, _ = refuse_at(8, errno.ENOSPC, lambda: publish(edition_build(1), tmp_path))
    assert found == "HOST_DISK_FULL"
    assert publish(edition_build(1), tmp_path).id == look(tmp_path)


def test_a_second_writer_in_one_process_is_refused_too(tmp_path: Path) -> None:
    with (
        hold_lock(tmp_path),
        pytest.raises(BusyError, match=f"process {os.getpid()} on"),
        hold_lock(tmp_path),
    ):
        pass


def test_a_writer_in_spite_of_the_lock_is_noticed(tmp_path: Path) -> None:
    publish(edition_build(1), tmp_path)

    def tell(step: Step) -> None:
        if step.kind == "link" and step.path.name == "000002.json":
            step.path.write_text("{}")

    with watching(tell), pytest.raises(BusyError, match="in spite of the lock"):
        publish(edition_build(2), tmp_path)
    assert read_pointer(tmp_path).sequence == 1


MOUNTED = """
mount -t tmpfs -o size=4m,mode=755 tmpfs {place} && {python} -m tests.etl.mounted {place} {kind}
"""


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_a_real_file_system_that_refuses(kind: str, tmp_path: Path, repository: Path) -> None:
    script = MOUNTED.format(place=tmp_path, python=sys.executable, kind=kind)
    may = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    if may.returncode != 0:
        pytest.skip("user namespaces are not allowed here")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stderr.startswith("mount:"):
        pytest.skip("mounting is not allowed here")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout.split()
        == {
            "full": ["HOST_DISK_FULL", "unchanged"],
            "read-only": ["HOST_READONLY", "unchanged"],
        }[kind]
    )
