"""What the labels of neighbours' files mean: areas, bodies without one, offences, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

from outcomes.areas import areas
from outcomes.errors import Problem
from outcomes.reference import read_reference
from outcomes.vocabulary import normalise_label


@cache
def area_names() -> dict[str, str]:
    """For each label of a police force area, the area's usual name."""
    known = areas()
    return {
        row["label"]: known[row["slug"]].name
        for row in read_reference("area_labels")
        if known[row["slug"]].is_police_force_area
    }


@cache
def force_names() -> dict[str, str]:
    """The same for who records crime: also bodies that are no police force area."""
    others = {row["label"]: row["name"] for row in read_reference("forces_without_area")}
    return {**area_names(), **others}


@cache
def recorded_labels() -> dict[str, str]:
    """For each code of a recorded offence that is kept, its label."""
    return {row["code"]: row["label"] for row in read_reference("recorded_offences")}


@cache
def outcome_words() -> dict[str, str]:
    """For each label of an outcome, our word."""
    return {row["label"]: row["word"] for row in read_reference("recorded_outcomes")}


@lru_cache(maxsize=4096)
def plain_label(label: str) -> str:
    """A label as the tables hold it."""
    return normalise_label(label)


def find_word(known: Mapping[str, str], label: str, column: str) -> str | Problem:
    """The word of a label, or what is wrong with the label."""
    plain = plain_label(label)
    if plain in known:
        return known[plain]
    near = get_close_matches(plain, list(known), n=1, cutoff=0.5)
    return Problem(
        "LABEL_UNKNOWN",
        "this label is not known",
        column=column,
        value=label,
        hint=f"The nearest known one is {near[0]!r}" if near else None,
    )
