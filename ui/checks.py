"""What the checks of an edition remarked, for readers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dash.development.base_component import Component

from outcomes.editions import Edition
from ui import elements as html
from ui.tables import listing

MOST_CHECKS = 50
# The gravest first.
SEVERITIES = ("hold", "warning", "note")


def checks_told(edition: Edition) -> list[Component]:
    """Every hold that was let pass, with its reason; warnings and notes, the first fifty."""
    if not edition.checks:
        return [html.P("Every check passed, without warnings.")]
    checks = sorted(edition.checks, key=_gravity)
    told = Counter(str(check.get("severity", "note")) for check in checks)
    counted = ", ".join(
        f"{number} {name}{'' if number == 1 else 's'}" for name, number in told.items()
    )
    rows = [
        (str(check.get("code", "")), str(check.get("severity", "")), _words(check))
        for check in checks[:MOST_CHECKS]
    ]
    words = f"The figures passed every check that can stop an edition. Beside that: {counted}."
    if told["hold"]:
        words += " A hold stops an edition until a person says why it is right."
    return [
        html.P(words),
        listing("Warnings and notes of the checks", ("Check", "Kind", "What it says"), rows),
    ]


def _gravity(check: dict[str, Any]) -> int:
    severity = str(check.get("severity", ""))
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _words(check: dict[str, Any]) -> str:
    message, reason = str(check.get("message", "")), check.get("acknowledged")
    named = [str(check[name]) for name in ("column", "value") if check.get(name)]
    told = f"{message} ({': '.join(named)})" if check.get("column") else message
    return f"{told}. Let pass: {reason}" if reason else told
