"""Holds the Ministry's code before an offence to the label after it.

Offence families are lists of codes: a label under the code of another offence is no small matter.
"""

from __future__ import annotations

from functools import cache

from outcomes.offences import offences
from outcomes.vocabulary import split_offence_code

# Formats of which every code was compared with data/reference/offences.csv.
COMPARED = "BC"


def code_owner(text: str, label: str) -> str | None:
    """The offence to which the code before a label belongs, where that is another; else None.

    Args:
        text: as the file has it, for example ``8.10 Breach of a restraining order``.
        label: our label of the offence that its words name.
    """
    owners = _owners().get(split_offence_code(text)[0] or "", ())
    return None if label in owners or not owners else owners[0]


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """The labels of the offences of each code; several can share one."""
    owners: dict[str, tuple[str, ...]] = {}
    for offence in offences().values():
        for code in filter(None, offence.moj_code.split(";")):
            owners[code] = (*owners.get(code, ()), offence.label)
    return owners
