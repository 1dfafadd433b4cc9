"""How one observation is written: by unit, and by what is known."""

from __future__ import annotations

from outcomes import numbers
from outcomes.inference import LOW_BASE
from outcomes.measures import Measure
from outcomes.result import NOT_APPLICABLE, NOT_MEANINGFUL, Observation

# What the two sums of a ratio are called.
PARTS = {
    "conviction_ratio": ("convictions", "prosecutions"),
    "custody_rate": ("offenders given immediate custody", "offenders sentenced"),
    "acsl_months": ("months", "offenders"),
    "prosecutions_per_100000": ("prosecutions", "residents"),
    "convictions_per_100000": ("convictions", "residents"),
    "sentenced_per_100000": ("offenders sentenced", "residents"),
    "breaches_per_100_orders": ("breaches", "orders made"),
}
NO_MEANING = "[m]"
LOW_BASE_SIGN = "[u]"
SYMBOLS = {
    numbers.NOT_AVAILABLE: "not published in the loaded editions",
    numbers.NOTHING_TO_DIVIDE: "nothing to divide by",
    numbers.LOW: "above zero, but rounds to 0%",
    NO_MEANING: "a value that does not mean what its name says; see the notes",
    LOW_BASE_SIGN: (
        f"a percentage of fewer than {LOW_BASE}: read it with its interval, and do not rank it"
    ),
    "[p]": "provisional",
}


def value_text(measure: Measure, observation: Observation) -> str:
    """The value alone: ``1,005``, ``87%``, ``15.0``, or the sign for why there is none."""
    if observation.value is None:
        if observation.status == NOT_MEANINGFUL:
            return NO_MEANING
        missing = observation.status == NOT_APPLICABLE
        return numbers.NOTHING_TO_DIVIDE if missing else numbers.NOT_AVAILABLE
    if measure.is_share:
        return share_text(observation)
    if measure.is_ratio:
        return numbers.months(float(observation.value))
    return numbers.count(int(observation.value))


def told_text(measure: Measure, observation: Observation) -> str:
    """The value as a sentence has it: ``less than 1%`` instead of a sign to look up."""
    written = value_text(measure, observation)
    return "less than 1%" if written == numbers.LOW else written


def drawn_percent(count: int, whole: int) -> str:
    """A percentage as a picture writes it: ``under 1%`` instead of a sign to look up."""
    written = numbers.percent_of(count, whole)
    return "under 1%" if written == numbers.LOW else written


def count_with_share(count: int, whole: int) -> str:
    """A count and what share of a whole it is, on one line: ``5,740 (33%)``, ``17 (<1%)``."""
    share = numbers.percent_of(count, whole)
    return f"{numbers.count(count)}\N{NO-BREAK SPACE}({'<1%' if share == numbers.LOW else share})"


def share_text(observation: Observation) -> str:
    """A fraction as a percentage, from its two sums."""
    return numbers.percent_of(int(observation.numerator or 0), observation.denominator or 0)


def with_unit(measure: Measure, observation: Observation) -> str:
    """The value with its unit, and for ratios what was divided: for hovering and lists."""
    text = value_text(measure, observation)
    if observation.value is None:
        sign = SYMBOLS[text]
        return sign[:1].upper() + sign[1:]
    if measure.is_share:
        above, below = PARTS[measure.name]
        top = numbers.count(int(observation.numerator or 0))
        return f"{text} ({top} {above}, {numbers.count(observation.denominator or 0)} {below})"
    if measure.is_ratio and measure.unit != "months":
        above, below = PARTS[measure.name]
        top = numbers.count(int(observation.numerator or 0))
        divided = numbers.count(observation.denominator or 0)
        return f"{text} {measure.unit} ({top} {above}, {divided} {below})"
    if measure.is_ratio:
        return f"{text} months ({numbers.count(observation.denominator or 0)} offenders)"
    noun = measure.unit if observation.value != 1 else measure.unit.removesuffix("s")
    return f"{text} {noun}"


def tick_text(measure: Measure, value: float) -> str:
    """A tick of a value axis."""
    if measure.is_share:
        return f"{numbers.round_half_away(value * 100)}%"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
