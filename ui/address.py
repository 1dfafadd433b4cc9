"""What readers are told of an address: what could not be read, and what is shown instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outcomes.errors import ParameterProblem
from outcomes.problem_words import SERVED_ANSWERS, problem_words, set_to
from ui.context import Asked
from ui.selection_form import Field

EDITION, FIRST_YEAR, LAST_YEAR = "edition", "from", "to"
# Where no control of the page can say it.
OTHER_WAY_ROUND = "The two years are taken the other way round."
WITHOUT_IT = "The page is shown without it."


def address_notices(
    asked: Asked, fields: Sequence[Field], instead_of: Mapping[str, str]
) -> list[str]:
    """One notice for each part of the address that could not be read, in readers' own names.

    Args:
        asked: what was asked, with its problems.
        fields: the controls of the page, whose labels name the values.
        instead_of: the control that stands in the place of a parameter without one.
    """
    shown = {**asked.selection.to_params(), **asked.options}
    by_name = {one.name: one for one in fields}
    return [
        _notice(problem, by_name.get(instead_of.get(problem.parameter, problem.parameter)), shown)
        for problem in asked.problems
    ]


def _notice(problem: ParameterProblem, field: Field | None, shown: Mapping[str, str]) -> str:
    labels = field.labels if field else {}
    return problem_words(problem, labels, _instead(problem, field, shown))


def _instead(problem: ParameterProblem, field: Field | None, shown: Mapping[str, str]) -> str:
    """What the page shows for a value that it could not read."""
    if problem.parameter == EDITION:
        return SERVED_ANSWERS
    if field is None:
        swapped = problem.parameter == FIRST_YEAR and problem.value == shown.get(LAST_YEAR)
        return OTHER_WAY_ROUND if swapped else WITHOUT_IT
    chosen = shown.get(field.name, field.default)
    # A year that is not published stands in its control as it is.
    return set_to(field.label, ", ".join(field.labels.get(one, one) for one in chosen.split(",")))
