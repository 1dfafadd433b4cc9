"""What readers are told of a part of an address that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes.errors import ParameterProblem

# What is shown instead of an edition that there is not.
SERVED_ANSWERS = "The edition that is served answers."


def problem_words(problem: ParameterProblem, labels: Mapping[str, str], instead: str) -> str:
    """What was asked, why it is not shown, what was perhaps meant, and what is shown instead.

    Args:
        problem: what could not be read.
        labels: what readers call the values that can be chosen; others are not suggested.
        instead: a sentence, or empty where the reason says it already.
    """
    value = f" “{problem.value}”" if problem.value else ""
    near = [labels[slug] for slug in problem.near if slug in labels]
    asks = f"Did you mean {' or '.join(near)}?" if near else ""
    said = f"{problem.parameter}{value} in the address: {problem.reason}"
    return " ".join(part for part in (said, asks, instead) if part)


def set_to(control: str, chosen: str) -> str:
    """What a control shows instead; empty where nothing is chosen."""
    return f"Instead, “{control}” is set to “{chosen}”." if chosen else ""
