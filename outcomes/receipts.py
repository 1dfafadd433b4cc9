"""Receipts: a code that says by itself which figures left the site, and which edition gave them.

Nothing is kept when a receipt is issued. The code holds the selection with its years and basis
written out, a tag of the edition, a short hash of all values, and the newest value itself, so that
it can be answered years later, even by a site that no longer keeps the edition.

The lists below are positions in codes that are out in the world: words may be added at their ends,
never moved or taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from outcomes import offences
from outcomes.areas import areas, police_force_areas
from outcomes.receipt_codes import BitReader, BitWriter, CodeUnreadable, hash_bits, spell, unspell
from outcomes.result import Key, Observation, Result
from outcomes.selection import Selection

VERSION = 1
FIRST_YEAR = 1900
MEASURES = (
    "prosecutions",
    "convictions",
    "conviction_ratio",
    "sentenced",
    "custody_rate",
    "acsl_months",
)
BASES = (None, "calendar", "march")
SEXES = (None, "male", "female", "other", "not known")
AGES = (
    None, "10-11", "12-14", "15-17", "18-20", "21-24", "25-29", "30-39", "40-49", "50-59", "60-69",
    "70 and over", "60 and over", "25 and over", "not known", "children", "young adults", "adults",
)  # fmt: skip
BREAKDOWNS = (
    "year", "area", "offence", "sex", "age_group", "age_range", "ethnicity", "court",
    "sentence_outcome", "custodial_length",
)  # fmt: skip
OFFENCE_BITS, AREA_BITS, ROW_BITS, EDITION_BITS, VALUES_BITS = 20, 14, 12, 20, 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code says.

    Attributes:
        selection: what was counted, years and basis written out.
        edition_tag: first bits of the hash of the edition's name.
        values_hash: first bits of the hash of every row and value.
        row_tag: first bits of the hash of the keys of the newest row with a value; None when
            no row had one.
        amounts: that row's numerator and denominator as whole numbers (``exact_amounts``).
    """

    selection: Selection
    edition_tag: int
    values_hash: int
    row_tag: int | None
    amounts: tuple[int, int | None] | None


def issue(result: Result) -> str:
    """The receipt code of a result: the same for the same figures of the same edition."""
    bits = BitWriter()
    bits.put(VERSION, 3)
    _put_selection(bits, result.selection, result.by)
    bits.put(edition_tag(result.edition.id), EDITION_BITS)
    bits.put(values_hash(result), VALUES_BITS)
    _put_newest(bits, result)
    return spell(bits)


def read_receipt(code: str) -> Receipt:
    """What a receipt code says.

    Raises:
        CodeUnreadable: when it was mistyped, or names what this version does not know.
    """
    bits = unspell(code)
    if bits.take(3) != VERSION:
        raise CodeUnreadable("the code is of a kind that this version does not know")
    selection = _take_selection(bits)
    tag, values = bits.take(EDITION_BITS), bits.take(VALUES_BITS)
    if not bits.take_flag():
        return Receipt(selection, tag, values, None, None)
    row, top = bits.take(ROW_BITS), bits.take_amount()
    bottom = bits.take_amount() if bits.take_flag() else None
    return Receipt(selection, tag, values, row, (top, bottom))


def edition_tag(identifier: str) -> int:
    """First bits of the hash of an edition's name."""
    return hash_bits(identifier, EDITION_BITS)


def row_tag(by: tuple[str, ...], keys: tuple[Key, ...]) -> int:
    """First bits of the hash of a row's keys, whatever their order."""
    return hash_bits(_row_text(by, keys), ROW_BITS)


def exact_amounts(seen: Observation) -> tuple[int, int | None] | None:
    """A row's figure as whole numbers: count, or numerator and denominator (months in hundredths).

    None when the row has no value.
    """
    if seen.value is None:
        return None
    if seen.denominator is None:
        return round(seen.value), None
    top = seen.numerator or 0
    whole = top if isinstance(top, int) else round(top * 100)
    return whole, seen.denominator


def values_hash(result: Result) -> int:
    """First bits of the hash of all rows and values, whatever the order of rows and columns."""
    lines = sorted(
        f"{_row_text(result.by, seen.keys)}={exact_amounts(seen) or seen.status}"
        for seen in result.observations
    )
    return hash_bits("\n".join(lines), VALUES_BITS)


def newest_row(result: Result) -> Observation | None:
    """The row whose figure the code carries: the last one that has a value, by year first."""
    valued = [seen for seen in result.observations if seen.value is not None]
    if "year" in result.by and valued:
        position = result.by.index("year")
        newest = max(int(seen.keys[position]) for seen in valued)
        valued = [seen for seen in valued if seen.keys[position] == newest]
    return valued[0] if valued else None


def _row_text(by: tuple[str, ...], keys: tuple[Key, ...]) -> str:
    return ";".join(f"{name}={key}" for name, key in sorted(zip(by, keys, strict=True)))


def _put_newest(bits: BitWriter, result: Result) -> None:
    newest = newest_row(result)
    amounts = exact_amounts(newest) if newest else None
    bits.put_flag(amounts is not None)
    if newest is None or amounts is None:
        return
    top, bottom = amounts
    bits.put(row_tag(result.by, newest.keys), ROW_BITS)
    bits.put_amount(top)
    bits.put_flag(bottom is not None)
    if bottom is not None:
        bits.put_amount(bottom)


def _put_selection(bits: BitWriter, chosen: Selection, by: tuple[str, ...]) -> None:
    bits.put(MEASURES.index(chosen.measure), 4)
    _put_words(bits, [hash_bits(slug, OFFENCE_BITS) for slug in chosen.offences], OFFENCE_BITS)
    every = set(chosen.areas) == _all_areas()
    bits.put_flag(every)
    if not every:
        _put_words(bits, [hash_bits(slug, AREA_BITS) for slug in chosen.areas], AREA_BITS)
    first, last = chosen.from_year, chosen.to_year
    bits.put_flag(first is not None and last is not None)
    if first is not None and last is not None:
        bits.put(first - FIRST_YEAR, 8)
        bits.put(last - FIRST_YEAR, 8)
    bits.put(BASES.index(chosen.basis), 2)
    bits.put_flag(bool(chosen.sex or chosen.age))
    if chosen.sex or chosen.age:
        bits.put(SEXES.index(chosen.sex), 3)
        bits.put(AGES.index(chosen.age), 5)
    bits.put_flag(by != ("year",))
    if by != ("year",):
        bits.put(sum(1 << BREAKDOWNS.index(name) for name in by), len(BREAKDOWNS))


def _take_selection(bits: BitReader) -> Selection:
    measure = _word(MEASURES, bits.take(4))
    chosen_offences = _take_words(bits, OFFENCE_BITS, _offences_by_hash())
    every = bits.take_flag()
    chosen_areas = None if every else _take_words(bits, AREA_BITS, _areas_by_hash())
    years = (bits.take(8), bits.take(8)) if bits.take_flag() else None
    basis = _word(BASES, bits.take(2))
    sex, age = (bits.take(3), bits.take(5)) if bits.take_flag() else (0, 0)
    mask = bits.take(len(BREAKDOWNS)) if bits.take_flag() else 1
    return Selection(
        measure=measure or "",
        offences=chosen_offences,
        areas=chosen_areas or tuple(area.slug for area in police_force_areas()),
        from_year=years[0] + FIRST_YEAR if years else None,
        to_year=years[1] + FIRST_YEAR if years else None,
        basis=basis,
        sex=_word(SEXES, sex),
        age=_word(AGES, age),
        by=tuple(name for place, name in enumerate(BREAKDOWNS) if mask >> place & 1),
    )


def _put_words(bits: BitWriter, hashes: list[int], width: int) -> None:
    bits.put_flag(len(hashes) == 1)
    if len(hashes) > 1:
        bits.put(len(hashes), 6)
    for one in hashes:
        bits.put(one, width)


def _take_words(bits: BitReader, width: int, known: dict[int, str]) -> tuple[str, ...]:
    number = 1 if bits.take_flag() else bits.take(6)
    found = tuple(known.get(bits.take(width), "") for _ in range(number))
    if not found or "" in found:
        raise CodeUnreadable("the code names an offence or area that is not known here")
    return found


def _word(words: tuple[str | None, ...], position: int) -> str | None:
    if position >= len(words):
        raise CodeUnreadable("the code names something that is not known here")
    return words[position]


@cache
def _all_areas() -> set[str]:
    return {area.slug for area in police_force_areas()}


@cache
def _areas_by_hash() -> dict[int, str]:
    return {hash_bits(slug, AREA_BITS): slug for slug in areas()}


@cache
def _offences_by_hash() -> dict[int, str]:
    known = (offences.ALL_OFFENCES, *offences.families(), *offences.offences())
    return {hash_bits(slug, OFFENCE_BITS): slug for slug in known}
