"""Receipts: what is written can be read, typing errors are seen, figures are told apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes import measures, receipt_selections, selection, vocabulary
from outcomes.areas import areas, police_force_areas
from outcomes.offences import families, offences
from outcomes.queries import answer
from outcomes.receipt_codes import (
    ALPHABET,
    BitReader,
    BitWriter,
    CodeUnreadable,
    spell,
    unspell,
)
from outcomes.receipts import edition_tag, exact_amounts, issue, newest_row, read_receipt
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import load_edition
from tests.builders import make_edition

SLUGS = [*families(), *offences()]


def result_of(data_dir: Path, chosen: Selection, prosecutions: int = 991) -> Result:
    rows = [
        {"year": 2018, "prosecutions": 1005, "convictions": 900},
        {"year": 2019, "prosecutions": prosecutions, "convictions": 862},
    ]
    edition = make_edition(data_dir, rows)
    return answer(load_edition(data_dir, edition.id), chosen)


HERE = Selection(areas=("west-midlands",))


def test_a_code_carries_selection_edition_and_newest_figure(tmp_path: Path) -> None:
    result = result_of(tmp_path, HERE.but(measure="conviction_ratio"))
    receipt = read_receipt(issue(result))
    assert receipt.selection == result.selection
    assert (receipt.selection.from_year, receipt.selection.to_year) == (2018, 2019)
    assert receipt.edition_tag == edition_tag(result.edition.id)
    assert receipt.amounts == (862, 991)
    newest = newest_row(result)
    assert newest is not None
    assert exact_amounts(newest) == (862, 991)


def test_a_usual_code_is_about_as_long_as_a_bank_account_number(tmp_path: Path) -> None:
    code = issue(result_of(tmp_path, HERE))
    assert len(code.replace("-", "")) <= 34
    assert set(code) <= {*ALPHABET, "-"}


def test_the_same_figures_have_the_same_code_and_others_another(tmp_path: Path) -> None:
    first = issue(result_of(tmp_path / "a", HERE))
    assert issue(result_of(tmp_path / "b", HERE)) == first
    assert issue(result_of(tmp_path / "c", HERE, prosecutions=992)) != first
    assert issue(result_of(tmp_path / "a", HERE.but(sex="male"))) != first


def test_it_is_read_however_a_person_types_it(tmp_path: Path) -> None:
    code = issue(result_of(tmp_path, HERE))
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_receipt(typed) == read_receipt(code)


def test_one_wrong_character_or_a_swap_is_seen(tmp_path: Path) -> None:
    code = issue(result_of(tmp_path, HERE)).replace("-", "")
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(len(code))
        for other in ALPHABET
        if other != code[place]
    ]
    wrong += [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]
    unseen = []
    for one in wrong:
        try:
            unseen.append(read_receipt(one))
        except CodeUnreadable:
            continue
    # Ten check bits let about one in a thousand through.
    assert len(unseen) <= len(wrong) // 200


@pytest.mark.parametrize(
    "code", ["", "----", "hello", "A", "0" * 5000, "é" * 20, "U" * 30, "\0" * 9]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(CodeUnreadable):
        read_receipt(code)


@pytest.fixture(scope="module")
def characters(tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """What a real code says, without the two characters that show typing errors."""
    code = issue(result_of(tmp_path_factory.mktemp("data"), HERE)).replace("-", "")
    return [ALPHABET.index(character) for character in code[:-2]]


@given(changes=st.dictionaries(st.integers(0, 40), st.integers(0, 31), max_size=5))
def test_another_code_with_right_check_characters_is_a_receipt_or_refused(
    characters: list[int], changes: dict[int, int]
) -> None:
    writer = BitWriter()
    for place, character in enumerate(characters):
        writer.put(changes.get(place, character), 5)
    try:
        receipt = read_receipt(spell(writer))
    except CodeUnreadable:
        return
    assert set(receipt.selection.offences) <= {*SLUGS, "all-offences"}
    assert set(receipt.selection.areas) <= set(areas())
    assert set(receipt.selection.by) <= set(selection.BREAKDOWNS)


SELECTIONS = st.builds(
    Selection,
    measure=st.sampled_from(list(measures.MEASURES)),
    offences=st.lists(st.sampled_from(SLUGS), min_size=1, max_size=60, unique=True).map(tuple),
    areas=st.one_of(
        st.just(tuple(area.slug for area in police_force_areas())),
        st.lists(st.sampled_from(list(areas())), min_size=1, max_size=46, unique=True).map(tuple),
    ),
    from_year=st.integers(1900, 2050),
    to_year=st.integers(2051, 2099),
    basis=st.sampled_from([None, *vocabulary.PERIOD_BASES]),
    sex=st.sampled_from([None, *vocabulary.SEXES]),
    age=st.sampled_from([None, *selection.AGES]),
    by=st.lists(st.sampled_from(selection.BREAKDOWNS), min_size=1, unique=True).map(
        lambda names: tuple(name for name in selection.BREAKDOWNS if name in names)
    ),
)


@given(chosen=SELECTIONS)
def test_every_selection_can_be_written_and_read_back(chosen: Selection) -> None:
    bits = BitWriter()
    receipt_selections.put_selection(bits, chosen, chosen.by)
    read = receipt_selections.take_selection(unspell(spell(bits)))
    assert set(read.areas) == set(chosen.areas)
    assert read.but(areas=chosen.areas) == chosen


@given(st.lists(st.integers(0, 2**70)))
def test_amounts_of_any_size_come_back(numbers: list[int]) -> None:
    bits = BitWriter()
    for number in numbers:
        bits.put_amount(number)
    reader = BitReader("".join(bits.bits))
    assert [reader.take_amount() for _ in numbers] == numbers


def test_words_in_codes_stay_where_they_are() -> None:
    assert receipt_selections.MEASURES[:6] == (
        "prosecutions", "convictions", "conviction_ratio", "sentenced", "custody_rate",
        "acsl_months",
    )  # fmt: skip
    assert set(receipt_selections.MEASURES) == set(measures.MEASURES)
    assert set(receipt_selections.BREAKDOWNS) == set(selection.BREAKDOWNS)
    assert set(receipt_selections.AGES) == {None, *selection.AGES}
    assert set(receipt_selections.SEXES) == {None, *vocabulary.SEXES}
    assert set(receipt_selections.BASES) == {None, *vocabulary.PERIOD_BASES}
    assert receipt_selections.BREAKDOWNS[0] == "year"


def test_no_two_offences_or_areas_share_their_bits() -> None:
    assert len(receipt_selections._offences_by_hash()) == len(SLUGS) + 1
    assert len(receipt_selections._areas_by_hash()) == len(areas())
