"""The longest imprisonment that the law allows for an offence, with the section that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from outcomes import offences
from outcomes.reference import read_reference


@dataclass(frozen=True, slots=True)
class Penalty:
    """The maximum of one offence.

    Attributes:
        offence: its slug.
        longest: the longest imprisonment, in words.
        on_indictment: whether it can be given by the Crown Court; else the offence is tried by
            magistrates' courts only.
        earlier: what the maximum was before, and until when; empty where it did not change.
        section: the section of the Act.
        source: address of the law's own text.
    """

    offence: str
    longest: str
    on_indictment: bool
    earlier: str
    section: str
    source: str


@cache
def penalties() -> dict[str, Penalty]:
    """Every maximum that is held here, by offence; most offences have none."""
    return {
        row["offence"]: Penalty(
            row["offence"],
            row["longest"],
            row["court"] == "indictment",
            row["earlier"],
            row["section"],
            row["source"],
        )
        for row in read_reference("maximum_penalties")
    }


def penalties_of(chosen: Sequence[str]) -> tuple[Penalty, ...]:
    """The maxima of offences or of those that a family counts, once each; some may be missing."""
    if offences.ALL_OFFENCES in chosen:
        return ()
    single = dict.fromkeys(one for slug in chosen for one in offences.expand(slug))
    return tuple(penalties()[slug] for slug in single if slug in penalties())
