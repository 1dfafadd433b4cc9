"""Words of change, which fire only past a test."""

from __future__ import annotations

from charts.small_cells import is_small
from charts.values import told_text
from outcomes import inference, numbers
from outcomes.inference import LOW_BASE
from outcomes.result import NOT_MEANINGFUL, Observation, Result


def change_words(result: Result, before: Observation, after: Observation) -> str:
    """How the later of two observations stands to the earlier, for example ``up from 885``.

    ``up`` and ``down`` only where the exact test gives p < 0.05; ``little changed from``
    otherwise; ``compared with`` where there is no test for the measure. Empty where the two
    cannot be compared.
    """
    if not comparable(before) or not comparable(after):
        return ""
    if is_small(result, before) or is_small(result, after):
        return ""
    if result.measure.is_share:
        return _share_words(result, before, after)
    old = told_text(result.measure, before)
    if result.measure.is_ratio:
        same = old == told_text(result.measure, after)
        unit = " months" if result.measure.unit == "months" else ""
        return "the same as" if same else f"compared with {old}{unit}"
    return _count_words(int(before.value or 0), int(after.value or 0))


def comparable(observation: Observation) -> bool:
    """Whether an observation has a value that means what its name says."""
    return observation.value is not None and observation.status != NOT_MEANINGFUL


def _count_words(before: int, after: int) -> str:
    if before == after:
        return "the same as" if after else "as in"
    old = numbers.count(before) if before else "none"
    if not inference.counts_differ(before, after):
        return f"little changed from {old}"
    direction = "up" if after > before else "down"
    if before < LOW_BASE:
        return f"{direction} from {old}"
    return f"{direction} {numbers.percent_change(before, after)} from {old}"


def _share_words(result: Result, before: Observation, after: Observation) -> str:
    earlier, later = parts(before), parts(after)
    if min(earlier[1], later[1]) < LOW_BASE:
        return ""
    old, new = told_text(result.measure, before), told_text(result.measure, after)
    if earlier[0] > earlier[1] or later[0] > later[1]:
        return f"compared with {old}"
    if not inference.shares_differ(earlier, later):
        return "the same as" if old == new else f"little changed from {old}"
    if old == new:
        return "the same when rounded as"
    direction = "up" if later[0] * earlier[1] > earlier[0] * later[1] else "down"
    return f"{direction} from {old}"


def parts(observation: Observation) -> tuple[int, int]:
    """The two sums of a share."""
    return int(observation.numerator or 0), observation.denominator or 0
