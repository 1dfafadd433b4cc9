"""How a selection is written into a receipt code, and read back.

The lists below are positions in codes that are out in the world: words may be added at their ends,
never moved or taken away. Offences and areas are written as first bits of the hash of their slugs,
so that their tables may be put in another order.
"""

from __future__ import annotations

from functools import cache

from outcomes import offences
from outcomes.areas import areas, police_force_areas
from outcomes.neighbour_answers import kinds_of
from outcomes.neighbour_measures import AROUND_MEASURES, AROUND_TABLES
from outcomes.receipt_codes import BitReader, BitWriter, CodeUnreadable, hash_bits
from outcomes.selection import Selection

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
AROUND = (
    "offences_recorded", "charges", "residents", "orders_made", "breaches_per_100_orders",
)  # fmt: skip
OFFENCE_BITS, AREA_BITS = 20, 14


def put_selection(bits: BitWriter, chosen: Selection, by: tuple[str, ...]) -> None:
    """Write a selection, its edition left out."""
    bits.put(MEASURES.index(chosen.measure), 4)
    _put_words(bits, [hash_bits(slug, OFFENCE_BITS) for slug in chosen.offences], OFFENCE_BITS)
    _put_areas(bits, chosen.areas)
    _put_years(bits, chosen)
    bits.put(BASES.index(chosen.basis), 2)
    bits.put_flag(bool(chosen.sex or chosen.age))
    if chosen.sex or chosen.age:
        bits.put(SEXES.index(chosen.sex), 3)
        bits.put(AGES.index(chosen.age), 5)
    bits.put_flag(by != ("year",))
    if by != ("year",):
        bits.put(sum(1 << BREAKDOWNS.index(name) for name in by), len(BREAKDOWNS))


def take_selection(bits: BitReader) -> Selection:
    """Read a selection back; CodeUnreadable when it names what is not known here."""
    measure = _word(MEASURES, bits.take(4))
    chosen_offences = _take_words(bits, OFFENCE_BITS, _offences_by_hash())
    chosen_areas = _take_areas(bits)
    first, last = _take_years(bits)
    basis = _word(BASES, bits.take(2))
    sex, age = (bits.take(3), bits.take(5)) if bits.take_flag() else (0, 0)
    mask = bits.take(len(BREAKDOWNS)) if bits.take_flag() else 1
    return Selection(
        measure=measure or "",
        offences=chosen_offences,
        areas=chosen_areas,
        from_year=first,
        to_year=last,
        basis=basis,
        sex=_word(SEXES, sex),
        age=_word(AGES, age),
        by=tuple(name for place, name in enumerate(BREAKDOWNS) if mask >> place & 1),
    )


def put_around(bits: BitWriter, chosen: Selection, by: tuple[str, ...]) -> None:
    """Write a selection of the figures around the courts', its edition left out."""
    table = AROUND_TABLES[AROUND_MEASURES[chosen.measure].table]
    bits.put(AROUND.index(chosen.measure), 4)
    bits.put_flag(bool(table.more) and table.more in by)
    if table.kind:
        _put_words(bits, [hash_bits(kind, OFFENCE_BITS) for kind in chosen.offences], OFFENCE_BITS)
    if table.of_areas:
        _put_areas(bits, chosen.areas)
    _put_years(bits, chosen)


def take_around(bits: BitReader) -> Selection:
    """Read such a selection back; CodeUnreadable when it names what is not known here."""
    measure = _word(AROUND, bits.take(4)) or ""
    table = AROUND_TABLES[AROUND_MEASURES[measure].table]
    by = (table.more,) if bits.take_flag() else ()
    kinds = {hash_bits(kind, OFFENCE_BITS): kind for kind in kinds_of(table)}
    chosen = _take_words(bits, OFFENCE_BITS, kinds) if table.kind else ()
    places = _take_areas(bits) if table.of_areas else Selection().areas
    first, last = _take_years(bits)
    return Selection(measure, chosen, places, first, last, by=by)


def _put_areas(bits: BitWriter, chosen: tuple[str, ...]) -> None:
    every = set(chosen) == _all_areas()
    bits.put_flag(every)
    if not every:
        _put_words(bits, [hash_bits(slug, AREA_BITS) for slug in chosen], AREA_BITS)


def _take_areas(bits: BitReader) -> tuple[str, ...]:
    if bits.take_flag():
        return tuple(area.slug for area in police_force_areas())
    return _take_words(bits, AREA_BITS, _areas_by_hash())


def _put_years(bits: BitWriter, chosen: Selection) -> None:
    first, last = chosen.from_year, chosen.to_year
    bits.put_flag(first is not None and last is not None)
    if first is not None and last is not None:
        bits.put(first - FIRST_YEAR, 8)
        bits.put(last - FIRST_YEAR, 8)


def _take_years(bits: BitReader) -> tuple[int | None, int | None]:
    if not bits.take_flag():
        return None, None
    return bits.take(8) + FIRST_YEAR, bits.take(8) + FIRST_YEAR


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
