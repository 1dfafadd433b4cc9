"""What workers share is what one of them wrote, or nothing."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from ui.kept_files import FILES_A_LOOK, LOCK, SharedAnswers

ROOM = 1_000_000


@pytest.fixture
def shared(tmp_path: Path) -> SharedAnswers:
    return SharedAnswers(tmp_path, ROOM)


def files(parent: Path) -> list[Path]:
    return sorted(one for one in parent.glob("*/*") if one.name != LOCK)


def test_what_was_put_is_found_by_its_key_alone(shared: SharedAnswers) -> None:
    shared.put("a", b"one")
    shared.put("b", b"")
    assert (shared.find("a"), shared.find("b"), shared.find("c")) == (b"one", b"", None)
    shared.put("a", b"two")
    assert shared.find("a") == b"two"


def test_another_process_that_was_forked_finds_it(shared: SharedAnswers) -> None:
    fork = multiprocessing.get_context("fork")
    child = fork.Process(target=shared.put, args=("a", b"of the child"))
    child.start()
    child.join()
    assert shared.find("a") == b"of the child"


@pytest.mark.parametrize("length", [0, 1, 15, 16, 20, 10_015])
def test_a_torn_file_is_passed_over(shared: SharedAnswers, tmp_path: Path, length: int) -> None:
    shared.put("a", b"x" * 10_000)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert shared.find("a") is None


def test_a_changed_file_is_passed_over_and_written_anew(
    shared: SharedAnswers, tmp_path: Path
) -> None:
    shared.put("a", b"12,080 cases")
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"12,080", b"12,081"))
    assert shared.find("a") is None
    shared.put("a", b"12,080 cases")
    assert shared.find("a") == b"12,080 cases"


def test_a_file_under_another_name_or_of_another_run_is_passed_over(
    shared: SharedAnswers, tmp_path: Path
) -> None:
    shared.put("a", b"of a")
    (of_a,) = files(tmp_path)
    shared.put("b", b"of b")
    (of_b,) = set(files(tmp_path)) - {of_a}
    of_b.write_bytes(of_a.read_bytes())
    assert shared.find("b") is None
    other = SharedAnswers(tmp_path, ROOM)
    other.put("a", b"of another run")
    (written,) = set(files(tmp_path)) - {of_a, of_b}
    of_a.write_bytes(written.read_bytes())
    assert shared.find("a") is None


def test_nobody_else_may_look_inside(shared: SharedAnswers, tmp_path: Path) -> None:
    shared.put("a", b"one")
    (directory,) = tmp_path.iterdir()
    assert directory.stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_is_not_kept_and_nothing_fails(
    shared: SharedAnswers, tmp_path: Path
) -> None:
    (directory,) = tmp_path.iterdir()
    directory.rename(tmp_path / "gone")
    shared.put("a", b"one")
    assert shared.find("a") is None
    shared.make_room()


def test_a_draft_that_cannot_take_its_place_is_removed(
    shared: SharedAnswers, tmp_path: Path
) -> None:
    shared.put("a", b"one")
    (path,) = files(tmp_path)
    path.unlink()
    path.mkdir()
    shared.put("a", b"two")
    assert files(tmp_path) == [path]
    assert shared.find("a") is None


def test_what_was_asked_longest_ago_goes_first(tmp_path: Path) -> None:
    shared = SharedAnswers(tmp_path, 100 * 4096)
    for number in range(FILES_A_LOOK - 1):
        shared.put(f"{number}", b"x" * 4_000)
    for age, path in enumerate(files(tmp_path)):
        os.utime(path, (age, age))
    oldest, newest = files(tmp_path)[0], files(tmp_path)[-1]
    shared.put("last", b"x" * 4_000)
    left = files(tmp_path)
    assert len(left) == 75
    assert oldest not in left
    assert newest in left
    assert shared.find("last") == b"x" * 4_000


def test_what_is_found_counts_as_asked(shared: SharedAnswers, tmp_path: Path) -> None:
    shared.put("a", b"one")
    (path,) = files(tmp_path)
    os.utime(path, (1, 1))
    shared.find("a")
    assert path.stat().st_mtime > 1


def test_a_run_that_was_killed_is_cleared_away_and_one_that_lives_is_not(tmp_path: Path) -> None:
    living = SharedAnswers(tmp_path, ROOM)
    living.put("a", b"one")
    fork = multiprocessing.get_context("fork")
    killed = fork.Process(target=SharedAnswers, args=(tmp_path, ROOM))
    killed.start()
    killed.join()
    assert len(list(tmp_path.iterdir())) == 2
    SharedAnswers(tmp_path, ROOM).remove()
    assert len(list(tmp_path.iterdir())) == 1
    assert living.find("a") == b"one"


def test_nothing_is_left_at_the_end(shared: SharedAnswers, tmp_path: Path) -> None:
    shared.put("a", b"one")
    shared.remove()
    assert list(tmp_path.iterdir()) == []
    assert shared.find("a") is None


def test_at_most_half_of_the_memory_is_taken(tmp_path: Path) -> None:
    assert SharedAnswers(tmp_path, 10**18).room < 10**18
