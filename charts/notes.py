"""The notes of a result: what applies to this very selection, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from charts.dates import CLOSED_YEAR
from charts.law import beginnings, covered_years, law_marks, members
from charts.series import in_panels, lines, published_years
from charts.small_cells import SMALL_CELL_NOTE, is_small
from charts.values import LOW_BASE_SIGN, SYMBOLS, value_text
from outcomes import areas, numbers
from outcomes.breaks import METHOD_BREAK, METHOD_BREAK_CODE, method_breaks
from outcomes.reference import read_reference
from outcomes.result import NOT_MEANINGFUL, Observation, Result
from outcomes.small_numbers import SMALL_COUNTS, has_low_base

ZERO = "0 is a true zero: the source publishes this period and area and has none."


def notes(result: Result, *, drawn: bool = True) -> tuple[str, ...]:
    """Notices, law dates, standing notes, and the signs that stand in the table.

    Args:
        result: what they are about.
        drawn: whether its years are drawn; dates of the law are told of charts only.
    """
    found = [
        *(one.text for one in result.notices if one != SMALL_COUNTS),
        *(_law_notes(result) if drawn else ()),
        *standing_notes(result),
        *sign_notes(result),
    ]
    return tuple(dict.fromkeys(found))


def _law_notes(result: Result) -> Iterator[str]:
    """The law's dates with the numbers of their marks; without them where none is drawn."""
    marks = law_marks(result, read_reference("law"), covered_years(result))
    panels = in_panels([line for line in lines(result) if line.published])
    yield from (mark.said if panels else mark.text for mark in marks)
    yield from beginnings(result, marks)


def standing_notes(result: Result) -> Iterator[str]:
    """Notes of ``data/reference/notes.csv`` that apply to a result."""
    subjects = _subjects(result)
    for row in read_reference("notes"):
        applies = {one.strip() for one in row["applies_to"].split(";")}
        if applies & subjects and _is_due(row["slug"], result):
            yield row["text"]


def _subjects(result: Result) -> set[str]:
    chosen = result.selection
    single = {one for slug in chosen.offences for one in members(slug)}
    found = {
        "all",
        result.measure.name,
        chosen.measure,
        *chosen.offences,
        *single,
        *chosen.areas,
        *result.by,
    }
    if chosen.age:
        found.add("age_range")
    if any(slug != areas.ENGLAND_AND_WALES for slug in chosen.areas) or "area" in result.by:
        found.add("areas")
    return found


def _is_due(slug: str, result: Result) -> bool:
    """Whether a note about certain years or values has its occasion in a result."""
    years = published_years(result)
    codes = {notice.code for notice in result.notices}
    if not years:
        return False
    occasions = {
        METHOD_BREAK_CODE: bool(method_breaks(years, result.selection.basis)),
        "courts-2020": years[0] <= CLOSED_YEAR <= years[-1] and len(years) > 1,
        "period-basis": result.selection.basis == "march",
        "ages-from-2017": years[0] < METHOD_BREAK,
        "no-acquittals-non-molestation": any(
            one.status == NOT_MEANINGFUL for one in result.observations
        )
        and "no-acquittals" not in codes,
        "persons-only": "persons-only" not in codes,
    }
    return occasions.get(slug, True)


def sign_notes(result: Result) -> Iterator[str]:
    """What each sign means that stands in the table of a result."""
    written = {value_text(result.measure, one) for one in result.observations}
    signs = [numbers.NOT_AVAILABLE, numbers.NOTHING_TO_DIVIDE, numbers.LOW]
    found = [sign for sign in signs if sign in written]
    if any(one.status == NOT_MEANINGFUL for one in result.observations):
        found.append("[m]")
    if result.measure.is_share and any(_is_marked_low(one) for one in result.observations):
        found.append(LOW_BASE_SIGN)
    if any(one.provisional for one in result.observations):
        found.append("[p]")
    for sign in found:
        yield f"{sign} {SYMBOLS[sign]}."
    if any(is_small(result, one) for one in result.observations):
        yield SMALL_CELL_NOTE
    if numbers.NOT_AVAILABLE in found and any(one.value == 0 for one in result.observations):
        yield ZERO


def _is_marked_low(one: Observation) -> bool:
    return one.value is not None and one.status != NOT_MEANINGFUL and has_low_base(one)


def picture_notes(result: Result, law: Iterable[Mapping[str, str]] = ()) -> tuple[str, ...]:
    """The few notes that a picture carries: warnings first, then the law dates drawn in it."""
    warnings = [notice.text for notice in result.notices if notice.level == "warning"]
    marks = [mark.text for mark in law_marks(result, law)]
    small = any(is_small(result, one) for one in result.observations)
    cells = [SMALL_CELL_NOTE] if small else []
    return tuple(dict.fromkeys([*warnings, *_break_note(result), *marks, *cells]))


def _break_note(result: Result) -> list[str]:
    years = published_years(result)
    if "year" not in result.by or not method_breaks(years, result.selection.basis):
        return []
    return ["Break in series: figures from 2017 were derived anew, and areas assigned anew."]
