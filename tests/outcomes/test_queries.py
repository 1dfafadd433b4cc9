"""Answers equal a plain second computation; sources never mix; absent is not zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.errors import TooManyRows
from outcomes.queries import answer, published_years, work_out
from outcomes.result import NOT_APPLICABLE, NOT_MEANINGFUL, NOT_PUBLISHED, PUBLISHED, Result
from outcomes.selection import Selection
from outcomes.store import Store
from tests.builders import DEFAULTS, make_edition
from tests.outcomes.oracle import add_up

RESTRAINING, MOLESTATION = "Breach of a restraining order", "Breach of a non-molestation order"
FAMILY = ("breach-of-protective-order",)
OLD, NEW = "2018-b-11111111", "2019-c-22222222"
Row = Mapping[str, Any]


def ask(data_dir: Path, selection: Selection, **rows: Any) -> Result:
    make_edition(data_dir, **rows)
    return answer(Store(data_dir).edition(), selection)


def values(result: Result) -> dict[tuple[Any, ...], Any]:
    return {one.keys: one.value for one in result.observations}


KEYED = st.fixed_dictionaries(
    {
        "year": st.integers(2015, 2019),
        "police_force_area": st.sampled_from(
            ["West Midlands", "Kent", "Dyfed-Powys", "Area not known"]
        ),
        "offence": st.sampled_from([RESTRAINING, MOLESTATION, "Stalking"]),
        "sex": st.sampled_from(["male", "female", "not known"]),
        "age_range": st.sampled_from(["18-20", "25-29", "60-69"]),
        "defendant_kind": st.sampled_from(["person", "company"]),
    }
)
COUNTS = st.integers(0, 500)


def unique_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows with every key stated, the last of those that share their key."""
    whole = [{**DEFAULTS["proceedings"], **row} for row in rows]
    return list(
        {tuple(row[name] for name in DEFAULTS["proceedings"]): row for row in whole}.values()
    )


ROWS = st.builds(
    lambda key, top, low: {**key, "prosecutions": top, "convictions": low}, KEYED, COUNTS, COUNTS
)
TABLES = st.lists(ROWS, min_size=1, max_size=40).map(unique_rows)
SELECTIONS = st.builds(
    Selection,
    measure=st.sampled_from(["prosecutions", "convictions", "conviction_ratio"]),
    offences=st.sampled_from([FAMILY, ("all-offences",), ("stalking", "all-offences")]),
    areas=st.sampled_from(
        [("england-and-wales", "west-midlands", "wales"), ("england-and-wales",), ("kent",)]
    ),
    by=st.sampled_from([("year", "area"), ("area", "year", "sex"), ("year", "area", "offence")]),
    sex=st.sampled_from([None, "male"]),
    age=st.sampled_from([None, "25 and over", "adults"]),
)


@settings(max_examples=40)
@given(table=TABLES, selection=SELECTIONS)
def test_answers_are_the_sums_of_a_second_computation(
    tmp_path_factory: pytest.TempPathFactory, table: list[dict[str, Any]], selection: Selection
) -> None:
    result = ask(tmp_path_factory.mktemp("data"), selection, proceedings_rows=table)
    expected = add_up(table, selection, str(DEFAULTS["proceedings"]["source"]))
    others = [name for name in selection.by if name not in ("year", "area")]
    published = [one for one in result.observations if one.status != NOT_PUBLISHED]
    found = {
        tuple(result.key(one, name) for name in ("year", "area", *others)): one for one in published
    }
    assert {key for key, sums in expected.items() if any(sums)} <= set(found)
    for key, one in found.items():
        top, bottom = expected.get(key, (0, 0))
        assert one.denominator in (None, bottom)
        assert (one.numerator if result.measure.is_ratio else one.value) == top


@settings(max_examples=25)
@given(table=TABLES, selection=SELECTIONS)
def test_the_answer_holds_for_the_selection_with_its_defaults_filled_in(
    tmp_path_factory: pytest.TempPathFactory, table: list[dict[str, Any]], selection: Selection
) -> None:
    data_dir = tmp_path_factory.mktemp("data")
    make_edition(data_dir, table)
    loaded = Store(data_dir).edition()
    result = answer(loaded, selection)
    assert work_out(loaded, selection) == work_out(loaded, result.selection) == result
    assert answer(loaded, selection) is answer(loaded, result.selection) is result


def test_a_kept_answer_is_still_refused_where_fewer_rows_are_wanted(tmp_path: Path) -> None:
    make_edition(tmp_path, [{"year": 2018, "prosecutions": 1}, {"year": 2019, "prosecutions": 2}])
    loaded = Store(tmp_path).edition()
    assert len(answer(loaded, Selection()).observations) == 2
    with pytest.raises(TooManyRows):
        answer(loaded, Selection(), most=1)


def test_an_answer_is_kept_for_its_own_edition_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make_edition(tmp_path, [{"prosecutions": 1}])
    before = answer(store.edition(), Selection())
    make_edition(tmp_path, [{"prosecutions": 2}])
    after = answer(store.edition(), Selection())
    assert [one.value for one in (*before.observations, *after.observations)] == [1, 2]
    assert before.edition.id != after.edition.id


def test_a_ratio_is_divided_after_summing(tmp_path: Path) -> None:
    rows = [
        {"offence": RESTRAINING, "prosecutions": 100, "convictions": 90},
        {"offence": MOLESTATION, "prosecutions": 10, "convictions": 1},
    ]
    result = ask(
        tmp_path, Selection("conviction_ratio", FAMILY, ("west-midlands",)), proceedings_rows=rows
    )
    (one,) = result.observations
    assert (one.value, one.numerator, one.denominator) == (91 / 110, 91, 110)


def test_an_absent_row_is_zero_inside_what_is_published_and_not_published_outside(
    tmp_path: Path,
) -> None:
    rows = [
        {"year": 2018, "prosecutions": 5},
        {"year": 2019, "prosecutions": 7},
        {"year": 2019, "police_force_area": "Kent", "prosecutions": 3},
    ]
    selection = Selection(
        "prosecutions",
        FAMILY,
        ("west-midlands", "kent", "surrey"),
        from_year=2017,
        to_year=2019,
        by=("year", "area"),
    )
    found = ask(tmp_path, selection, proceedings_rows=rows)
    assert values(found)[2018, "Kent"] == 0
    assert values(found)[2017, "West Midlands"] is None
    statuses = {one.keys: one.status for one in found.observations}
    assert statuses[2018, "Kent"] == PUBLISHED
    assert statuses[2017, "Kent"] == statuses[2019, "Surrey"] == NOT_PUBLISHED
    assert "not-published" in {notice.code for notice in found.notices}


def overlapping() -> list[dict[str, Any]]:
    national = {"source": NEW, "police_force_area": "England and Wales", "court": "crown court"}
    local = {"source": OLD, "court_coverage": "magistrates' courts", "court": "magistrates' courts"}
    return [
        *({**national, "year": year, "sentenced": 100 + year} for year in (2017, 2018, 2019)),
        {**local, "year": 2018, "sentenced": 5},
        {**local, "year": 2018, "police_force_area": "Kent", "sentenced": 3},
    ]


def test_the_newest_source_that_covers_all_supplies_a_period_and_rows_never_mix(
    tmp_path: Path,
) -> None:
    make_edition(tmp_path, sentences_rows=overlapping())
    loaded = Store(tmp_path).edition()
    national = answer(loaded, Selection("sentenced", FAMILY))
    assert values(national) == {(2017,): 2117, (2018,): 2118, (2019,): 2119}
    assert national.sources == (NEW,)
    both = Selection(
        "sentenced", FAMILY, ("england-and-wales", "west-midlands"), by=("year", "area")
    )
    mixed = answer(loaded, both)
    assert values(mixed)[2018, "England and Wales"] == 8
    assert values(mixed)[2018, "West Midlands"] == 5
    assert values(mixed)[2017, "West Midlands"] is None
    assert mixed.breaks == (2018, 2019)
    codes = {notice.code for notice in mixed.notices}
    assert {"magistrates-only", "several-sources"} <= codes


def test_calendar_and_march_years_never_stand_in_one_series(tmp_path: Path) -> None:
    rows = [
        {"source": OLD, "year": 2018, "prosecutions": 5},
        {"source": NEW, "period_basis": "march", "year": 2020, "prosecutions": 9},
    ]
    make_edition(tmp_path, proceedings_rows=rows)
    loaded = Store(tmp_path).edition()
    selection = Selection("prosecutions", FAMILY, ("west-midlands",))
    assert values(answer(loaded, selection)) == {(2020,): 9}
    assert values(answer(loaded, selection.but(basis="calendar"))) == {(2018,): 5}
    assert answer(loaded, selection).selection.basis == "march"


def test_a_ratio_of_nothing_is_not_applicable(tmp_path: Path) -> None:
    rows = [
        {"year": 2018, "prosecutions": 5, "convictions": 4},
        {"year": 2019, "prosecutions": 0, "convictions": 0},
    ]
    found = ask(
        tmp_path, Selection("conviction_ratio", FAMILY, ("west-midlands",)), proceedings_rows=rows
    )
    assert [one.status for one in found.observations] == [PUBLISHED, NOT_APPLICABLE]


def test_an_offence_without_acquittals_has_no_meaningful_ratio(tmp_path: Path) -> None:
    rows = [
        {"offence": MOLESTATION, "prosecutions": 208, "convictions": 208},
        {"offence": RESTRAINING, "prosecutions": 607, "convictions": 493},
    ]
    make_edition(tmp_path, proceedings_rows=rows)
    loaded = Store(tmp_path).edition()
    selection = Selection("conviction_ratio", FAMILY, ("west-midlands",))
    alone = answer(loaded, selection.but(offences=("breach-of-a-non-molestation-order",)))
    (one,) = alone.observations
    assert (one.value, one.status) == (1.0, NOT_MEANINGFUL)
    whole = answer(loaded, selection)
    assert whole.observations[0].status == PUBLISHED
    assert "no-acquittals" in {notice.code for notice in whole.notices}


def test_ages_that_split_differently_are_brought_to_common_bands(tmp_path: Path) -> None:
    rows = [
        {"year": 2016, "age_range": "25 and over", "prosecutions": 10},
        {"year": 2017, "age_range": "25-29", "prosecutions": 4},
        {"year": 2017, "age_range": "30-39", "prosecutions": 5},
        {"year": 2017, "age_range": "18-20", "age_group": "young adults", "prosecutions": 1},
    ]
    make_edition(tmp_path, proceedings_rows=rows)
    loaded = Store(tmp_path).edition()
    selection = Selection("prosecutions", FAMILY, ("west-midlands",), by=("year", "age_range"))
    assert values(answer(loaded, selection)) == {
        (2016, "18-20"): 0,
        (2016, "25 and over"): 10,
        (2017, "18-20"): 1,
        (2017, "25 and over"): 9,
    }
    later = answer(loaded, selection.but(from_year=2017))
    assert values(later)[2017, "30-39"] == 5
    aged = answer(loaded, selection.but(by=("year",), age="30-39"))
    assert values(aged) == {(2016,): None, (2017,): 5}


def test_an_offence_seen_only_through_home_office_codes_is_not_published_without_them(
    tmp_path: Path,
) -> None:
    found = ask(
        tmp_path,
        Selection(
            "prosecutions",
            ("breach-of-a-restraining-order-issued-on-acquittal",),
            ("west-midlands",),
        ),
        proceedings_rows=[{"prosecutions": 5}],
    )
    assert found.is_empty


def test_areas_together_are_counted_once(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"prosecutions": 5},
        {"police_force_area": "Kent", "prosecutions": 3},
        {"police_force_area": "Area not known", "prosecutions": 2},
    ]
    make_edition(tmp_path, proceedings_rows=rows)
    loaded = Store(tmp_path).edition()
    selection = Selection("prosecutions", FAMILY, ("england", "kent"))
    assert values(answer(loaded, selection)) == {(2019,): 8}
    assert values(answer(loaded, selection.but(areas=("england-and-wales",)))) == {(2019,): 10}


def test_a_measure_that_no_source_carries_is_not_published(tmp_path: Path) -> None:
    found = ask(tmp_path, Selection("acsl_months", FAMILY), proceedings_rows=[{"prosecutions": 5}])
    assert found.is_empty
    assert found.notices[0].code == "not-published"


def test_published_years_are_those_with_a_source(tmp_path: Path) -> None:
    make_edition(tmp_path, sentences_rows=overlapping())
    loaded = Store(tmp_path).edition()
    assert published_years(loaded, "sentenced", "england-and-wales") == (2017, 2018, 2019)
    assert published_years(loaded, "sentenced", "kent") == (2018,)
    assert published_years(loaded, "prosecutions", "kent") == ()


@pytest.mark.parametrize("by", [("year",), ("year", "sex"), ("custodial_length",)])
def test_an_edition_without_the_table_answers_emptily(tmp_path: Path, by: tuple[str, ...]) -> None:
    found = ask(
        tmp_path,
        Selection("sentenced", FAMILY, by=by, from_year=2018, to_year=2019),
        proceedings_rows=[{"prosecutions": 5}],
    )
    assert found.is_empty


def test_words_that_never_meet_in_a_row_are_a_true_zero_together(tmp_path: Path) -> None:
    rows = [
        {"age_range": "18-20", "age_group": "young adults", "sex": "male", "prosecutions": 3},
        {"age_range": "25-29", "sex": "female", "prosecutions": 2},
    ]
    selection = Selection("prosecutions", FAMILY, ("west-midlands",), by=("age_range", "sex"))
    assert values(ask(tmp_path, selection, proceedings_rows=rows)) == {
        ("18-20", "male"): 3,
        ("18-20", "female"): 0,
        ("25-29", "male"): 0,
        ("25-29", "female"): 2,
    }
