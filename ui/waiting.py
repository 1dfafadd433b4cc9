"""What is known of a newer release that is not shown, for readers and the operator."""

from __future__ import annotations

from pathlib import Path

from dash.development.base_component import Component

from outcomes.runs import Run, refused_release, waiting_release
from ui import elements as html


def waiting_told(data_dir: Path) -> list[Component]:
    """Which checks hold a newer release back, since when, and the command that lets it pass.

    Or that a newer release is refused. Nothing where there is none of either.
    """
    run, refused = waiting_release(data_dir), refused_release(data_dir)
    if refused is not None:
        return [html.P(html.Strong(_refused_words(refused)))]
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


def _refused_words(run: Run) -> str:
    return (
        f"A newer release was refused on {str(run.refused_since)[:10]}: its files cannot be read "
        "as they are, or their figures cannot be right. What is shown here is the edition before "
        "it."
    )
