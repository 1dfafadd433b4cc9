"""The counts from crimes recorded to people jailed, as a page tells them."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from outcomes import numbers
from outcomes.ladder import NOT_FUNNEL, Rung
from ui import elements as html
from ui.tables import listing


def ladder_told(rungs: Sequence[Rung], whose: str) -> tuple[Component, ...]:
    """The counts as a table, each with its unit, period and source; nothing where there are none.

    Args:
        rungs: in the order of a case.
        whose: offence and area, for the caption.
    """
    if not rungs:
        return ()
    rows = [
        (
            rung.name,
            numbers.NOT_AVAILABLE if rung.value is None else numbers.count(rung.value),
            rung.counts,
            rung.period,
            rung.source,
        )
        for rung in rungs
    ]
    headers = ("What happened", "Number", "What is counted", "Period", "Source")
    return (
        html.H3("Five counts beside each other"),
        html.P(NOT_FUNNEL),
        listing(f"From crimes recorded to people jailed: {whose}", headers, rows),
    )
