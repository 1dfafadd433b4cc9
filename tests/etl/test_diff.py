"""Two editions compared: areas that move under a total that stands still come first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from etl.__main__ import add_commands, app
from etl.comparing.diff import compare_editions
from etl.comparing.diff_report import markdown
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable
from outcomes.revision_files import latest_revision, read_revision, revision_path
from outcomes.revisions import Revision
from outcomes.series import Series
from tests.builders import make_edition

add_commands(["diff"])

Row = dict[str, Any]
# Women sent to prison in 2010, before and after the areas were drawn anew: 12 to 54 per cent in
# Wales, one case in all of it.
WELSH = {
    "Dyfed-Powys": (48, 22),
    "Gwent": (140, 157),
    "North Wales": (160, 126),
    "South Wales": (317, 359),
}
ENGLISH = ("Cumbria", "Essex", "Kent", "Surrey", "West Midlands")
CUSTODY = Series("immediate_custody", "calendar", "all courts", by_area=True)


def jailed(area: str, number: int, **other: Any) -> Row:
    return {
        "year": 2010,
        "police_force_area": area,
        "sentence_outcome": "immediate custody",
        "custodial_length": "6 months",
        "sex": "female",
        "sentenced": number,
        **other,
    }


def remapped(side: int) -> list[Row]:
    """The year 2010 of an edition; in England areas move by a case or two in four hundred."""
    rows = [jailed(area, numbers[side]) for area, numbers in WELSH.items()]
    rows += [jailed(area, 400 + at + 2 * side) for at, area in enumerate(ENGLISH)]
    return [*rows, jailed("Dorset", 2 + side), jailed("Norfolk", 3)]


@pytest.fixture
def welsh(tmp_path: Path) -> tuple[Edition, Edition]:
    sources = [{"2019-g-00000000": {"vintage": year, "sha256": f"{year}"}} for year in (2018, 2019)]
    before, after = (
        make_edition(tmp_path, sentences_rows=remapped(side), sources=sources[side])
        for side in (0, 1)
    )
    return before, after


def compared(data_dir: Path, before: list[Row], after: list[Row], **build: Any) -> Revision:
    one = make_edition(data_dir, before, **build)
    other = make_edition(data_dir, after, **build)
    return compare_editions(data_dir, one.id, other.id)


def test_areas_that_move_come_before_a_total_that_stands_still(
    welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    revision = compare_editions(tmp_path, welsh[0].id, welsh[1].id)
    custody = [one for one in revision.areas if one.change.series == CUSTODY]
    assert {one.change.area for one in custody[:4]} == set(WELSH)
    assert {one.change.area for one in revision.areas[:8]} == set(WELSH)
    first = custody[0].change
    assert (first.area, first.year, first.before, first.after) == ("Dyfed-Powys", 2010, 48, 22)
    assert first.per_cent == pytest.approx(-54.17, abs=0.01)
    assert all(12 <= abs(one.change.per_cent or 0) < 55 for one in custody[:4])
    assert all((one.whole, one.whole_before, one.whole_after) == ("Wales", 665, 664)
               for one in custody[:4])  # fmt: skip
    total = next(one for one in revision.changes if one.grain == "national")
    assert abs(total.per_cent or 0) < 1
    # Three cases instead of two are half as many again, and no news.
    assert custody[4].change.area == "Dorset"
    assert "Norfolk" not in {one.change.area for one in revision.areas}
    assert revision.classes == ("scheduled revision",)
    assert revision.level == "minor"


def test_a_publication_keeps_the_comparison_beside_the_edition(
    welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    before, after = welsh
    kept = read_revision(tmp_path, before.id, after.id)
    assert kept == compare_editions(tmp_path, before.id, after.id)
    assert latest_revision(tmp_path, after.id) == kept
    assert latest_revision(tmp_path, before.id) is None
    assert read_revision(tmp_path, after.id, before.id) is None
    assert [path.name for path in (tmp_path / "diffs").iterdir()] == [
        f"{before.id}__{after.id}.json"
    ]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"version": 2}', "\x00", '{"version": 1}'])
def test_a_comparison_that_cannot_be_read_is_none(
    content: str, welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    names = welsh[0].id, welsh[1].id
    revision_path(tmp_path, *names).write_text(content)
    assert read_revision(tmp_path, *names) is None
    assert latest_revision(tmp_path, names[1]) is None


@pytest.mark.parametrize("name", ["../2019-a", "A", "", "a__b", "x" * 70])
def test_no_other_file_can_be_named(name: str, tmp_path: Path) -> None:
    assert read_revision(tmp_path, name, "2019-a") is None
    assert read_revision(tmp_path, "2019-a", name) is None
    with pytest.raises(EditionUnavailable):
        revision_path(tmp_path, name, "2019-a")


def test_what_came_and_went_is_told_apart_from_what_changed(tmp_path: Path) -> None:
    old: list[Row] = [
        {"year": 2018, "prosecutions": 500},
        {"year": 2019, "prosecutions": 600},
        {"year": 2019, "prosecutions": 40, "police_force_area": "Kent"},
        {"year": 2019, "prosecutions": 70, "offence": "Stalking", "offence_code": "8.Q"},
    ]
    new: list[Row] = [
        {"year": 2019, "prosecutions": 630},
        {"year": 2019, "prosecutions": 50, "police_force_area": "Essex"},
        {"year": 2020, "prosecutions": 700},
    ]
    revision = compared(tmp_path, old, new)
    pieces = {(one.what, one.name): (one.kind, one.amount, one.revision_class)
              for one in revision.pieces}  # fmt: skip
    assert pieces == {
        ("year", "2020"): ("came", 700, "new period"),
        ("area", "Essex"): ("came", 50, "structural"),
        ("year", "2018"): ("went", 500, "structural"),
        ("area", "Kent"): ("went", 40, "structural"),
        ("offence", "Stalking"): ("went", 70, "structural"),
    }
    by_area = {one.area: (one.kind, one.before, one.after, one.difference)
               for one in revision.changes if one.grain == "area"}  # fmt: skip
    assert by_area == {
        "West Midlands": ("changed", 670, 630, -40),
        "Essex": ("came", None, 50, 50),
        "Kent": ("went", 40, None, -40),
    }
    assert revision.counts["area"] == {"same": 0, "changed": 1, "came": 1, "went": 1}
    assert revision.level == "major"


def _of_offence(name: str) -> list[Row]:
    return [{"year": year, "prosecutions": 300 + year, "offence": name} for year in (2018, 2019)]


def test_an_offence_by_another_name_is_no_change_of_figures(tmp_path: Path) -> None:
    names = "Breach of a restraining order", "Breach of a non-molestation order"
    revision = compared(tmp_path, _of_offence(names[0]), _of_offence(names[1]))
    assert {(one.name, one.kind, one.other) for one in revision.pieces} == {
        (names[0], "went", names[1]),
        (names[1], "came", names[0]),
    }
    assert revision.classes == ("label only",)
    assert [one for one in revision.changes if one.grain == "offence"] == []


def test_figures_of_other_courts_are_another_series(tmp_path: Path) -> None:
    row = {"year": 2019, "prosecutions": 100}
    revision = compared(tmp_path, [{**row, "court_coverage": "magistrates' courts"}], [row])
    assert [(one.what, one.kind, one.series.courts) for one in revision.pieces] == [
        ("series", "went", "magistrates' courts"),
        ("series", "came", "all courts"),
    ]
    assert revision.changes == ()


def test_the_newest_source_supplies_a_year_and_none_is_added_to_another(tmp_path: Path) -> None:
    sources: Mapping[str, Mapping[str, Any]] = {
        "2018-g-11111111": {"vintage": 2018}, "2019-g-00000000": {"vintage": 2019},
    }  # fmt: skip
    older = {"source": "2018-g-11111111", "prosecutions": 900}
    old: list[Row] = [{**older, "year": 2018}, {"year": 2019, "prosecutions": 1_000}]
    new: list[Row] = [{**older, "year": 2018}, {"year": 2018, "prosecutions": 950},
           {"year": 2019, "prosecutions": 1_000}]  # fmt: skip
    revision = compared(tmp_path, old, new, sources=sources)
    [change] = [one for one in revision.changes if one.grain == "national"]
    assert (change.year, change.before, change.after) == (2018, 900, 950)


def test_an_edition_against_itself_has_no_change(
    welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    revision = compare_editions(tmp_path, welsh[0].id, welsh[0].id)
    assert (revision.level, revision.changes, revision.areas) == ("none", (), ())
    assert revision.pieces == ()
    assert all(
        found["same"] and not found["changed"] + found["came"] + found["went"]
        for found in revision.counts.values()
    )


def test_markdown_puts_the_areas_first(welsh: tuple[Edition, Edition], tmp_path: Path) -> None:
    text = markdown(compare_editions(tmp_path, welsh[0].id, welsh[1].id))
    lines = text.splitlines()
    assert lines[0] == f"# From {welsh[0].id} to {welsh[1].id}"
    table = lines[lines.index("## Areas that moved most") :]
    rows = [line for line in table if line.startswith("| ")][2:]
    assert rows[0].startswith("| Dyfed-Powys | immediate custody, by area, all courts")
    assert "| 2010 | 48 | 22 | -26 | -54.2% | Wales -0.2% |" in rows[0]
    assert {row.split(" | ")[0][2:] for row in rows[:8]} == set(WELSH)


def run(data_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", *arguments, "--data-dir", str(data_dir)])


def test_the_command_says_it_as_text_and_as_json(
    welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    names = welsh[0].id, welsh[1].id
    expected = compare_editions(tmp_path, *names)
    for options in ((), ("--markdown",)):
        told = run(tmp_path, *names, *options)
        assert (told.exit_code, told.stdout) == (0, markdown(expected))
    told = run(tmp_path, *names, "--json")
    facts = json.loads(told.stdout)
    assert Revision.from_dict(facts) == expected
    assert facts["areas"][0]["change"]["per_cent"] == -54.2
    assert run(tmp_path, *names, "--json", "--markdown").exit_code == 2


def test_the_command_names_an_edition_that_is_not_kept(
    welsh: tuple[Edition, Edition], tmp_path: Path
) -> None:
    told = run(tmp_path, welsh[0].id, "2019-000000000000")
    assert told.exit_code == 2
    assert "2019-000000000000 is not kept" in told.stderr


def test_keep_leaves_it_for_the_api(welsh: tuple[Edition, Edition], tmp_path: Path) -> None:
    names = welsh[1].id, welsh[0].id
    assert run(tmp_path, *names, "--keep").exit_code == 0
    assert read_revision(tmp_path, *names) == compare_editions(tmp_path, *names)
    assert list((tmp_path / "staging").iterdir() if (tmp_path / "staging").exists() else []) == []
