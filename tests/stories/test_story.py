"""The pack of 2017 says what was published, from rows; a changed row changes what rests on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from outcomes.queries import answer
from outcomes.store import LoadedEdition
from stories.claims import Claim, Figure, Rows
from stories.story import Story, build_story
from tests.stories.west_midlands import (
    AREA,
    FAMILY,
    HERE,
    OTHER,
    Row,
    load,
    proceedings,
    sentences,
)

# Figures of the published story: its identifier, the sentence of ours, and how it stands there.
PUBLISHED = (
    ("F001", "series", "25"),
    ("F002", "series", "47"),
    ("F003", "series", "253"),
    ("F004", "lead", "1,005"),
    ("F005", "lead", "991"),
    ("F006", "ratio", "859"),
    ("F007", "ratio", "87%"),
    ("F008", "ratio-periods", "65%"),
    ("F009", "ratio-periods", "79%"),
    ("F010", "men", "811"),
    ("F011", "men", "94%"),
    ("F012", "older", "695"),
    ("F013 and F014", "children", "Fewer than 5"),
    ("F015", "national", "14,523"),
    ("F016", "national", "12,326"),
    ("F017", "ratio", "85%"),
    ("F018", "men", "94%"),
    ("F019", "children", "6"),
    ("F021", "children", "44"),
    ("F022", "children", "8"),
    ("F023", "mix", "28%"),
    ("F024", "mix", "23%"),
    ("F025", "mix", "17%"),
    ("F026", "mix", "14%"),
    ("F027", "lengths", "98%"),
)


def by_template(story: Story) -> dict[str, Claim]:
    headline = {"headline": story.headline} if story.headline else {}
    return headline | {claim.template: claim for claim in story.claims}


@pytest.mark.parametrize(("published", "template", "text"), PUBLISHED)
def test_the_pack_gives_every_published_figure(
    story: Story, published: str, template: str, text: str
) -> None:
    claim = by_template(story)[template]
    assert text in [figure.text for figure in claim.figures], published


def test_the_most_common_length_is_the_published_one(story: Story) -> None:
    text = by_template(story)["lengths"].text
    assert "the most common length was more than 3 and up to 6 months" in text


def test_the_single_girl_of_12_to_14_is_not_told(story: Story) -> None:
    children = by_template(story)["children"]
    assert "girls aged 12 to 14" not in children.text
    assert {figure.value for figure in children.figures} == {None, 44, 8, 6}


def test_the_story_reads_as_english(story: Story) -> None:
    texts = {name: claim.text for name, claim in by_template(story).items()}
    assert texts["headline"] == (
        "991 defendants prosecuted for breach of a protective order in West Midlands cases in 2017"
    )
    assert texts["lead"] == (
        "A total of 991 defendants were prosecuted for breach of a protective order in cases "
        "dealt with in the West Midlands police force area in 2017, little changed from 1,005 in "
        "2016."
    )
    assert texts["law"].endswith(
        "; the new law was in force for 93 days of 2009, 25% of that year."
    )


def test_the_pack_has_eight_to_twelve_sentences_and_three_charts(loaded: LoadedEdition) -> None:
    for area in (AREA, "greater-manchester", "england-and-wales"):
        story = build_story(loaded, area, FAMILY, 2017)
        assert 8 <= len(story.claims) <= 12
        assert [chart.view for chart in story.charts] == ["trend", "ratio", "mix"]


def total(loaded: LoadedEdition, rows: Rows, part: str = "value") -> float:
    seen = rows.of(answer(loaded, rows.selection))
    return sum(getattr(one, part) or 0 for one in seen)


def check_figure(loaded: LoadedEdition, figure: Figure) -> None:
    """The rows named by a figure add up to it."""
    if figure.grouped:
        assert figure.value is None
        assert figure.numerator is None
        return
    if figure.kind == "count":
        assert figure.value == total(loaded, figure.rows)
    elif figure.divided_by is not None:
        assert figure.numerator == total(loaded, figure.rows)
        assert figure.denominator == total(loaded, figure.divided_by)
    else:
        assert figure.numerator == total(loaded, figure.rows, "numerator")
        assert figure.denominator == total(loaded, figure.rows, "denominator")


@pytest.mark.parametrize("area", [AREA, "greater-manchester", "kent", "england-and-wales"])
def test_every_number_is_where_it_says_and_is_what_its_rows_say(
    loaded: LoadedEdition, area: str
) -> None:
    story = build_story(loaded, area, FAMILY, 2017)
    for claim in by_template(story).values():
        for figure in claim.figures:
            assert claim.text[figure.start : figure.end] == figure.text
            check_figure(loaded, figure)


def test_every_claim_says_what_it_rests_on(story: Story) -> None:
    for claim in by_template(story).values():
        assert claim.edition == story.edition.id
        for figure in claim.figures:
            assert figure.rows.selection in claim.rests_on
        assert bool(claim.receipt) == bool(claim.figures)
        assert set(claim.rests_on) <= set(story.results)


def changed(before: Story, after: Story) -> set[str]:
    """Templates whose words or numbers differ."""

    def content(claim: Claim) -> Any:
        numbers = [(one.text, one.value, one.numerator, one.denominator) for one in claim.figures]
        return claim.text, numbers

    old, new = by_template(before), by_template(after)
    return {
        name
        for name in {*old, *new}
        if name not in old or name not in new or content(old[name]) != content(new[name])
    }


def with_more(rows: list[Row], more: dict[str, int], **keys: Any) -> list[Row]:
    """Rows with the measures of one of them raised; exactly one row has the keys."""
    found = [row for row in rows if all(row.get(name) == key for name, key in keys.items())]
    assert len(found) == 1
    raised = {**found[0], **{name: found[0][name] + number for name, number in more.items()}}
    return [raised if row is found[0] else row for row in rows]


ONE = {"prosecutions": 1, "convictions": 1}
CHANGES: tuple[tuple[str, dict[str, int], dict[str, Any], set[str]], ...] = (
    (
        "proceedings",
        {"prosecutions": 10},
        {"police_force_area": HERE, "year": 2016, "offence_code": "66.4"},
        {"lead", "national"},
    ),
    (
        "proceedings",
        {"prosecutions": 10},
        {"police_force_area": HERE, "year": 2008, "offence_code": "66.4"},
        {"series", "ratio-periods"},
    ),
    (
        "proceedings",
        {"convictions": 9},
        {"police_force_area": OTHER, "year": 2012, "offence_code": "66.4"},
        set(),
    ),
    (
        "proceedings",
        ONE,
        {"police_force_area": HERE, "year": 2017, "sex": "male", "age_range": "25 and over",
         "ethnicity": "white"},
        {"headline", "lead", "ratio", "ratio-periods", "national", "men", "older"},
    ),
    (
        "proceedings",
        ONE,
        {"police_force_area": OTHER, "year": 2017, "sex": "female", "age_range": "15-17"},
        {"ratio", "national", "men", "older", "children"},
    ),
    ("sentences", {"sentenced": 1}, {"year": 2017, "custodial_length": "12 months"},
     {"mix", "lengths"}),
    ("sentences", {"sentenced": 1}, {"year": 2017, "sentence_outcome": "fine"}, {"mix"}),
    ("sentences", {"sentenced": 1}, {"year": 2016, "sentence_outcome": "fine"}, set()),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_changing_one_row_changes_exactly_the_sentences_that_rest_on_it(
    story: Story, tmp_path: Path, change: tuple[str, dict[str, int], dict[str, Any], set[str]]
) -> None:
    table, more, keys, expected = change
    rows = {"proceedings": list(proceedings()), "sentences": list(sentences())}
    rows[table] = with_more(
        [{"offence_code": "8.10", "ethnicity": "not known", **row} for row in rows[table]],
        more, **keys,
    )  # fmt: skip
    edition = load(tmp_path, proceedings_rows=rows["proceedings"], sentences_rows=rows["sentences"])
    assert changed(story, build_story(edition, AREA, FAMILY, 2017)) == expected


def test_a_missing_table_drops_its_sentences(tmp_path: Path) -> None:
    edition = load(tmp_path, sentences_rows=[])
    story = build_story(edition, AREA, FAMILY, 2017)
    assert not {"mix", "lengths", "average"} & set(by_template(story))
    assert {"lead", "ratio", "men"} <= set(by_template(story))
    assert [chart.view for chart in story.charts] == ["trend", "ratio"]


def test_an_area_without_figures_gets_those_of_england_and_wales_and_says_so(
    loaded: LoadedEdition,
) -> None:
    story = build_story(loaded, "surrey", FAMILY, 2017)
    assert all(claim.area == "england-and-wales" for claim in story.claims)
    assert "national-instead" in [notice.code for notice in story.notices]


def test_a_year_without_figures_gives_no_sentence(loaded: LoadedEdition) -> None:
    story = build_story(loaded, AREA, FAMILY, 1999)
    assert story.headline is None
    assert story.claims == ()
    assert [notice.code for notice in story.notices] == ["no-story"]


def test_the_last_published_year_is_the_usual_one(loaded: LoadedEdition, story: Story) -> None:
    assert build_story(loaded, AREA, FAMILY).claims == story.claims


def test_an_unknown_area_or_offence_is_refused(loaded: LoadedEdition) -> None:
    with pytest.raises(KeyError):
        build_story(loaded, "atlantis", FAMILY, 2017)
    with pytest.raises(KeyError):
        build_story(loaded, AREA, "piracy", 2017)
