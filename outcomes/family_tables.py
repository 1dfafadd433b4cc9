"""The table of family courts' orders in an edition: its columns, and its rows by kind and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from outcomes.neighbours import FamilyOrders
from outcomes.schema import WORD, Column

NON_MOLESTATION, OCCUPATION = "non-molestation orders", "occupation orders"
EX_PARTE, ON_NOTICE = "ex parte", "on notice"

FAMILY_COLUMNS = (
    Column("year", pa.int16(), "The calendar year in which the orders were made."),
    Column("police_force_area", WORD, "England and Wales: the source knows no smaller place."),
    Column("order", WORD, "Non-molestation orders or occupation orders."),
    Column(
        "notice",
        WORD,
        "Ex parte, or on notice to the other side; 'not split' where the source does not say.",
    ),
    Column("orders_made", pa.int64(), "Orders that courts made in family cases."),
    Column("orders_applied_for", pa.int64(), "Orders applied for; null when not carried."),
)


def open_family_orders(
    rows: Iterable[Mapping[str, Any]], rank: Mapping[str, int]
) -> dict[tuple[str, int], FamilyOrders]:
    """Each kind and year from the newest source that has it, both ways of notice together.

    Args:
        rows: of the table.
        rank: place of each source, the newest first.
    """
    found: dict[tuple[str, int], FamilyOrders] = {}
    for row in sorted(rows, key=lambda row: rank[row["source"]]):
        key, applied = (row["order"], row["year"]), row["orders_applied_for"]
        known = found.get(key)
        if known is None:
            found[key] = FamilyOrders(row["source"], row["orders_made"], applied)
        elif known.source == row["source"]:
            both = None if None in (known.applied_for, applied) else known.applied_for + applied
            found[key] = FamilyOrders(known.source, known.made + row["orders_made"], both)
    return found
