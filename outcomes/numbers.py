"""How numbers are written: British statistics, rounded half away from zero, exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NOTHING_TO_DIVIDE = "[z]"
NOT_AVAILABLE = "[x]"
LOW = "[low]"


def round_half_away(value: Fraction | float, places: int = 0) -> Decimal:
    """Round half away from zero; floats are taken at their shortest decimal form."""
    scale = Decimal(1).scaleb(-places)
    if isinstance(value, float):
        return Decimal(repr(value)).quantize(scale, ROUND_HALF_UP)
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places).quantize(scale)


def count(value: int) -> str:
    """A count with thousands commas: ``1,005``."""
    return f"{value:,}"


def percent_of(numerator: int, denominator: int, places: int = 0) -> str:
    """A percentage from its two counts: ``87%``; ``[z]`` when there is nothing to divide by.

    A share above zero that rounds to zero is ``[low]``.
    """
    if denominator == 0:
        return NOTHING_TO_DIVIDE
    rounded = _percent(numerator, denominator, places)
    if rounded == 0 and numerator:
        return LOW
    return f"{rounded:,}%"


def percent_words(numerator: int, denominator: int) -> str:
    """A share in a sentence: ``87%``, ``less than 1%``, ``more than 99%``, ``all``.

    Only nothing is ``0%``, and ``100%`` is said of what goes beyond the whole only.
    """
    if numerator == denominator and denominator:
        return "all"
    written = percent_of(numerator, denominator)
    if written == LOW:
        return "less than 1%"
    return "more than 99%" if written == "100%" and numerator < denominator else written


def _percent(numerator: int, denominator: int, places: int = 0) -> Decimal | int:
    """A percentage rounded half away from zero, in whole numbers throughout."""
    scaled = 200 * 10**places * abs(numerator) + abs(denominator)
    whole = scaled // (2 * abs(denominator))
    signed = whole if (numerator < 0) == (denominator < 0) else -whole
    return Decimal(signed).scaleb(-places) if places else signed


def percent_change(before: int, after: int) -> str:
    """The change between two counts as a percentage without sign: ``12%``; ``[z]`` from zero.

    A change that rounds to nothing is ``less than 1%``.
    """
    if before == 0:
        return NOTHING_TO_DIVIDE
    rounded = abs(round_half_away(Fraction(after - before, before) * 100))
    return "less than 1%" if rounded == 0 and after != before else f"{rounded:,}%"


def months(value: float) -> str:
    """A length in months at one decimal: ``15.0``."""
    return f"{round_half_away(value, 1):,}"


def rate(numerator: int, population: int, per: int = 100_000) -> str:
    """A rate per so many residents at one decimal: ``34.2``; ``[z]`` without residents."""
    if population == 0:
        return NOTHING_TO_DIVIDE
    return f"{round_half_away(Fraction(numerator * per, population), 1):,}"
