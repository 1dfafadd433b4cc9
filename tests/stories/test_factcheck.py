"""Published figures in sentences of our own are answered rightly; no altered one "matches"."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from outcomes.areas import police_force_areas
from outcomes.store import LoadedEdition, Store
from stories.factcheck import MAX_FIGURES, MAX_LETTERS, VERDICTS, check_text
from stories.story import build_story
from tests.builders import make_edition
from tests.stories.frames import TRUE, Sentence, altered
from tests.stories.west_midlands import (
    AREA,
    FAMILY,
    RESTRAINING,
    load,
    proceedings,
    sentences,
)

EXACT, ROUNDED, DIFFERENT = "matches", "matches after rounding", "different"
EARLIER = "matches an earlier edition"
WRONG, NOT_HERE = "wrong unit or measure", "not in this data"
# The published figures (F001 to F027) put into sentences of our own, with the right answers.
CORPUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        (
            "In the West Midlands, 25 people were prosecuted for breaching protective orders "
            "in 2007, "
            "47 in 2008 and 253 in 2009."
        ),
        (EXACT, EXACT, EXACT),
    ),
    (
        (
            "A total of 991 people in the West Midlands were taken to court for breaching "
            "restraining "
            "orders in 2017, down from 1,005. Of those, 859 (87%) were convicted, and 94% of them "
            "were men."
        ),
        (EXACT, EXACT, EXACT, ROUNDED, ROUNDED),
    ),
    (
        (
            "Nearly 1,000 people were prosecuted in the West Midlands in 2017 for breaching "
            "restraining orders."
        ),
        (ROUNDED,),
    ),
    (
        (
            "The conviction ratio for breach of a protective order in the West Midlands was 65 per "
            "cent in 2007 and 2008 together, and 79 per cent between 2010 and 2014."
        ),
        (ROUNDED, ROUNDED),
    ),
    (
        (
            "Of the 859 people convicted of breaching restraining orders in the West Midlands in "
            "2017, 811 were men and 695 were aged 25 and over. Three were boys aged 15 to "
            "17, and one "
            "was a girl aged 12 to 14."
        ),
        (EXACT, EXACT, EXACT, EXACT, EXACT),
    ),
    (
        (
            "Across England and Wales, 14,523 people were prosecuted for breaching restraining "
            "orders in 2017 and 12,326 were convicted. That is a conviction ratio of 85%."
        ),
        (EXACT, EXACT, ROUNDED),
    ),
    (
        (
            "Men made up 94 per cent of those convicted of breaching protective orders "
            "nationally in "
            "2017."
        ),
        (ROUNDED,),
    ),
    (
        (
            "Those convicted of breaching protective orders in England and Wales in 2017 "
            "included six "
            "boys and one girl aged 12 to 14, 44 boys aged 15 to 17 and eight girls aged 15 to 17."
        ),
        (EXACT, EXACT, EXACT, EXACT),
    ),
    (
        (
            "More than a quarter (28%) of those sentenced for breaching restraining orders "
            "in England "
            "and Wales in 2017 were jailed, 23 per cent were given a community sentence, 17% were "
            "fined and 14% got suspended sentences."
        ),
        (ROUNDED, ROUNDED, ROUNDED, ROUNDED, ROUNDED),
    ),
    (
        (
            "Of those jailed for breaching restraining orders in England and Wales in 2017, "
            "98% got "
            "less than 12 months."
        ),
        (ROUNDED,),
    ),
)


@pytest.mark.parametrize(("text", "verdicts"), CORPUS)
def test_published_figures_in_sentences_of_our_own(
    loaded: LoadedEdition, text: str, verdicts: tuple[str, ...]
) -> None:
    answers = check_text(loaded, text).answers
    assert [(one.text, one.verdict) for one in answers] == list(
        zip([one.text for one in answers], verdicts, strict=True)
    )


def answer_of(loaded: LoadedEdition, sentence: Sentence) -> list[str]:
    """Verdicts of the figure that the sentence states."""
    answers = check_text(loaded, sentence.text).answers
    return [one.verdict for one in answers if one.text.startswith(sentence.number)]


@pytest.mark.parametrize("sentence", TRUE, ids=lambda one: one.text[:60])
def test_true_sentences_match(loaded: LoadedEdition, sentence: Sentence) -> None:
    assert sentence.is_right([*proceedings(), *sentences()])
    assert set(answer_of(loaded, sentence)) <= {EXACT, ROUNDED}
    assert answer_of(loaded, sentence)


def test_no_altered_sentence_matches(loaded: LoadedEdition) -> None:
    rows = [*proceedings(), *sentences()]
    wrong: Counter[str] = Counter()
    for swapped, sentence in altered():
        right = sentence.is_right(rows)
        verdicts = answer_of(loaded, sentence)
        matched = any(verdict.startswith("matches") for verdict in verdicts)
        assert matched == right, (swapped, sentence.text, verdicts)
        if not right:
            wrong[swapped] += 1
            assert all(verdict in {DIFFERENT, WRONG, NOT_HERE} for verdict in verdicts)
    assert sum(wrong.values()) >= 300
    assert all(wrong[swapped] >= 50 for swapped in ("number", "year", "area", "measure", "unit"))


PLACE = "for breaching restraining orders in the West Midlands"
FALSE = (
    f"In 2017, 991 people were prosecuted {PLACE} at the Crown Court.",
    f"In 2017, 991 people were not prosecuted {PLACE}.",
    f"In 2017, 991 teachers were prosecuted {PLACE}.",
    f"In 2017, 991 white men were prosecuted {PLACE}.",
    f"In 2017, 991 women were prosecuted {PLACE}.",
    f"In 2017, 991 people a month were prosecuted {PLACE}.",
    f"In 2017, 991 people per 100,000 were prosecuted {PLACE}.",
    f"In 2017, 991 people could be prosecuted {PLACE}.",
    f"In 2017, 991 people were prosecuted and convicted {PLACE}.",
    f"Since 2017, 991 people have been prosecuted {PLACE}.",
    f"By June 2017, 991 people had been prosecuted {PLACE}.",
    f"In the first half of 2017, 991 people were prosecuted {PLACE}.",
    f"In the year to March 2017, 991 people were prosecuted {PLACE}.",
    f"Last year 991 people were prosecuted {PLACE}.",
    f"In 2017, 991 people under 25 were prosecuted {PLACE}.",
    f"In 2017, 991 teenagers were prosecuted {PLACE}.",
    f"In 2017, 94% of men were convicted {PLACE}.",
    f"In 2017, 81% of those aged 25 and over were convicted {PLACE}.",
    f"In 2017, prosecutions {PLACE} rose by 1%.",
    f"In 2017, prosecutions {PLACE} rose by 14.",
    f"In 2017, more than 1,000 people were prosecuted {PLACE}.",
    f"In 2017, 1,000 people were prosecuted {PLACE}.",
    f"In 2016 and 2017, 991 people were prosecuted {PLACE}.",
    "In 2017, 991 people were prosecuted for burglary in the West Midlands.",
    "In 2017, 991 people were prosecuted for breaching restraining orders in Birmingham.",
    "In 2017, 991 people were prosecuted for stalking and breaching orders in the West Midlands.",
    "In 2017, 991 people were prosecuted for breaching restraining orders.",
    "Kent and the West Midlands had 991 prosecutions for breaching restraining orders in 2017.",
    "In 2017, 991 people in the West Midlands pleaded guilty to breaching restraining orders.",
    "Restraining orders were breached in the West Midlands in 2017. Some 991 escaped.",
    "In 2017, 991 restraining orders were breached in the West Midlands.",
    f"In 2017, 991 prosecutions {PLACE} collapsed.",
    f"In 2017, 859 convictions {PLACE} were quashed.",
    f"In 2017, 991 people awaited trial, having been prosecuted {PLACE}.",
    f"In 2017, 991 people avoided prosecution {PLACE}.",
    f"In 2017, 87% of prosecutions {PLACE} did not end in conviction.",
    f"In 2017, 87% of prosecutions {PLACE} ended in acquittal.",
    f"In 2017, the acquittal rate {PLACE} was 87%.",
    f"In 2017, 94% of those convicted {PLACE} were unemployed men.",
    f"In 2017, 811 married men were convicted {PLACE}.",
    f"In 2017, between 800 and 991 people were prosecuted {PLACE}.",
    f"In 2017, one in 991 people was prosecuted {PLACE}.",
    f"In 2017, 991,000 people were prosecuted {PLACE}.",
    f"In 2017, 991 companies were prosecuted {PLACE}.",
    f"In 2017, 991 boys were prosecuted {PLACE}.",
    f"If 991 people were prosecuted {PLACE} in 2017, that would be high.",
    "Outside the West Midlands, 991 people breached restraining orders and were convicted in 2017.",
    "In 2017, 3,451 people spent time in custody for breaching restraining orders nationally.",
    "In 2017, 98% of those sentenced nationally for breaching orders got less than 12 months.",
    "In 2017, 98% of those sentenced for breaching restraining orders in Kent got under 12 months.",
)


@pytest.mark.parametrize("text", FALSE)
def test_narrowed_and_misread_sentences_do_not_match(loaded: LoadedEdition, text: str) -> None:
    answers = check_text(loaded, text).answers
    assert answers
    assert not [one.message for one in answers if one.verdict.startswith("matches")]


def test_a_number_that_moved_the_other_way_is_different(loaded: LoadedEdition) -> None:
    text = f"In 2017, 991 people were prosecuted {PLACE}, up from 1,005 the year before."
    first, second = check_text(loaded, text.replace("restraining", "protective")).answers
    assert first.verdict == EXACT
    assert second.message == "different: the data says 1,005, and it fell"


def test_year_area_and_offence_are_carried_over(loaded: LoadedEdition) -> None:
    text = (
        "Breaches of restraining orders in the West Midlands\n"
        "In 2016, 1,005 people were prosecuted. Convictions numbered 851. Nationally, 9,068 were "
        "prosecuted. The following year there were 991 prosecutions locally."
    )
    answers = check_text(loaded, text).answers
    assert [(one.text, one.verdict) for one in answers] == [
        ("1,005", EXACT), ("851", EXACT), ("9,068", EXACT), ("991", EXACT),
    ]  # fmt: skip


def test_an_unclear_sentence_is_not_answered_from_the_one_before(loaded: LoadedEdition) -> None:
    text = (
        f"In 2017, 991 people were prosecuted {PLACE}. In Kent in 2016, 3,022 were. "
        "A total of 2,548 were convicted in 2016 or 2017."
    )
    assert check_text(loaded, text).answers[-1].verdict == NOT_HERE


def test_a_number_of_another_measure_is_told_so(loaded: LoadedEdition) -> None:
    answer = check_text(loaded, f"In 2017, 859 people were prosecuted {PLACE}.").answers[0]
    assert answer.verdict == WRONG
    assert "859 is the number of defendants convicted; the data says 991" in answer.message
    crimes = check_text(loaded, f"In 2017, 991 crimes were recorded {PLACE}.").answers[0]
    assert crimes.verdict == WRONG


def test_how_a_figure_was_taken_is_said(loaded: LoadedEdition) -> None:
    text = (
        "In 2017, 28% of those sentenced for breaching restraining orders nationally were jailed."
    )
    answer = check_text(loaded, text).answers[0]
    assert answer.taken_as == (
        "offenders sentenced, breach of protective order, England and Wales, immediate custody, "
        "2017"
    )
    assert answer.message.startswith(
        "matches after rounding: the data says 28.0% (3,451 of 12,326)"
    )


def test_an_answer_shows_selection_and_row(loaded: LoadedEdition) -> None:
    text = f"In 2017, 990 people were prosecuted {PLACE}."
    answer = check_text(loaded, text).answers[0]
    assert text[answer.start : answer.end] == "990"
    assert answer.message == "different: the data says 991"
    assert answer.taken_as == "prosecutions, breach of protective order, West Midlands, 2017"
    spoken = answer.to_dict()
    assert spoken["value"] == 991
    assert spoken["rows"]["query"] == {
        "measure": "prosecutions", "offence": FAMILY, "area": AREA, "from": "2017", "to": "2017",
        "basis": "calendar", "by": "year",
    }  # fmt: skip
    assert loaded.edition.id in spoken["rows"]["address"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("around 1,000", ROUNDED),
        ("nearly 1,000", ROUNDED),
        ("more than 900", ROUNDED),
        ("at least 991", ROUNDED),
        ("almost 900", DIFFERENT),
        ("more than 500", DIFFERENT),
        ("nearly 2,000", DIFFERENT),
        ("fewer than 900", DIFFERENT),
        ("nine hundred and ninety-one", EXACT),
        ("nine hundred and ninety", DIFFERENT),
    ],
)
def test_hedges(loaded: LoadedEdition, text: str, verdict: str) -> None:
    answers = check_text(loaded, f"In 2017, {text} people were prosecuted {PLACE}.").answers
    assert [one.verdict for one in answers] == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("87%", ROUNDED),
        ("86.7 per cent", ROUNDED),
        ("86%", DIFFERENT),
        ("88%", DIFFERENT),
        ("86.5%", DIFFERENT),
        ("almost nine in 10", ROUNDED),
        ("more than four in five", ROUNDED),
        ("three quarters", DIFFERENT),
        ("half", DIFFERENT),
    ],
)
def test_percentages(loaded: LoadedEdition, text: str, verdict: str) -> None:
    answers = check_text(loaded, f"In 2017, {text} of those prosecuted {PLACE} were convicted.")
    assert [one.verdict for one in answers.answers] == [verdict]


def test_a_revised_figure_is_told_with_what_it_was_revised_to(
    loaded: LoadedEdition, tmp_path: Path
) -> None:
    rows = [{"year": 2017, "prosecutions": 1_040, "convictions": 800, "offence": RESTRAINING}]
    make_edition(tmp_path, rows)
    newer = Store(tmp_path).edition()
    text = f"In 2017, 991 people were prosecuted {PLACE}."
    assert check_text(newer, text).answers[0].verdict == DIFFERENT
    answer = check_text(newer, text, [loaded]).answers[0]
    assert answer.verdict == EARLIER
    assert answer.message == (
        f"matches an earlier edition ({loaded.edition.id}), since revised to 1,040"
    )
    wrong = check_text(newer, text.replace("991", "990"), [loaded]).answers[0]
    assert wrong.verdict == DIFFERENT


def test_own_stories_are_answered_without_a_difference(demonstration: Path) -> None:
    loaded = Store(demonstration).edition()
    seen: Counter[str] = Counter()
    for area in ("england-and-wales", "wales", *(one.slug for one in police_force_areas()[::4])):
        for family in (FAMILY, "stalking"):
            story = build_story(loaded, area, family)
            claims = [claim for claim in story.claims if claim.template != "law"]
            text = "\n".join(claim.text for claim in claims)
            for one in check_text(loaded, text).answers:
                assert one.verdict in {EXACT, ROUNDED}, (one.text, one.message, text)
                seen[one.verdict] += 1
    assert seen[EXACT] > 300
    assert seen[ROUNDED] > 150


def test_verdicts_are_those_of_the_product() -> None:
    assert VERDICTS == (EXACT, EARLIER, ROUNDED, DIFFERENT, WRONG, NOT_HERE)


@pytest.mark.parametrize(
    "text",
    ["", "No figures here.", "\n\n...!?", "2017", "%", "991", "1,2,3,4", "of " * 3_000,
     "a hundred and " * 1_000, "in the West Midlands " * 800, "£5 " * 500, "\u0001" * 50,
     "İstanbul 5 people were ẞtraße convicted ﬁne 7%", "9" * 5_000, "one in " * 500],
)  # fmt: skip
def test_any_text_is_read(loaded: LoadedEdition, text: str) -> None:
    checked = check_text(loaded, text)
    assert all(one.text == text[one.start : one.end] for one in checked.answers)
    assert not [one for one in checked.answers if one.verdict.startswith("matches")]


def test_very_long_texts_are_cut(loaded: LoadedEdition) -> None:
    checked = check_text(loaded, "x" * (2 * MAX_LETTERS))
    assert len(checked.text) == MAX_LETTERS
    assert not checked.whole


def test_figures_beyond_the_limit_are_not_answered(loaded: LoadedEdition) -> None:
    text = f"In 2017, 991 people were prosecuted {PLACE}. " * (MAX_FIGURES + 1)
    checked = check_text(loaded, text)
    assert len(checked.answers) == MAX_FIGURES
    assert not checked.whole


def test_load_gives_the_same_edition_twice(loaded: LoadedEdition, tmp_path: Path) -> None:
    assert load(tmp_path).edition.id == loaded.edition.id
