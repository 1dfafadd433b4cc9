"""The reference tables are whole and agree with each other."""

from __future__ import annotations

import pytest

from outcomes import areas, offences, vocabulary
from outcomes.reference import read_reference

LABEL_COLUMNS = tuple(sorted({*vocabulary.WORDS} - {"offence"}))


def test_there_are_43_police_force_areas_each_with_a_code_and_a_tile_of_its_own() -> None:
    found = areas.police_force_areas()
    assert len(found) == 43
    assert len({area.code for area in found}) == 43
    assert len({area.tile for area in found}) == 43
    assert sum(area.country == "Wales" for area in found) == 4


def test_england_and_wales_adds_up_from_england_wales_and_the_unknown() -> None:
    whole = set(areas.members("england-and-wales"))
    parts = {*areas.members("england"), *areas.members("wales"), "Area not known"}
    assert whole == parts
    assert len(whole) == 44


def test_breach_of_protective_order_is_the_three_orders_that_newspapers_count() -> None:
    codes = {
        offences.offences()[slug].moj_code for slug in offences.expand("breach-of-protective-order")
    }
    assert codes == {"8.10", "66.4", "8.08"}


def test_stalking_holds_its_five_labels_and_no_harassment() -> None:
    labels = {offences.offences()[slug].label for slug in offences.expand("stalking")}
    assert len(labels) == 5
    assert not any(label.startswith("Other harassment") for label in labels)


def test_every_family_member_is_an_offence_and_no_slug_is_both() -> None:
    assert all(offences.expand(slug) for slug in offences.families())
    assert not set(offences.families()) & set(offences.offences())


def test_a_parent_holds_the_offences_that_only_home_office_codes_show() -> None:
    children = [one for one in offences.offences().values() if one.parent]
    assert {child.home_office_codes for child in children} == {("06638",), ("06819",)}
    for child in children:
        assert child.slug in offences.expand(child.parent or "")


@pytest.mark.parametrize("column", LABEL_COLUMNS)
def test_label_maps_are_normalised_unique_and_give_known_words(column: str) -> None:
    rows = read_reference(f"labels/{column}")
    pairs = [(row["label"], letter) for row in rows for letter in row["formats"]]
    assert len(pairs) == len(set(pairs))
    for row in rows:
        assert row["label"] == vocabulary.normalise_label(row["label"])
        assert row["word"] in vocabulary.WORDS[column]


def test_every_custodial_length_lies_in_exactly_one_band() -> None:
    banded = [length for band in vocabulary.LENGTH_BANDS.values() for length in band]
    expected = set(vocabulary.CUSTODIAL_LENGTHS) - {vocabulary.NOT_APPLICABLE}
    assert sorted(banded) == sorted(expected)


@pytest.mark.parametrize(
    ("label", "normal"),
    [
        ("01: Total Immediate Custody", "immediate custody"),
        ("23: Custody - Life", "life"),
        ("Dyfed-Powys", "dyfed powys"),
        ("  04: Total Community\u00a0sentence ", "community sentence"),
    ],
)
def test_labels_are_brought_to_one_form(label: str, normal: str) -> None:
    assert vocabulary.normalise_label(label) == normal


def test_every_fact_of_the_law_says_where_it_was_read() -> None:
    sourced = {(row["about"], row["fact"]) for row in read_reference("law_sources")}
    orders = read_reference("protective_orders")
    facts = ("what", "made_under", "breach", "breach_under", "since")
    wanted = {(row["slug"], fact) for row in orders for fact in facts}
    wanted |= {(row["slug"], "maximum") for row in orders if row["counted_as"]}
    wanted |= {(row["slug"], "what") for row in read_reference("law")}
    assert wanted | {("orders", "summarily")} == sourced
