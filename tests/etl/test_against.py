"""An edition judged by the one that is served: what is refused, held, warned of and noted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import add_commands, app
from etl.build import Build
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms, publish_build
from etl.publishing.rollback import roll_back
from etl.publishing.verify import find_damage
from outcomes.editions import EDITION_FILE, edition_directory
from outcomes.errors import CheckError, Problem
from outcomes.pointer import read_pointer
from outcomes.runs import last_attempt
from tests.builders import build_of

add_commands(["ingest", "refresh"])

Row = dict[str, Any]
AREAS = ("West Midlands", "Kent", "Essex")


def years(*numbers: int, first: int = 2018, **other: Any) -> list[Row]:
    """Prosecutions of one area, one number a year."""
    return [
        {"year": first + at, "prosecutions": number, **other} for at, number in enumerate(numbers)
    ]


def published(data_dir: Path, build: Build, *acknowledged: str, reason: str = "") -> Published:
    with hold_lock(data_dir) as lock:
        terms = Terms(reason or "publish", acknowledged=acknowledged)
        return publish_build(build, lock, terms)


def found(data_dir: Path, before: list[Row], after: list[Row]) -> tuple[Problem, ...]:
    """What stops the second of two editions; the first goes on to be served."""
    served = published(data_dir, build_of(before)).edition.id
    with pytest.raises(CheckError) as error:
        published(data_dir, build_of(after))
    assert read_pointer(data_dir).edition == served
    return error.value.problems


def remarked(data_dir: Path, before: list[Row], after: list[Row]) -> dict[str, str]:
    """Code and severity of what is remarked of the second of two editions."""
    published(data_dir, build_of(before))
    checks = published(data_dir, build_of(after)).edition.checks
    return {check["code"]: check["severity"] for check in checks}


@pytest.mark.parametrize(
    ("after", "named"),
    [
        (years(500, first=2019), "it lacks years that the edition before has: 2018"),
        (years(400, 500, police_force_area="Kent"), "areas that the edition before has: West Mid"),
        (years(400, 500, court_coverage="magistrates' courts"), "years of all courts"),
        ([{"year": 2018, "convictions": 400}, {"year": 2019, "convictions": 500}], "the measure"),
        (years(400, 500, police_force_area="England and Wales"), "years by area"),
    ],
)
def test_coverage_that_shrank_is_held_and_named(
    after: list[Row], named: str, tmp_path: Path
) -> None:
    problems = [one for one in found(tmp_path, years(400, 500), after)
                if one.code == "COVERAGE_SHRANK"]  # fmt: skip
    assert any(named in one.message for one in problems)
    assert all(one.severity == "hold" for one in problems)
    assert "--acknowledge COVERAGE_SHRANK --reason TEXT" in str(problems[0])


@pytest.mark.parametrize("times", [2.1, 0.4])
def test_a_total_doubled_or_halved_is_an_error_that_nobody_can_let_pass(
    times: float, tmp_path: Path
) -> None:
    before, after = years(20_000, 21_000), years(int(20_000 * times), 21_000)
    problems = found(tmp_path, before, after)
    [error] = [one for one in problems if one.severity == "error"]
    assert (error.code, error.value) == ("MAGNITUDE_REVISED", "2018")
    with pytest.raises(CheckError):
        published(tmp_path, build_of(after), "REVISED_MUCH", reason="the file is so")


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (10_000, 10_030, None),  # 0.3%
        (10_000, 10_100, "warning"),  # 1%
        (10_000, 10_300, "hold"),  # 3%
        (100, 120, None),  # 20%, but 20 cases
        (100, 130, "warning"),  # 30 cases
        (100, 160, "hold"),
    ],
)
def test_figures_of_earlier_years_may_move_so_far(
    before: int, after: int, severity: str | None, tmp_path: Path
) -> None:
    one, other = build_of(years(before)), build_of(years(after))
    published(tmp_path, one)
    if severity == "hold":
        with pytest.raises(CheckError) as error:
            published(tmp_path, other)
        assert {one.code for one in error.value.problems} == {"REVISED_MUCH"}
        assert f"2018 {before:,} → {after:,}" in error.value.problems[0].message
        return
    codes = {check["code"]: check["severity"] for check in published(tmp_path, other).checks}
    assert codes == ({"REVISED": "warning"} if severity else {})


def test_an_area_that_moves_under_a_still_total_is_held(tmp_path: Path) -> None:
    before, after = (
        [{"police_force_area": area, "prosecutions": number} for area, number in zip(
            AREAS, numbers, strict=True)]
        for numbers in ((4_000, 300, 4_000), (4_000, 200, 4_100))
    )  # fmt: skip
    [problem] = found(tmp_path, before, after)
    assert (problem.code, problem.count) == ("REVISED_MUCH", 1)
    assert "by area: figures of earlier years were revised: Kent 2019 300 → 200 (-33.3%)" in (
        problem.message
    )


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (9, 900, None),  # below ten nothing is judged
        (50, 170, None),  # +240%
        (50, 180, "warning"),  # +260%: never a hold
        (50, 5_000, "warning"),
        (500, 890, None),  # +78%
        (500, 910, "warning"),
        (500, 1_510, "hold"),  # +202%
        (5_000, 5_900, None),  # of an offence group +18%
        (5_000, 6_200, "warning"),
        (5_000, 9_900, "hold"),
        (50_000, 53_000, None),  # of the nation +6%
        (50_000, 55_000, "warning"),
        (50_000, 58_000, "hold"),
    ],
)
def test_the_first_figures_of_a_year_may_leap_so_far(
    before: int, after: int, severity: str | None, tmp_path: Path
) -> None:
    published(tmp_path, build_of(years(before)))
    new = build_of(years(before, after))
    if severity == "hold":
        with pytest.raises(CheckError) as error:
            published(tmp_path, new)
        assert {one.code for one in error.value.problems} == {"JUMP_LARGE"}
        return
    codes = {check["code"]: check["severity"] for check in published(tmp_path, new).checks}
    assert codes == ({"JUMP": "warning"} if severity else {})


def test_leaps_of_years_that_were_served_already_are_not_told_again(tmp_path: Path) -> None:
    assert remarked(tmp_path, years(500, 1_600), years(500, 1_601)) == {}


def test_offences_that_are_new_or_vanished_are_told(tmp_path: Path) -> None:
    before = [*years(300), *years(150, offence="Stalking", offence_code="8.Q")]
    after = [*before, *years(300, first=2019),
             *years(20, first=2019, offence="Breach of a non-molestation order")]  # fmt: skip
    told = remarked(tmp_path, before, after)
    assert told["OFFENCE_NEW"] == "note"
    assert told["OFFENCE_VANISHED"] == "warning"


def test_nothing_holds_back_a_first_edition_or_a_change_from_made_up_to_official(
    tmp_path: Path,
) -> None:
    made_up = build_of(years(90_000, 100), demonstration=True)
    official = build_of(years(10, first=2019))
    for build in (made_up, official, made_up):
        assert published(tmp_path, build).checks == ()
    assert len(list((tmp_path / "diffs").iterdir())) == 2


HELD = build_of(years(500, first=2019))


def test_what_was_let_pass_is_kept_with_its_reason(tmp_path: Path) -> None:
    before = published(tmp_path, build_of(years(400, 500))).edition.id
    told = published(tmp_path, HELD, "COVERAGE_SHRANK", reason="2018 was withdrawn")
    [check] = told.edition.checks
    assert check == {
        "code": "COVERAGE_SHRANK",
        "message": "prosecutions (calendar year): it lacks years that the edition before has: 2018",
        "severity": "hold",
        "column": "prosecutions",
        "count": 1,
        "against": before,
        "acknowledged": "2018 was withdrawn",
    }
    stated = edition_directory(tmp_path, told.edition.id) / EDITION_FILE
    assert json.loads(stated.read_text())["checks"] == [check]
    assert find_damage(tmp_path, every=True) == ()


def test_the_identifier_is_that_of_the_same_files_published_alone(tmp_path: Path) -> None:
    alone = published(tmp_path / "alone", HELD).edition
    published(tmp_path / "after", build_of(years(400, 500)))
    after = published(tmp_path / "after", HELD, "COVERAGE_SHRANK", reason="so").edition
    assert (alone.checks, len(after.checks)) == ((), 1)
    assert alone.id == after.id


def test_an_edition_keeps_what_it_said_when_it_was_first_published(tmp_path: Path) -> None:
    first = published(tmp_path, build_of(years(400, 500))).edition.id
    held = published(tmp_path, HELD, "COVERAGE_SHRANK", reason="so").edition
    again = published(tmp_path, HELD)
    assert (again.switched, again.edition) == (False, held)
    with hold_lock(tmp_path) as lock:
        roll_back(lock, first, "not so")
    with pytest.raises(CheckError):
        published(tmp_path, HELD)
    back = published(tmp_path, HELD, "COVERAGE_SHRANK", reason="so after all")
    assert (back.switched, back.repaired, back.edition) == (True, (), held)
    assert back.checks[0]["acknowledged"] == "so after all"
    assert find_damage(tmp_path, every=True) == ()


def test_an_edition_that_cannot_be_read_is_nothing_to_compare_with(tmp_path: Path) -> None:
    served = published(tmp_path, build_of(years(400, 500))).edition
    (edition_directory(tmp_path, served.id) / "proceedings.parquet").write_bytes(b"PAR1")
    told = published(tmp_path, HELD)
    assert [check["code"] for check in told.edition.checks] == ["NOT_COMPARED"]
    assert read_pointer(tmp_path).edition == told.edition.id
    assert not (tmp_path / "diffs").exists()


Ingest = Callable[..., Result]


@pytest.fixture
def ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Ingest a build with some options."""
    (tmp_path / "file.zip").write_text("whatever")
    monkeypatch.setenv("COLUMNS", "300")

    def run(build: Build, *options: str) -> Result:
        monkeypatch.setattr("etl.load.build", lambda *_, **__: build)
        arguments = ["ingest", str(tmp_path / "file.zip"), "--data-dir", str(tmp_path / "data")]
        return CliRunner().invoke(app, [*arguments, *options])

    return run


def test_the_command_names_the_option_and_takes_it(ingest: Ingest, tmp_path: Path) -> None:
    assert ingest(build_of(years(400, 500))).exit_code == 0
    held = ingest(HELD)
    assert held.exit_code == 5
    assert "run the same command again with --acknowledge COVERAGE_SHRANK" in held.stderr
    assert "is served, as before" in held.stderr
    let_pass = ingest(HELD, "--acknowledge", "COVERAGE_SHRANK", "--reason", "2018 was withdrawn")
    assert let_pass.exit_code == 0
    run = last_attempt(tmp_path / "data")
    assert run is not None
    assert run.details["acknowledged"] == [
        {"check": "COVERAGE_SHRANK", "reason": "2018 was withdrawn"}
    ]
    assert [one["code"] for one in run.problems] == ["COVERAGE_SHRANK"]


@pytest.mark.parametrize(
    "options",
    [
        ("--acknowledge", "COVERAGE_SHRANK"),
        ("--acknowledge", "COVERAGE_SHRANK", "--reason", " "),
        ("--acknowledge", "MAGNITUDE_REVISED", "--reason", "so"),
        ("--acknowledge", "coverage", "--reason", "so"),
    ],
)
def test_an_acknowledgement_needs_a_name_and_a_reason(
    options: tuple[str, ...], ingest: Ingest, tmp_path: Path
) -> None:
    assert ingest(HELD, *options).exit_code == 2
    assert not (tmp_path / "data").exists()


def test_refresh_takes_the_same_options() -> None:
    told = CliRunner().invoke(app, ["refresh", "--acknowledge", "NONE", "--reason", "so"])
    assert told.exit_code == 2
    assert "COVERAGE_SHRANK" in told.stderr
