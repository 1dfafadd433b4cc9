"""The words of all templates and all packs keep the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outcomes.areas import ENGLAND_AND_WALES, police_force_areas
from outcomes.inference import counts_differ
from outcomes.law import law_before
from outcomes.store import LoadedEdition, Store
from stories.claims import Claim
from stories.story import Story, build_story
from stories.templates import PIECES, TEMPLATES
from tests.builders import make_edition
from tests.stories.west_midlands import FAMILY, RESTRAINING

AREAS = (ENGLAND_AND_WALES, *(area.slug for area in police_force_areas()))
# The last year, and one in which numbers fell.
ASKED = ((FAMILY, None), ("stalking", None), (FAMILY, 2020))
# Why something happened is not in the figures; nor are crimes, victims and rates.
FORBIDDEN = (
    r"because|due to|owing to|thanks to|as a result|resulted|led to|leads to|caused|causing|cause"
    r"|after|following|amid|driven|fuelled|sparked|prompted|thus|therefore|consequently"
    r"|crimes?|criminals?|victims?|rates?|record|records|soared|plummeted|surged|shocking|only"
    r"|nan|none type|null|committed|living|residents"
)
PACKS_OF = 132


def words_of(text: str) -> list[str]:
    return re.findall(rf"\b(?:{FORBIDDEN})\b", text.casefold())


@pytest.fixture(scope="module")
def packs(demonstration: Path) -> list[Story]:
    """The story of every area, for two families, from the demonstration edition."""
    loaded = Store(demonstration).edition()
    return [build_story(loaded, area, family, year) for family, year in ASKED for area in AREAS]


def claims_of(packs: list[Story]) -> Iterator[Claim]:
    for story in packs:
        yield from (*([story.headline] if story.headline else []), *story.claims)


@pytest.mark.parametrize("name", [*TEMPLATES, *PIECES])
def test_no_template_says_why_or_counts_crimes(name: str) -> None:
    assert words_of({**TEMPLATES, **PIECES}[name].replace("_", " ")) == []


def test_templates_say_who_is_counted() -> None:
    for template in (*TEMPLATES.values(), *PIECES.values()):
        if "prosecuted" in template or "convicted" in template:
            assert "offenders" not in template
        if "sentenced" in template:
            assert "defendants" not in template
    assert "{where}" in TEMPLATES["lead"]
    assert "ratio" in TEMPLATES["ratio"]


def test_every_area_has_a_story(packs: list[Story]) -> None:
    assert len(packs) == PACKS_OF
    assert all(story.headline and story.claims for story in packs)
    assert all(len(story.claims) <= 12 for story in packs)


def test_packs_have_no_holes_and_no_forbidden_words(packs: list[Story]) -> None:
    for claim in claims_of(packs):
        assert claim.text.strip()
        assert words_of(re.sub(r"“[^”]*”", "", claim.text)) == [], claim.text
        assert not re.search(r"None|NaN|nan%|\[z\]|\[low\]|\{|\}|  | ,| \.|\(\)", claim.text)
        ends_well = claim.text.endswith(".") != (claim.template == "headline")
        assert ends_well, claim.text
        assert claim.text[0].isupper() or claim.text[0].isdigit()


def test_area_of_a_case_is_where_it_was_dealt_with(packs: list[Story]) -> None:
    for story in packs:
        lead = next(claim for claim in story.claims if claim.template == "lead")
        if lead.area != ENGLAND_AND_WALES:
            assert "in cases dealt with in the " in lead.text


def test_no_cell_below_five_is_told(packs: list[Story]) -> None:
    grouped = 0
    for claim in claims_of(packs):
        for figure in claim.figures:
            grouped += figure.grouped
            if figure.kind == "count":
                assert figure.value is None or figure.value == 0 or figure.value >= 5, claim.text
            if figure.kind == "share":
                assert figure.numerator is not None
                assert figure.numerator >= 5
                complement = (figure.denominator or 0) - figure.numerator
                assert complement == 0 or complement >= 5, claim.text
                assert (figure.denominator or 0) >= 50
    assert grouped > 20


CHANGE = re.compile(r"(up|down|little changed)(?: \d+%)? from (none|fewer than 5|[\d,]+)(?![\d%])")


def test_a_change_is_told_only_past_the_test(packs: list[Story]) -> None:
    told = {"up": 0, "down": 0, "little changed": 0}
    for claim in claims_of(packs):
        match = CHANGE.search(claim.text)
        counts = [one for one in claim.figures if one.kind == "count"]
        if claim.template != "lead" or match is None or None in [one.value for one in counts]:
            continue
        now, before = (int(one.value or 0) for one in counts[:2])
        told[match[1]] += 1
        differs = counts_differ(before, now)
        assert match[1] == ("little changed" if not differs else "up" if now > before else "down")
    assert all(told.values()), told


def test_highest_is_the_highest_of_the_loaded_years(packs: list[Story]) -> None:
    seen = 0
    for story in packs:
        for claim in story.claims:
            if claim.template == "series-extreme" and "highest" in claim.text:
                seen += 1
                series = claim.figures[0].rows.selection
                values = [one.value or 0 for one in story.results[series].observations]
                assert values[-1] > max(values[:-1])
                begins = int(re.findall(r"since (\d{4})", claim.text)[0])
                assert begins >= (series.from_year or 0)
    assert seen


def rows_of(counts: dict[int, int], **keys: Any) -> list[dict[str, Any]]:
    return [{"year": year, "prosecutions": number, "convictions": number // 2, "offence":
             RESTRAINING, **keys} for year, number in counts.items()]  # fmt: skip


def series_sentence(tmp_path: Path, counts: dict[int, int], **keys: Any) -> str | None:
    make_edition(tmp_path, rows_of(counts, **keys))
    loaded: LoadedEdition = Store(tmp_path).edition()
    claims = build_story(loaded, "west-midlands", FAMILY).claims
    return next((one.text for one in claims if one.template.startswith("series")), None)


def test_highest_needs_five_years(tmp_path: Path) -> None:
    assert series_sentence(tmp_path, {2016: 10, 2017: 12, 2018: 15, 2019: 300}) is None


def test_highest_needs_the_test(tmp_path: Path) -> None:
    text = series_sentence(tmp_path, {2015: 80, 2016: 90, 2017: 95, 2018: 99, 2019: 104})
    assert text is not None
    assert "highest" not in text


def test_highest_reaches_back_to_where_the_offence_began(tmp_path: Path) -> None:
    counts = {2017: 0, 2018: 0, 2019: 12, 2020: 30, 2021: 40, 2022: 60, 2023: 200}
    text = series_sentence(tmp_path, counts)
    assert text == (
        "The number of prosecutions in 2023 was the highest since 2019, the first year with "
        "any: there were 12 in 2019, 30 in 2020 and 40 in 2021."
    )


def test_no_year_is_an_extreme_of_an_area_across_the_break_of_2017(tmp_path: Path) -> None:
    text = series_sentence(tmp_path, {2015: 12, 2016: 30, 2017: 40, 2018: 60, 2019: 200})
    assert text is not None
    assert "highest" not in text


def test_lowest_is_told_too(tmp_path: Path) -> None:
    text = series_sentence(tmp_path, {2017: 80, 2018: 90, 2019: 95, 2020: 99, 2021: 20})
    assert text is not None
    assert "the lowest since 2017" in text


def test_years_to_march_are_named(tmp_path: Path) -> None:
    make_edition(tmp_path, rows_of({2025: 300, 2026: 400}, period_basis="march"))
    story = build_story(Store(tmp_path).edition(), "west-midlands", FAMILY)
    assert story.basis == "march"
    assert story.claims[0].text.endswith(
        "in the year ending March 2026, up from 300 in the year ending March 2025."
    )


def test_magistrates_convictions_are_said_to_be_so_and_have_no_ratio(tmp_path: Path) -> None:
    rows = rows_of({2017: 300, 2018: 400}, court_coverage="magistrates' courts")
    make_edition(tmp_path, rows)
    story = build_story(Store(tmp_path).edition(), "west-midlands", FAMILY)
    texts = {claim.template: claim.text for claim in story.claims}
    assert "ratio" not in texts
    assert texts["convictions"].startswith(
        "A total of 200 defendants were convicted at magistrates’ courts in West Midlands cases"
    )
    assert texts["men-all"] == (
        "All 200 defendants convicted at magistrates’ courts in West Midlands cases in 2018 were "
        "male."
    )


def test_lengths_of_magistrates_say_nothing_of_a_year_that_they_can_hardly_give(
    tmp_path: Path,
) -> None:
    rows = rows_of({2017: 300, 2018: 400}, court_coverage="magistrates' courts")
    given = {"year": 2018, "sentence_outcome": "immediate custody",
             "court_coverage": "magistrates' courts"}  # fmt: skip
    lengths = [
        {**given, "sentenced": 60, "custodial_length": "up to and including 1 month"},
        {**given, "sentenced": 40, "custodial_length": "6 months"},
    ]
    make_edition(tmp_path, rows, lengths)
    story = build_story(Store(tmp_path).edition(), "west-midlands", FAMILY)
    texts = {claim.template: claim.text for claim in story.claims}
    assert texts["lengths-common"] == (
        "Of the 100 offenders given immediate custody at magistrates’ courts in West Midlands "
        "cases in 2018, 60% got the most common length, 3 months or less."
    )


def test_nothing_is_little_changed_from_a_number_that_is_not_shown(tmp_path: Path) -> None:
    make_edition(tmp_path, rows_of({2017: 4, 2018: 7}))
    story = build_story(Store(tmp_path).edition(), "west-midlands", FAMILY)
    assert story.headline is not None
    assert "2017" not in story.headline.text
    assert story.claims[0].text.endswith("in 2018, compared with fewer than 5 in 2017.")


def test_stalking_has_no_years_before_it_was_an_offence(tmp_path: Path) -> None:
    counts = {2010: 84, 2011: 112, 2012: 139, 2013: 10, 2014: 20, 2015: 30, 2016: 40, 2017: 80}
    make_edition(tmp_path, [{**row, "offence": "Stalking"} for row in rows_of(counts)])
    claims = build_story(Store(tmp_path).edition(), "england-and-wales", "stalking").claims
    texts = {claim.template: claim.text for claim in claims}
    assert texts["series-extreme"] == (
        "The number of prosecutions in 2017 was the highest since 2013, the first full year of "
        "the offence: there were 10 in 2013, 20 in 2014 and 30 in 2015."
    )
    assert "37 days of 2012, 10% of that year" in texts["law"]


def test_law_of_a_year_to_march_counts_its_own_days() -> None:
    change = law_before(FAMILY, 2010, "march")
    assert change is not None
    assert (change.year, change.days_in_force, change.days) == (2010, 183, 365)
    assert law_before(FAMILY, 2009, "march") is None
    assert law_before("robbery", 2024, "calendar") is None


def test_the_average_length_leaves_out_few(tmp_path: Path) -> None:
    def story_with(persons: int) -> dict[str, str]:
        custody = {
            "year": 2019, "offence": RESTRAINING, "sentence_outcome": "immediate custody",
            "custodial_length": "12 months", "sentenced": persons, "acsl_persons": persons,
            "acsl_months": 12.5 * persons,
        }  # fmt: skip
        fined = {"year": 2019, "offence": RESTRAINING, "sentenced": 100, "acsl_months": 0,
                 "acsl_persons": 0}  # fmt: skip
        directory = tmp_path / str(persons)
        make_edition(directory, [], [custody, fined])
        claims = build_story(Store(directory).edition(), "west-midlands", FAMILY).claims
        return {claim.template: claim.text for claim in claims}

    assert story_with(40)["average"] == (
        "The average custodial sentence in West Midlands cases in 2019 was 12.5 months, leaving "
        "out life and indeterminate sentences; across England and Wales it was 12.5 months."
    )
    assert "average" not in story_with(9)


def people_sentence(tmp_path: Path, men: int, women: int) -> str:
    rows = [
        {"year": 2019, "offence": RESTRAINING, "sex": sex, "prosecutions": number,
         "convictions": number}
        for sex, number in (("male", men), ("female", women)) if number
    ]  # fmt: skip
    directory = tmp_path / f"{men}-{women}"
    make_edition(directory, rows)
    claims = build_story(Store(directory).edition(), "west-midlands", FAMILY).claims
    return next((one.text for one in claims if one.template.startswith("men")), "")


@pytest.mark.parametrize(
    ("men", "women", "words"),
    [
        (95, 5, "95 (95%) were male, matching the 95% across England and Wales."),
        (97, 3, "all but fewer than 5 were male."),
        (100, 0, "All 100 defendants convicted in West Midlands cases in 2019 were male."),
        (3, 97, "fewer than 5 were male."),
        (0, 100, "None of the 100 defendants convicted in West Midlands cases in 2019 were male."),
        (20, 10, "20 were male."),
    ],
)
def test_few_men_or_women_are_grouped(tmp_path: Path, men: int, women: int, words: str) -> None:
    assert people_sentence(tmp_path, men, women).endswith(words)


def test_too_few_people_give_no_sentence_about_men(tmp_path: Path) -> None:
    assert people_sentence(tmp_path, 2, 1) == ""


def texts_of(tmp_path: Path, rows: list[dict[str, Any]], area: str = "west-midlands") -> Any:
    make_edition(tmp_path, rows)
    claims = build_story(Store(tmp_path).edition(), area, FAMILY).claims
    return {claim.template: claim.text for claim in claims}


def test_the_series_begins_with_the_earliest_year_published(tmp_path: Path) -> None:
    counts = {2018: 100, 2019: 110, 2020: 120, 2021: 130, 2022: 300}
    texts = texts_of(tmp_path, rows_of(counts))
    assert texts["series-extreme"].startswith(
        "The number of prosecutions in 2022 was the highest since 2018, the earliest year "
        "published: there were 100 in 2018"
    )


def test_equal_numbers_are_the_same(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, rows_of({2018: 120, 2019: 120}))
    assert texts["lead"].endswith("police force area in 2019, the same as in 2018.")
    assert texts["ratio-change"] == (
        "The conviction ratio in West Midlands cases was 50% in 2019, the same as in 2018."
    )


def test_a_change_that_rounding_hides_is_said_to_be_hidden(tmp_path: Path) -> None:
    rows = [
        {"year": year, "prosecutions": 500_000, "convictions": convicted, "offence": RESTRAINING}
        for year, convicted in ((2018, 427_600), (2019, 432_400))
    ]
    texts = texts_of(tmp_path, rows)
    assert texts["ratio-change"].endswith("was 86% in 2019, the same when rounded as in 2018.")


def test_two_grouped_numbers_are_not_compared(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, rows_of({2018: 2, 2019: 3}))
    assert texts["lead"].startswith("Fewer than 5 defendants were prosecuted ")
    assert texts["lead"].endswith("police force area in 2019.")


def test_nearly_all_and_nearly_none_are_not_rounded_to_all_and_none(tmp_path: Path) -> None:
    rows = [
        {"year": 2019, "offence": RESTRAINING, "sex": sex, "prosecutions": number,
         "convictions": number}
        for sex, number in (("male", 9_990), ("female", 10))
    ]  # fmt: skip
    assert "9,990 (more than 99%) were male" in texts_of(tmp_path, rows)["men"]


def test_ages_that_would_give_a_few_young_adults_away_are_not_all_told(tmp_path: Path) -> None:
    def told(directory: str, young: int) -> set[str]:
        ages = {("15-17", "children"): 6, ("18-20", "young adults"): young,
                ("25 and over", "adults"): 100}  # fmt: skip
        rows = [
            {"year": 2019, "offence": RESTRAINING, "age_range": age, "age_group": group,
             "prosecutions": number, "convictions": number}
            for (age, group), number in ages.items()
        ]  # fmt: skip
        return set(texts_of(tmp_path / directory, rows))

    assert {"older", "children"} <= told("many", 30)
    assert told("few", 3) & {"older", "children"} == {"older"}
