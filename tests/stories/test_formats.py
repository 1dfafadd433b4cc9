"""The story as text, Markdown, HTML, JSON and zip."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from outcomes.queries import answer
from outcomes.selection import read_selection
from outcomes.store import LoadedEdition, Store
from stories import formats
from stories.pack import pack_name, rows_csv, write_pack
from stories.story import Story, build_story
from tests.stories.west_midlands import AREA, FAMILY


@pytest.fixture(scope="module")
def demonstration_story(demonstration: Path) -> Story:
    return build_story(Store(demonstration).edition(), AREA, FAMILY)


def test_all_forms_have_the_same_words(story: Story) -> None:
    text, page = formats.to_text(story), formats.to_html(story)
    spoken = json.loads(formats.to_json(story))
    for claim, said in zip(story.claims, spoken["claims"], strict=True):
        assert claim.text in text
        assert said["text"] == claim.text
        assert claim.receipt is None or claim.receipt in text
        for figure in claim.figures:
            assert f">{figure.text}</a>" in page
    assert spoken["headline"]["text"] == story.headline.text if story.headline else False
    assert spoken["edition"] == story.edition.id
    assert spoken["demonstration"] is False


def test_json_says_the_query_and_the_rows_of_every_number(
    story: Story, loaded: LoadedEdition
) -> None:
    spoken = json.loads(formats.to_json(story))
    lead = spoken["claims"][0]
    assert lead["query"]["area"] == AREA
    for figure in lead["figures"]:
        address = urlsplit(figure["rows"]["address"])
        selection, problems = read_selection(parse_qs(address.query))
        assert problems == ()
        assert selection.edition == story.edition.id
        rows = {one.keys: one.value for one in answer(loaded, selection).observations}
        assert figure["value"] == rows[tuple(figure["rows"]["keys"][0].values())]


def test_html_is_escaped_and_markdown_is_too(story: Story) -> None:
    claim = replace(story.claims[0], text="<b>*x* & y", figures=())
    odd = replace(story, claims=(claim,))
    assert "&lt;b&gt;*x* &amp; y" in formats.to_html(odd)
    assert r"\<b\>\*x\* & y" in formats.to_markdown(odd)


def test_markdown_links_each_number_to_its_rows(story: Story) -> None:
    text = formats.to_markdown(story, "https://example.org")
    assert (
        "A total of [991](https://example.org/api/v1/observations.csv?measure=prosecutions" in text
    )


def test_shares_of_few_have_their_interval(story: Story) -> None:
    lines = formats.interval_lines(story)
    assert "87% (859 of 991): 95% interval 84% to 89%." in lines
    assert all("of 12,326" not in line for line in lines)


def test_source_line_names_publisher_edition_and_licence(story: Story) -> None:
    line = formats.source_line(story)
    assert "Ministry of Justice, Court outcomes by police force area 2017" in line
    assert story.edition.id in line
    assert "Open Government Licence v3.0" in line


def test_demonstration_is_marked_in_every_form(demonstration_story: Story) -> None:
    story = demonstration_story
    assert formats.to_text(story).startswith(formats.DEMONSTRATION)
    assert formats.to_markdown(story).startswith(f"**{formats.DEMONSTRATION}")
    assert formats.DEMONSTRATION in formats.to_html(story)
    assert json.loads(formats.to_json(story))["demonstration"] is True
    assert next(csv.reader(io.StringIO(rows_csv(story)))) == [formats.DEMONSTRATION]
    assert "Ministry of Justice" not in formats.source_line(story)
    assert story.notices[0].code == "demonstration"


def test_pack_holds_words_rows_pictures_and_says_so(story: Story) -> None:
    packed = write_pack(story, {"trend.png": b"picture"})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert list(members) == [
        "README.txt", "story.txt", "story.md", "story.html", "story.json", "rows.csv", "trend.png",
    ]  # fmt: skip
    readme = members.pop("README.txt").decode()
    for name, content in members.items():
        assert f"{name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}" in (
            readme
        )
    assert story.edition.id in readme


def test_same_story_gives_the_same_pack(story: Story) -> None:
    assert write_pack(story) == write_pack(story)


@pytest.mark.parametrize("name", ["story.txt", "README.txt", "../up.png", "a\\b.png"])
def test_pack_refuses_names_that_are_taken_or_paths(story: Story, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        write_pack(story, {name: b""})


def test_rows_hold_every_query_of_the_story(story: Story) -> None:
    rows = list(csv.DictReader(io.StringIO(rows_csv(story))))
    assert len(rows) == sum(len(one.observations) for one in story.results.values())
    lead = next(row for row in rows if row["keys"] == "year=2017")
    assert (lead["measure"], lead["value"], lead["edition"]) == (
        "prosecutions", "991", story.edition.id,
    )  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_pack_name_says_what_it_is(story: Story) -> None:
    expected = f"breach-of-protective-order_west-midlands_story_2017_{story.edition.id}.zip"
    assert pack_name(story) == expected
