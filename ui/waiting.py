"""What is known of a newer release that a check holds back, for readers and the operator."""

from __future__ import annotations

from pathlib import Path

from dash import html
from dash.development.base_component import Component

from outcomes.runs import waiting_release


def waiting_told(data_dir: Path) -> list[Component]:
    """Which checks hold a newer release back, since when, and the command that lets it pass.

    Nothing where no release waits.
    """
    run = waiting_release(data_dir)
    if run is None:
        return []
    reasons = [
        str(one.get("message", "")) for one in run.problems if one.get("severity") == "hold"
    ]  # fmt: skip
    words = (
        f"A newer release has been waiting since {str(run.held_since)[:10]}: its figures differ "
        "so much from those shown here that a person must first say that they are right."
    )
    return [
        html.P(html.Strong(words)),
        html.Ul([html.Li(reason) for reason in reasons]),
        html.P(["Whoever runs this site lets it pass with ", html.Code(run.acknowledgement), "."]),
    ]
