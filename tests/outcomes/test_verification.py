"""Receipts answered: current, revised with both values, unknown; kept edition or not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.errors import EditionUnavailable
from outcomes.queries import answer
from outcomes.receipt_codes import ALPHABET, BitWriter, spell
from outcomes.receipt_selections import put_selection
from outcomes.receipts import issue
from outcomes.selection import BREAKDOWNS, Selection
from outcomes.store import open_store
from outcomes.verification import CURRENT, REVISED, UNKNOWN, verify
from tests.builders import make_edition

HERE = Selection(areas=("west-midlands",))


def publish(data_dir: Path, *counts: int, convictions: int = 5, vintage: int = 2019) -> str:
    """An edition with these prosecutions in 2018, 2019 …; gives its name."""
    rows = [
        {"year": 2018 + place, "prosecutions": count, "convictions": convictions}
        for place, count in enumerate(counts)
    ]
    sources = {"2019-g-00000000": {"vintage": vintage, "title": f"Release of {vintage}"}}
    return make_edition(data_dir, rows, sources=sources).id


def code_for(data_dir: Path, chosen: Selection = HERE) -> str:
    return issue(answer(open_store(data_dir).edition(), chosen))


def test_a_fresh_receipt_is_current(tmp_path: Path) -> None:
    edition = publish(tmp_path, 1005, 991)
    verdict = verify(open_store(tmp_path), code_for(tmp_path))
    assert (verdict.status, verdict.issued, verdict.kept) == (CURRENT, edition, True)
    assert verdict.newest is not None
    assert (verdict.newest.keys, verdict.newest.value) == ((2019,), 991)


def test_a_new_edition_with_the_same_figures_leaves_it_current(tmp_path: Path) -> None:
    first = publish(tmp_path, 1005, 991)
    code = code_for(tmp_path)
    second = publish(tmp_path, 1005, 991, 900, vintage=2020)
    verdict = verify(open_store(tmp_path), code)
    assert (verdict.status, verdict.issued, verdict.served.id) == (CURRENT, first, second)


def test_a_revision_is_told_with_both_values(tmp_path: Path) -> None:
    publish(tmp_path, 1005, 991)
    code = code_for(tmp_path)
    publish(tmp_path, 1005, 1003, vintage=2020)
    verdict = verify(open_store(tmp_path), code)
    (change,) = verdict.changes
    assert verdict.status == REVISED
    assert change.keys == {"year": 2019}
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.value) == (991, 1003)


def test_a_figure_that_is_published_no_longer_is_a_revision(tmp_path: Path) -> None:
    publish(tmp_path, 1005, 991)
    code = code_for(tmp_path)
    publish(tmp_path, 1005, vintage=2020)
    (change,) = verify(open_store(tmp_path), code).changes
    assert change.after is not None
    assert (change.keys, change.after.status) == ({"year": 2019}, "not published")


@pytest.mark.parametrize("measure", ["prosecutions", "conviction_ratio"])
def test_it_works_when_the_edition_is_kept_no_longer(tmp_path: Path, measure: str) -> None:
    first = publish(tmp_path, 1000, 500, convictions=250)
    code = code_for(tmp_path, HERE.but(measure=measure))
    publish(tmp_path, 1000, 1000, convictions=250, vintage=2020)
    shutil.rmtree(tmp_path / "editions" / first)
    verdict = verify(open_store(tmp_path), code)
    assert (verdict.status, verdict.issued, verdict.kept) == (REVISED, first, False)
    (change,) = verdict.changes
    assert change.keys == {"year": 2019}
    assert change.before is not None
    assert change.after is not None
    expected = (500, 1000) if measure == "prosecutions" else (0.5, 0.25)
    assert (change.before.value, change.after.value) == expected
    assert "no longer kept" in verdict.reason


def test_months_come_back_from_the_code_alone(tmp_path: Path) -> None:
    def sentences(months: float) -> list[dict[str, object]]:
        custody = {"sentence_outcome": "immediate custody", "sentenced": 8}
        return [{**custody, "acsl_persons": 8, "acsl_months": months}]

    first = make_edition(tmp_path, (), sentences(120.25))
    code = code_for(tmp_path, HERE.but(measure="acsl_months"))
    make_edition(tmp_path, (), sentences(130.0))
    shutil.rmtree(tmp_path / "editions" / first.id)
    (change,) = verify(open_store(tmp_path), code).changes
    assert change.before is not None
    assert change.before.value == pytest.approx(120.25 / 8)


def test_without_the_edition_an_older_change_is_admitted_not_invented(tmp_path: Path) -> None:
    first = publish(tmp_path, 1000, 500)
    code = code_for(tmp_path)
    publish(tmp_path, 1001, 500, vintage=2020)
    shutil.rmtree(tmp_path / "editions" / first)
    verdict = verify(open_store(tmp_path), code)
    assert (verdict.status, verdict.changes) == (REVISED, ())
    assert "which is as it was" in verdict.reason


def test_without_the_edition_the_same_figures_are_current(tmp_path: Path) -> None:
    first = publish(tmp_path, 1000, 500)
    code = code_for(tmp_path)
    publish(tmp_path, 1000, 500, vintage=2020)
    shutil.rmtree(tmp_path / "editions" / first)
    assert verify(open_store(tmp_path), code).status == CURRENT


def test_a_receipt_of_an_edition_never_served_here_is_unknown(tmp_path: Path) -> None:
    publish(tmp_path / "elsewhere", 7, 8)
    publish(tmp_path / "here", 1005, 991)
    verdict = verify(open_store(tmp_path / "here"), code_for(tmp_path / "elsewhere"))
    assert (verdict.status, verdict.result) == (UNKNOWN, None)


def test_a_forged_code_for_a_kept_edition_is_unknown(tmp_path: Path) -> None:
    publish(tmp_path / "a", 1005, 991)
    result = answer(open_store(tmp_path / "a").edition(), HERE)
    publish(tmp_path / "b", 1005, 9999)
    other = answer(open_store(tmp_path / "b").edition(), HERE)
    forged = issue(replace(other, edition=result.edition))
    verdict = verify(open_store(tmp_path / "a"), forged)
    assert verdict.status == UNKNOWN
    assert "other figures" in verdict.reason


def test_a_code_that_asks_for_everything_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, 1, 2)
    bits = BitWriter()
    bits.put(1, 3)
    put_selection(bits, HERE.but(measure="sentenced", from_year=1900, to_year=2099), BREAKDOWNS)
    bits.put(0, 20)
    bits.put(0, 20)
    bits.put_flag(False)
    assert verify(open_store(tmp_path), spell(bits)).status == UNKNOWN


@given(code=st.one_of(st.text(), st.text(alphabet=ALPHABET + "-", max_size=60)))
def test_any_text_is_answered(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    data_dir = tmp_path_factory.getbasetemp() / "any"
    if not data_dir.exists():
        publish(data_dir, 1, 2)
    assert verify(open_store(data_dir), code).status == UNKNOWN


def test_without_an_edition_nothing_can_be_answered(tmp_path: Path) -> None:
    with pytest.raises(EditionUnavailable):
        verify(open_store(tmp_path), "")
