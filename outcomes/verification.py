"""Answers a receipt: are its figures still what the edition that is served says?"""

from __future__ import annotations

from dataclasses import dataclass

from outcomes.addressed import answer_any
from outcomes.breaches import HUNDRED
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable, TooManyRows
from outcomes.history import kept_names, served_pointers
from outcomes.measures import PER_RESIDENTS, Measure
from outcomes.neighbour_measures import PER_100_ORDERS, table_of
from outcomes.rates import PER
from outcomes.receipt_codes import CodeUnreadable
from outcomes.receipts import (
    Receipt,
    edition_tag,
    exact_amounts,
    newest_row,
    read_receipt,
    row_tag,
    values_hash,
)
from outcomes.result import NOT_PUBLISHED, PUBLISHED, Key, Observation, Result
from outcomes.size import MAX_TOTAL_ROWS, is_too_wide
from outcomes.store import LoadedEdition, Store

CURRENT, REVISED, UNKNOWN = "current", "revised", "unknown"
HUNDREDTHS = 100
# For units that are no plain division, what it is multiplied by.
TIMES = {PER_RESIDENTS: PER, PER_100_ORDERS: HUNDRED}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is no longer what it was.

    Attributes:
        keys: the row's keys by name.
        before: what the receipt was issued for; None when the row was not there.
        after: what the served edition says; None when the row is not there any more.
    """

    keys: dict[str, Key]
    before: Observation | None
    after: Observation | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a receipt.

    Attributes:
        status: ``current``, ``revised`` or ``unknown``.
        reason: one or two sentences.
        served: the edition that is served.
        issued: name of the edition that the receipt was issued under; None when unknown.
        kept: whether that edition is still kept, so that every row could be compared.
        result: the receipt's selection answered from the served edition; None when unknown.
        newest: the row of the result whose figure the code itself carries; None when there is
            none.
        changes: rows that differ, in the result's order.
    """

    status: str
    reason: str
    served: Edition
    issued: str | None = None
    kept: bool = False
    result: Result | None = None
    newest: Observation | None = None
    changes: tuple[Change, ...] = ()


def verify(store: Store, code: str) -> Verdict:
    """Answer a receipt code; never raises for whatever is given as a code.

    Raises:
        EditionUnavailable: when no edition is served.
    """
    served = store.edition()
    try:
        receipt = _read(code)
        after = _answered(served, receipt)
    except (CodeUnreadable, TooManyRows) as error:
        reason = f"This is not a receipt of this site: {error}."
        return Verdict(UNKNOWN, reason, served.edition)
    issued = _issued_under(store, receipt)
    if issued is None:
        reason = "No edition that was ever served here issued this receipt."
        return Verdict(UNKNOWN, reason, served.edition)
    before = _answer_of(store, issued, receipt)
    if before is None:
        return _judge_without(receipt, after, issued)
    return _judge(receipt, before, after, issued)


def _read(code: str) -> Receipt:
    receipt = read_receipt(code)
    if table_of(receipt.selection.measure) is None and is_too_wide(receipt.selection):
        raise CodeUnreadable("it asks for more than one answer has")
    return receipt


def _issued_under(store: Store, receipt: Receipt) -> str | None:
    """Name of the edition whose tag the receipt carries."""
    kept = kept_names(store.data_dir)
    switched = (pointer.edition for pointer in served_pointers(store.data_dir))
    named = dict.fromkeys((store.edition().edition.id, *kept, *switched))
    return next((name for name in named if edition_tag(name) == receipt.edition_tag), None)


def _answered(loaded: LoadedEdition, receipt: Receipt) -> Result:
    return answer_any(loaded, receipt.selection, MAX_TOTAL_ROWS, rate=receipt.rate)


def _answer_of(store: Store, name: str, receipt: Receipt) -> Result | None:
    try:
        return _answered(store.edition(name), receipt)
    except (EditionUnavailable, TooManyRows):
        return None


def _judge(receipt: Receipt, before: Result, after: Result, issued: str) -> Verdict:
    """Compare every row with the edition that issued the receipt."""
    if values_hash(before) != receipt.values_hash:
        reason = f"Edition {issued} gives other figures than the ones this receipt is for."
        return Verdict(UNKNOWN, reason, after.edition, issued, kept=True)
    changes = changes_between(before, after)
    newest = newest_row(after)
    if not changes:
        reason = "Every figure is what the edition that is served says."
        return Verdict(CURRENT, reason, after.edition, issued, True, after, newest)
    number = f"{len(changes):,} of {max(len(before.observations), len(after.observations)):,}"
    reason = f"Revised since edition {issued}: {number} figures have changed."
    return Verdict(REVISED, reason, after.edition, issued, True, after, newest, changes)


def _judge_without(receipt: Receipt, after: Result, issued: str) -> Verdict:
    """Compare what the code itself carries, where its edition is no longer kept."""
    found = _row_of(receipt, after)
    if values_hash(after) == receipt.values_hash:
        reason = f"Every figure is as it was in edition {issued}, which is no longer kept."
        return Verdict(CURRENT, reason, after.edition, issued, False, after, found)
    stated = _stated(receipt, after.measure, found)
    same = found is not None and exact_amounts(found) == receipt.amounts
    changes = () if same or stated is None else (_change(after, found, stated),)
    reason = (
        f"Revised since edition {issued}, which is no longer kept. Of its figures the receipt "
        f"carries the newest one{', which is as it was' if same else ''}."
    )
    return Verdict(REVISED, reason, after.edition, issued, False, after, found, changes)


def _row_of(receipt: Receipt, result: Result) -> Observation | None:
    """The row whose figure the code carries."""
    rows = (one for one in result.observations if row_tag(result.by, one.keys) == receipt.row_tag)
    return next(rows, None)


def _stated(receipt: Receipt, measure: Measure, found: Observation | None) -> Observation | None:
    """The figure that the code carries, as an observation."""
    if receipt.amounts is None:
        return None
    keys = found.keys if found else ()
    top, bottom = receipt.amounts
    if bottom is None:
        return Observation(keys, top, None, None, PUBLISHED, None)
    above = top / HUNDREDTHS if measure.unit == "months" else top
    value = above * TIMES.get(measure.unit, 1) / bottom if bottom else None
    return Observation(keys, value, above, bottom, PUBLISHED, None)


def _change(result: Result, found: Observation | None, stated: Observation) -> Change:
    keys = dict(zip(result.by, found.keys, strict=True)) if found else {}
    return Change(keys, stated, found)


def changes_between(before: Result, after: Result) -> tuple[Change, ...]:
    """Rows of two answers to the same selection that differ, in the later one's order."""
    old = _by_keys(before)
    new = _by_keys(after)
    return tuple(
        Change(dict(keys), old.get(keys), new.get(keys))
        for keys in dict.fromkeys((*new, *old))
        if _figure(old.get(keys)) != _figure(new.get(keys))
    )


def _by_keys(result: Result) -> dict[tuple[tuple[str, Key], ...], Observation]:
    return {tuple(zip(result.by, seen.keys, strict=True)): seen for seen in result.observations}


def _figure(seen: Observation | None) -> object:
    """What must be the same; a row that is not there is one that is not published."""
    if seen is None:
        return NOT_PUBLISHED
    return exact_amounts(seen) or seen.status
