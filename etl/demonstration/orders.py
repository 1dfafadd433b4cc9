"""Makes up orders of family courts, as the Ministry's CSV of them has it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from etl.demonstration.offences import FIRST_YEAR, LAST_YEAR

ORDERS_HEADER = "year,quarter,case_type,type,order_type,exparte_or_on_notice,power_of_arrest,total"
MADE, APPLIED = "Orders made", "Orders applied for"
# How many in a quarter of the first year, by what is counted, kind and notice.
_ORDERS = {
    (APPLIED, "Non-Molestation", "Exparte"): 3_900,
    (APPLIED, "Non-Molestation", "On Notice"): 640,
    (APPLIED, "Occupation", "Exparte"): 620,
    (APPLIED, "Occupation", "On Notice"): 410,
    (MADE, "Non-Molestation", "Exparte"): 3_300,
    (MADE, "Non-Molestation", "On Notice"): 2_100,
    (MADE, "Occupation", "Exparte"): 330,
    (MADE, "Occupation", "On Notice"): 240,
}
_CASES = {"Cases started": 4_700, "Cases concluded": 4_300}
# How many times as many a year later, and the shares made in cases about children, and without
# a power of arrest.
_GROWTH, _CHILDREN, _NO_ARREST = 1.04, 0.06, 0.9


def family_orders(random: np.random.Generator) -> Iterator[str]:
    """Rows by quarter to the third one after the release, so that a cut year can be seen."""
    for year in range(FIRST_YEAR, LAST_YEAR + 2):
        growth = _GROWTH ** (year - FIRST_YEAR)
        for quarter in (1, 2, 3, 4) if year <= LAST_YEAR else (1, 2, 3):
            for (kind, order, notice), often in _ORDERS.items():
                number = int(random.poisson(often * growth))
                for case_type, arrest, part in _split(kind, number):
                    yield f"{year},{quarter},{case_type},{kind},{order},{notice},{arrest},{part}"
            for kind, often in _CASES.items():
                number = int(random.poisson(often * growth))
                yield f"{year},{quarter},Domestic Violence,{kind},n/a,n/a,n/a,{number}"


def _split(kind: str, number: int) -> Iterator[tuple[str, str, int]]:
    """By case type and power of arrest, which only an order made can have."""
    children = round(number * _CHILDREN)
    yield "Childrens Act", "n/a" if kind == APPLIED else "No POA", children
    if kind == APPLIED:
        yield "Domestic Violence", "n/a", number - children
        return
    plain = round((number - children) * _NO_ARREST)
    yield "Domestic Violence", "No POA", plain
    yield "Domestic Violence", "POA", number - children - plain
