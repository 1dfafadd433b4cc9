"""What stands above the rows of a file that is meant for people: one fact a line."""

from __future__ import annotations

from api.answers import Answer
from api.provenance import (
    DEMONSTRATION,
    attribution_of,
    licence_of,
    notes_of,
    source_of,
    title_of,
    unit_of,
)

Fact = tuple[str, str]


def facts_of(answer: Answer) -> tuple[Fact, ...]:
    """Names and texts of what is said about the figures, the demonstration mark first."""
    edition = answer.result.edition
    facts = (
        ("Title", title_of(answer.result)),
        ("Unit", unit_of(answer.result)),
        ("Source", source_of(answer.result)),
        ("Edition", f"{edition.label} ({edition.id})"),
        ("Licence", licence_of(answer.result)),
        ("Attribution", attribution_of(answer.result)),
        ("Receipt", f"{answer.receipt} (see {answer.root}/verify/{answer.receipt})"),
        ("Rows", f"{len(answer.rows)} of {answer.total}"),
        ("SHA-256 of the rows as plain CSV", answer.content_hash),
    )
    mark = (("Warning", DEMONSTRATION),) if edition.demonstration else ()
    return (*mark, *(fact for fact in facts if fact[1]))


def heading_of(answer: Answer) -> list[Fact]:
    """The facts and then the notes, as rows of two cells."""
    notes = notes_of(answer.result)
    numbered = [(f"Note {place}", text) for place, text in enumerate(notes, start=1)]
    return [*facts_of(answer), *numbered]
