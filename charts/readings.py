"""How each kind of chart is read, and what it cannot tell: words beside charts and in the guide."""

from __future__ import annotations

from charts.area_readings import AREA_READINGS
from charts.reading import Reading
from charts.recorded_readings import RECORDED_READINGS

_YEARS = (
    (
        "A hollow point is provisional or rests on few cases. A gap is a year without published "
        "figures, never a zero."
    ),
    (
        "A dashed upright is a break: what stands left and right of it was not counted alike. A "
        "dotted upright with a number is a day on which the law changed; the notes say which."
    ),
)

READINGS: dict[str, Reading] = {
    "trend": Reading(
        "Numbers by year",
        (
            (
                "Each line is one area or measure; its name or last value stands at its end. The "
                "scale begins at zero, so twice as high is twice as many. Of a single year, each "
                "is a bar."
            ),
            *_YEARS,
            (
                "Where more than four areas are chosen, each has a small chart of its own. All "
                "have the same scale; the grey lines behind are the other areas."
            ),
        ),
        "Whether more was done, more was reported, or more was brought to court. A change after a "
        "change of the law is not thereby caused by it.",
    ),
    "ratio": Reading(
        "A ratio or an average by year",
        (
            (
                "The height is what was divided: convictions by prosecutions, custody by "
                "sentences, or months by offenders. Of a single year, each is a bar. The table "
                "has both parts."
            ),
            (
                "The shaded band is a 95% interval: about how far chance alone could have moved "
                "the first line. It is drawn, and the table has it, where any ratio rests on "
                "fewer than 1,000. A grey cross is a ratio without meaning."
            ),
            *_YEARS,
        ),
        "How likely a person who is charged is to be convicted: a case may end in a later year "
        "than it began, so the ratio can exceed 100%.",
    ),
    "mix": Reading(
        "Sentences given",
        (
            (
                "Each bar is everyone sentenced in a year, from immediate custody at one end to "
                "discharges at the other, always in the same order. Of a single year, each "
                "sentence has a bar of its own."
            ),
            (
                "Shares add up to 100% before they are rounded. Suspended sentences are not "
                "immediate custody. The table has the number behind each share."
            ),
        ),
        "How serious the cases were, or what else the same person was sentenced for that day: only "
        "the principal offence is counted.",
    ),
    "lengths": Reading(
        "Lengths of custody",
        (
            (
                "Each bar counts the offenders whose custodial sentence lies in that band of "
                "length. The bands are not equally wide."
            ),
        ),
        "How long anyone stayed in prison: it is the length given in court, before release.",
    ),
    "people": Reading(
        "Sex and age",
        (
            (
                "Bars reach to either side from the middle: one side for each sex, one row for "
                "each band of age. Both sides have the same scale."
            ),
            (
                "Counts from 1 to 4 are drawn alike and written as “fewer than 5”. A larger count "
                "that would give one away is not shown."
            ),
        ),
        "How likely anyone of an age is to come to court: the bands hold different numbers of "
        "residents and years.",
    ),
    **AREA_READINGS,
    **RECORDED_READINGS,
}
