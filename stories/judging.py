"""Whether a number is what the data say: exactly, after rounding, or not."""

from __future__ import annotations

from fractions import Fraction

from outcomes import numbers
from stories.asking import CHANGE, Evidence
from stories.reading.factors import Factor
from stories.reading.hedges import ABOUT, AT_LEAST, AT_MOST, OVER, UNDER
from stories.reading.quantities import COUNT, FRACTION, MONTHS, PERCENT, Quantity
from stories.reading.statements import Statement

MATCHES, ROUNDED, DIFFERENT = "matches", "matches after rounding", "different"
# How far a hedged number may be from the data: counts by a part of it, percentages by points.
_NEAR_COUNT, _NEAR_POINTS, _NEAR_PART = Fraction(1, 5), Fraction(5), Fraction(1, 12)
_ABOUT_COUNT, _ABOUT_POINTS, _ABOUT_PART = Fraction(1, 20), Fraction(2), Fraction(3, 100)
# "Fewer than ten" may be said of six: of small counts a fifth is less than one person.
_NEAR_SMALL = Fraction(5)
_FACTOR_NEAR = Fraction(1, 20)
_ROUND_COUNT, _ROUND_PART = Fraction(1, 200), Fraction(3, 200)


def judge(said: Statement, evidence: Evidence) -> str:
    """``matches``, ``matches after rounding`` or ``different``."""
    if not _direction_holds(said, evidence):
        return DIFFERENT
    value = abs(evidence.value) if evidence.kind == CHANGE else evidence.value
    kind = said.quantity.kind
    if kind == PERCENT:
        return _judge(said.quantity, value * 100, (_NEAR_POINTS, _ABOUT_POINTS))
    if kind == FRACTION:
        return _judge(said.quantity, value, (_NEAR_PART, _ABOUT_PART))
    stated = said.quantity.value
    near = max(stated * _NEAR_COUNT, min(_NEAR_SMALL, stated / 2))
    return _judge(said.quantity, value, (near, stated * _ABOUT_COUNT))


def _direction_holds(said: Statement, evidence: Evidence) -> bool:
    """A rise must be a rise: the sign of a change is the sentence's."""
    direction = said.clause.direction
    if evidence.kind != CHANGE:
        return True
    if direction is None:
        return False
    return not direction or evidence.value * direction > 0


def direction_trouble(ends: tuple[Evidence, Evidence], direction: int) -> str:
    """Why the first of two values is not above (1) or below (-1) the second; empty where it is."""
    now, before = (end.value for end in ends)
    if (now - before) * direction > 0:
        return ""
    if now == before:
        return "it did not change"
    return "it rose" if now > before else "it fell"


def factor_trouble(ends: tuple[Evidence, Evidence], factor: Factor | None) -> str:
    """Why the first of two values is not so many times the second; empty where it is."""
    now, before = (end.value for end in ends)
    if factor is None or not now or not before:
        return ""
    falls = factor.value < 1
    times, said = (before / now, 1 / factor.value) if falls else (now / before, factor.value)
    off = times / said - 1
    holds = {
        None: abs(off) <= _FACTOR_NEAR,
        ABOUT: abs(off) <= 2 * _FACTOR_NEAR,
        OVER: off > 0 and times < said + 1,
        UNDER: -3 * _FACTOR_NEAR <= off < 0,
    }[factor.hedge]
    if holds:
        return ""
    written_times = numbers.round_half_away(now / before, 2 if falls else 1)
    return f"it is {written_times} times as many"


def whole_trouble(said: Statement, evidence: Evidence) -> str:
    """Why "a third of 900" is of another whole; empty where it is of that of the data."""
    whole, bottom = said.whole, evidence.denominator
    if whole is None or bottom is None or said.quantity.kind not in (PERCENT, FRACTION):
        return ""
    if evidence.kind == CHANGE or whole.kind != COUNT:
        return ""
    near = (whole.value * _NEAR_COUNT, whole.value * _ABOUT_COUNT)
    different = _judge(whole, Fraction(bottom), near) == DIFFERENT
    return f"the whole is {numbers.count(bottom)}" if different else ""


def _judge(quantity: Quantity, value: Fraction, near: tuple[Fraction, Fraction]) -> str:
    stated, hedge = quantity.value, quantity.hedge
    away = value - stated
    if hedge is None or hedge == ABOUT:
        if away == 0:
            return MATCHES
        if _rounds(quantity, value):
            return ROUNDED
        loose = hedge == ABOUT and not _is_exact(quantity)
        return ROUNDED if loose and abs(away) <= near[1] else DIFFERENT
    holds = {
        OVER: 0 < away <= near[0],
        UNDER: 0 < -away <= near[0],
        AT_LEAST: 0 <= away <= near[0],
        AT_MOST: 0 <= -away <= near[0],
    }[hedge]
    small = hedge == UNDER and quantity.kind == COUNT and stated == 5 and 0 < value < 5
    return ROUNDED if holds or small else DIFFERENT


def _is_exact(quantity: Quantity) -> bool:
    """Whether a count is written to its last figure, so that "some 808" is no estimate."""
    return quantity.kind == COUNT and quantity.value >= 100 and quantity.value % 5 != 0


def _rounds(quantity: Quantity, value: Fraction) -> bool:
    """Whether the data, rounded as the number is, are the number."""
    if quantity.kind in (PERCENT, MONTHS):
        return Fraction(numbers.round_half_away(value, quantity.places)) == quantity.value
    if quantity.kind == FRACTION:
        return abs(value - quantity.value) <= _ROUND_PART
    if quantity.step:
        return abs(value - quantity.value) * 2 <= quantity.step
    whole = quantity.value.denominator == 1 and quantity.value >= 1_000
    hundreds = whole and quantity.value % 100 == 0
    return hundreds and abs(value - quantity.value) <= quantity.value * _ROUND_COUNT


def written(evidence: Evidence, quantity: Quantity) -> str:
    """What the data say, as it would be written."""
    if evidence.kind == COUNT:
        return numbers.count(int(evidence.value))
    if evidence.kind == MONTHS:
        return f"{numbers.round_half_away(evidence.value, 1)} months"
    if evidence.kind == CHANGE:
        return _change(evidence, quantity)
    percent = f"{numbers.round_half_away(evidence.value * 100, 1)}%"
    top, bottom = int(evidence.numerator or 0), int(evidence.denominator or 0)
    return f"{percent} ({numbers.count(top)} of {numbers.count(bottom)})"


def _change(evidence: Evidence, quantity: Quantity) -> str:
    before, now = int(evidence.denominator or 0), int(evidence.numerator or 0)
    words = "no change" if not evidence.value else "a rise" if evidence.value > 0 else "a fall"
    ends = f"from {numbers.count(before)} to {numbers.count(now)}"
    if not evidence.value:
        return f"{words}, {ends}"
    if quantity.kind == COUNT:
        return f"{words} of {numbers.count(abs(int(evidence.value)))}, {ends}"
    return f"{words} of {numbers.round_half_away(abs(evidence.value) * 100, 1)}%, {ends}"
