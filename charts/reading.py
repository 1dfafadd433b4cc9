"""How each kind of chart is read, and what it cannot tell: words beside charts and in the guide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Words about one kind of chart.

    Attributes:
        name: what the chart is called.
        how: how it is read, one sentence or two each.
        cannot: what it cannot tell.
    """

    name: str
    how: tuple[str, ...]
    cannot: str


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
                "scale begins at zero, so twice as high is twice as many."
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
                "sentences, or months by offenders. The table has both parts."
            ),
            (
                "The shaded band is a 95% interval: about how far chance alone could have moved a "
                "ratio that rests on fewer than 1,000. A grey cross is a ratio without meaning."
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
                "discharges at the other, always in the same order."
            ),
            (
                "Shares add up to 100% before they are rounded. Suspended sentences are not "
                "immediate custody."
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
    "tilemap": Reading(
        "Map of equal squares",
        (
            (
                "Each square is one police force area, placed roughly where it lies, so that small "
                "areas can be seen as well as large ones. Darker is more; the key tells the values "
                "of each shade. Strokes across corners: not published."
            ),
        ),
        "Where offences happened or where people live: the area is where the case was dealt with. "
        "Darker may only mean that more people live there.",
    ),
    "boundaries": Reading(
        "Map of boundaries",
        (
            (
                "The same values and shades as in the map of squares, within the areas’ simplified "
                "boundaries. Large areas catch the eye, whatever their number of cases."
            ),
        ),
        "What the map of squares cannot tell, either. The City of London is too small to be seen.",
    ),
    "ranking": Reading(
        "Areas in order",
        (
            (
                "One bar an area, from the highest to the lowest; the area in focus is dark, "
                "England and Wales grey. Hollow bars rest on few cases or are provisional."
            ),
        ),
        "Which area does better: the order says little where areas differ in size, and small "
        "differences are often chance.",
    ),
    "funnel": Reading(
        "Funnel",
        (
            (
                "Each point is an area: how many cases it has goes to the right, its ratio "
                "upwards. The curves are the limits within which 95 and 99.8 per cent of areas "
                "would lie if only chance made them differ."
            ),
            (
                "An area outside the outer limits differs by more than chance; one inside does not "
                "show that it differs at all."
            ),
        ),
        "Why an area differs: other cases, other recording, or other decisions look alike here.",
    ),
    "dumbbell": Reading(
        "Two years",
        (
            (
                "Each row is an area: the hollow point is the earlier year, the full one the "
                "later. The line between them is the change."
            ),
            (
                "A bold name and dark points mark a change that a test tells from chance (p under "
                "0.05); the others are “little changed”."
            ),
        ),
        "What happened between the two years, or why. Across 2016 and 2017 areas were assigned "
        "anew, so part of a change may be that.",
    ),
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
