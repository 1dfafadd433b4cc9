"""How the charts of recorded crime are read, and what they cannot tell."""

from __future__ import annotations

from charts.reading import Reading

RECORDED_READINGS: dict[str, Reading] = {
    "recorded": Reading(
        "Recorded crime by year",
        (
            (
                "One line counts the crimes that the police recorded in each year from April to "
                "March, the other the charges that they brought in it, whenever the crime was "
                "recorded."
            ),
            (
                "A dotted upright with a number is a day from which the police recorded these "
                "crimes otherwise; the notes say how. A gap is a year without figures."
            ),
        ),
        "How much crime there was: it rises when more is reported, or recorded with more care. One "
        "line is no share of the other.",
    ),
    "outcomes": Reading(
        "What became of recorded crimes",
        ("What had become of all crimes of one year when the figures were published, a bar each.",),
        "How the year’s crimes will end: those of the last months have had less time.",
    ),
    "recorded-areas": Reading(
        "Recorded crime by area",
        (
            (
                "One bar an area, from the most crimes recorded to the fewest; the chosen area is "
                "dark. The table has them for each 100,000 residents too, where residents are "
                "loaded."
            ),
        ),
        "Where most crime is: large areas record more, and some record with more care.",
    ),
}
