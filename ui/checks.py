"""What the checks of an edition remarked, for readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from outcomes.editions import Edition
from ui import elements as html
from ui.tables import listing

MOST_CHECKS = 50
# Notes of one code, beyond which they are folded together.
MOST_ALIKE = 3
# The gravest first.
NOTE = "note"
SEVERITIES = ("hold", "warning", NOTE)


def checks_told(edition: Edition) -> list[Component]:
    """Every hold that was let pass, with its reason; warnings and notes, the first fifty.

    Many notes of one code are folded together; holds and warnings always stand open.
    """
    if not edition.checks:
        return [html.P("Every check passed, without warnings.")]
    checks = sorted(edition.checks, key=_gravity)
    told = Counter(str(check.get("severity", NOTE)) for check in checks)
    counted = ", ".join(
        f"{number} {name}{'' if number == 1 else 's'}" for name, number in told.items()
    )
    words = f"The figures passed every check that can stop an edition. Beside that: {counted}."
    if told["hold"]:
        words += " A hold stops an edition until a person says why it is right."
    return [html.P(words), *_listed(checks[:MOST_CHECKS])]


def _listed(checks: Sequence[dict[str, Any]]) -> list[Component]:
    alike: dict[str, list[dict[str, Any]]] = {}
    for check in checks:
        if check.get("severity") == NOTE:
            alike.setdefault(str(check.get("code", "")), []).append(check)
    many = {code: notes for code, notes in alike.items() if len(notes) > MOST_ALIKE}
    folded = [note for notes in many.values() for note in notes]
    apart = [check for check in checks if check not in folded]
    shown = [_table("Warnings and notes of the checks", apart)] if apart else []
    return [*shown, *(_folded(code, notes) for code, notes in many.items())]


def _folded(code: str, notes: Sequence[dict[str, Any]]) -> Component:
    summary = html.Summary(f"{code}: {len(notes)} notes")
    return html.Details([summary, _table(f"Notes of the check {code}", notes)])


def _table(caption: str, checks: Sequence[dict[str, Any]]) -> Component:
    rows = [
        (str(check.get("code", "")), str(check.get("severity", "")), _words(check))
        for check in checks
    ]
    return listing(caption, ("Check", "Kind", "What it says"), rows)


def _gravity(check: dict[str, Any]) -> int:
    severity = str(check.get("severity", ""))
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _words(check: dict[str, Any]) -> str:
    message, reason = str(check.get("message", "")), check.get("acknowledged")
    named = [str(check[name]) for name in ("column", "value") if check.get(name)]
    told = f"{message} ({': '.join(named)})" if check.get("column") else message
    return f"{told}. Let pass: {reason}" if reason else told
