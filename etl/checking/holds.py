"""Checks that a person can let pass by saying why: their names, and who said so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from outcomes.errors import CheckError, Problem

COVERAGE_SHRANK, REVISED_MUCH, JUMP_LARGE = "COVERAGE_SHRANK", "REVISED_MUCH", "JUMP_LARGE"
HOLDS = (COVERAGE_SHRANK, REVISED_MUCH, JUMP_LARGE)


def refuse(problems: Sequence[Problem], acknowledged: Collection[str]) -> None:
    """Stop for errors, and for holds that nobody has let pass; each hold says how to.

    Raises:
        CheckError: with all of them.
    """
    stopping = [
        _with_hint(problem) if problem.severity == "hold" else problem
        for problem in problems
        if problem.severity == "error"
        or (problem.severity == "hold" and problem.code not in acknowledged)
    ]
    if stopping:
        raise CheckError(tuple(stopping))


def _with_hint(problem: Problem) -> Problem:
    hint = (
        "If that is right, run the same command again with"
        f" --acknowledge {problem.code} --reason TEXT"
    )
    return replace(problem, hint=hint)


def recorded_check(problem: Problem, before: str, reason: str) -> dict[str, Any]:
    """A problem as an edition keeps it: against which edition, and a hold's reason to pass.

    Args:
        problem: a hold that was acknowledged, a warning or a note.
        before: the edition before.
        reason: why it was let pass.
    """
    body = {**problem.to_dict(), "against": before}
    return {**body, "acknowledged": reason} if problem.severity == "hold" else body
