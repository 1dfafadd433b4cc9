"""Identities that the published figures must keep among themselves, whatever the source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from etl.reading.keys import FIRST_YEAR
from etl.reading.labels import COMMITTED_FOR_SENTENCE, CONVICTED, NOT_CONVICTED, SENTENCED, words_of
from etl.reading.tallies import CROSSED, TableView
from etl.reading.totals import Tally
from outcomes.errors import Problem
from outcomes.vocabulary import (
    IMMEDIATE_CUSTODY,
    INDETERMINATE_LENGTHS,
    NOT_APPLICABLE,
    NOT_KNOWN,
    SENTENCE_OUTCOMES,
)

ByYear = npt.NDArray[np.float64]


def check_lengths(view: TableView) -> Iterator[Problem]:
    """N7: every immediate custody has a length, and nothing else has one."""
    sentenced = view.cross(CROSSED["sentences"], "sentenced")
    custody = words_of("sentence_outcome").index(IMMEDIATE_CUSTODY)
    none, unknown = (words_of("custodial_length").index(one) for one in (NOT_APPLICABLE, NOT_KNOWN))
    others = np.delete(np.delete(sentenced, custody, axis=1), none, axis=2).sum((1, 2))
    yield from _each_year("N7_LENGTHS", "other sentences have a custodial length", others)
    without = sentenced[:, custody, none]
    yield from _each_year("N7_LENGTHS", "immediate custody has no length", without)
    vague = sentenced[:, custody, unknown]
    yield from _each_year("N7_LENGTHS", "custodial lengths are not known", vague, "warning")


def check_persons(view: TableView) -> Iterator[Problem]:
    """N8: the persons behind the average length are immediate custody without indeterminate."""
    sentenced, persons = (
        view.cross(CROSSED["sentences"], one) for one in ("sentenced", "acsl_persons")
    )
    custody = words_of("sentence_outcome").index(IMMEDIATE_CUSTODY)
    lengths = words_of("custodial_length")
    indeterminate = [lengths.index(one) for one in INDETERMINATE_LENGTHS]
    expected = np.delete(sentenced[:, custody], indeterminate, axis=1).sum(1)
    differs = np.abs(persons.sum((1, 2)) - expected)
    message = "persons behind the average length are not those with a determinate sentence"
    yield from _each_year("N8_PERSONS", message, differs)


def flag_problems(tally: Tally, *, only_magistrates: bool) -> tuple[Problem, ...]:
    """Where the flags of conviction and sentence do not agree with the outcome, each once.

    The Crown Court sentences whom a magistrates' court convicted, so that only in a file of
    magistrates' courts the flag of conviction follows from the outcome.
    """
    found = [*_sentenced(tally), *(_magistrates(tally) if only_magistrates else ())]
    return tuple(dict.fromkeys(found))


def _sentenced(tally: Tally) -> Iterator[Problem]:
    """N6: who is flagged as sentenced has a sentence, row for row, and nobody else."""
    counts = {words: count for words, (_, count) in tally.items()}
    sentenced = sum(count for words, count in counts.items() if words[1] == SENTENCED)
    by_outcome = sum(count for words, count in counts.items() if words[2] in SENTENCE_OUTCOMES)
    if sentenced != by_outcome:
        message = f"{sentenced:,} are flagged as sentenced, {by_outcome:,} have a sentence"
        yield Problem("N6_SENTENCED", message)
    for words, count in counts.items():
        if (words[1] == SENTENCED) != (words[2] in SENTENCE_OUTCOMES):
            yield _disagree(words, count)


def _magistrates(tally: Tally) -> Iterator[Problem]:
    """N10, of magistrates' courts: the flag of conviction agrees with the outcome, row for row."""
    counts = {words: count for words, (_, count) in tally.items()}
    convicted = sum(count for words, count in counts.items() if words[0] == CONVICTED)
    sentenced = sum(count for words, count in counts.items() if words[1] == SENTENCED)
    committed = sum(count for words, count in counts.items() if words[2] == COMMITTED_FOR_SENTENCE)
    if convicted - sentenced != committed:
        message = f"{convicted:,} convicted without {sentenced:,} sentenced are not {committed:,}"
        yield Problem("N10_COMMITTED", f"{message} committed for sentence")
    for words, count in counts.items():
        if (words[0] == CONVICTED) == (words[2] == NOT_CONVICTED):
            yield _disagree(words, count)


def _disagree(words: tuple[str, ...], count: int) -> Problem:
    message = "flags and outcome of a row contradict each other"
    return Problem("FLAGS_DISAGREE", message, value=" / ".join(words), count=count)


def _each_year(
    code: str, message: str, cases: ByYear, severity: str = "error"
) -> Iterator[Problem]:
    for place in np.flatnonzero(cases).tolist():
        year = str(place + FIRST_YEAR)
        yield Problem(code, message, severity, value=year, count=int(cases[place]))
