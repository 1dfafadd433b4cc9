"""Receipts: a code that says by itself which figures left the site, and which edition gave them.

Nothing is kept when a receipt is issued. The code holds the selection with its years and basis
written out, a tag of the edition, a short hash of all values, and the newest value itself, so that
it can be answered years later, even by a site that no longer keeps the edition.
"""

from __future__ import annotations

from dataclasses import dataclass

from outcomes.neighbour_measures import is_courts
from outcomes.receipt_codes import BitWriter, CodeUnreadable, hash_bits, spell, unspell
from outcomes.receipt_selections import put_around, put_selection, take_around, take_selection
from outcomes.result import Key, Observation, Result
from outcomes.selection import Selection

# The first kind is of the courts' figures; the second of those divided by residents or beside them.
COURTS, AROUND = 1, 2
ROW_BITS, EDITION_BITS, VALUES_BITS = 12, 20, 20


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
        rate: whether counts are divided by residents.
    """

    selection: Selection
    edition_tag: int
    values_hash: int
    row_tag: int | None
    amounts: tuple[int, int | None] | None
    rate: bool = False


def issue(result: Result) -> str:
    """The receipt code of a result: the same for the same figures of the same edition."""
    bits = BitWriter()
    rate = result.measure.is_rate
    if is_courts(result.measure):
        bits.put(COURTS, 3)
    else:
        bits.put(AROUND, 3)
        bits.put_flag(rate)
    put = put_selection if rate or is_courts(result.measure) else put_around
    put(bits, result.selection, result.by)
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
    kind = bits.take(3)
    if kind not in (COURTS, AROUND):
        raise CodeUnreadable("the code is of a kind that this version does not know")
    rate = kind == AROUND and bits.take_flag()
    selection = take_selection(bits) if rate or kind == COURTS else take_around(bits)
    tag, values = bits.take(EDITION_BITS), bits.take(VALUES_BITS)
    if not bits.take_flag():
        return Receipt(selection, tag, values, None, None, rate)
    row, top = bits.take(ROW_BITS), bits.take_amount()
    bottom = bits.take_amount() if bits.take_flag() else None
    return Receipt(selection, tag, values, row, (top, bottom), rate)


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
    # A correction can leave a count of recorded crime below zero: the hash alone answers for it.
    told = amounts is not None and amounts[0] >= 0
    bits.put_flag(told)
    if newest is None or amounts is None or not told:
        return
    top, bottom = amounts
    bits.put(row_tag(result.by, newest.keys), ROW_BITS)
    bits.put_amount(top)
    bits.put_flag(bottom is not None)
    if bottom is not None:
        bits.put_amount(bottom)
