"""Offences and offence families. A family is a list of offences, never a word search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from outcomes.reference import read_reference


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence that can be chosen.

    Attributes:
        slug: its word in addresses, from the label without code.
        label: its usual label, without code.
        moj_code: the Ministry's code, for example ``8.10``; empty where unknown.
        home_office_codes: codes where the project needs them.
        parent: slug of the offence that contains it in files without Home Office codes.
        offence_group: the group it usually stands in; rows keep their own.
        offence_type: the type it usually has; rows keep their own.
    """

    slug: str
    label: str
    moj_code: str
    home_office_codes: tuple[str, ...]
    parent: str | None
    offence_group: str
    offence_type: str


@dataclass(frozen=True, slots=True)
class Family:
    """Offences that are asked for together, as newspapers count them."""

    slug: str
    label: str
    offences: tuple[str, ...]


ALL_OFFENCES = "all-offences"
# Stands in rows of files that tell groups of offences only: it counts in all offences together,
# is in no list, and can never be chosen.
UNSTATED = "Offence not stated"


@cache
def offences() -> dict[str, Offence]:
    """Every known offence by slug, in file order."""
    return {row["slug"]: _offence(row) for row in read_reference("offences")}


def _offence(row: dict[str, str]) -> Offence:
    codes = tuple(code for code in row["home_office_codes"].split(";") if code)
    return Offence(
        row["slug"],
        row["label"],
        row["moj_code"],
        codes,
        row["parent"] or None,
        row["offence_group"],
        row["offence_type"],
    )


def offence_labelled(label: str) -> Offence:
    """The offence with this usual label; KeyError when there is none."""
    return _offences_by_label()[label]


@cache
def _offences_by_label() -> dict[str, Offence]:
    return {offence.label: offence for offence in offences().values()}


@cache
def families() -> dict[str, Family]:
    """Every offence family by slug, in file order."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in read_reference("offence_families"):
        grouped.setdefault(row["family"], []).append(row)
    return {slug: _family(slug, rows) for slug, rows in grouped.items()}


def _family(slug: str, rows: list[dict[str, str]]) -> Family:
    counted = tuple(row["offence"] for row in rows if row["as_newspapers_count"] == "yes")
    return Family(slug, rows[0]["family_label"], counted)


@cache
def label_of(slug: str) -> str:
    """How a chosen offence, family or ``all-offences`` is called in text."""
    if slug == ALL_OFFENCES:
        return "All offences"
    family = families().get(slug)
    return family.label if family else offences()[slug].label


@cache
def expand(slug: str) -> tuple[str, ...]:
    """Slugs of the single offences whose rows a chosen offence adds up.

    A family gives its members; an offence gives itself and the offences inside it;
    ``all-offences`` gives every offence.
    """
    if slug == ALL_OFFENCES:
        return tuple(offences())
    family = families().get(slug)
    if family:
        return tuple(dict.fromkeys(one for member in family.offences for one in expand(member)))
    inside = tuple(one.slug for one in offences().values() if one.parent == slug)
    return (slug, *inside)


def keys_needed(chosen: Sequence[str], *, apart: bool) -> set[str]:
    """What a source must tell apart to answer for some choices.

    Offences, unless all are added up; and Home Office codes, where an offence is chosen by
    itself that stands inside another in files without them.

    Args:
        chosen: slugs of families or offences, or ``all-offences``.
        apart: whether the answer has a row for each offence.
    """
    if ALL_OFFENCES in chosen:
        return {"offence"} if apart else set()
    members = [families()[slug].offences if slug in families() else (slug,) for slug in chosen]
    hidden = any(offences()[one].parent for each in members for one in each)
    return {"offence", "home_office_code"} if hidden else {"offence"}
