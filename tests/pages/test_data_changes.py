"""The Data page says what changed from the edition before, and what was let pass."""

import re
from pathlib import Path
from typing import Any

import pytest

from outcomes.revision_files import DIFFS
from tests.api.test_health import leave_run
from tests.builders import make_edition
from tests.pages.reading import reading
from tests.pages.test_pages import text_of
from ui.checks import MOST_ALIKE

AREAS = {
    "Dyfed-Powys": (480, 220),
    "South Wales": (3_170, 3_590),
    "Gwent": (2_000, 1_838),
    "Kent": (5_000, 5_000),
}


def publish_both(data_dir: Path) -> tuple[str, str]:
    """Two editions in which areas move under a total that stands still."""
    before, after = (
        make_edition(
            data_dir,
            [{"police_force_area": area, "prosecutions": numbers[side]}
             for area, numbers in AREAS.items()],
            reason=reason,
        ).id
        for side, reason in enumerate(("publish", "areas drawn anew"))
    )  # fmt: skip
    return before, after


def test_what_changed_stands_with_the_areas_first(app: Any, tmp_path: Path) -> None:
    before, after = publish_both(tmp_path)
    with reading(app, tmp_path) as client:
        document = client.get("/data").text
        path = f"/api/v1/editions/{before}/diff/{after}"
        assert f'href="{path}"' in document
        assert client.get(path).status_code == 200
        shown = " ".join(text_of(client.get("/data")).split())
    moved = shown[shown.index("Areas that moved most") :]
    assert moved.index("Dyfed-Powys") < moved.index("South Wales") < moved.index("Gwent")
    assert "480 220 -260 -54.2% Wales +0.0%" in moved
    assert "REVISED_MUCH hold" in shown
    assert "Let pass: areas drawn anew" in shown


def test_each_note_of_the_checks_says_what_it_is_about(app: Any, demonstration: Path) -> None:
    with reading(app, demonstration) as client:
        notes = re.findall(r"LABEL_UNUSED.*?</tr>", client.get("/data").text, re.DOTALL)
    assert len(notes) == len(set(notes)) > 1
    assert any("(age_group: " in note for note in notes)


def test_many_notes_of_one_check_are_folded_and_a_warning_is_not(
    app: Any, demonstration: Path
) -> None:
    with reading(app, demonstration) as client:
        page = client.get("/data").text
    told = page.partition("Beside that: ")[2].partition("</section>")[0]
    first, *folded = told.split("<details>")
    [notes] = [part for part in folded if part.startswith("<summary>LABEL_UNUSED: ")]
    number = int(re.findall(r"LABEL_UNUSED: (\d+) notes</summary>", notes)[0])
    assert notes.count('<th scope="row">LABEL_UNUSED</th>') == number > MOST_ALIKE
    assert "QUARTER_MISSING" in first
    assert "LABEL_UNUSED" not in first


def test_the_page_stands_without_a_comparison(app: Any, tmp_path: Path) -> None:
    publish_both(tmp_path)
    [kept] = (tmp_path / DIFFS).iterdir()
    for content in (b"", b"\xff\xfe", None):
        kept.write_bytes(content) if content is not None else kept.unlink()
        with reading(app, tmp_path) as client:
            assert client.get("/data").status_code == 200
            assert "No comparison with an edition before this one" in text_of(client.get("/data"))


HOLD = {"code": "REVISED_MUCH", "severity": "hold", "message": "Wales 495 → 700"}
BAD = {"code": "ROW_WIDTH", "severity": "error", "message": "m"}
SINCE = "2026-08-20T12:00:00Z"


@pytest.mark.parametrize(
    ("problem", "details", "told"),
    [
        (HOLD, {"held_since": SINCE}, [
            "has been waiting since 2026-08-20",
            "Wales 495 → 700",
            "python -m etl refresh --acknowledge REVISED_MUCH"]),
        (BAD, {"refused_since": SINCE}, ["A newer release was refused on 2026-08-20"]),
    ],
)  # fmt: skip
def test_a_release_that_is_not_served_is_told_until_that_ends(
    app: Any, tmp_path: Path, problem: Any, details: Any, told: list[str]
) -> None:
    publish_both(tmp_path)
    leave_run(tmp_path, 9, "refused", problem, **details)
    with reading(app, tmp_path) as client:
        shown = " ".join(text_of(client.get("/data")).split())
        assert [words for words in told if words not in shown] == []
        leave_run(tmp_path, 10, "unchanged")
        assert told[0] not in " ".join(text_of(client.get("/data")).split())


def test_what_moved_under_an_unchanged_total_is_told(app: Any, tmp_path: Path) -> None:
    for women, unknown in ((100, 3), (88, 15)):
        make_edition(
            tmp_path,
            [
                {"sex": "female", "prosecutions": women},
                {"sex": "not known", "prosecutions": unknown},
            ],
        )
    with reading(app, tmp_path) as client:
        shown = " ".join(text_of(client.get("/data")).split())
    moved = shown[shown.index("Moved inside areas, all offences") :]
    assert "West Midlands All offences" in moved
    assert "2019 103, unchanged 12 sex: 12 from female to not known" in moved
