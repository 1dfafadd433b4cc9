"""What a page takes of an address beyond any selection: measures, areas, options of drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes.errors import ParameterProblem
from outcomes.parameters import by_slug, near_words
from outcomes.selection import Selection
from outcomes.vocabulary import slugify

MAX_OPTION_LENGTH = 40


@dataclass(frozen=True)
class Accepted:
    """What a page reads from an address.

    Attributes:
        defaults: its selection, for what is not given or cannot be read.
        measures: the measures that it shows; that of ``defaults`` alone when empty.
        options: each option of drawing with its accepted values, the default one first.
        places: the areas that it can show; every one when empty.
        instead_of: parameters of a selection that it has no figures for, with the option that
            stands in their place.
    """

    defaults: Selection
    measures: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    instead_of: Mapping[str, str] = field(default_factory=dict)


def with_options_instead(
    given: Mapping[str, list[str]], accepted: Accepted
) -> tuple[dict[str, list[str]], list[ParameterProblem]]:
    """What is given, each parameter that the page has no figures for read as its option."""
    taken, problems = dict(given), []
    usual = accepted.defaults.to_params()
    for name, option in accepted.instead_of.items():
        value = ",".join(taken.pop(name, []))[:MAX_OPTION_LENGTH]
        # Links between pages carry the usual value, which asks for nothing of this page.
        if option in taken or value in {"", usual.get(name)}:
            continue
        known = by_slug(accepted.options[option])
        if slugify(value) in known:
            taken[option] = [known[slugify(value)]]
        else:
            reason = "This page has no such figures."
            problems.append(ParameterProblem(name, value, reason, near_words(value, known)))
    return taken, problems


def with_measure(
    selection: Selection, accepted: Accepted
) -> tuple[Selection, tuple[ParameterProblem, ...]]:
    """The selection with a measure that the page shows, and a problem where it was another."""
    usual = accepted.defaults.measure
    known = accepted.measures or (usual,)
    if selection.measure in known:
        return selection, ()
    problem = ParameterProblem(
        "measure",
        selection.measure,
        "This page does not show that measure.",
        near_words(selection.measure, by_slug(known)),
    )
    return selection.but(measure=usual), (problem,)


def with_places(
    selection: Selection, accepted: Accepted
) -> tuple[Selection, tuple[ParameterProblem, ...]]:
    """The selection in areas that the page shows, and a problem for each other one."""
    other = [slug for slug in selection.areas if slug not in accepted.places]
    if not accepted.places or not other:
        return selection, ()
    kept = tuple(slug for slug in selection.areas if slug in accepted.places)
    reason = "This page has no such area."
    problems = tuple(ParameterProblem("area", slug, reason) for slug in other)
    return selection.but(areas=kept or accepted.defaults.areas), problems


def read_options(
    given: Mapping[str, list[str]], options: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], tuple[ParameterProblem, ...]]:
    """Each option with an accepted value, and a problem for each value that is none."""
    chosen, problems = {}, []
    for name, accepted in options.items():
        value = given.get(name, [accepted[0]])[-1]
        if value not in accepted:
            reason = "There is no such value."
            near = near_words(value, by_slug(accepted))
            problems.append(ParameterProblem(name, value[:MAX_OPTION_LENGTH], reason, near))
        chosen[name] = value if value in accepted else accepted[0]
    return chosen, tuple(problems)
