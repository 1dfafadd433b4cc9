"""What moved inside figures from one edition to another, held to a plain adding-up."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.comparing.diff import compare_editions
from etl.comparing.diff_report import markdown
from etl.publishing import parquet
from outcomes.moves import COMBINATION, Move, Part
from outcomes.revision_words import move_rows, summary
from outcomes.revisions import Revision
from tests.builders import make_edition

Row = dict[str, Any]
Key = tuple[Any, ...]
Amounts = dict[Key, int]

YEARS, AREAS = (2018, 2019), ("Kent", "Essex")
OFFENCES = ("Breach of a restraining order", "Breach of a non-molestation order")
SPLIT = {
    "sex": ("male", "female", "not known"),
    "age_range": ("18-20", "21-24"),
    "sentence_outcome": ("fine", "community sentence"),
}
WHERE = ("year", "police_force_area", "offence")
COLUMNS = (*WHERE, *SPLIT)
EVERYWHERE, ALL = "England and Wales", "All offences"

keys = st.sampled_from(list(product(YEARS, AREAS, OFFENCES, *SPLIT.values())))
amounts = st.dictionaries(keys, st.integers(1, 40), min_size=1, max_size=12)
# What differs is drawn apart, so that most of a figure stays as it is.
shifts = st.lists(st.tuples(keys, keys, st.integers(1, 9)), max_size=4)


def rows_of(held: Amounts) -> list[Row]:
    return [{**dict(zip(COLUMNS, key, strict=True)), "sentenced": count}
            for key, count in held.items()]  # fmt: skip


def shifted(held: Amounts, moves: list[tuple[Key, Key, int]]) -> Amounts:
    """The same cases, some of them under other words of the same year, area and offence."""
    after = Counter(held)
    for source, target, count in moves:
        here = (*source[: len(WHERE)], *target[len(WHERE) :])
        fewer = min(count, after[source])
        after[source] -= fewer
        after[here] += fewer
    return {key: count for key, count in after.items() if count}


def inside(held: Amounts, places: Key, column: str) -> Counter[Key]:
    """Cases of one figure by the words of a column, or by all of them; None stands for any."""
    found: Counter[Key] = Counter()
    at = [COLUMNS.index(name) for name in (SPLIT if column == COMBINATION else (column,))]
    for key, count in held.items():
        if all(place in (None, one) for place, one in zip(places, key, strict=False)):
            found[tuple(key[one] for one in at)] += count
    return found


def plainly(before: Amounts, after: Amounts) -> Iterator[Move]:
    """Every move, by adding up figure by figure and word by word."""
    series = None
    shared = {key[0] for key in before} & {key[0] for key in after}
    for year, area, offence in product(sorted(shared), (None, *AREAS), (None, *OFFENCES)):
        grain = {(True, True): "area and offence", (True, False): "area",
                 (False, True): "offence", (False, False): "national"}[
                     (area is not None, offence is not None)]  # fmt: skip
        alone = []
        for column in (*SPLIT, COMBINATION):
            old, new = (inside(held, (year, area, offence), column) for held in (before, after))
            changed = {word: new[word] - old[word] for word in {*old, *new}}
            moved = min(sum(one for one in changed.values() if one > 0),
                        sum(-one for one in changed.values() if one < 0))  # fmt: skip
            parts = sorted((count, word[0]) for word, count in changed.items() if count)
            if column == COMBINATION:
                if grain != "area and offence" or any(alone):
                    continue
                parts = []
            alone.append(bool(parts))
            if moved:
                yield Move(
                    series, grain, year, area or EVERYWHERE, offence or ALL, column,
                    sum(old.values()), sum(new.values()), moved,
                    tuple(Part(word, count) for count, word in parts),
                )  # type: ignore[arg-type]  # fmt: skip


def without_series(move: Move) -> Key:
    names = (name for name in Move.__dataclass_fields__ if name != "series")
    return tuple(getattr(move, name) for name in names)


def compared(before: list[Row], after: list[Row], **build: Any) -> Revision:
    with tempfile.TemporaryDirectory() as directory:
        one = make_edition(Path(directory), sentences_rows=before, **build)
        other = make_edition(Path(directory), sentences_rows=after, **build)
        return compare_editions(Path(directory), one.id, other.id)


@pytest.fixture(params=[1, 65_536])
def group_rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", request.param)


@pytest.mark.usefixtures("group_rows")
@settings(max_examples=25, deadline=None)
@given(before=amounts, moves=shifts, others=amounts)
def test_every_move_is_found_and_no_other(
    before: Amounts, moves: list[tuple[Key, Key, int]], others: Amounts
) -> None:
    for after in (shifted(before, moves), {**before, **others}):
        revision = compared(rows_of(before), rows_of(after))
        expected = list(plainly(before, after))
        assert sorted(map(without_series, revision.moves)) == sorted(map(without_series, expected))
        finest = Counter(one.breakdown for one in expected if one.grain == "area and offence")
        assert revision.divided == finest
        assert Revision.from_dict(revision.to_dict()) == revision


def sentenced(sex: str, number: int, **other: Any) -> Row:
    return {"police_force_area": "Kent", "sex": sex, "sentenced": number, **other}


def test_twelve_women_whose_sex_is_no_longer_known_are_told_under_an_unchanged_total() -> None:
    before = [sentenced("male", 200), sentenced("female", 100), sentenced("not known", 3)]
    after = [sentenced("male", 200), sentenced("female", 88), sentenced("not known", 15)]
    revision = compared(before, after)
    assert revision.changes == ()
    [told] = [row for row in move_rows(revision, "area") if "sentenced" in row[2]]
    assert told[0] == "Kent"
    assert told[3:] == ("2019", "303, unchanged", "12", "sex: 12 from female to not known")
    assert (revision.level, revision.divided) == ("patch", {"sex": 1})
    assert "inside this many figures by year, area and offence: by sex (1)." in summary(revision)
    report = markdown(revision)
    assert "| 303, unchanged | 12 | sex: 12 from female to not known |" in report


def test_of_many_words_the_three_largest_losses_and_gains_are_told() -> None:
    words = ("white", "black", "asian", "mixed", "chinese and other", "not stated", "not known")
    before, after = (
        [sentenced("male", 50 + side * change, ethnicity=word)
         for word, change in zip(words, (-9, -5, -4, -1, 3, 6, 10), strict=True)]
        for side in (0, 1)
    )  # fmt: skip
    [told] = [row[-1] for row in move_rows(compared(before, after), "area")]
    assert told == (
        "ethnicity: white -9, black -5, asian -4, chinese and other +3, not stated +6, "
        "not known +10, and 1 smaller"
    )


def test_a_swap_that_no_single_breakdown_shows_is_found() -> None:
    before = [sentenced("male", 9, age_range="21-24"), sentenced("female", 9, age_range="25-29")]
    after = [
        sentenced("male", 7, age_range="21-24"), sentenced("male", 2, age_range="25-29"),
        sentenced("female", 7, age_range="25-29"), sentenced("female", 2, age_range="21-24"),
    ]  # fmt: skip
    revision = compared(before, after)
    [move] = revision.moves
    assert (move.breakdown, move.moved, move.parts) == (COMBINATION, 4, ())
    assert "combinations" in move_rows(revision)[0][-1]
    assert "by combinations alone (1)" in summary(revision)


def test_prison_for_other_people_is_found_inside_the_figure_of_prison() -> None:
    """Sexes and outcomes are as many as before; who went to prison is not."""
    prison = {"sentence_outcome": "immediate custody", "custodial_length": "6 months"}
    before = [sentenced("male", 5, **prison), sentenced("male", 5), sentenced("female", 5)]
    after = [sentenced("male", 4, **prison), sentenced("male", 6),
             sentenced("female", 4), sentenced("female", 1, **prison)]  # fmt: skip
    moves = compared(before, after).moves
    [custody] = [one for one in moves if one.grain == "area and offence" and one.parts]
    assert custody.series.measure == "immediate_custody"
    assert custody.parts == (Part("male", -1), Part("female", 1))


def test_a_breakdown_that_only_one_file_has_is_not_compared() -> None:
    before, after = [sentenced("not known", 30)], [sentenced("male", 20), sentenced("female", 10)]
    with tempfile.TemporaryDirectory() as directory:
        keys = ("age_group", "age_range", "offence")
        one = make_edition(Path(directory), sentences_rows=before, coverage={"keys": keys})
        other = make_edition(
            Path(directory), sentences_rows=after, coverage={"keys": ("sex", *keys)}
        )
        revision = compare_editions(Path(directory), one.id, other.id)
    assert revision.moves == ()
    assert revision.level == "none"


def test_only_the_twenty_most_moved_of_a_breakdown_are_listed() -> None:
    def rows(moved: int) -> list[Row]:
        return [
            sentenced(sex, count, year=year)
            for year in range(1995, 2025)
            for sex, count in (
                ("male", 100 - moved * (year - 1994)),
                ("female", 1000 + moved * (year - 1994)),
            )
        ]

    revision = compared(rows(0), rows(1))
    listed = [one for one in revision.moves if one.grain == "area and offence"]
    assert [one.year for one in listed] == list(range(2024, 2004, -1))
    assert revision.divided == {"sex": 30}


def test_a_comparison_of_an_earlier_version_has_no_moves() -> None:
    body = compared([sentenced("male", 2)], [sentenced("female", 2)]).to_dict()
    assert body["moves"]
    del body["moves"], body["divided"]
    assert Revision.from_dict(body).moves == ()
